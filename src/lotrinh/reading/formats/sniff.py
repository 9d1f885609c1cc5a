"""What a file is, by its first bytes and its inside; the name only decides between kinds of plain text."""

from __future__ import annotations

import io
import zipfile
from typing import Literal

from lotrinh.errors import UnreadableDocument

Kind = Literal["text", "docx", "pdf", "image", "doc", "rtf", "xlsx", "xls", "ods", "odt"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM")
_PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
)
_OTHER = (
    (b"GIF8", "ảnh GIF"),
    (b"RIFF", "tệp âm thanh hoặc hình ảnh"),
    (b"Rar!", "tệp nén RAR"),
    (b"7z\xbc\xaf", "tệp nén 7z"),
    (b"\x1f\x8b", "tệp nén gzip"),
    (b"BZh", "tệp nén bzip2"),
    (b"\xfd7zXZ", "tệp nén xz"),
    (b"ID3", "tệp âm thanh"),
    (b"SQLite format 3", "cơ sở dữ liệu"),
    (b"%!PS", "tệp PostScript"),
)
ACCEPTED = (
    "Hãy gửi tệp .docx, .doc, .pdf, .txt, .md, .rtf, .xlsx, .xls, .ods hoặc ảnh chụp văn bản (.png, .jpg, .tiff)."
)


def kind_of(data: bytes, name: str) -> Kind:
    """The kind of file. Raises UnreadableDocument where it is none we read, with a sentence saying what it
    is."""
    if not data:
        raise UnreadableDocument(f"Tệp “{name}” rỗng. Hãy kiểm tra lại tệp đã gửi.")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_OLE):
        return _ole_kind(data, name)
    if data.startswith(b"PK"):
        return _zip_kind(data, name)
    if data.lstrip()[:5] == b"{\\rtf":
        return "rtf"
    if data.startswith(_IMAGES[:-1]) or (data.startswith(b"BM") and name.lower().endswith(".bmp")):
        return "image"
    if _is_program(data):
        raise UnreadableDocument(f"Tệp “{name}” là chương trình máy tính, không phải văn bản. {ACCEPTED}")
    for magic, what in _OTHER:
        if data.startswith(magic):
            raise UnreadableDocument(f"Tệp “{name}” là {what}, không phải văn bản. {ACCEPTED}")
    return "text"


def _is_program(data: bytes) -> bool:
    if data.startswith(b"MZ"):
        return b"\x00" in data[:256]
    return data.startswith(_PROGRAMS[1:])


def _zip_kind(data: bytes, name: str) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            mimetype = archive.read("mimetype")[:80] if "mimetype" in names and _small(archive) else b""
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError) as error:
        raise UnreadableDocument(
            f"Tệp “{name}” bị hỏng hoặc thiếu phần cuối. Hãy mở tệp bằng Word, lưu lại rồi gửi lại."
        ) from error
    if b"opendocument.text" in mimetype:
        return "odt"
    if b"opendocument.spreadsheet" in mimetype:
        return "ods"
    if any(n.startswith("word/") for n in names):
        return "docx"
    if any(n.startswith("xl/") for n in names):
        return "xlsx"
    if "[Content_Types].xml" in names and not any(n.startswith("ppt/") for n in names):
        return "docx"
    raise UnreadableDocument(f"Tệp “{name}” là tệp nén hoặc loại tệp không đọc được. {ACCEPTED}")


def _small(archive: zipfile.ZipFile) -> bool:
    return archive.getinfo("mimetype").file_size < 1000


def _ole_kind(data: bytes, name: str) -> Kind:
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            streams = {"/".join(entry).lower() for entry in ole.listdir()}
    except Exception as error:  # olefile raises many kinds on damaged input
        raise UnreadableDocument(
            f"Tệp “{name}” bị hỏng hoặc thiếu phần cuối. Hãy mở tệp bằng Word, lưu lại rồi gửi lại."
        ) from error
    if "encryptedpackage" in streams or "encryptioninfo" in streams:
        raise UnreadableDocument(f"Tệp “{name}” được đặt mật khẩu. Hãy bỏ mật khẩu rồi gửi lại.")
    if "worddocument" in streams:
        return "doc"
    if "workbook" in streams or "book" in streams:
        return "xls"
    raise UnreadableDocument(f"Tệp “{name}” không phải văn bản Word hoặc bảng tính. {ACCEPTED}")
