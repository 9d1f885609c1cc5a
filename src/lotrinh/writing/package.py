"""Opening a Word file somebody sent: size limits before anything is unpacked."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from lotrinh.errors import UnreadableDocument

MOST_BYTES = 30_000_000
MOST_UNPACKED = 200_000_000
MOST_PARTS = 5_000


def check_package(content: bytes, *, part: str = "word/document.xml", kind: str = "Word (.docx)") -> None:
    """Raises UnreadableDocument if the bytes are no such package, or one that would not fit in memory."""
    if len(content) > MOST_BYTES:
        raise UnreadableDocument(f"Tệp lớn hơn {MOST_BYTES // 1_000_000} MB. Bớt hình rồi nộp lại.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableDocument(f"Tệp không phải tệp {kind} đọc được. Mở lại, lưu rồi nộp lại.") from error
    if len(entries) > MOST_PARTS or sum(e.file_size for e in entries) > MOST_UNPACKED:
        raise UnreadableDocument("Tệp giải nén ra quá lớn nên không mở. Lưu lại thành tệp mới rồi nộp lại.")
    if part not in {entry.filename for entry in entries}:
        raise UnreadableDocument(f"Tệp không phải tệp {kind}. Lưu đúng định dạng rồi nộp lại.")


def open_word(content: bytes) -> Any:
    """The document as python-docx sees it. Raises UnreadableDocument."""
    check_package(content)
    import docx

    try:
        return docx.Document(io.BytesIO(content))
    except Exception as error:  # a broken part raises KeyError, ValueError, lxml errors …
        raise UnreadableDocument("Tệp Word bị hỏng nên không mở được. Mở bằng Word, lưu lại rồi nộp.") from error
