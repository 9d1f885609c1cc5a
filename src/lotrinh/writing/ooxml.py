"""WordprocessingML in small pieces: every text is cleaned and escaped here, and nowhere interpreted."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from lotrinh.writing.document import Align, Run

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = f'xmlns:w="{W}" xmlns:r="{_R}"'
_UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_ALIGN = {"left": "left", "center": "center", "right": "right", "justify": "both"}
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def clean(text: str) -> str:
    """NFC text without control characters and without marks that turn the direction of writing."""
    return unicodedata.normalize("NFC", _UNSAFE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def mm(value: float) -> int:
    """Millimetres → twentieths of a point."""
    return round(value * 1440 / 25.4)


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph stands. Sizes in points; `line_exact` in points or `line_multiple` in lines."""

    size: float = 14
    bold: bool = False
    italic: bool = False
    underline: bool = False
    align: Align = "left"
    first_line_mm: float = 0
    left_mm: float = 0
    before: float = 0
    after: float = 0
    line_exact: float | None = None
    line_multiple: float | None = None
    keep_next: bool = False
    keep_lines: bool = False
    outline: int | None = None
    border: tuple[float, float] | None = None
    """A line below, from and to: millimetres left free at the left and at the right."""


def run_xml(run: Run, look: Look, *, number: int | None = None) -> str:
    """One run; with `number`, its reference mark [n] follows, linked to the table of sources."""
    props = _run_props(look, bold=run.bold, italic=run.italic)
    pieces = re.split("([\n\t])", clean(run.text))
    inner = "".join(
        "<w:br/>"
        if piece == "\n"
        else "<w:tab/>"
        if piece == "\t"
        else f'<w:t xml:space="preserve">{escape(piece)}</w:t>'
        for piece in pieces
        if piece
    )
    text = f"<w:r>{props}{inner}</w:r>" if inner else ""
    if number is None:
        return text
    mark = _run_props(look, raised=True)
    return f'{text}<w:hyperlink w:anchor="nguon_{number}"><w:r>{mark}<w:t>[{number}]</w:t></w:r></w:hyperlink>'


def _run_props(look: Look, *, bold: bool = False, italic: bool = False, raised: bool = False) -> str:
    half = round(look.size * 2)
    props = '<w:rFonts w:ascii="{0}" w:hAnsi="{0}" w:cs="{0}" w:eastAsia="{0}"/>'.format("Times New Roman")
    props += "<w:b/><w:bCs/>" if (look.bold or bold) and not raised else ""
    props += "<w:i/><w:iCs/>" if (look.italic or italic) and not raised else ""
    props += f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
    props += '<w:u w:val="single"/>' if look.underline else ""
    props += '<w:vertAlign w:val="superscript"/>' if raised else ""
    return f"<w:rPr>{props}</w:rPr>"


def paragraph_xml(inner: str, look: Look) -> str:
    """A paragraph around runs already in XML."""
    props = "<w:keepNext/>" if look.keep_next else ""
    props += "<w:keepLines/>" if look.keep_lines else ""
    props += "<w:widowControl/>"
    left, right = look.left_mm, 0.0
    if look.border:
        left, right = look.border
        props += '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
    spacing = f'w:before="{round(look.before * 20)}" w:after="{round(look.after * 20)}"'
    if look.line_exact:
        spacing += f' w:line="{round(look.line_exact * 20)}" w:lineRule="exact"'
    else:
        spacing += f' w:line="{round((look.line_multiple or 1) * 240)}" w:lineRule="auto"'
    props += f"<w:spacing {spacing}/>"
    props += f'<w:ind w:left="{mm(left)}" w:right="{mm(right)}" w:firstLine="{mm(look.first_line_mm)}"/>'
    props += f'<w:jc w:val="{_ALIGN[look.align]}"/>'
    props += f'<w:outlineLvl w:val="{look.outline}"/>' if look.outline is not None else ""
    return f"<w:p><w:pPr>{props}</w:pPr>{inner}</w:p>"


def text_xml(text: str, look: Look) -> str:
    """A paragraph of one run."""
    return paragraph_xml(run_xml(Run(text), look), look)


def bookmark_xml(name: str, number: int) -> str:
    """An empty bookmark."""
    return f'<w:bookmarkStart w:id="{number}" w:name={quoteattr(name)}/><w:bookmarkEnd w:id="{number}"/>'


def table_xml(rows: Iterable[str], widths_mm: list[float], *, borders: bool) -> str:
    """A table of fixed layout around rows already in XML."""
    line = '<w:{0} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    edge = f"<w:tblBorders>{''.join(line.format(s) for s in sides)}</w:tblBorders>" if borders else ""
    gap = mm(1.2) if borders else 0
    margins = f'<w:tblCellMar><w:left w:w="{gap}" w:type="dxa"/><w:right w:w="{gap}" w:type="dxa"/></w:tblCellMar>'
    total = sum(mm(w) for w in widths_mm)
    grid = "".join(f'<w:gridCol w:w="{mm(w)}"/>' for w in widths_mm)
    props = f'<w:tblW w:w="{total}" w:type="dxa"/><w:jc w:val="center"/>{edge}'
    props += f'<w:tblLayout w:type="fixed"/>{margins}'
    return f"<w:tbl><w:tblPr>{props}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def row_xml(cells: Iterable[str], *, head: bool = False) -> str:
    """A row that does not break across pages; `head` repeats on each page."""
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>{''.join(cells)}</w:tr>"


def cell_xml(paragraphs: str, width_mm: float, *, span: int = 1, middle: bool = False) -> str:
    """A cell around paragraphs already in XML."""
    props = f'<w:tcW w:w="{mm(width_mm)}" w:type="dxa"/>'
    props += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    props += '<w:vAlign w:val="center"/>' if middle else ""
    return f"<w:tc><w:tcPr>{props}</w:tcPr>{paragraphs}</w:tc>"


def page_field_xml(look: Look) -> str:
    """The page number as a field."""
    props = _run_props(look)
    kinds = ('<w:fldChar w:fldCharType="begin"/>', '<w:instrText xml:space="preserve"> PAGE </w:instrText>')
    end = '<w:fldChar w:fldCharType="end"/>'
    return "".join(f"<w:r>{props}{piece}</w:r>" for piece in (*kinds, end))


def parsed(xml: str) -> list[Any]:
    """XML pieces → elements python-docx accepts."""
    from docx.oxml import parse_xml

    return list(parse_xml(f"<w:body {NAMESPACES}>{xml}</w:body>"))


def same_bytes(package: bytes) -> bytes:
    """The package again with fixed times and order, so that one input always gives one file."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            info = zipfile.ZipInfo(name, _ZIP_TIME)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 3
            new.writestr(info, old.read(name), compresslevel=6)
    return out.getvalue()


# Widths of Times Bold in thousandths of the size (Adobe font metrics), for lines as long as their text.
_BOLD = {
    letter: width
    for width, letters in {
        250: " ", 278: "il", 333: "t-", 389: "Is", 444: "ceêr", 500: "agovxy", 556: "bdđhknpquS", 611: "P",
        667: "BELT", 722: "ACDĐNRUVXY", 778: "GHKOQ", 833: "m", 944: "M",
    }.items()
    for letter in letters
}  # fmt: skip


def text_width_mm(text: str, size: float) -> float:
    """How wide a text stands in Times New Roman bold."""
    letters = (c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return sum(_BOLD.get(letter, 600) for letter in letters) / 1000 * size * 25.4 / 72
