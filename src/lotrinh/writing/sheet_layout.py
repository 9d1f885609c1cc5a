"""The workbook an agency fills in: its sheets, columns and rows, as data for writing and for reading back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

TASKS, INDICATORS, GUIDE, IDENTITY = "Nhiệm vụ", "Chỉ tiêu", "Hướng dẫn", "_lotrinh"
FOLLOWED = "Chỉ tiêu theo dõi"
FORMAT = "lotrinh-1"
HEAD_ROW = 4
"""Row of the column titles, counted from 1; entries start below it."""
MOST_ROWS = 5_000
MOST_TEXT = 5_000

CellKind = Literal["label", "text", "number", "percent", "rate", "date", "choice"]
SELF_RATING = ("Đúng tiến độ", "Có nguy cơ chậm", "Chậm tiến độ", "Đã hoàn thành")
FIGURE_KINDS = ("Ước tính", "Sơ bộ", "Chính thức")
FOLLOWED_KINDS = (*FIGURE_KINDS, "Số liệu hành chính")
DOLLAR_WORD, DONG_WORD = "USD", "Đồng"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: key in the data, title, kind, width in characters. `label` columns are locked."""

    key: str
    title: str
    kind: CellKind
    width: int
    choices: tuple[str, ...] = ()


TASK_COLUMNS = (
    SheetColumn("code", "Mã", "label", 12),
    SheetColumn("name", "Nội dung nhiệm vụ", "label", 52),
    SheetColumn("due", "Thời hạn", "label", 16),
    SheetColumn("status", "Trạng thái kỳ trước", "label", 22),
    SheetColumn("result", "Kết quả thực hiện trong kỳ", "text", 52),
    SheetColumn("percent", "Tỷ lệ hoàn thành (%)", "percent", 14),
    SheetColumn("rating", "Tự đánh giá", "choice", 20, SELF_RATING),
    SheetColumn("done_on", "Ngày hoàn thành", "date", 16),
    SheetColumn("evidence", "Văn bản, minh chứng", "text", 32),
    SheetColumn("difficulty", "Khó khăn, vướng mắc", "text", 36),
    SheetColumn("request", "Kiến nghị", "text", 36),
)
INDICATOR_COLUMNS = (
    SheetColumn("code", "Mã", "label", 12),
    SheetColumn("name", "Chỉ tiêu", "label", 52),
    SheetColumn("unit", "Đơn vị tính", "label", 16),
    SheetColumn("value", "Số liệu kỳ này", "number", 16),
    SheetColumn("kind", "Loại số liệu", "choice", 14, FIGURE_KINDS),
    SheetColumn("source", "Nguồn số liệu", "text", 36),
    SheetColumn("reason", "Lý do chưa có số liệu", "text", 32),
    SheetColumn("last", "Số kỳ trước", "label", 16),
    SheetColumn("target", "Mục tiêu", "label", 20),
)
FOLLOWED_COLUMNS = (
    SheetColumn("code", "Mã", "label", 24),
    SheetColumn("name", "Chỉ tiêu", "label", 46),
    SheetColumn("area", "Địa bàn", "label", 20),
    SheetColumn("period", "Kỳ số liệu", "label", 16),
    SheetColumn("unit", "Đơn vị tính", "label", 18),
    SheetColumn("value", "Số liệu kỳ này", "number", 16),
    SheetColumn("currency", "Nhập bằng USD hay đồng", "choice", 14, (DOLLAR_WORD, DONG_WORD)),
    SheetColumn("rate", "Tỷ giá (đồng/USD)", "rate", 14),
    SheetColumn("kind", "Loại số liệu", "choice", 18, FOLLOWED_KINDS),
    SheetColumn("source", "Nguồn số liệu", "text", 36),
    SheetColumn("reason", "Lý do chưa có số liệu", "text", 32),
    SheetColumn("last", "Số kỳ trước", "label", 30),
)
COLUMNS = {TASKS: TASK_COLUMNS, INDICATORS: INDICATOR_COLUMNS, FOLLOWED: FOLLOWED_COLUMNS}


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task the agency reports on."""

    code: str
    name: str
    due: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator the agency enters, and the rule its figure must keep. `last`: the last accepted figure."""

    code: str
    name: str
    unit: str
    low: Decimal | None = None
    high: Decimal | None = None
    whole: bool = False
    decimals: int = 2
    last: Decimal | None = None
    target: str = ""


@dataclass(frozen=True, slots=True)
class FollowedRow:
    """A figure of an indicator the agency follows.

    `dollars`: its currency is asked; `before`, `last`: that of the period before, as a number and in words.
    """

    code: str
    name: str
    area: str
    period: str
    unit: str
    low: Decimal | None = None
    high: Decimal | None = None
    whole: bool = False
    before: Decimal | None = None
    last: str = ""
    dollars: bool = False


@dataclass(frozen=True, slots=True)
class AgencyWorkbook:
    """One agency's workbook for one round. `token` changes with every issue: an older file is refused."""

    round_code: str
    round_name: str
    agency_code: str
    agency_name: str
    token: str
    tasks: Sequence[TaskRow] = ()
    indicators: Sequence[IndicatorRow] = ()
    followed: Sequence[FollowedRow] = ()
    demonstration: bool = False

    @property
    def identity(self) -> tuple[tuple[str, str], ...]:
        """What the hidden sheet holds."""
        return (
            ("format", FORMAT),
            ("round", self.round_code),
            ("round_name", self.round_name),
            ("agency", self.agency_code),
            ("agency_name", self.agency_name),
            ("token", self.token),
        )


@dataclass(frozen=True, slots=True)
class TaskEntry:
    """What came back for one task; empty strings and None where nothing was entered."""

    code: str
    result: str = ""
    percent: Decimal | None = None
    rating: str = ""
    done_on: date | None = None
    evidence: str = ""
    difficulty: str = ""
    request: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorEntry:
    """What came back for one indicator; `value` None goes with a `reason`, or nothing was entered."""

    code: str
    value: Decimal | None = None
    kind: str = ""
    source: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FollowedEntry:
    """What came back for one followed figure; `currency` is one of the words of its column, `rate` đồng per USD."""

    code: str
    value: Decimal | None = None
    currency: str = ""
    rate: Decimal | None = None
    kind: str = ""
    source: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Returned:
    """A workbook taken whole. `notes` say what was read with a choice ("1.234" read as 1234, because …)."""

    tasks: tuple[TaskEntry, ...]
    indicators: tuple[IndicatorEntry, ...]
    notes: tuple[str, ...] = ()
    followed: tuple[FollowedEntry, ...] = ()
