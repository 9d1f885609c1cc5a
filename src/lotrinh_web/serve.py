"""`python -m lotrinh_web.serve`: the site on Granian (one process a core, two at most), static files included, and
one process beside it for long work (`manage.py work`)."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

MANAGE = Path(__file__).resolve().parent.parent.parent / "manage.py"
RESTART_AFTER = 5.0  # seconds before a worker that ended is started again


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--no-worker", action="store_true", help="long work is done by a process started elsewhere")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lotrinh_web.settings")
    if not options.no_worker:
        threading.Thread(target=_keep_a_worker, daemon=True).start()

    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "lotrinh_web.wsgi:application",
        address=options.host,
        port=options.port,
        interface=Interfaces.WSGI,
        workers=min(2, os.cpu_count() or 1),
        blocking_threads=2,
        workers_kill_timeout=5,
        respawn_failed_workers=True,
        websockets=False,
    ).serve()


def _keep_a_worker() -> None:
    """Keep one worker running. It holds the other end of a pipe, so it ends with this process, however that ends."""
    command = [sys.executable, str(MANAGE), "work", "--with-parent"]
    while True:
        subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True).wait()  # noqa: S603  our own command
        time.sleep(RESTART_AFTER)


if __name__ == "__main__":
    main()
