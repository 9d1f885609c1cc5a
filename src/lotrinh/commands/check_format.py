"""`lotrinh check-format FILE.docx`: where a Word file departs from its format profile."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command(name="check-format")
def check_format(
    file: Annotated[Path, typer.Argument(help="Tệp .docx cần kiểm tra.")],
    profile: Annotated[
        str | None, typer.Option(help="HD36-2018, HD05-2026 hoặc ND30-2020; để trống thì chọn theo văn bản.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="In ra JSON.")] = False,
) -> int:
    """Kiểm tra thể thức một văn bản Word. Mã thoát 1 khi có điểm chưa đúng."""
    from lotrinh.errors import UnreadableDocument
    from lotrinh.writing.check import check_format as check

    try:
        content = file.read_bytes()
    except OSError as error:
        raise UnreadableDocument(f"Không mở được tệp «{file.name}». Kiểm tra đường dẫn và quyền đọc.") from error
    result = check(content, profile)
    if as_json:
        found = {"profile": result.profile.id, "findings": [asdict(f) for f in result.findings]}
        sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.write(f"Thể thức: {result.profile.name}\n")
        sys.stdout.writelines(f"- {finding.sentence()}\n" for finding in result.findings)
        sys.stdout.write(f"{len(result.findings)} điểm chưa đúng.\n")
    return 1 if result.findings else 0
