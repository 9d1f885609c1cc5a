"""Tables of tasks: which column says what, which rows are tasks, and what each assigns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from lotrinh.reading import bodies, deadlines
from lotrinh.reading.model import Assignment, Deadline
from lotrinh.reading.source import Cell, Table
from lotrinh.reading.targets import TableCell, find_head, head_rows
from lotrinh.text.fold import fold

__all__ = ["Columns", "Row", "Table", "assignments", "columns_of", "deadline_of", "rows"]

# The heads of columns as annexes print them (conventions §3 and §9); the first pattern that fits a head names
# it.
_HEADS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("number", re.compile(r"(?:stt|tt|số tt|số thứ tự|s\.?t\.?t\.?|no\.?|mã số|mã)$")),
    ("lead", re.compile(r"chủ trì.{0,24}phối hợp")),
    ("partner", re.compile(r"phối hợp|phối thuộc|tham gia|thẩm (?:tra|định)")),
    ("lead", re.compile(r"^(?:cơ quan|đơn vị) trình$|chủ trì|chịu trách nhiệm|đầu mối"
                         r"|(?:cơ quan|đơn vị|bộ phận|cá nhân|cán bộ)"
                         r"(?:,? (?:cơ quan|đơn vị|địa phương))? (?:thực hiện|tham mưu|phụ trách|soạn thảo|xây dựng"
                         r"|đảm nhận|được giao|thi hành|theo dõi)|chủ đầu tư|người thực hiện|trách nhiệm|phụ trách"
                         r"|phân công(?: thực hiện)?$"
                         r"|^(?:cơ quan|đơn vị|cơ quan, đơn vị|đơn vị, địa phương|sở, ngành|sở, ban, ngành)$")),
    ("level", re.compile(r"cấp trình|cấp (?:ban hành|phê duyệt|quyết định)|trình cấp|thẩm quyền|cơ quan "
                          r"(?:ban hành|phê duyệt)")),
    ("time", re.compile(r"thời gian|thời hạn|tiến độ|hoàn thành|hạn|thời điểm|lộ trình|quý|năm \d{4}$")),
    ("product", re.compile(r"sản phẩm|kết quả|hình thức(?: văn bản)?|đầu ra|dạng văn bản")),
    ("note", re.compile(r"ghi chú|căn cứ|cơ sở|lãnh đạo|kinh phí|nguồn")),
    ("task", re.compile(r"nhiệm vụ|nội dung|công việc|hoạt động|tên (?:đề án|chương trình|văn bản|nhiệm)|đề "
                         r"án|giải pháp|việc|chương trình|dự án|văn bản|phần việc|yêu cầu|chuyên đề|tên")),
)  # fmt: skip
_GUESSED_FROM = 60  # rows from which the columns of a table without a head are told
_SAMPLE = 16  # rows from which the columns of a table of indicators are told
_INDICATORS = re.compile(r"chỉ tiêu|mục tiêu|chỉ số|tiêu chí")
_PROCEDURES = re.compile(r"^(?:tên )?(?:các )?(?:thủ tục|tthc)(?!\w)")  # a list of procedures says who handles them
_WATCHES = re.compile(r"theo dõi|đánh giá|giám sát|tổng hợp|thống kê|số liệu")
_NUMBERS_ROW = re.compile(r"(?:\(?\d{1,2}\)?|\(?[a-zđ]\)?|\(?\d=\d.*\)?|)$")


@dataclass(frozen=True, slots=True)
class Columns:
    """The column of each meaning, how many rows the head takes, the year that the head of the times names, whether
    the rows are indicators that somebody answers for, and whether that is to follow them and report."""

    at: dict[str, int]
    rows: int
    year: int | None = None
    indicators: bool = False
    watched: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is a task (or an indicator): its number over the whole annex, its cells, the group above
    it."""

    number: int
    cells: Sequence[Cell]
    group: str | None


def columns_of(table: Table) -> Columns | None:
    """The meaning of the columns from the first rows, or None where they have no head that is understood."""
    figures = _figures(table)
    for count in (1, 2, 3):
        if len(table.rows) < count:
            break
        if count < len(table.rows) and _goes_on_below(table.rows[count], table.rows[count - 1]):
            continue
        heads = _merged_heads(table.rows[:count])
        at = _meanings(heads, figures)
        if "task" in at and _PROCEDURES.search(heads[at["task"]]):
            return None
        if "task" in at and ("lead" in at or "time" in at):
            while count < len(table.rows) and _repeats_head(table.rows[count], table.rows[count - 1]):
                count += 1
            named = re.search(r"(?<!\d)20\d{2}(?!\d|\s?[-–])", heads[at["time"]]) if "time" in at else None
            listed = bool(_INDICATORS.search(heads[at["task"]]))
            watched = listed and "lead" in at and _WATCHES.search(heads[at["lead"]]) is not None
            return Columns(at, count, int(named.group()) if named else None, listed, watched)
    return None


def _meanings(heads: Sequence[str], figures: set[int]) -> dict[str, int]:
    """The column of each meaning; columns of units and `figures` have none, and indicators with somebody to answer for
    them are what is to be done."""
    at: dict[str, int] = {}
    for index, head in enumerate(heads):
        name = next((n for n, p in _HEADS if p.search(head)), None) if head and index not in figures else None
        if name == "time" and name in at:
            name = "until"  # "Thời gian ban hành", "Thời gian thực hiện"
        if name and name not in at and len(head) <= 120:
            at[name] = index
    if "lead" in at and "task" not in at:
        named = [i for i, head in enumerate(heads) if i not in figures and _INDICATORS.search(head)]
        at |= {"task": named[0]} if named else {}
    return at


def _figures(table: Table) -> set[int]:
    """The columns of a table of indicators that hold units and values."""
    head = find_head(_cells(table, _SAMPLE))
    return {i for i, c in enumerate(head.columns) if c.kind in ("unit", "value")} if head else set()


def _values(table: Table) -> set[int]:
    """The columns of a table of indicators that hold values."""
    head = find_head(_cells(table, _SAMPLE))
    return {i for i, c in enumerate(head.columns) if c.kind == "value"} if head else set()


def _cells(table: Table, rows: int) -> list[list[TableCell]]:
    return [[TableCell(c.text, c.start, c.repeated) for c in row] for row in table.rows[:rows]]


def guessed(table: Table) -> Columns | None:
    """The columns of a task table whose head is missing or not understood, from what stands in them: numbers, then
    long words that are no body's name, then a column of bodies (a second one: the partners), perhaps one of dates."""
    width = max((len(r) for r in table.rows), default=0)
    body = [r for r in table.rows if len(r) == width and re.fullmatch(r"\(?\d{1,3}[.)]?", r[0].text.strip())]
    if width < 3 or len(body) < 3 or 3 * len(body) < 2 * len(table.rows) - 4:
        return None
    heads = fold(" ".join(c.text for c in table.rows[0]))
    if re.search(r"chỉ tiêu|đơn vị tính|đvt|họ và tên|họ tên|địa chỉ|chức vụ", heads):
        return None
    at: dict[str, int] = {"number": 0}
    sample = body[:_GUESSED_FROM]
    for column in range(1, width):
        texts = [r[column].text.strip() for r in sample if r[column].text.strip()]
        if 2 * len(texts) < len(sample):
            continue
        named = sum(bodies.opens_with_body(t) and len(t) < 160 for t in texts) / len(texts)
        dated = sum(deadlines.of_cell(t).kind != "none" for t in texts) / len(texts)
        long = sum(map(len, texts)) / len(texts)
        if "task" not in at and long >= 25 and named < 0.4 and dated < 0.5:
            at["task"] = column
        elif "task" in at and named >= 0.7:
            at.setdefault("partner" if "lead" in at else "lead", column)
        elif "task" in at and dated >= 0.6:
            at.setdefault("time", column)
    first = next(i for i, r in enumerate(table.rows) if any(r is b for b in body))
    return Columns(at, first) if "task" in at and "lead" in at else None


_YEARS = re.compile(r"(?:năm )?(?:19|20)\d\d(?: ?[-–] ?(?:19|20)\d\d)?")  # under "Giai đoạn 2026 - 2028"


def _goes_on_below(row: Sequence[Cell], above: Sequence[Cell]) -> bool:
    """Whether a second row of the head follows: "Chủ trì | Phối hợp" under "Cơ quan thực hiện", nothing under the other
    columns."""
    same = [c.repeated or (bool(c.text.strip()) and c.text == a.text) for c, a in zip(row, above, strict=False)]
    told = [(i, c) for i, c in enumerate(row) if c.text.strip() and not (same[i] if i < len(same) else c.repeated)]
    if not told or len(told) == len([c for i, c in enumerate(row) if c.text.strip() or not c.repeated]):
        return False
    if row[0].text.strip() and not (same and same[0]):
        return False
    headed = all(
        (_YEARS.fullmatch(fold(c.text)) or any(p.search(fold(c.text)) for _, p in _HEADS)) and len(c.text) <= 40
        for _, c in told
    )
    return headed and any(c.text.strip() for c in above)


def _merged_heads(rows: Sequence[Sequence[Cell]]) -> list[str]:
    width = max(len(r) for r in rows)
    heads: list[str] = []
    for column in range(width):
        words: list[str] = []
        for row in rows:
            text = fold(row[column].text) if column < len(row) else ""
            if text and text not in words:
                words.append(text)
        heads.append(" ".join(words))
    return heads


def _repeats_head(row: Sequence[Cell], head: Sequence[Cell]) -> bool:
    return all(c.repeated or not c.text.strip() for c in row) and any(c.text.strip() for c in head)


def rows(tables: Sequence[Table]) -> Iterator[tuple[Row, Columns | None]]:
    """The task rows of an annex's tables, numbered over all of them; a table without a head goes on the
    one before."""
    number = 0
    columns: Columns | None = None
    group: str | None = None
    for table in tables:
        own = columns_of(table) or (guessed(table) if columns is None else None)
        skip = own.rows if own else _plain_head(table)
        if own is None and columns is not None and not _same_width(table, columns):
            columns = None
        columns = own or columns
        values = _values(table)
        for row, following in zip_longest(table.rows[skip:], table.rows[skip + 1 :], fillvalue=()):
            if _is_numbers(row) or not any(c.text.strip(" .…\n") for c in row):
                continue
            heading = _group_heading(row, columns) or _numbered_heading(row, following) or _valueless(row, values)
            if heading:
                group = heading
                continue
            number += 1
            yield Row(number, row, group), columns


def _plain_head(table: Table) -> int:
    """How many rows are a head whose columns are not those of tasks ("TT | Chỉ tiêu | ĐVT | …")."""
    first = table.rows[0] if table.rows else ()
    if not first or not _HEADS[0][1].match(fold(first[0].text)):
        return 0
    return head_rows(_cells(table, 4))


def _same_width(table: Table, columns: Columns) -> bool:
    return bool(table.rows) and max(len(r) for r in table.rows) > max(columns.at.values())


def _is_numbers(row: Sequence[Cell]) -> bool:
    texts = [c.text.strip() for c in row]
    told = [t for t in texts if t]
    return len(told) >= 2 and all(_NUMBERS_ROW.fullmatch(t) for t in told)


def _group_heading(row: Sequence[Cell], columns: Columns | None) -> str | None:
    """The words of a row that heads a group: one text in every cell, or no more than a number and a name."""
    texts = [c.text.strip() for c in row]
    told = list(dict.fromkeys(t for t in texts if t))
    if columns and len(told) == 3 and (_is_stray_time(texts, columns) or _is_explained(told)):
        return told[1]
    if len(told) == 1 and (len(row) > 1):
        return told[0] if len(told[0]) > 2 or texts.count(told[0]) > 1 else None
    if len(told) != 2:
        return None
    first = texts[0]
    if not re.fullmatch(r"(?:[IVXL]{1,6}(?:\.\d{1,2}){0,2}|[A-ZĐ]|\d{1,2})[.)]?", first):
        return None
    filled = ("lead", "partner", "time", "product")
    others = [columns.at[n] for n in filled if n in columns.at] if columns else list(range(2, len(texts)))
    merged = texts.count(told[1]) > 1
    empty = all(i >= len(texts) or not texts[i] for i in others)
    if merged:
        return told[1]
    return told[1] if empty and not first.rstrip(".)").isdigit() else None


_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})?[.)]?")
_BELOW_A_NUMBER = re.compile(r"\(\d{1,2}\)|[a-zđ]\)|[-+]")


def _numbered_heading(row: Sequence[Cell], following: Sequence[Cell]) -> str | None:
    """The name in a row "11 | Dịch vụ công | | " over the rows 11.1, 11.2, or (1), (2)."""
    told = [c.text.strip() for c in row if c.text.strip()]
    if len(told) != 2 or row[0].text.strip() != told[0] or not _NUMBERED.fullmatch(told[0]):
        return None
    below, number = following[0].text.strip() if following else "", told[0].rstrip(".)")
    if not below and len(following) > 2:  # "" | "- Nông nghiệp" | "%" | "33,1"
        below = following[1].text.strip()[:1]
    return told[1] if below.startswith(f"{number}.1") or _BELOW_A_NUMBER.fullmatch(below) else None


def _valueless(row: Sequence[Cell], values: set[int]) -> str | None:
    """The name in a row "II | Theo tỉnh | | Các tỉnh" of a table of indicators: a group's number, and no value."""
    told = [c.text.strip() for c in row if c.text.strip()]
    if not values or len(told) < 2 or not re.fullmatch(r"[IVXL]{1,6}[.)]?", row[0].text.strip()):
        return None
    return None if any(row[i].text.strip() for i in values if i < len(row)) else told[1]


def _is_stray_time(texts: list[str], columns: Columns) -> bool:
    """Whether a row is a group's number and name and, by mistake, a word under the time, with nobody to do it."""
    empty = all(not texts[columns.at[n]] for n in ("lead", "partner", "product") if columns.at.get(n, 99) < len(texts))
    timed = columns.at.get("time", 99)
    return empty and timed < len(texts) and bool(texts[timed]) and bool(re.fullmatch(r"[IVXL]{1,6}[.)]?", texts[0]))


def _is_explained(told: list[str]) -> bool:
    """Whether a row is a group's number, name and a bracket that explains the name ("II | Nghị quyết | (quý II)")."""
    return bool(re.fullmatch(r"[IVXL]{1,6}[.)]?", told[0])) and re.fullmatch(r"\([^()]*\)", told[2]) is not None


def assignments(path: str, tables: Sequence[Table]) -> Iterator[Assignment]:
    """What the task tables of one place assign. Nothing where no column names a doer."""
    last_lead = ""
    for row, columns in rows(tables):
        if columns is None or "lead" not in columns.at:
            continue
        task = _text(row, columns, "task")
        lead, partner = _text(row, columns, "lead"), _text(row, columns, "partner")
        if not partner and re.search(r"chủ trì|phối hợp", lead, re.IGNORECASE):
            lead, partner = _lead_and_partners(lead)
        if not re.search(r"[^\W\d_]{2}", task):
            continue
        if not lead and _cell(row, columns, "lead") is not None and _cell(row, columns, "lead").repeated:  # type: ignore[union-attr]
            lead = last_lead
        last_lead = lead or last_lead
        spans = [c for c in row.cells if c.text.strip() and not c.repeated] or list(row.cells)
        known = {n: _text(row, columns, n) for n in columns.at}
        if row.group:
            known["group"] = row.group
        yield Assignment(
            f"{path}.r{row.number}",
            task,
            [_only_body(name) for name in _named(lead)],
            _named(partner),
            deadline_of(row, columns),
            _text(row, columns, "product") or None,
            min(c.start for c in spans),
            max(c.end for c in spans),
            0.95 if _named(lead) else 0.5,
            known,
            columns.watched,
        )


def deadline_of(row: Row, columns: Columns) -> Deadline:
    """The deadline of a row; a day without a year is of the year that the head of its column names."""
    if "time" not in columns.at:
        told = deadlines.of_text(_text(row, columns, "task"))
        dated = told.kind == "none" and columns.indicators and row.group and re.search(r"20\d{2}", row.group)
        return deadlines.of_cell(row.group or "") if dated else told
    told = deadlines.of_cell(_text(row, columns, "time"))
    if told.due is None and told.kind in ("none", "triggered") and "until" in columns.at:
        until = deadlines.of_cell(_text(row, columns, "until"))
        told = told if until.kind == "none" else until
    return deadlines.in_year(told, columns.year) if columns.year else told


def _cell(row: Row, columns: Columns, name: str) -> Cell | None:
    index = columns.at.get(name)
    return row.cells[index] if index is not None and index < len(row.cells) else None


# "Theo phân công tại Quyết định số …" says where to look, and names nobody.
_ELSEWHERE = re.compile(
    r"(?:theo|như)\s(?:sự )?(?:phân công|quy định|quyết định|kế hoạch|phụ lục|danh mục|chức năng)(?!\w)"
)


def _named(words: str) -> list[str]:
    """The bodies a cell names."""
    return [] if _ELSEWHERE.match(fold(words)) else bodies.cut(words)


_DOES = re.compile(
    r"\s(?:thúc đẩy|theo dõi|hướng dẫn|tổng hợp|thực hiện|báo cáo|chủ trì|tham mưu|triển khai|phối hợp|phụ trách)(?!\w)"
)


def _only_body(name: str) -> str:
    """A cell's body without what the cell says it does ("Sở Khoa học và Công nghệ thúc đẩy, theo dõi")."""
    end = bodies.name_end(name)
    return name[:end] if end and _DOES.match(name, end) else name


_ROLE = re.compile(r"\(?(?P<role>chủ trì|phối hợp)(?: thực hiện)?\)?\s*:?\s*", re.IGNORECASE)


def _lead_and_partners(words: str) -> tuple[str, str]:
    """The two parts of a cell that tells both: "Chủ trì: A; phối hợp: B", "A chủ trì, phối hợp với B", "A (chủ trì); B
    (phối hợp)"."""
    joined = re.match(r"(?P<lead>[^;:]+?),? chủ trì,? phối hợp (?:với |cùng )?(?P<rest>.+)", words)
    if joined:
        return joined["lead"], joined["rest"]
    parts: dict[str, list[str]] = {"chủ trì": [], "phối hợp": []}
    role = "chủ trì"
    for piece in words.split(";"):
        named = _ROLE.search(piece)
        role = named["role"].lower() if named else role
        parts[role].append(
            _ROLE.sub("", re.sub(r"(?:Cơ quan|Đơn vị|cơ quan|đơn vị)\s(?=chủ trì|phối hợp)", "", piece)).strip()
        )
    return "; ".join(parts["chủ trì"]), "; ".join(parts["phối hợp"])


def _text(row: Row, columns: Columns, name: str) -> str:
    cell = _cell(row, columns, name)
    if cell is None:
        return ""
    joint = "; " if name in ("lead", "partner") else " "
    return re.sub(r"\s+", " ", joint.join(p.strip(" ;") for p in cell.text.split("\n") if p.strip())).strip()
