"""Files that wait for a long reading: kept until it ends, whichever way, and no longer.

A file that turns out to be classified, or cannot be read, leaves nothing behind.
"""

from __future__ import annotations

import hashlib
import threading
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

FOLDER = "waiting"
drawing = threading.Lock()
"""pdfium is not safe in several threads at once."""
FORGOTTEN = timedelta(days=2)
PAGES_AT_ONCE = 40
"""A PDF with a text layer is read in the request up to so many pages (about 0.1 s a page)."""
LOOKED_AT = 4
LEAST_LETTERS = 80
"""Fewer characters on one of the first pages: that page is a picture and has to be recognised."""


def pages_if_long(content: bytes, name: str) -> int | None:
    """How many pages a reading would take that is too long for a request: a scan, a picture, a thick PDF, a file that
    goes through LibreOffice first (counted as one page). None for what is read at once, and for what cannot be opened:
    the reader says best what is wrong with it."""
    from lotrinh.errors import LotrinhError
    from lotrinh.reading.formats.sniff import kind_of

    try:
        kind = kind_of(content, name)
    except LotrinhError:
        return None
    if kind == "pdf":
        return _pdf_pages(content)
    return None if kind in {"text", "docx", "xlsx", "xls", "ods"} else 1


def _pdf_pages(content: bytes) -> int | None:
    import pypdfium2

    try:
        with drawing, pypdfium2.PdfDocument(content) as pdf:
            count = len(pdf)
            if count > PAGES_AT_ONCE:
                return count
            letters = [pdf[n].get_textpage().count_chars() for n in range(min(count, LOOKED_AT))]
    except pypdfium2.PdfiumError:
        return None
    return count if any(n < LEAST_LETTERS for n in letters) else None


def hold(content: bytes) -> str:
    """Keep a file; the name under which it waits. The same file waits once."""
    sweep()
    name = f"{FOLDER}/{hashlib.sha256(content).hexdigest()}"
    return name if default_storage.exists(name) else default_storage.save(name, ContentFile(content))


def held(name: str) -> bytes:
    """The file that waits."""
    with default_storage.open(name, "rb") as file:
        content: bytes = file.read()
    return content


def let_go(name: str) -> None:
    """The reading has ended."""
    default_storage.delete(name)


def sweep() -> None:
    """Let go of files whose reading was given up."""
    if not default_storage.exists(FOLDER):
        return
    for found in default_storage.listdir(FOLDER)[1]:
        name = f"{FOLDER}/{found}"
        if timezone.now() - default_storage.get_modified_time(name) > FORGOTTEN:
            default_storage.delete(name)
