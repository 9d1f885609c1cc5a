"""`lotrinh compare OLD NEW`: what a newer version of a document changed."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
_WORDS = {"added": "thêm", "removed": "bỏ", "changed": "sửa", "moved": "chuyển chỗ"}


@app.command()
def compare(
    old: Annotated[Path, typer.Argument(help="Bản cũ.")],
    new: Annotated[Path, typer.Argument(help="Bản mới.")],
    as_json: Annotated[bool, typer.Option("--json", help="In ra JSON.")] = False,
) -> int:
    """So hai bản của một văn bản, từng điều khoản."""
    from lotrinh.reading import read
    from lotrinh.reading.compare import compare as changes_between

    changes = changes_between(read(old), read(new))
    if as_json:
        sys.stdout.write(json.dumps([asdict(c) for c in changes], ensure_ascii=False, indent=1) + "\n")
        return 0
    for change in changes:
        place = (
            change.new_path
            if change.old_path in (None, change.new_path)
            else f"{change.old_path} → {change.new_path or '—'}"
        )
        told = " ".join(
            {
                "added": f"[+{w}+]",
                "removed": f"[-{w}-]",
                "same": w if len(w) < 60 else f"{w[:25]} … {w[-25:]}",
            }[op]
            for op, w in change.words
        )
        sys.stdout.write(f"{place}  {_WORDS[change.kind]}: {told}\n")
        for touched in (*change.targets, *change.assignments):
            sys.stdout.write(f"    ◎ {touched.before or '(chưa có)'} → {touched.after or '(không còn)'}\n")
    sys.stdout.write(f"{len(changes)} điều khoản khác nhau.\n")
    return 0
