"""Pages of pieces and tables (from a PDF or from OCR) → lines of the text, with running headers and page
numbers marked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lotrinh.reading.formats import roles
from lotrinh.reading.formats.build import Builder
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


def write(builder: Builder, pages: Sequence[PageDraft]) -> None:
    """Writes the pages in order. Tables that go on over a page end become one table."""
    _clean(pages)
    running = _running(pages)
    last: TableDraft | None = None
    for page in pages:
        builder.begin_page(page.number, page.width, page.height)
        _stamps(builder, page)
        lines = [i for i in page.items if isinstance(i, Piece)]
        margins = {id(p): role for p, role in _margins(page, lines, running)}
        imprint = {id(lines[i]) for i in roles.stamps([p.text for p in lines])}
        fresh = True
        for item in page.items:
            if isinstance(item, TableDraft):
                goes_on = fresh and last is not None and _same_columns(last, item)
                builder.table(item.rows, goes_on=goes_on)
                last, fresh = item, False
                continue
            role = margins.get(id(item)) or ("stamp" if id(item) in imprint else "body")
            if role == "body":
                last, fresh = None, False
            _line(builder, item, role)
        builder.end_page()


def _line(builder: Builder, piece: Piece, role: Role) -> None:
    left, top, right, bottom = piece.box
    builder.line(
        piece.text,
        role=role,
        indent=max(0, round(left)),
        box=(round(left, 1), round(top, 1), round(right, 1), round(bottom, 1)),
        confidence=round(piece.confidence, 3),
    )


def _stamps(builder: Builder, page: PageDraft) -> None:
    for piece in sorted([*page.stamps, *page.red], key=lambda p: (p.box[1], p.box[0])):
        _line(builder, piece, "stamp")


def _same_columns(one: TableDraft, two: TableDraft) -> bool:
    return len(one.xs) == len(two.xs) and all(abs(a - b) < 6 for a, b in zip(one.xs, two.xs, strict=True))


def _margins(page: PageDraft, lines: Sequence[Piece], running: set[str]) -> Iterator[tuple[Piece, Role]]:
    """The lines at the page's edges that are page numbers or running headers."""
    top = [p for p in lines[:_MARGIN_LINES] if p.box[1] < 0.14 * page.height]
    bottom = [p for p in lines[-_MARGIN_LINES:] if p.box[3] > 0.88 * page.height]
    for piece in [*top, *bottom]:
        if roles.page_number(piece.text) is not None:
            yield piece, "page_number"
        elif _key(piece) in running:
            yield piece, "running_header"


def _key(piece: Piece) -> str:
    return _DIGITS.sub("#", piece.text.strip().lower()) + f"@{round(piece.box[1] / 6)}"


def _running(pages: Sequence[PageDraft]) -> set[str]:
    """Texts that stand at the same height of the edge of at least three pages, and of half of them."""
    seen: Counter[str] = Counter()
    for page in pages:
        edge = [
            i
            for i in page.items
            if isinstance(i, Piece) and (i.box[1] < _EDGE * page.height or i.box[3] > (1 - _EDGE) * page.height)
        ]
        seen.update({_key(p) for p in edge})
    return {key for key, count in seen.items() if count >= 3 and count * 2 >= len(pages) - 1}


def _clean(pages: Sequence[PageDraft]) -> None:
    """Repairs all words at once, so that a legacy encoding is judged on the whole document."""
    texts: list[str] = []
    for page in pages:
        texts += [i.text for i in page.items if isinstance(i, Piece)]
        texts += [p.text for p in (*page.stamps, *page.red)]
        texts += [d.text for i in page.items if isinstance(i, TableDraft) for r in i.rows for d in r]
    mark = "\n\ue000\n"
    fixed = repair(mark.join(t.replace("\ue000", "") for t in texts)).split(mark)
    if len(fixed) != len(texts):
        fixed = [repair(t) for t in texts]
    ready = iter(fixed)
    for page in pages:
        for piece in (*(i for i in page.items if isinstance(i, Piece)), *page.stamps, *page.red):
            piece.text = next(ready).replace("\n", " ").strip()
        for item in page.items:
            if isinstance(item, TableDraft):
                for row in item.rows:
                    for draft in row:
                        draft.text = next(ready).strip()
