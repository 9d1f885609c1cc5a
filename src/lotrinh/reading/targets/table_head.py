"""Which column of a table of indicators says what: TT | Chỉ tiêu | ĐVT | Thực hiện 2025 | Mục tiêu 2030 | Chủ trì."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, NamedTuple

from lotrinh.reading.targets.due import newest_past_year
from lotrinh.reading.targets.fold import fold

_NUMBER = re.compile(r"(?:s?tt|số tt|số thứ tự|no)\.?$")
_NAME = re.compile(r"chỉ tiêu|chỉ số|mục tiêu|nội dung|tên|danh mục|lĩnh vực|tiêu chí|diễn giải")
_UNIT = re.compile(r"(?:đvt|đv tính|đơn vị(?: ?tính| đo)?)$")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?: ?- ?((?:19|20)\d\d))?(?!\d)")
_WANTED = re.compile(r"mục tiêu|kế hoạch|phấn đấu|giai đoạn|lộ trình|định hướng|cần đạt")
# What a table of nothing but aims may call its figures.
_FIGURES = re.compile(r"kết quả(?: cần đạt| đầu ra)?$|chỉ tiêu|mục tiêu|giá trị|số lượng|mức(?: độ)?(?: đạt)?$|yêu cầu")
_NOT_WANTED = re.compile(
    r"thực hiện|ước|hiện trạng|hiện nay|kết quả|năm gốc|cơ sở|số liệu|đánh giá|cơ quan|nguồn|ghi chú|theo dõi|so sánh"
    r"|so với|chênh lệch|chủ trì|phối hợp|phụ trách|thời gian|tiến độ|phương pháp|căn cứ|tần suất"
)
_MONEY = re.compile(r"kinh phí|dự toán|nguồn vốn|thành tiền|đơn giá|tổng mức đầu tư")
_DIGIT = re.compile(r"\d")
_MOST_HEAD_ROWS = 3
_SAMPLE = 12
_LONGEST_HEAD = 80
_LONGEST_UNIT = 30


class TableCell(NamedTuple):
    """A cell: its words, where they begin in the text, whether it only repeats a merged cell."""

    text: str
    start: int
    repeated: bool = False


Cells = Sequence[TableCell]


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds, and of a column of values the year or period's last year that its head names, and what it
    measures in which unit where that stands under the year ("Sản lượng (tấn)" under "2027")."""

    kind: Literal["number", "name", "unit", "value", "skip"]
    due: str | None = None
    measure: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """The columns of a table, and how many rows say so."""

    columns: tuple[Column, ...]
    rows: int


def opens(row: Cells) -> bool:
    """Whether a row may be a table's head: it begins with "TT", or names indicators beside units or years."""
    heads = [fold(cell.text) for cell in row]
    told = [head for head in heads if head]
    if len(told) < 2 or max(map(len, told)) > _LONGEST_HEAD:
        return False
    if _NUMBER.match(told[0]):
        return True
    named = [head for head in told if _NAME.search(head) and not _DIGIT.search(head)]
    return bool(named) and any(_UNIT.match(h) or _YEAR.search(h) or _WANTED.match(h) for h in told if h != named[0])


def find(rows: Sequence[Cells], written: date | None = None) -> Head | None:
    """The head that the first rows are; None where they name no indicators with values to reach.

    A head of two or three rows names a column in all of them ("Mục tiêu" over "2027 | 2030"). Of years that were over
    when the document was `written`, beside later ones, the figures are no aims.
    """
    count = head_rows(rows)
    heads = _merged(rows[:count])
    body = rows[count : count + _SAMPLE]
    if _are_wider(body, len(heads)):
        return None
    columns = _named(heads, [_year(rows[:count], index) for index in range(len(heads))], body)
    if not any(c.kind == "value" for c in columns):
        columns = _with_figures(heads, columns, body)
    columns = [_measured(rows[:count], index, column) for index, column in enumerate(columns)]
    kinds = [column.kind for column in columns]
    if "name" not in kinds or "value" not in kinds:
        return None
    return Head(tuple(_without_past(columns, written)), count)


def _are_wider(body: Sequence[Cells], width: int) -> bool:
    """Whether rows have more cells than the head, which lost what it spans: no one can tell which is which."""
    return sum(len(row) > width for row in body) >= min(2, len(body)) > 0


def head_rows(rows: Sequence[Cells]) -> int:
    """How many of the first rows are the head, if the first one is."""
    count = 1
    while count < min(_MOST_HEAD_ROWS, len(rows) - 1) and _goes_on(rows[count], rows[0]):
        count += 1
    return count


def _year(rows: Sequence[Cells], column: int) -> re.Match[str] | None:
    """The year or period that the head of a column names; "2027" under "Giai đoạn 2026 - 2030" is the year."""
    told = (_YEAR.search(fold(row[column].text)) for row in reversed(rows) if column < len(row))
    return next((year for year in told if year), None)


_MEASURE = re.compile(r"(?P<words>[^()\d]{3,60}?)\s*\((?P<unit>[^()\d]{1,25})\)\s*")


_UNIT_BEHIND = re.compile(r"(?P<words>[^()]{3,80}?)\s*\((?P<unit>[^()\d]{1,25})\)\s*")


def _measured(rows: Sequence[Cells], index: int, column: Column) -> Column:
    if len(rows) == 1 and column.kind == "value" and index < len(rows[0]):
        behind = _UNIT_BEHIND.fullmatch(rows[0][index].text.strip())  # "Tốc độ bình quân 2026 - 2030 (%/năm)"
        words = _YEAR.sub("", fold(behind["words"])).strip() if behind else ""
        if behind and words and not _WANTED.match(words):
            return replace(column, measure=behind["words"][: len(words)].strip(), unit=behind["unit"].strip())
        return replace(column, unit=behind["unit"].strip()) if behind else column
    lowest = rows[-1][index] if len(rows) > 1 and index < len(rows[-1]) else None
    told = _MEASURE.fullmatch(lowest.text.strip()) if lowest and not lowest.repeated else None
    if column.kind != "value" or told is None:
        return column
    return replace(column, measure=told["words"].strip(), unit=told["unit"].strip())


def _named(heads: Sequence[str], years: Sequence[re.Match[str] | None], body: Sequence[Cells]) -> list[Column]:
    money = any(map(_MONEY.search, heads))  # its years are instalments
    columns: list[Column] = []
    for index, (head, year) in enumerate(zip(heads, years, strict=True)):
        known = {column.kind for column in columns}
        if _NUMBER.match(head):
            columns.append(Column("number"))
        elif _UNIT.match(head) and _are_units(index, body):
            columns.append(Column("unit"))
        elif year or (_WANTED.search(head) and "name" in known):
            wanted = not money and not _NOT_WANTED.search(head)
            columns.append(Column("value" if wanted else "skip", (year[2] or year[1]) if year else None))
        elif "name" not in known and _is_name(head, index):
            columns.append(Column("name"))
        else:
            columns.append(Column("skip"))
    return columns


_PRODUCTS = re.compile(r"(?:tên )?(?:sản phẩm|mặt hàng|hàng hóa|cây trồng|vật nuôi|nông sản|loại)(?!\w)")


def _is_name(head: str, index: int) -> bool:
    named = _NAME.search(head) or (index <= 1 and _PRODUCTS.match(head))
    return bool(named) and not _NOT_WANTED.search(head)


def _with_figures(heads: Sequence[str], columns: list[Column], body: Sequence[Cells]) -> list[Column]:
    """The columns with one of values whose head names no year: "Chỉ tiêu | Đơn vị | Kết quả"; an estimate of costs has
    none."""
    if any(map(_MONEY.search, heads)):
        return columns
    for index, (head, column) in enumerate(zip(heads, columns, strict=True)):
        if column.kind == "skip" and _FIGURES.match(head) and _share_of_figures(index, body) >= 0.5:
            return [*columns[:index], Column("value"), *columns[index + 1 :]]
    return columns


def _without_past(columns: list[Column], written: date | None) -> list[Column]:
    past = str(newest_past_year(written)) if written else ""
    later = any(c.kind == "value" and (c.due or "") > past for c in columns)
    over = [c.kind == "value" and c.due is not None and c.due <= past for c in columns]
    return [replace(c, kind="skip") if later and gone else c for c, gone in zip(columns, over, strict=True)]


def _are_units(index: int, body: Sequence[Cells]) -> bool:
    """Whether the cells under "Đơn vị" are units of measure and not bodies."""
    told = [row[index].text for row in body if index < len(row) and row[index].text.strip()]
    bodies = [t for t in told if re.match(r"sở|ban |bộ |ubnd|ủy ban|phòng|công an|các |trung tâm|chi cục", fold(t))]
    return 2 * len(bodies) <= len(told) and all(len(t) <= _LONGEST_UNIT + 20 for t in told)


def _share_of_figures(index: int, body: Sequence[Cells]) -> float:
    told = [row[index].text for row in body if index < len(row) and row[index].text.strip()]
    return sum(bool(_DIGIT.search(text)) for text in told) / len(told) if told else 0.0


def _goes_on(row: Cells, first: Cells) -> bool:
    """Whether a row below goes on with the head: nothing new in the first two columns, short words in others, and the
    years or units that a head tells."""
    fresh = [
        (index, cell.text.strip())
        for index, cell in enumerate(row)
        if cell.text.strip() and not (index < len(first) and (cell.repeated or cell.text == first[index].text))
    ]
    if not fresh or (fresh[0][0] < 2 and not (first and first[0].repeated)):
        return False
    told = [fold(text) for _, text in fresh]
    short = all(len(text) <= 40 for text in told)
    if short and len(row) > 2 and row[0].repeated and row[1].repeated:
        return True  # its first heads go through both rows
    return short and all(_YEAR.search(t) or _WANTED.search(t) or _NOT_WANTED.search(t) or _UNIT.match(t) for t in told)


def _merged(rows: Sequence[Cells]) -> list[str]:
    """What each column is called over all rows of the head, folded."""
    heads: list[str] = []
    for column in range(max(map(len, rows))):
        words: list[str] = []
        for row in rows:
            text = fold(row[column].text).strip() if column < len(row) else ""
            if text and text not in words:
                words.append(text)
        heads.append(" ".join(words))
    return heads
