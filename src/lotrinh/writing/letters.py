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
    """The annex with the official columns; `to` names the document it goes with: "Kế hoạch số 53/KH-UBND"."""
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
    """A công văn đôn đốc. `basis`: the document that assigned; `matter` such as "gửi báo cáo quý III/2026".

    `level` 1 reminds, 2 urges, 3 reproves.
    """

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
_SUBJECT = {1: "nhắc", 2: "đôn đốc", 3: "chấn chỉnh việc chậm"}


def urging_letter(data: UrgingLetter, profile: Profile | str = "HD05-2026") -> bytes:
    """The letter as .docx: basis, state, request with its day, contact; who is late in an annex."""
    duty = f"Thực hiện {data.basis}, các cơ quan, đơn vị có trách nhiệm {data.matter}."
    body: list[Block] = [Paragraph(f"{duty} {_state(data)}")]
    body += [Paragraph(text) for text in data.requests]
    day = Run(f"trước ngày {short_date(data.deadline)}", bold=True, italic=True)
    via = f", gửi về {data.send_to}" if data.send_to else ""
    body.append(Paragraph((Run(_ASK[data.level] + ", hoàn thành "), day, Run(f"{via}."))))
    contact = data.contact or "[Văn phòng bổ sung: họ tên, chức vụ, điện thoại]"
    body.append(Paragraph((Run("Đầu mối liên hệ: "), Run(contact, italic=not data.contact), Run("."))))
    below = f"(Kèm theo công văn về việc {_SUBJECT[data.level]} {data.matter})"
    table = Annex("PHỤ LỤC\nCƠ QUAN, ĐƠN VỊ CHẬM THỰC HIỆN", (_late_table(data.late),), below)
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
    late = _count(len({row.organ for row in data.late}))
    if data.reported is None or data.expected is None:
        return f"{words}, còn {late} cơ quan, đơn vị chậm (phụ lục kèm theo)."
    words += f", đã có {_count(data.reported)}/{_count(data.expected)} cơ quan, đơn vị báo cáo"
    return f"{words}; còn {late} cơ quan, đơn vị chưa báo cáo (phụ lục kèm theo)." if data.late else f"{words}."


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
    """What goes to the Standing Committee: tasks past their day and reports that did not come, the latest first."""

    letterhead: Letterhead
    signature: Signature
    programme: str
    as_of: date
    tasks: Sequence[Late]
    recipients: Sequence[str] = ()
    reports: Sequence[Late] = ()
    demonstration: bool = False


def standing_committee_list(data: CommitteeList, profile: Profile | str = "HD05-2026") -> bytes:
    """The report with the list of overdue tasks and missing reports, as .docx."""
    columns = (
        Column("STT", 0.5, "center"), Column("Nội dung", 3.4), Column("Cơ quan chủ trì", 1.8),
        Column("Người đứng đầu", 1.5), Column("Thời hạn", 1.4, "center"),
        Column("Số ngày trễ", 0.8, "center"),
        Column("Đã nhắc, đôn đốc", 1.8), Column("Đề nghị xử lý", 1.8),
    )  # fmt: skip
    groups = [("A. Nhiệm vụ quá hạn", data.tasks), ("B. Báo cáo chậm", data.reports)]
    rows: list[Sequence[Text] | SectionRow] = []
    for title, late in groups:
        if not late:
            continue
        if data.tasks and data.reports:
            rows.append(SectionRow(title))
        rows += [
            (str(n), r.what, r.organ, r.head or "chưa có tài khoản", _day(r.due), str(r.days_late),
             r.steps or "chưa có công văn", r.request)
            for n, r in _numbered(late)
        ]  # fmt: skip
    subject = f"danh sách {_late_words(data)} trong thực hiện {data.programme}"
    document = Document(
        letterhead=data.letterhead,
        type_name="BÁO CÁO",
        subject=subject,
        body=[
            Paragraph(f"Đến ngày {short_date(data.as_of)}, có {_how_many(data)}; danh sách nêu tại phụ lục kèm theo."),
            Paragraph("Kính trình Ban Thường vụ xem xét, cho ý kiến chỉ đạo."),
        ],
        signature=data.signature,
        recipients=data.recipients,
        annexes=[
            Annex(
                f"PHỤ LỤC\n{_late_words(data).upper()}", (Table(columns, rows, size=11),),
                f"(Kèm theo Báo cáo {subject})", landscape=True,
            )
        ],
        demonstration=data.demonstration,
    )  # fmt: skip
    return build(document, profile)


def _late_words(data: CommitteeList) -> str:
    return ", ".join(
        words for words, late in (("nhiệm vụ quá hạn", data.tasks), ("báo cáo chậm", data.reports)) if late
    )


def _how_many(data: CommitteeList) -> str:
    """`02 nhiệm vụ quá hạn của 01 cơ quan chủ trì và 13 cơ quan chậm gửi báo cáo`."""
    parts = []
    if data.tasks:
        leads = len({late.organ for late in data.tasks})
        parts.append(f"{_count(len(data.tasks))} nhiệm vụ quá hạn của {_count(leads)} cơ quan chủ trì")
    if data.reports:
        parts.append(f"{_count(len({late.organ for late in data.reports}))} cơ quan chậm gửi báo cáo")
    return " và ".join(parts)
