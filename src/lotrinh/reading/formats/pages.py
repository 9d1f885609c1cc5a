"""Pages of pieces and tables (from a PDF or from OCR) → lines of the text, with running headers and page
numbers marked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from lotrinh.reading.formats import roles
from lotrinh.reading.formats.build import Builder, Draft
from lotrinh.reading.formats.layout import Piece
from lotrinh.reading.formats.pdf_tables import Item, TableDraft
from lotrinh.reading.source import Role
from lotrinh.text.repair import repair

_EDGE = 0.1
_DIGITS = re.compile(r"\d+")
_MARGIN_LINES = 3
_FOOTNOTE = re.compile(r"\s*(?:\[?\d{1,2}\]?|\*)\s+\S")


@dataclass(slots=True)
class PageDraft:
    """One page before it is written. `stamps` are imprints of digital signatures, `red` words stamped in red ink."""

    number: int
    width: float
    height: float
    items: list[Item] = field(default_factory=list)
    stamps: list[Piece] = field(default_factory=list)
    red: list[Piece] = field(default_factory=list)
    confidence: float = 1.0

    @property
    def lines(self) -> list[Piece]:
        """What stands on the page outside its tables."""
        return [item for item in self.items if isinstance(item, Piece)]


def write(builder: Builder, pages: Sequence[PageDraft]) -> None:
    """Writes the pages in order. Tables that go on over a page end become one table."""
    _clean(pages)
    lines_of = [page.lines for page in pages]
    running = _running(pages, lines_of)
    last: TableDraft | None = None
    for page, lines in zip(pages, lines_of, strict=True):
        builder.begin_page(page.number, page.width, page.height)
        _stamps(builder, page)
        marked = _marked(page, lines, running)
        fresh = True
        for item in page.items:
            if isinstance(item, TableDraft):
                goes_on = fresh and last is not None and _same_columns(last, item)
                builder.table(item.rows, goes_on=goes_on)
                last, fresh = item, False
                continue
            role = marked.get(id(item), "body")
            if role == "body":
                last, fresh = None, False
            _line(builder, item, role)
        builder.end_page()


def _marked(page: PageDraft, lines: Sequence[Piece], running: set[str]) -> dict[int, Role]:
    """The roles of a page's lines that are not body, by the lines' identity."""
    found: dict[int, Role] = {id(lines[i]): "stamp" for i in roles.stamps([piece.text for piece in lines])}
    found.update({id(piece): role for piece, role in _margins(lines, page.height, running)})
    return found


def _line(builder: Builder, piece: Piece, role: Role) -> None:
    sure = piece.confidence if piece.confidence == 1.0 else round(piece.confidence, 3)
    builder.line(piece.text, role=role, indent=max(0, round(piece.box[0])), box=piece.box, confidence=sure)


def _stamps(builder: Builder, page: PageDraft) -> None:
    for piece in sorted([*page.stamps, *page.red], key=lambda p: (p.box[1], p.box[0])):
        _line(builder, piece, "stamp")


def _same_columns(one: TableDraft, two: TableDraft) -> bool:
    return len(one.xs) == len(two.xs) and all(abs(a - b) < 6 for a, b in zip(one.xs, two.xs, strict=True))


def _margins(lines: Sequence[Piece], height: float, running: set[str]) -> Iterator[tuple[Piece, Role]]:
    """The lines at the page's edges that are page numbers or running headers."""
    top = [p for p in lines[:_MARGIN_LINES] if p.box[1] < 0.14 * height]
    bottom = [p for p in lines[-_MARGIN_LINES:] if p.box[3] > 0.88 * height]
    for piece in [*top, *bottom]:
        if roles.page_number(piece.text) is not None:
            yield piece, "page_number"
        elif _key(piece) in running:
            yield piece, "running_header"


def _key(piece: Piece) -> str:
    return f"{_shape(piece.text)}@{round(piece.box[1] / 6)}"


@lru_cache(maxsize=1024)
def _shape(text: str) -> str:
    """Words with their numbers left out: what the headers of a document's pages have in common."""
    return _DIGITS.sub("#", text.strip().lower())


def _running(pages: Sequence[PageDraft], lines_of: Sequence[Sequence[Piece]]) -> set[str]:
    """Texts that stand at the same height of the edge of at least three pages, and of half of them."""
    seen: Counter[str] = Counter()
    for page, lines in zip(pages, lines_of, strict=True):
        top, bottom = _EDGE * page.height, (1 - _EDGE) * page.height
        seen.update({_key(p) for p in lines if p.box[1] < top or p.box[3] > bottom})
    return {key for key, count in seen.items() if count >= 3 and count * 2 >= len(pages) - 1}


def _clean(pages: Sequence[PageDraft]) -> None:
    """Repairs all words at once, so that a legacy encoding is judged on the whole document."""
    holders: list[Piece | Draft] = []
    for page in pages:
        holders += page.lines
        holders += page.stamps
        holders += page.red
        holders += [draft for i in page.items if isinstance(i, TableDraft) for row in i.rows for draft in row]
    mark = "\n\ue000\n"
    texts = [holder.text for holder in holders]
    whole = mark.join(texts)
    if whole.count("\ue000") >= max(1, len(texts)):
        texts = [text.replace("\ue000", "") for text in texts]
        whole = mark.join(texts)
    fixed = repair(whole).split(mark)
    if len(fixed) != len(texts):
        fixed = [repair(t) for t in texts]
    for holder, text in zip(holders, fixed, strict=True):
        holder.text = (text.replace("\n", " ") if isinstance(holder, Piece) else text).strip()
