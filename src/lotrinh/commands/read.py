"""`lotrinh read FILE… --format tree|json|akn|xlsx|docx -o OUT`, `lotrinh read --sentences in.jsonl -o
out.jsonl`."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from lotrinh.errors import InvalidData, LotrinhError, UnreadableDocument

if TYPE_CHECKING:
    from lotrinh.reading.model import Reading

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

_SUFFIXES = frozenset(
    {
        ".txt",
        ".md",
        ".docx",
        ".doc",
        ".pdf",
        ".xlsx",
        ".xls",
        ".ods",
        ".odt",
        ".rtf",
        ".png",
        ".jpg",
        ".jpeg",
        ".tif",
        ".tiff",
        ".html",
        ".htm",
    }
)


class Format(StrEnum):
    """What a reading is written out as."""

    tree = "tree"
    json = "json"
    akn = "akn"
    xlsx = "xlsx"
    docx = "docx"


_EXTENSION = {
    Format.tree: ".txt",
    Format.json: ".json",
    Format.akn: ".xml",
    Format.xlsx: ".xlsx",
    Format.docx: ".docx",
}


@app.command()
def read(
    files: Annotated[list[Path] | None, typer.Argument(help="Tệp hoặc thư mục cần đọc.", show_default=False)] = None,
    format_: Annotated[Format, typer.Option("--format", "-f", help="Dạng kết quả.")] = Format.tree,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Tệp kết quả; thư mục nếu đọc nhiều tệp.")] = None,
    sentences: Annotated[Optional[Path], typer.Option(help="Tệp JSONL, mỗi dòng một câu.")] = None,  # noqa: UP045
) -> int:
    """Đọc một hay nhiều văn bản."""
    if sentences is not None:
        return _sentences(sentences, out)
    paths = _expand(files or [])
    if not paths:
        raise InvalidData("Chưa có tệp nào để đọc. Hãy nêu tệp hoặc thư mục.")
    several = len(paths) > 1 or any(f.is_dir() for f in files or [])
    if several and out is not None and out.exists() and not out.is_dir():
        raise InvalidData(f"“{out}” là một tệp; đọc nhiều văn bản thì kết quả phải là thư mục.")
    if not several and out is None and format_ in (Format.xlsx, Format.docx):
        raise InvalidData(f"Dạng {format_.value} cần nơi ghi. Hãy thêm -o TỆP.")
    return _each(paths, format_, out, several)


def _expand(files: list[Path]) -> list[Path]:
    found: list[Path] = []
    for path in files:
        if path.is_dir():
            found += sorted(p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in _SUFFIXES)
        elif path.is_file():
            found.append(path)
        else:
            raise UnreadableDocument(f"Không tìm thấy tệp “{path}”.")
    return found


def _each(paths: list[Path], format_: Format, out: Path | None, several: bool) -> int:
    """Reads file after file; one that cannot be read is told and does not stop the others."""
    from lotrinh.reading import read as read_file

    failed = 0
    for path in paths:
        try:
            _write(read_file(path), format_, _place(path, format_, out, several))
        except LotrinhError as error:
            if not several:
                raise
            failed += 1
            sys.stderr.write(f"{path}: {error}\n")
    return 1 if failed else 0


def _place(path: Path, format_: Format, out: Path | None, several: bool) -> Path | None:
    if out is None:
        return (
            path.with_suffix(path.suffix + _EXTENSION[format_])
            if several and format_ in (Format.xlsx, Format.docx)
            else None
        )
    if several or out.is_dir():
        out.mkdir(parents=True, exist_ok=True)
        return out / (path.stem + _EXTENSION[format_])
    return out


def _write(reading: Reading, format_: Format, place: Path | None) -> None:
    if format_ is Format.tree:
        _show(reading, place)
        return
    data = _bytes(reading, format_)
    if place is None:
        sys.stdout.buffer.write(data + b"\n")
        return
    _save(place, data)


def _save(place: Path, data: bytes) -> None:
    """Writes beside and then puts in place, so that a half-written file is never left."""
    part = place.with_name(place.name + ".part")
    try:
        part.write_bytes(data)
        part.replace(place)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise InvalidData(f"Không ghi được “{place}”: {error.strerror}.") from error


def _bytes(reading: Reading, format_: Format) -> bytes:
    if format_ is Format.json:
        return json.dumps(reading.to_json(), ensure_ascii=False, indent=1).encode("utf-8")
    if format_ is Format.akn:
        from lotrinh.reading.export.akn import to_akn

        return to_akn(reading)
    from lotrinh.reading.export.annex import to_docx, to_xlsx

    return to_xlsx(reading) if format_ is Format.xlsx else to_docx(reading)


def _show(reading: Reading, place: Path | None) -> None:
    import io

    from rich.console import Console

    from lotrinh.reading.export.tree import to_tree

    if place is None:
        Console().print(to_tree(reading))
        return
    out = io.StringIO()
    Console(file=out, width=140).print(to_tree(reading))
    _save(place, out.getvalue().encode("utf-8"))


def _sentences(path: Path, out: Path | None) -> int:
    from lotrinh.reading.sentences import read_lines

    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableDocument(f"Không đọc được tệp “{path}”. Tệp phải là văn bản UTF-8.") from error
    rows = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in read_lines(text.splitlines()))
    if out is None:
        sys.stdout.write(rows)
    else:
        _save(out, rows.encode("utf-8"))
    return 0
