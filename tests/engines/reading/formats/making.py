"""Small files made on the spot, for tests of the loaders."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path

import pytest

SAMPLES = Path(__file__).resolve().parents[5] / "shared" / "documents"


def sample(name: str) -> Path:
    """A development sample; the test is skipped by the sample's name where it is missing."""
    path = SAMPLES / name
    if not path.is_file():
        pytest.skip(f"development sample {name} is not here")
    return path


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def docx(body: str, **parts: str) -> bytes:
    """A Word file from the XML inside `w:body`; more parts by name ("numbering", "styles", "footnotes")."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELS)
        archive.writestr("word/document.xml", f"<w:document {W} {MC}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return stream.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    """One paragraph with one run."""
    shown = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f'<w:p>{shown}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def cell(text: str, properties: str = "") -> str:
    """One table cell."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def table(*rows: str) -> str:
    """A table from the XML of its rows' cells."""
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


@cache
def zip_bomb() -> bytes:
    """A small archive that says its one large part has 400 million bytes, and has them."""
    stream, chunk = io.BytesIO(), bytes(4_000_000)
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("word/document", "w") as part:
            for _ in range(100):
                part.write(chunk)
        archive.writestr("word/x", b"")
    return stream.getvalue()


def zipped(**parts: bytes) -> bytes:
    """A zip archive; double underscores in names stand for slashes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


FONT = (
    "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> >> >>"
)


def stamp(number: int, left: int, bottom: int, width: int, height: int) -> str:
    """For a page's dictionary: an annotation laid over the page that shows the form with this object number."""
    place = f"/Rect [{left} {bottom} {left + width} {bottom + height}]"
    return f"/Annots [<< /Type /Annot /Subtype /Stamp /F 4 {place} /AP << /N {number} 0 R >> >>]"


def form(content: str, width: int, height: int) -> str:
    """A form for `pdf`: what a stamp shows."""
    kind = f"/Type /XObject /Subtype /Form /BBox [0 0 {width} {height}] {FONT}"
    return f"<< {kind} /Length {len(content)} >>\nstream\n{content}\nendstream"


def pdf(pages: list[str], extra: str = "", forms: tuple[str, ...] = ()) -> bytes:
    """A PDF with one content stream a page, in Helvetica as F1; `extra` goes into each page's dictionary; `forms` are
    the last objects, the first of them number 3 + 2 × pages."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    for content in pages:
        number = len(objects) + 1
        kids.append(f"{number} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {number + 1} 0 R {extra} {FONT} >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    objects += forms
    objects[1] = f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(kids)}] >>"
    out = b"%PDF-1.4\n"
    places = []
    for number, item in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{item}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    return out + f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()


def words(x: float, y: float, text: str, size: int = 12) -> str:
    """Words at a place of a PDF page, measured from its bottom left corner."""
    return f"BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET"
