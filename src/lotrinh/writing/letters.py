"""The annex that assigns tasks, the letter that urges, the list for the Standing Committee."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from lotrinh.calendar import format_date, short_date
from lotrinh.text.numbers import written
from lotrinh.writing.document import (
    Annex,
    Block,
    Column,
    Document,
    Letterhead,
    Paragraph,
    Run,
    SectionRow,
    Signature,
    Table,
    Text,
)
from lotrinh.writing.profiles import Profile
from lotrinh.writing.word import build, build_annex


@dataclass(frozen=True, slots=True)
class Assignment:
    """One task as assigned. `lead` is one body: one task, one lead."""

    task: str
    lead: str
    coordinating: Sequence[str] = ()
    product: str = ""
    level: str = ""
    due: str = ""
    note: str = ""
    group: str = ""


def assignment_table(rows: Sequence[Assignment], *, title: str = "PHÂN CÔNG NHIỆM VỤ", to: str = "") -> Annex:
    """The annex with the official columns; `to` names the document it goes with."""
    columns = (
        Column("STT", 0.55, "center"), Column("Nội dung nhiệm vụ", 3.6), Column("Cơ quan chủ trì", 1.6),
        Column("Cơ quan phối hợp", 1.9), Column("Sản phẩm/Kết quả", 1.5), Column("Cấp trình/ban hành", 1.3),
        Column("Thời gian hoàn thành", 1.3, "center"), Column("Ghi chú", 1.0),
    )  # fmt: skip
    lines: list[Sequence[Text] | SectionRow] = []
    group = ""
    for number, row in enumerate(rows, 1):
        if row.group and row.group != group:
            group = row.group
            lines.append(SectionRow(group))
        together = "; ".join(row.coordinating)
        lines.append(
            (str(number), row.task, row.lead, together, row.product, row.level, row.due, row.note),
        )
    below = f"(Kèm theo {to})" if to else ""
    return Annex(f"PHỤ LỤC\n{title}", (Table(columns, lines),), below, landscape=True)


def assignment_annex(
    rows: Sequence[Assignment],
    profile: Profile | str = "HD05-2026",
    *,
    to: str = "",
    demonstration: bool = False,
) -> bytes:
    """The annex of tasks as .docx, landscape."""
    return build_annex(assignment_table(rows, to=to), profile, demonstration=demonstration)


@dataclass(frozen=True, slots=True)
class Late:
    """One body that has not reported, or one task past its day."""

    organ: str
    what: str
    due: date | None = None
    days_late: int = 0
    head: str = ""
    steps: str = ""
    request: str = ""


@dataclass(frozen=True, slots=True)
class UrgingLetter:
    """A công văn đôn đốc. `basis`: the document that assigned. `level` 1 reminds, 2 urges, 3 reproves."""

    letterhead: Letterhead
    signature: Signature
    addressees: Sequence[str]
    basis: str
    matter: str
    as_of: date
    deadline: date
    level: Literal[1, 2, 3] = 1
    reported: int | None = None
    expected: int | None = None
    late: Sequence[Late] = ()
    requests: Sequence[Text] = ()
    send_to: str = ""
    contact: str = ""
    recipients: Sequence[str] = ()
    demonstration: bool = False


_ASK = {
    1: "Đề nghị người đứng đầu các cơ quan, đơn vị quan tâm chỉ đạo thực hiện đúng thời hạn",
    2: "Đề nghị người đứng đầu các cơ quan, đơn vị khẩn trương chỉ đạo, chịu trách nhiệm về tiến độ",
    3: "Yêu cầu người đứng đầu các cơ quan, đơn vị kiểm điểm trách nhiệm, báo cáo rõ nguyên nhân chậm",
}
_SUBJECT = {1: "nhắc", 2: "đôn đốc", 3: "chấn chỉnh việc"}


def urging_letter(data: UrgingLetter, profile: Profile | str = "HD05-2026") -> bytes:
    """The letter as .docx: basis, state, request with its day, contact; who is late in an annex."""
    body: list[Block] = [Paragraph(f"Thực hiện {data.basis}, đề nghị các cơ quan, đơn vị quan tâm nội dung sau:")]
    body.append(Paragraph(_state(data)))
    body += [Paragraph(text) for text in data.requests]
    day = Run(f"trước ngày {short_date(data.deadline)}", bold=True, italic=True)
    via = f", gửi về {data.send_to}" if data.send_to else ""
    body.append(Paragraph((Run(_ASK[data.level] + ", hoàn thành "), day, Run(f"{via}."))))
    if data.contact:
        body.append(Paragraph(f"Đầu mối liên hệ: {data.contact}."))
    table = Annex("PHỤ LỤC\nCƠ QUAN, ĐƠN VỊ CHẬM THỰC HIỆN", (_late_table(data.late),))
    document = Document(
        letterhead=data.letterhead,
        subject=f"{_SUBJECT[data.level]} {data.matter}",
        body=body,
        signature=data.signature,
        recipients=data.recipients,
        addressees=data.addressees,
        annexes=(table,) if data.late else (),
        demonstration=data.demonstration,
    )
    return build(document, profile)


def _state(data: UrgingLetter) -> str:
    words = f"Đến ngày {short_date(data.as_of)}"
    if data.reported is not None and data.expected is not None:
        words += f", đã có {_count(data.reported)}/{_count(data.expected)} cơ quan, đơn vị báo cáo"
    if data.late:
        words += f"; {_count(len(data.late))} nội dung chậm nêu tại phụ lục kèm theo"
    return words + "."


def _count(number: int) -> str:
    return written(number, pad=2)


def _late_table(late: Sequence[Late]) -> Table:
    columns = (
        Column("STT", 0.5, "center"), Column("Cơ quan, đơn vị", 2), Column("Nội dung", 3),
        Column("Thời hạn", 1.3, "center"), Column("Số ngày trễ", 0.9, "center"),
    )  # fmt: skip
    rows = [(str(n), r.organ, r.what, _day(r.due), str(r.days_late)) for n, r in _numbered(late)]
    return Table(columns, rows)


def _day(day: date | None) -> str:
    return format_date(day) if day else ""


def _numbered(late: Sequence[Late]) -> list[tuple[int, Late]]:
    return list(enumerate(sorted(late, key=lambda r: -r.days_late), 1))


@dataclass(frozen=True, slots=True)
class CommitteeList:
    """What goes to the Standing Committee: tasks past their day, the latest first."""

    letterhead: Letterhead
    signature: Signature
    programme: str
    as_of: date
    late: Sequence[Late]
    recipients: Sequence[str] = ()
    demonstration: bool = False


def standing_committee_list(data: CommitteeList, profile: Profile | str = "HD05-2026") -> bytes:
    """The report with the list of overdue tasks, as .docx."""
    columns = (
        Column("STT", 0.5, "center"), Column("Nhiệm vụ", 3.4), Column("Cơ quan chủ trì", 1.8),
        Column("Người đứng đầu", 1.5), Column("Thời hạn", 1.4, "center"),
        Column("Số ngày trễ", 0.8, "center"),
        Column("Đã nhắc, đôn đốc", 1.8), Column("Đề nghị", 1.8),
    )  # fmt: skip
    rows = [
        (str(n), r.what, r.organ, r.head, _day(r.due), str(r.days_late), r.steps, r.request)
        for n, r in _numbered(data.late)
    ]  # fmt: skip
    organs = len({r.organ for r in data.late})
    state = (
        f"Đến ngày {short_date(data.as_of)}, có {_count(len(data.late))} nhiệm vụ quá hạn của "
        f"{_count(organs)} cơ quan chủ trì; danh sách nêu tại phụ lục kèm theo."
    )
    ask = "Kính trình Ban Thường vụ xem xét, cho ý kiến chỉ đạo."
    document = Document(
        letterhead=data.letterhead,
        type_name="BÁO CÁO",
        subject=f"danh sách nhiệm vụ quá hạn thực hiện {data.programme}",
        body=[Paragraph(state), Paragraph(ask)],
        signature=data.signature,
        recipients=data.recipients,
        annexes=[Annex("PHỤ LỤC\nNHIỆM VỤ QUÁ HẠN", (Table(columns, rows),), landscape=True)],
        demonstration=data.demonstration,
    )
    return build(document, profile)
