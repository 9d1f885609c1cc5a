"""What found its place but whose meaning was not understood: a duty without a doer, a table whose columns say nothing
known, a deadline in words no rule knows. Coverage counts it as read; `unclear` shows it all the same.

Reads: nodes, assignments, targets, annexes, body_tables. Writes: unclear.
"""

from __future__ import annotations

from collections.abc import Iterator

from lotrinh.reading.above import Above
from lotrinh.reading.model import Reading
from lotrinh.reading.source import Table
from lotrinh.reading.stages import targets, tasktables
from lotrinh.reading.stages.assignments.clauses import is_formula, is_organising

_LONG = 1500  # characters

Span = tuple[int, int, str]


def run(reading: Reading) -> None:
    """Fills `unclear`: (start, end, why) in the order of the text."""
    found = [*_shapeless(reading), *_duties(reading), *_tables(reading), *_deadlines(reading), *_too_many(reading)]
    reading.unclear = sorted(found)


def _shapeless(reading: Reading) -> Iterator[Span]:
    """A text of many words in which no clause, no heading of a document and no table was found."""
    known = any(n.labelled for n in reading.nodes) or reading.header.type or reading.tables or reading.targets
    if not known and len(reading.source.text) > _LONG:
        yield 0, len(reading.source.text), "Không nhận ra tên loại, đề mục hay bảng nào trong văn bản này."


def _too_many(reading: Reading) -> Iterator[Span]:
    if len(reading.targets) >= targets.MOST:
        last = reading.targets[-1]
        yield last.start, last.end, "Văn bản nêu quá nhiều chỉ tiêu; từ đây trở đi không tìm chỉ tiêu nữa."


def _duties(reading: Reading) -> Iterator[Span]:
    named = {a.path for a in reading.assignments}
    organising = Above(is_organising)
    # Whether the clause, or the group it belongs to, has a doer ("Đơn vị chủ trì: …" under a group).
    told = Above(lambda node: node.path in named)
    for node in reading.nodes:
        if not node.labelled or node.kind == "annex" or any(c.labelled for c in node.children):
            continue
        if not organising(node.parent) or told.with_own(node) or is_formula(node.heading):
            continue
        first = node.paragraphs[0]
        yield first.start, node.paragraphs[-1].end, "Mục trong phần tổ chức thực hiện nhưng không nhận ra ai làm."


def _tables(reading: Reading) -> Iterator[Span]:
    places = {a.path.split(".r")[0] for a in reading.assignments if ".r" in a.path}
    places |= {t.path.split(".r")[0] for t in reading.targets if ".r" in t.path}
    found: list[tuple[str, Table]] = [(a.path, t) for a in reading.annexes for t in a.tables]
    found += [(path, table) for table, path in reading.body_tables]
    for path, table in found:
        if path in places or len(table.rows) < 2 or tasktables.columns_of(table) is not None:
            continue
        head = [c for c in table.rows[0] if c.text.strip()]
        if head:
            yield head[0].start, head[-1].end, "Không hiểu các cột của bảng này nên không lấy được gì từ bảng."


def _deadlines(reading: Reading) -> Iterator[Span]:
    for item in reading.assignments:
        words = item.column.get("time")
        if words and item.deadline.kind == "none":
            yield item.start, item.end, f"Không hiểu thời hạn “{words}”."
