"""A file of any kind an office holds → `Source`."""

from __future__ import annotations

from pathlib import Path

from lotrinh.errors import LotrinhError, UnreadableDocument
from lotrinh.reading.formats import sniff
from lotrinh.reading.formats.limits import DEFAULT, Limits
from lotrinh.reading.source import Source

__all__ = ["Limits", "load"]


def load(file: Path | str | bytes, name: str | None = None, *, limits: Limits = DEFAULT) -> Source:
    """Reads a file, given by its path or as bytes with a `name` for messages.

    What it is follows from its content, not from its suffix. Nothing outside the file is opened because of
    what it holds. Raises UnreadableDocument (with a sentence for the person), ClassifiedDocument where the
    file is marked as a state secret, MissingTool where a program it needs is not installed.
    """
    data, shown = _bytes(file, name, limits)
    kind = sniff.kind_of(data, shown)
    try:
        source = _read(kind, data, shown, limits)
    except LotrinhError:
        raise
    except (RecursionError, MemoryError) as error:
        raise UnreadableDocument(f"Tệp “{shown}” có cấu trúc quá phức tạp nên không đọc được.") from error
    from lotrinh.reading.formats import classified

    classified.refuse(source)
    return source


def _bytes(file: Path | str | bytes, name: str | None, limits: Limits) -> tuple[bytes, str]:
    if isinstance(file, bytes):
        shown = name or "tệp"
        _check_size(len(file), shown, limits)
        return file, shown
    path = Path(file)
    shown = name or path.name
    try:
        if not path.is_file():
            raise UnreadableDocument(f"Không tìm thấy tệp “{shown}”.")
        _check_size(path.stat().st_size, shown, limits)
        return path.read_bytes(), shown
    except OSError as error:
        raise UnreadableDocument(f"Không mở được tệp “{shown}”. Hãy kiểm tra quyền đọc tệp.") from error


def _check_size(size: int, name: str, limits: Limits) -> None:
    if size > limits.file_size:
        raise UnreadableDocument(
            f"Tệp “{name}” lớn {size / 1048576:.0f} MB, quá giới hạn {limits.file_size / 1048576:.0f} MB. "
            "Hãy tách nhỏ hoặc giảm độ phân giải rồi gửi lại."
        )


def _read(kind: sniff.Kind, data: bytes, name: str, limits: Limits) -> Source:
    if kind == "text":
        from lotrinh.reading.formats import plain

        return plain.read(data, name, limits)
    if kind == "docx":
        from lotrinh.reading.formats import docx

        return docx.read(data, limits)
    if kind == "pdf":
        from lotrinh.reading.formats import pdf

        return pdf.read(data, name, limits)
    if kind == "image":
        from lotrinh.reading.formats import ocr

        return ocr.read_image(data, name, limits)
    if kind in ("xlsx", "xls", "ods"):
        from lotrinh.reading.formats import sheets

        return sheets.read(data, name, kind, limits)
    from lotrinh.reading.formats import office

    return office.read(data, name, kind, limits)
