"""A long reading as work of the queue, the same wherever a document is handed in: the file waits in the store, its
progress is told page by page, and whichever way it ends the file waits no longer.

An app keeps two steps of its own: `compute` reads through `read_waiting`, `finish` writes inside `taken_in`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import transaction

from lotrinh.errors import UnreadableDocument
from lotrinh_web.jobs.work import Progress
from lotrinh_web.programmes import waiting

T = TypeVar("T")


def waits(name: str, content: bytes, pages: int) -> dict[str, Any]:
    """Put a file by for a long reading; what the work needs to find it, as plain values."""
    return {"name": name, "held": waiting.hold(content), "pages": pages}


def read_waiting(arguments: dict[str, Any], progress: Progress, read: Callable[[str, bytes], T]) -> T:
    """Read the file that waits, telling the page that is being read; where it cannot be read it waits no longer."""
    from lotrinh.reading.progress import listening

    def heard(done: int, total: int) -> None:
        progress(done, total, page_words(done, total))

    name, held, pages = arguments["name"], arguments["held"], arguments["pages"]
    progress(0, pages, page_words(0, pages) if pages > 1 else f"Đọc văn bản «{name}»")
    try:
        with listening(heard):
            return read(name, waiting.held(held))
    except FileNotFoundError as error:
        raise UnreadableDocument(f"Tệp «{name}» không còn chờ đọc. Gửi lại tệp.") from error
    except Exception:
        waiting.let_go(held)
        raise


def page_words(done: int, total: int) -> str:
    """The page being read, not only those that are done: the first one takes as long as the others."""
    if done >= total:
        return f"Đã đọc {total} trang, đang phân tích nội dung"
    return f"Đang đọc trang {done + 1} trên {total}"


@contextmanager
def taken_in(held: str) -> Iterator[None]:
    """Inside it a reading is written; the file waits no longer once that stands, nor where it was refused."""
    try:
        yield
    except Exception:
        waiting.let_go(held)
        raise
    transaction.on_commit(lambda: waiting.let_go(held))
