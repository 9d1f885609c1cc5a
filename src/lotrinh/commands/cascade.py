"""`lotrinh cascade PARENT PLAN`: which clause of the parent each item of an agency's plan carries out."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def cascade(
    parent: Annotated[Path, typer.Argument(help="Văn bản cấp trên.")],
    plan: Annotated[Path, typer.Argument(help="Kế hoạch của cơ quan.")],
    as_json: Annotated[bool, typer.Option("--json", help="In ra JSON.")] = False,
) -> int:
    """Đề xuất điều khoản cấp trên mà từng việc trong kế hoạch thực hiện."""
    from lotrinh.reading import read
    from lotrinh.reading.cascade import propose

    found = propose(read(parent), read(plan))
    if as_json:
        sys.stdout.write(
            json.dumps({k: [asdict(p) for p in v] for k, v in found.items()}, ensure_ascii=False, indent=1) + "\n"
        )
        return 0
    for path, proposals in found.items():
        told = ", ".join(f"{p.path} ({p.score:.2f})" for p in proposals) or "không thấy điều khoản gần"
        sys.stdout.write(f"{path}: {told}\n")
    return 0
