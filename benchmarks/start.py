"""`lotrinh --help` in ≤ 0.3 s, beside a Python that starts and does nothing.

python benchmarks/start.py [--runs 9]
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time

LIMIT = 0.3


def seconds(command: list[str], runs: int) -> float:
    """The median wall-clock time of a command, as the person waits for it."""
    took = []
    for _ in range(runs):
        begun = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        took.append(time.perf_counter() - begun)
    return statistics.median(took)


def main() -> None:
    """Print the table; exit 1 over the limit."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=9)
    runs = parser.parse_args().runs
    help_page = [sys.executable, "-c", "from lotrinh.cli import main; main(['--help'])"]
    bare, ours = seconds([sys.executable, "-c", "pass"], runs), seconds(help_page, runs)
    print(f"python -c pass     {bare:.3f} s")
    print(f"lotrinh --help     {ours:.3f} s   limit {LIMIT} s   {ours / bare:.1f} x bare Python")
    sys.exit(0 if ours <= LIMIT else 1)


if __name__ == "__main__":
    main()
