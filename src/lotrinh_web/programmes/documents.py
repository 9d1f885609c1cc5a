"""Keeping a document that was read: used wherever a file is taken in, always inside an action."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.utils import timezone

from lotrinh_web.errors import Refused
from lotrinh_web.programmes.models import Document

if TYPE_CHECKING:
    from lotrinh.reading import Reading
    from lotrinh.reading.source import Source


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file and what the reader made of it."""

    name: str
    content: bytes
    text: str
    output: dict[str, Any]
    page_starts: tuple[int, ...] = ()  # where each page begins in the text
    page_lines: tuple[tuple[int, ...], ...] = ()  # see `lines_of`

    @property
    def hash(self) -> str:
        """SHA-256 of the file, by which a second import is recognised."""
        return hashlib.sha256(self.content).hexdigest()


def read_whole(name: str, content: bytes) -> tuple[ReadFile, Reading]:
    """Read a file with the engine; touches no record. Refuses one that was taken in before, and a classified one."""
    refuse_known(hashlib.sha256(content).hexdigest())
    from lotrinh.reading import read

    reading = read(content, name)
    starts = tuple(page.start for page in reading.source.pages)
    lines = lines_of(reading.source)
    return ReadFile(name, content, reading.source.text, reading.to_json(), starts, lines), reading


def lines_of(source: Source) -> tuple[tuple[int, ...], ...]:
    """Where each line stands on its page: (page, start, end, left, top, right, bottom).

    `start` and `end` are places in the text, the four sides thousandths of the page's width and height. Lines of a
    format without pages are left out.
    """
    sizes = {page.number: (page.width, page.height) for page in source.pages if page.width and page.height}
    found = []
    for line in source.lines:
        if line.box is None or line.page not in sizes:
            continue
        width, height = sizes[line.page]
        left, top, right, bottom = line.box
        sides = (left / width, top / height, right / width, bottom / height)
        found.append((line.page, line.start, line.end, *(round(1000 * min(1.0, max(0.0, side))) for side in sides)))
    return tuple(found)


def refuse_known(file_hash: str) -> None:
    """A second import of the same file says so and changes nothing."""
    known = Document.objects.filter(file_hash=file_hash).first()
    if known is not None:
        raise Refused(
            f"Tệp này đã được nhập ngày {timezone.localtime(known.recorded_at):%d/%m/%Y} với tên «{known.file_name}»; "
            "không có gì thay đổi. Mở bản đọc đã có trong mục Văn bản."
        )


def keep(file: ReadFile) -> Document:
    """The record of a read file, with the file beside it. To be called inside an action."""
    refuse_known(file.hash)
    document = Document.objects.create(
        text=file.text, file_name=file.name[:255], file_hash=file.hash, **document_fields(file.output)
    )
    document.file.save(f"{file.hash[:16]}-{_safe(file.name)}", ContentFile(file.content), save=True)
    return document


def _safe(name: str) -> str:
    return "".join(c if c.isalnum() or c in "._-" else "_" for c in name)[-80:] or "van-ban"


def document_fields(head: dict[str, Any]) -> dict[str, Any]:
    """The fields of a `Document` from a reader's header."""
    issued = head.get("date")
    return {
        "type": head.get("type") or "Văn bản", "number": head.get("number"), "symbol": head.get("symbol"),
        "issued_on": date.fromisoformat(issued) if issued else None, "place": head.get("place"),
        "issuer": (head.get("issuer") or "")[:200], "title": head.get("title") or "",
        "signer": head.get("signer") or {}, "recipients": head.get("recipients") or [],
    }  # fmt: skip
