"""Targets clause by clause, each with the due of its heading.

Reads: header, nodes, annexes, body_tables. Writes: targets.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache

from lotrinh.reading import targets
from lotrinh.reading.above import Above, Nearest
from lotrinh.reading.model import Annex, FoundTarget, Node, Paragraph, Reading
from lotrinh.reading.source import Cell, Table
from lotrinh.reading.stages import tasktables
from lotrinh.reading.targets import Head, SectionRole, TableCell, TargetContext, TargetMention
from lotrinh.reading.wording import NORMS, RESULTS, TARGETS, TASKS, key
from lotrinh.text import dates

# The prose of general objectives and visions is not divided into qualitative targets.
_GENERAL = re.compile(r"quan điểm|mục đích")
_AIMS = re.compile(r"mục tiêu (?:tổng quát|chung)|tầm nhìn|định hướng đến")
_RULING = re.compile(
    r"^(?:ban hành |về |việc )*(?:quy định|quy chế|định mức|điều lệ|(?:bộ )?tiêu chí|sửa đổi|xử phạt"
    r"|(?:phê duyệt )?phương án nổ mìn)"
)
# Kinds of document whose articles lay down what holds. Their "chỉ tiêu" are what points are given for.
_RULES = (
    *("Luật", "Pháp lệnh", "Nghị định", "Thông tư", "Thông tư liên tịch", "Văn bản hợp nhất", "Quy chế", "Quy định"),
    *("Giấy phép", "Giấy chứng nhận"),
)
_NAMED_IN_RULES = re.compile(r"mục tiêu|phấn đấu|tầm nhìn")
_SPAN = re.compile(r"(?<!\d)((?:19|20)\d{2})\s?[-–—]\s?((?:19|20)\d{2})(?!\d)")
_YEAR = re.compile(r"(?<![\d/.-])((?:19|20)\d{2})(?![\d])")
_CITED_DATE = re.compile(
    r"ngày\s+[\d/.-]{6,10}|\d{1,5}/(?:19|20)\d{2}/\S+|ngày \d{1,2} tháng \d{1,2} năm \d{4}", re.IGNORECASE
)


_LONGEST_OPENING = 160

MOST = 20_000
"""No document people write states more targets; in a hostile one no more are looked for, and `unclear` says so."""


def run(reading: Reading) -> None:
    """Fills `targets`."""
    opening = _opening(reading)
    document_due = title_due(reading.header.title or opening)
    written = _written(reading.header.date)
    rules = reading.header.type in _RULES
    ruling = rules or bool(_RULING.search(key(reading.header.title or "")))
    listed: SectionRole = "targets" if TARGETS.search(key(opening)) else "other"
    outlined = any(node.labelled for node in reading.nodes)
    told = TargetContext(None, document_due, "tasks" if outlined else listed, None, written)
    for paragraph in reading.preamble:
        _take(reading, "preamble", paragraph, 0, told)
    sections = _Sections(_NAMED_IN_RULES if rules else TARGETS)
    for node in reading.nodes:
        if not node.labelled or node.kind == "annex":
            continue
        role = sections.role(node, ruling=ruling)
        role = listed if role == "other" else role
        context = TargetContext(sections.due(node), document_due, role, _lead_in(node), written)
        own_due = _due_of(node.heading) if len(node.heading) <= 120 else None
        for index, paragraph in enumerate(node.paragraphs):
            if len(reading.targets) >= MOST:
                return
            offset = node.offset if index == 0 else 0
            under = replace(context, heading_due=own_due) if index and own_due else context
            _take(reading, node.path, paragraph, offset, under)
    if not rules:  # whose tables are lists, forms and rates
        _tables(reading, TargetContext(None, document_due, "targets", None, written))
    reading.targets.sort(key=lambda found: found.start)


def _tables(reading: Reading, context: TargetContext) -> None:
    """What the tables of tasks and of indicators, in annexes and in the text, want reached."""
    _rows(reading, context)
    for annex in reading.annexes:
        _indicator_tables(reading, annex.path, annex.tables, _within(annex, context), annex.title)
    for table, path in reading.body_tables:
        if len(reading.targets) < MOST:
            _indicator_tables(reading, path, [table], context, "")


def _within(annex: Annex, context: TargetContext) -> TargetContext:
    """What an annex lists is due in the year its own title names ("CHỈ TIÊU CHỦ YẾU GIAI ĐOẠN 2026 - 2030")."""
    return replace(context, document_due=title_due(annex.title) or context.document_due)


def _opening(reading: Reading) -> str:
    """The line that heads a part of a document sent without its first page ("Các chỉ tiêu chủ yếu nhiệm kỳ 2025 -
    2030"); empty for a whole document."""
    first = reading.preamble[0].text if reading.preamble and reading.header.type is None else ""
    return first if len(first) <= _LONGEST_OPENING else ""


def _written(date_of_header: str | None) -> date | None:
    try:
        return date.fromisoformat(date_of_header or "")
    except ValueError:
        return None


_INDICATORS = re.compile(r"chỉ tiêu|mục tiêu|chỉ số")


def _indicator_tables(
    reading: Reading, path: str, tables: list[Table], context: TargetContext, title: str | None
) -> None:
    """Tables of indicators (TT | Chỉ tiêu | ĐVT | 2025 | 2030): each value wanted is a target at its row."""
    numbers: dict[int, int] | None = None
    for table in tables:
        if not _lists_indicators(table, context, title):
            continue
        cells = _cells(table)
        for index, mention in targets.extract_rows(reading.source.text, cells, context):
            if numbers is None:
                numbers = {id(row.cells): row.number for row, _ in tasktables.rows(tables)}
            number = numbers.get(id(table.rows[index]))
            if number is None and mention.kind == "qualitative":
                continue  # the words of a head, told again further down
            place = f"{path}.r{number}" if number is not None else path
            reading.targets.append(FoundTarget(place, mention, mention.start, mention.end))


# "MỤC TIÊU TĂNG TRƯỞNG GIAI ĐOẠN 2026 - 2030" over a table that calls its rows "Ngành, lĩnh vực".
_TITLED = re.compile(r"(?:biểu |bảng |các |danh mục |hệ thống )*(?:chỉ tiêu|mục tiêu)(?!\w)")


def _lists_indicators(table: Table, context: TargetContext, title: str | None) -> bool:
    """Whether the rows are indicators with figures, and no tasks, nor indicators whose words hold their figures."""
    named = _INDICATORS.search(key(" ".join(c.text for row in table.rows[:2] for c in row)))
    head = targets.find_head(_cells(table, 16), context.written)
    if not named:
        return head is not None and (_measures(head) or _TITLED.match(key(title or "")) is not None)
    columns = tasktables.columns_of(table)
    return columns is None or "lead" not in columns.at or head is not None


def _measures(head: Head) -> bool:
    """Whether a head that calls its rows "Nội dung" or "Sản phẩm" tells units, and years to reach their figures in."""
    units = any(column.kind == "unit" or column.unit for column in head.columns)
    return units and sum(column.kind == "value" and column.due is not None for column in head.columns) >= 2


def _cells(table: Table, rows: int | None = None) -> list[list[TableCell]]:
    return [[TableCell(c.text, c.start, c.repeated) for c in row] for row in table.rows[:rows]]


def _take(reading: Reading, path: str, paragraph: Paragraph, offset: int, context: TargetContext) -> None:
    text = paragraph.text[offset:]
    if not text.strip():
        return
    for mention in _short(text, context) if len(text) < _REPEATED else targets.extract(text, context=context):
        start, end = paragraph.span(offset + mention.start, offset + mention.end)
        reading.targets.append(FoundTarget(path, mention, start, end))


# Short clauses come again, word for word, under the same heading ("Đạt chuẩn;"); long ones do not.
_REPEATED = 120


@lru_cache(maxsize=1024)
def _short(text: str, context: TargetContext) -> tuple[TargetMention, ...]:
    return tuple(targets.extract(text, context=context))


def _rows(reading: Reading, under: TargetContext) -> None:
    """Numbers inside the tasks of a table, and in what is to come of them ("100% hồ sơ được số hóa")."""
    for annex in reading.annexes:
        told = [table for table in annex.tables if _lists_indicators(table, under, annex.title)]
        listed = {id(row) for table in told for row in table.rows}
        for row, columns in tasktables.rows(annex.tables):
            if id(row.cells) in listed:
                continue
            if columns is None or "task" not in columns.at:
                continue
            due = _within(annex, under).document_due
            context = TargetContext(_row_due(row, columns), due, "tasks", annex.title or None)
            for name in ("task", "product"):
                at = columns.at.get(name, len(row.cells))
                for cell in row.cells[at : at + 1]:
                    _in_cell(reading, f"{annex.path}.r{row.number}", cell, context)


def _row_due(row: tasktables.Row, columns: tasktables.Columns) -> str | None:
    """The day or year by which the row's task is due; what it is to reach is due then too."""
    due = tasktables.deadline_of(row, columns).due
    return due.removesuffix("-12-31") if due else None


def _in_cell(reading: Reading, path: str, cell: Cell, context: TargetContext) -> None:
    text = cell.text.replace("\n", " ")
    if cell.repeated or not any(c.isdigit() for c in text):
        return
    for mention in targets.extract(text, context=context):
        reading.targets.append(FoundTarget(path, mention, cell.start + mention.start, cell.start + mention.end))


def title_due(title: str | None) -> str | None:
    """The one year or period a title names (of a period, its last year); None where it names none or
    several."""
    if not title:
        return None
    text = _CITED_DATE.sub(" ", title)
    spans = _SPAN.findall(text)
    rest = _YEAR.findall(_SPAN.sub(" ", text))
    named = {last for _, last in spans} | set(rest)
    return named.pop() if len(named) == 1 else None


class _Sections:
    """What the headings above a clause say of it; `named` are the words by which a heading is one of targets."""

    def __init__(self, named: re.Pattern[str] = TARGETS) -> None:
        self._named = named
        self._due: Nearest[str] = Nearest(lambda node: _due_of(node.heading))
        self._role: Nearest[SectionRole] = Nearest(lambda node: _said_by(node, named))
        self._in_article = Above(lambda node: node.kind == "article")

    def due(self, node: Node) -> str | None:
        """The year or day of the nearest heading above that states one."""
        due = self._due(node.parent)
        if due is None and len(node.paragraphs) > 1 and len(node.heading) <= 120:
            return _due_of(node.heading)
        return due

    def role(self, node: Node, *, ruling: bool) -> SectionRole:
        """The section's role; in a regulation an article that names no targets lays down norms."""
        role = self._nearest_role(node)
        return "norms" if ruling and role in ("other", "tasks") and self._in_article(node) else role

    def _nearest_role(self, node: Node) -> SectionRole:
        """What the section is for, from the nearest heading that says so."""
        heads = (node.children or len(node.paragraphs) > 1) and len(node.heading) < 120
        role = (_said_by(node, self._named) if heads else None) or self._role(node.parent)
        if role is not None:
            return role
        head = key(node.heading[:120]) if len(node.paragraphs) > 1 else ""
        if _GENERAL.match(head):
            return "other"
        if _AIMS.match(head):
            return "aims"
        return "targets" if self._named.search(head) else "other"


# What land and money something takes, and how many prizes there are.
_MEANS = re.compile(
    r"số lượng (?:đề nghị )?khen thưởng|(?:hình thức|tiêu chuẩn|đối tượng|mức) khen thưởng|bằng khen"
    r"|^(?:về )?(?:tổng hợp )?nhu cầu (?:sử dụng |về |huy động )?(?:đất|vốn|kinh phí|nguồn lực)"
    r"|^(?:kế hoạch sử dụng đất|nguồn lực (?:thực hiện|và việc)|nguồn vốn)"
)
_FOUR_DIGITS = re.compile(r"\d{4}")
_DUE_YEAR = re.compile(r"(?:đến(?: hết)?(?: năm)?|năm|vào|tới)\s+((?:19|20)\d{2})(?!\d)")


@lru_cache(maxsize=1024)  # asked again for every node under the heading
def _due_of(heading: str) -> str | None:
    if len(heading) > 300 or not _FOUR_DIGITS.search(heading):
        return None
    text = _CITED_DATE.sub(" ", heading)
    found = _DUE_YEAR.search(text)
    periods = [p for p in dates.find_periods(text) if p.kind == "years" and p.last]
    if periods and periods[-1].last:
        return str(periods[-1].last.year)
    return found[1] if found else None


def _said_by(node: Node, named: re.Pattern[str]) -> SectionRole | None:
    """What a heading says its section is for, or None; `named` tell targets."""
    head = key(node.heading[:200])
    if _GENERAL.match(head):
        return "other"
    if _AIMS.match(head):
        return "aims"
    if named.search(head):
        return "targets"
    if _MEANS.search(head) or RESULTS.search(head):
        return "results"
    if TASKS.search(head):
        return "tasks"
    return "norms" if node.kind == "article" and NORMS.search(head) else None


def _lead_in(node: Node) -> str | None:
    return node.parent.heading[:300] if node.parent is not None else None
