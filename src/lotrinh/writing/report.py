"""The progress report of a programme, short or full, from plain data.

Outline: guidance of several provinces on sơ kết and tổng kết (conventions §2.2). What nobody wrote is not
invented: the place says in brackets what the office has to write.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from lotrinh.text.numbers import written
from lotrinh.writing.document import (
    Annex,
    Block,
    Bullet,
    Column,
    Document,
    Heading,
    Letterhead,
    Paragraph,
    Picture,
    Run,
    SectionRow,
    Signature,
    Source,
    Table,
    Text,
)
from lotrinh.writing.profiles import Profile
from lotrinh.writing.word import build

ReportKind = Literal["quarter", "half_year", "nine_months", "year", "preliminary", "final"]
"""quarter: short; preliminary: sơ kết; final: tổng kết; the others: full."""


SECTIONS = {
    "situation": "ĐẶC ĐIỂM TÌNH HÌNH; THUẬN LỢI, KHÓ KHĂN",
    "leadership": "CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO, QUÁN TRIỆT, TUYÊN TRUYỀN, CỤ THỂ HÓA",
    "targets": "KẾT QUẢ THỰC HIỆN MỤC TIÊU, CHỈ TIÊU",
    "groups": "KẾT QUẢ THỰC HIỆN CÁC NHÓM NHIỆM VỤ, GIẢI PHÁP",
    "inspection": "CÔNG TÁC KIỂM TRA, GIÁM SÁT",
    "assessment": "ĐÁNH GIÁ CHUNG",
    "direction": "PHƯƠNG HƯỚNG, NHIỆM VỤ, GIẢI PHÁP THỜI GIAN TỚI",
    "proposals": "KIẾN NGHỊ, ĐỀ XUẤT",
    "new_document": "ĐỀ XUẤT BAN HÀNH VĂN BẢN MỚI",
}
"""Sections of a report in the usual order."""
ANNEXES = ("issued", "targets", "tasks", "instruments", "disbursement", "dissemination", "findings", "charts")


def usual_sections(kind: ReportKind) -> tuple[str, ...]:
    """The sections a kind of report asks for: a quarter is short, only a final review proposes a new document."""
    if kind == "quarter":
        return "targets", "groups", "direction"
    return tuple(code for code in SECTIONS if code != "new_document" or kind == "final")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it stands in the report, with the key of its source. No figure: say why in `text`."""

    text: str
    source: str = ""


def figure(value: Decimal | float | None, *, decimals: int | None = None, source: str = "") -> Figure:
    """A number in Vietnamese writing; None is "chưa có số liệu"."""
    return Figure("chưa có số liệu" if value is None else written(value, decimals), source)


NO_FIGURE = Figure("chưa có số liệu")


@dataclass(frozen=True, slots=True)
class TargetLine:
    """One target: what was set, what is reached, how that is judged (Đạt, Vượt, Chưa đạt …)."""

    name: str
    unit: str
    target: str
    achieved: Figure = NO_FIGURE
    baseline: Figure = NO_FIGURE
    percent: str = ""
    change: str = ""
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class TaskCounts:
    """Tasks by the official arithmetic (BC 1270/BC-TCTTTg, 2017), with what stands outside it."""

    done_on_time: int = 0
    done_late: int = 0
    open_in_time: int = 0
    open_overdue: int = 0
    other: int = 0
    named: Sequence[tuple[str, int]] = ()  # what the others are: ("thường xuyên", 26)

    @property
    def total(self) -> int:
        """All tasks."""
        return self.done_on_time + self.done_late + self.open_in_time + self.open_overdue + self.other

    @property
    def come_due(self) -> int:
        """What the official ratio divides by: done, and open past its day."""
        return self.done_on_time + self.done_late + self.open_overdue

    @property
    def overdue_rate(self) -> Decimal | None:
        """Open and overdue ÷ come due, in percent; None when nothing has come due."""
        return Decimal(100 * self.open_overdue) / self.come_due if self.come_due else None

    def sentence(self) -> str:
        """The counts as the official sentence; what does not occur is left out."""
        parts = [
            _part("đã hoàn thành", ("đúng hạn", self.done_on_time), ("quá hạn", self.done_late)),
            _part("chưa hoàn thành", ("trong hạn", self.open_in_time), ("quá hạn", self.open_overdue)),
        ]
        told = self.named or (("trạng thái khác", self.other),)
        parts += [f"{name} {_n(count)}" for name, count in told if count]
        words = f"Tổng số {_n(self.total)} nhiệm vụ: " + "; ".join(part for part in parts if part)
        rate = self.overdue_rate
        if not rate:
            return words.removesuffix(": ") + "."
        share = written(round(rate, 2).normalize())
        late = f"{_n(self.open_overdue)}/{_n(self.come_due)} nhiệm vụ đến hạn bị quá hạn"
        return f"{words}; {late}, tỷ lệ quá hạn {share}%."


def _part(name: str, *kinds: tuple[str, int]) -> str:
    """`đã hoàn thành 03 (đúng hạn 02, quá hạn 01)`, `chưa hoàn thành 05 (trong hạn)`; nothing where there is none."""
    found = [(kind, count) for kind, count in kinds if count]
    if len(found) < 2:
        return "".join(f"{name} {_n(count)} ({kind})" for kind, count in found)
    total = sum(count for _kind, count in found)
    return f"{name} {_n(total)} ({', '.join(f'{kind} {_n(count)}' for kind, count in found)})"


def _n(count: int) -> str:
    return written(count, pad=2)


@dataclass(frozen=True, slots=True)
class GroupResult:
    """One group of tasks: its title as in the programme, its counts, what was done."""

    title: str
    counts: TaskCounts | None = None
    text: Sequence[Text] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task in the annex."""

    group: str
    name: str
    lead: str
    product: str = ""
    due: str = ""
    result: str = ""
    status: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class IssuedDocument:
    """A document issued to carry out the programme."""

    number: str
    day: str
    organ: str
    subject: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """General assessment; what is empty becomes a line for the office to write."""

    strengths: Sequence[Text] = ()
    shortcomings: Sequence[Text] = ()
    objective_causes: Sequence[Text] = ()
    subjective_causes: Sequence[Text] = ()
    lessons: Sequence[Text] = ()
    models: Sequence[Text] = ()


@dataclass(frozen=True, slots=True)
class ProgressReport:
    """All of a progress report. `programme` as cited, e.g. "Chương trình số 29-CTr/TU, ngày 17/4/2023"."""

    kind: ReportKind
    period: str
    programme: str
    letterhead: Letterhead
    signature: Signature
    recipients: Sequence[str] = ()
    opening: Sequence[Text] = ()
    situation: Sequence[Text] = ()
    leadership: Sequence[Text] = ()
    targets: Sequence[TargetLine] = ()
    target_notes: Sequence[Text] = ()
    counts: TaskCounts | None = None
    groups: Sequence[GroupResult] = ()
    inspection: Sequence[Text] = ()
    assessment: Assessment = field(default_factory=Assessment)
    direction: Sequence[Text] = ()
    proposals_up: Sequence[Text] = ()
    proposals_here: Sequence[Text] = ()
    new_document: Sequence[Text] = ()
    issued: Sequence[IssuedDocument] = ()
    tasks: Sequence[TaskLine] = ()
    charts: Sequence[Picture] = ()
    sections: Sequence[str] = ()  # codes of SECTIONS in the order wanted; empty: what the kind asks for
    annexes: Sequence[str] = ANNEXES  # of these, what has content
    more_annexes: dict[str, Annex] = field(default_factory=dict)  # by code of ANNEXES
    sources: dict[str, Source] = field(default_factory=dict)
    demonstration: bool = False
    draft: str = ""


def progress_report(data: ProgressReport, profile: Profile | str = "HD05-2026") -> bytes:
    """The report as .docx in the given format profile; the number is left open unless given."""
    return build(report_document(data), profile)


def report_document(data: ProgressReport) -> Document:
    """The report as a document, before it takes a look: the same data the preview shows."""
    heads = {"preliminary": "sơ kết ", "final": "tổng kết "}
    subject = f"{heads.get(data.kind, 'kết quả ')}thực hiện {data.programme}, {_unbroken(data.period)}"
    return Document(
        letterhead=data.letterhead,
        type_name="BÁO CÁO",
        subject=subject,
        body=_body(data),
        signature=data.signature,
        recipients=data.recipients,
        annexes=_annexes(data),
        sources=data.sources,
        demonstration=data.demonstration,
        draft=data.draft,
    )


def _unbroken(period: str) -> str:
    """Keeps "6 tháng" on one line."""
    return re.sub(r"(\d) tháng", "\\1\u00a0tháng", period)


def _body(data: ProgressReport) -> list[Block]:
    blocks: list[Block] = [Paragraph(t) for t in data.opening]
    wanted = data.sections or usual_sections(data.kind)
    for number, code in enumerate(wanted, 1):
        blocks += [Heading(SECTIONS[code], 1, number), *_section(code, data)]
    return blocks


def _section(code: str, data: ProgressReport) -> list[Block]:
    if code == "targets":
        return _targets(data)
    if code == "groups":
        return _groups(data)
    if code == "assessment":
        return _assessment(data.assessment)
    if code == "proposals":
        return _proposals(data)
    texts, what = {
        "situation": (data.situation, "đặc điểm tình hình"),
        "leadership": (data.leadership, "công tác lãnh đạo, chỉ đạo, quán triệt, tuyên truyền, cụ thể hóa"),
        "inspection": (data.inspection, "kết quả kiểm tra, giám sát"),
        "direction": (data.direction, "phương hướng, nhiệm vụ"),
        "new_document": (data.new_document, "đề xuất ban hành văn bản mới"),
    }[code]
    return _texts(texts, what)


def placeholder(what: str) -> Paragraph:
    """A bracketed line that tells the office what to write here."""
    return Paragraph((Run(f"[Văn phòng bổ sung: {what}.]", italic=True),))


def _texts(texts: Sequence[Text], what: str) -> list[Block]:
    return [Paragraph(text) for text in texts] or [placeholder(what)]


def _targets(data: ProgressReport) -> list[Block]:
    if not data.targets:
        return [placeholder("kết quả thực hiện từng chỉ tiêu"), *(Paragraph(t) for t in data.target_notes)]
    columns = (
        Column("STT", 0.5, "center"),
        Column("Chỉ tiêu", 3.2),
        Column("ĐVT", 0.9, "center"),
        Column("Mục tiêu", 1.4, "center"),
        Column("Thực hiện", 1.4, "center"),
        Column("Đánh giá", 1.4, "center"),
    )
    rows = [(str(n), t.name, t.unit, t.target, _cited(t.achieved), t.verdict) for n, t in enumerate(data.targets, 1)]
    return [*(Paragraph(t) for t in data.target_notes), Table(columns, rows)]


def _cited(value: Figure) -> Text:
    return (Run(value.text, source=value.source),)


def _groups(data: ProgressReport) -> list[Block]:
    blocks: list[Block] = []
    if data.counts:
        blocks.append(Paragraph(data.counts.sentence()))
    for number, group in enumerate(data.groups, 1):
        own = group.title[:1].isdigit()
        blocks.append(Heading(group.title, 2, None if own else number))
        if group.counts:
            blocks.append(Paragraph((Run(group.counts.sentence(), source=group.source),)))
        blocks += [Bullet(text) for text in group.text] or [placeholder("kết quả nổi bật của nhóm nhiệm vụ")]
    return blocks or [placeholder("kết quả thực hiện từng nhóm nhiệm vụ")]


def _assessment(given: Assessment) -> list[Block]:
    causes: list[Block] = [Heading("Khách quan", 3, 1)]
    causes += _texts(given.objective_causes, "nguyên nhân khách quan")
    causes += [Heading("Chủ quan", 3, 2), *_texts(given.subjective_causes, "nguyên nhân chủ quan")]
    models = _texts(given.models, "mô hình hay, cách làm hiệu quả")
    return [
        Heading("Ưu điểm", 2, 1),
        *_texts(given.strengths, "ưu điểm"),
        Heading("Hạn chế, khuyết điểm", 2, 2),
        *_texts(given.shortcomings, "hạn chế, khuyết điểm"),
        Heading("Nguyên nhân của hạn chế, khuyết điểm", 2, 3),
        *causes,
        Heading("Bài học kinh nghiệm; mô hình hay", 2, 4),
        *_texts(given.lessons, "bài học kinh nghiệm"),
        *models,
    ]


def _proposals(data: ProgressReport) -> list[Block]:
    return [
        Heading("Với Trung ương", 2, 1),
        *_texts(data.proposals_up, "kiến nghị với Trung ương, hoặc ghi «Không có»"),
        Heading("Với cấp ủy, hội đồng nhân dân, ủy ban nhân dân cùng cấp", 2, 2),
        *_texts(data.proposals_here, "kiến nghị với cấp ủy, hội đồng nhân dân, ủy ban nhân dân"),
    ]


def _annexes(data: ProgressReport) -> list[Annex]:
    wanted: list[tuple[str, list[Block], bool]] = []
    if data.issued and "issued" in data.annexes:
        wanted.append(("VĂN BẢN ĐÃ BAN HÀNH", [_issued_table(data.issued)], False))
    if data.targets and "targets" in data.annexes:
        wanted.append(("KẾT QUẢ THỰC HIỆN CHỈ TIÊU", [_indicator_table(data.targets)], True))
    if data.tasks and "tasks" in data.annexes:
        wanted.append(("KẾT QUẢ THỰC HIỆN NHIỆM VỤ", [_task_table(data.tasks)], True))
    wanted += [
        (annex.title, list(annex.blocks), annex.landscape)
        for code, annex in data.more_annexes.items() if code in data.annexes
    ]  # fmt: skip
    if data.charts and "charts" in data.annexes:
        wanted.append(("BIỂU ĐỒ", [_numbered(n, chart) for n, chart in enumerate(data.charts, 1)], False))
    below = f"(Kèm theo Báo cáo thực hiện {data.programme}, {data.period})"
    return [
        Annex(f"PHỤ LỤC {number if len(wanted) > 1 else ''}".rstrip() + f"\n{title}", blocks, below, landscape)
        for number, (title, blocks, landscape) in enumerate(wanted, 1)
    ]


def _numbered(number: int, chart: Picture) -> Picture:
    """`Hình 1. …`, unless the caption counts already."""
    return chart if chart.caption.startswith("Hình ") else replace(chart, caption=f"Hình {number}. {chart.caption}")


def _issued_table(issued: Sequence[IssuedDocument]) -> Table:
    columns = (
        Column("STT", 0.5, "center"), Column("Số, ký hiệu", 1.6), Column("Ngày ban hành", 1.2, "center"),
        Column("Cơ quan ban hành", 1.8), Column("Trích yếu", 3.6),
    )  # fmt: skip
    return Table(columns, [(str(n), d.number, d.day, d.organ, d.subject) for n, d in enumerate(issued, 1)])


def _indicator_table(targets: Sequence[TargetLine]) -> Table:
    columns = (
        Column("STT", 0.5, "center"), Column("Chỉ tiêu", 3.4), Column("ĐVT", 1, "center"),
        Column("Gốc", 1.1, "center"), Column("Mục tiêu", 1.4, "center"), Column("Thực hiện", 1.3, "center"),
        Column("% so với mục tiêu", 1.1, "center"), Column("So với kỳ trước", 1.2, "center"),
        Column("Đánh giá", 1.5, "center"),
    )  # fmt: skip
    rows = [
        (str(n), t.name, t.unit, _cited(t.baseline), t.target, _cited(t.achieved), t.percent, t.change,
         t.verdict)
        for n, t in enumerate(targets, 1)
    ]  # fmt: skip
    note = "Số trong ngoặc vuông chỉ bản ghi nêu ở phần Nguồn số liệu; «–»: không tính được."
    return Table(columns, rows, unit_note=note)


def _task_table(tasks: Sequence[TaskLine]) -> Table:
    columns = (
        Column("STT", 0.55, "center"), Column("Nội dung nhiệm vụ", 3.4), Column("Cơ quan chủ trì", 1.6),
        Column("Sản phẩm", 1.5), Column("Thời hạn", 1.2, "center"), Column("Kết quả", 2.2),
        Column("Trạng thái", 1.4, "center"), Column("Ghi chú", 0.9),
    )  # fmt: skip
    rows: list[Sequence[Text] | SectionRow] = []
    group = ""
    for number, t in enumerate(tasks, 1):
        if t.group and t.group != group:
            group = t.group
            rows.append(SectionRow(group))
        rows.append((str(number), t.name, t.lead, t.product, t.due, t.result, t.status, t.note))
    return Table(columns, rows, size=11)
