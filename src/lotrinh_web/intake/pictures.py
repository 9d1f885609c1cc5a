"""Pages of an original as pictures, for the eye beside what the reader made of them.

pdfium is not safe in several threads at once, so one page is drawn at a time.
"""

from __future__ import annotations

import io

from lotrinh.errors import LotrinhError, UnreadableDocument
from lotrinh_web.programmes.models import Document
from lotrinh_web.programmes.waiting import drawing

WIDTH = 1100
MOST_PIXELS = 6_000_000


def has_pages(document: Document) -> bool:
    """Whether the original is a PDF or a picture, so that its pages can be shown."""
    return bool(document.file) and _kind(document) in {"pdf", "picture"}


def page_png(document: Document, number: int) -> bytes:
    """Page `number` (from 1) as PNG, about `WIDTH` pixels wide.

    Raises UnreadableDocument, or IndexError beyond the last page.
    """
    if not has_pages(document):
        raise UnreadableDocument("Văn bản này không có ảnh trang: tệp gốc không phải PDF hay ảnh chụp.")
    with document.file.open("rb") as handle:
        content = handle.read()
    try:
        with drawing:
            return _pdf_page(content, number) if _kind(document) == "pdf" else _picture(content, number)
    except (LotrinhError, IndexError):
        raise
    except Exception as error:
        raise UnreadableDocument(f"Không vẽ được trang {number} của tệp «{document.file_name}».") from error


def _kind(document: Document) -> str:
    with document.file.open("rb") as handle:
        head = handle.read(1024)
    if b"%PDF-" in head:
        return "pdf"
    known = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
    return "picture" if head.startswith(known) else ""


def _pdf_page(content: bytes, number: int) -> bytes:
    import pypdfium2

    with pypdfium2.PdfDocument(content) as pdf:
        if not 1 <= number <= len(pdf):
            raise IndexError(number)
        page = pdf[number - 1]
        width, height = page.get_size()
        scale = min(WIDTH / max(1.0, width), (MOST_PIXELS / max(1.0, width * height)) ** 0.5)
        picture = page.render(scale=scale, may_draw_forms=False).to_pil()
        stream = io.BytesIO()
        picture.convert("RGB").save(stream, "PNG")
        return stream.getvalue()


def _picture(content: bytes, number: int) -> bytes:
    from PIL import Image

    with Image.open(io.BytesIO(content)) as image:
        if not 1 <= number <= getattr(image, "n_frames", 1):
            raise IndexError(number)
        image.seek(number - 1)
        page = image.convert("RGB")
        page.thumbnail((WIDTH, MOST_PIXELS // WIDTH))
        stream = io.BytesIO()
        page.save(stream, "PNG")
        return stream.getvalue()
