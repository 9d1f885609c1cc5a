"""Demonstration products: invented, marked wherever they show, loaded beside the sample programme's other ones."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from lotrinh_web.accounts.access import is_administrator
from lotrinh_web.accounts.models import Role, User
from lotrinh_web.audit.actions import Actor, action, record
from lotrinh_web.organisations.models import Organisation
from lotrinh_web.products.access import lead_of
from lotrinh_web.products.dissemination.actions import add_activity, count_audience
from lotrinh_web.products.findings.actions import add_finding, add_measure, close
from lotrinh_web.products.instruments.actions import add_instrument, ensure_types, record_step
from lotrinh_web.products.models import Finding, InstrumentType
from lotrinh_web.products.projects.actions import add_project, decide_capital, record_disbursement
from lotrinh_web.programmes.models import Programme
from lotrinh_web.workplan.models import Task

MARK = "(trình diễn)"
Steps = tuple[tuple[int, date], ...]
INSTRUMENTS: tuple[tuple[str, str, str, date, Steps, Steps], ...] = (
    # task, type, title, start, planned (step, day), done (step, day); the last step of a type is the promulgation
    (
        "NV-2.2", "nq-hdnd-qppl", "Nghị quyết hỗ trợ nghiên cứu, đổi mới sáng tạo", date(2026, 3, 2),
        ((1, date(2026, 3, 20)), (2, date(2026, 6, 30)), (3, date(2026, 8, 15)), (4, date(2026, 9, 30)),
         (5, date(2026, 11, 10)), (7, date(2026, 12, 12))),
        ((1, date(2026, 3, 18)), (2, date(2026, 7, 10)), (3, date(2026, 8, 14))),
    ),
    (
        "NV-1.2", "kh-ubnd", "Quyết định phân công, phân cấp thực hiện Chương trình", date(2026, 1, 12),
        ((2, date(2026, 2, 28)), (6, date(2026, 6, 15))),
        ((1, date(2026, 1, 15)), (2, date(2026, 2, 26)), (3, date(2026, 4, 2)), (4, date(2026, 5, 5)),
         (5, date(2026, 5, 20)), (6, date(2026, 6, 9))),
    ),
    (
        "NV-8.2", "nq-hdnd-qppl", "Nghị quyết về tỷ lệ nguồn thu để lại", date(2026, 8, 3),
        ((1, date(2026, 8, 31)), (2, date(2026, 12, 31)), (7, date(2027, 7, 15))), ((1, date(2026, 8, 28)),),
    ),
    (
        "TH-1", "kh-cap-uy", "Kế hoạch của cấp ủy trực thuộc thực hiện Chương trình", date(2026, 2, 2),
        ((3, date(2026, 4, 30)), (5, date(2026, 5, 29))),
        ((1, date(2026, 2, 5)), (2, date(2026, 3, 20)), (3, date(2026, 4, 28)), (4, date(2026, 5, 22)),
         (5, date(2026, 6, 3))),
    ),
)  # fmt: skip
PROJECTS: tuple[tuple[str, str, str, str, str, str, tuple[str, str], dict[int, tuple[str, ...]]], ...] = (
    # task, code, name, group, unit, total, (plan 2025, plan 2026), year → paid since January, month by month
    (
        "NV-6.2", "TD-GT-01", "Đường nối khu công nghiệp", "B", "billion", "820", ("240", "310"),
        {2025: ("0", "6.5", "14", "22", "41", "60.2", "78", "99", "121", "150", "188", "231.4"),
         2026: ("4", "11", "19.5", "38", "57", "83", "104", "139", "171.25", "198")},
    ),
    (
        "NV-6.3", "TD-SO-02", "Hạ tầng trung tâm dữ liệu", "C", "million", "96500", ("21000", "32000"),
        {2025: ("0", "0", "900", "2100", "4000", "7200", "9100", "11800", "14000", "16250", "18500", "20100"),
         2026: ("0", "400", "1200", "1900", "2650", "4100", "5300", "6900", "8250", "9400")},
    ),
    (
        "NV-10.3", "TD-NO-03", "Thiết chế công đoàn tại khu công nghiệp", "C", "million", "45000", ("", "12000"),
        {2026: ("0", "1500", "3100", "5200", "7400", "9600", "11800", "12150", "12150", "12600")},
    ),
)  # fmt: skip
ACTIVITIES: tuple[tuple[str, str, str, str, date, int | None, int | None, bool], ...] = (
    # task, kind, title, place, day, people, members among them, adds
    ("NV-1.1", "conference", "Hội nghị quán triệt", "Hội trường Thành ủy", date(2026, 1, 22), 310, 284, True),
    ("NV-1.1", "course", "Tập huấn báo cáo viên", "Trường Chính trị", date(2026, 4, 16), 85, 85, False),
    ("NV-1.1", "article", "Loạt bài về công nghiệp hóa", "Báo thành phố", date(2026, 5, 6), None, None, True),
    ("NV-10.3", "conference", "Hội nghị cán bộ công đoàn", "Nhà Văn hóa Lao động", date(2026, 3, 11), 140, 96, True),
    ("NV-10.3", "meeting", "Sinh hoạt chuyên đề quý II", "Các công đoàn cơ sở", date(2026, 6, 12), 60, 41, True),
)  # fmt: skip
AUDIENCES = {"NV-1.1": ("Đảng viên các cơ quan tham mưu", 420), "NV-10.3": ("Đảng viên cơ quan công đoàn", 158)}
FINDINGS: tuple[tuple[str, str, date, str, date, tuple[tuple[date, str], ...], bool], ...] = (
    # task, conclusion, day, required action, due, measures (day, what), closed
    (
        "NV-8.1", "TD-01-KL/UBKT", date(2026, 3, 5), "Lập cam kết giải ngân từng dự án và công khai hằng tháng",
        date(2026, 5, 30), ((date(2026, 5, 12), "Ban hành mẫu cam kết, 11 chủ đầu tư đã ký."),), True,
    ),
    (
        "NV-4.3", "TD-02-KL/UBKT", date(2026, 4, 20), "Rà soát dữ liệu thửa đất trùng giữa hai hệ thống",
        date(2026, 9, 30), ((date(2026, 8, 18), "Đã rà soát 3 trên 7 khu vực."),), False,
    ),
    (
        "NV-10.3", "TD-03-BC/HĐND", date(2026, 9, 14), "Xác định lại nhu cầu nhà ở công nhân theo khu công nghiệp",
        date(2026, 12, 20), (), False,
    ),
)  # fmt: skip


def _administers(*, actor: Actor, **_: Any) -> bool:
    return is_administrator(actor)


@action(allow=_administers)
def load_products(*, actor: Actor, programme: Programme) -> int:
    """Load the demonstration products of the tasks the programme has; how many."""
    tasks = {task.code: task for task in Task.objects.filter(programme=programme)}
    ensure_types(actor=actor)
    made = sum(
        load(actor, tasks[row[0]], *row[1:])
        for rows, load in ((INSTRUMENTS, _instrument), (PROJECTS, _project), (FINDINGS, _finding))
        for row in rows
        if row[0] in tasks
    )
    audiences = {
        code: count_audience(
            actor=actor, organisation=body, name_vi=f"{name} {MARK}", members_total=n, counted_on=date(2026, 1, 1),
            source="Số liệu trình diễn", demonstration=True,
        )
        for code, (name, n) in AUDIENCES.items() if code in tasks and (body := lead_of(tasks[code])) is not None
    }  # fmt: skip
    for code, kind, title, place, day, people, members, adds in ACTIVITIES:
        if code not in audiences:
            continue
        made += 1
        add_activity(
            actor=actor, task=tasks[code], kind=kind, title_vi=f"{title} {MARK}", place=place, held_on=day,
            audience=audiences[code], reached=people, members_reached=members, adds=adds,
            evidence="Biên bản trình diễn", reason="" if people else "Báo chưa có số lượt đọc", demonstration=True,
        )  # fmt: skip
    _waiting(tasks)
    record(actor=actor, action="products.load_demonstration", subject=programme, data={"items": made})
    return made


def _waiting(tasks: dict[str, Task]) -> None:
    """Something for a demonstration head to approve: what the officer of one body has entered."""
    finding = Finding.objects.filter(task=tasks.get("NV-10.3"), demonstration=True).first()
    body = lead_of(finding.task) if finding is not None else None
    officer = User.objects.filter(
        demonstration=True, role=Role.AGENCY_OFFICER, memberships__organisation=body, memberships__until=None
    ).first()
    if finding is not None and officer is not None:
        add_measure(
            actor=officer, product=finding, on=date(2026, 10, 6), done="Đã khảo sát 4 khu công nghiệp " + MARK,
            evidence="Biên bản trình diễn",
        )  # fmt: skip


def _instrument(
    actor: Actor, task: Task, type_code: str, title: str, starts_on: date, planned: Steps, done: Steps
) -> int:
    kind = InstrumentType.objects.filter(code=type_code).first()
    if kind is None:
        return 0
    instrument = add_instrument(
        actor=actor, task=task, type=kind, title_vi=f"{title} {MARK}", starts_on=starts_on, planned=dict(planned),
        demonstration=True,
    )  # fmt: skip
    steps = {step.order: step for step in instrument.steps.all()}
    for order, day in done:
        last = order == max(steps)
        record_step(
            actor=actor, product=instrument, step=steps[order], done_on=day,
            number=f"TD-{instrument.pk:02}/2026" if last else "",
        )  # fmt: skip
    return 1


def _project(
    actor: Actor, task: Task, code: str, name: str, group: str, unit: str, total: str, plans: tuple[str, str],
    paid: dict[int, tuple[str, ...]],
) -> int:  # fmt: skip
    project = add_project(
        actor=actor, task=task, code=code, name_vi=f"{name} {MARK}", group=group, unit=unit, basis="cumulative",
        head="Người phụ trách dự án " + MARK, starts_on=date(min(paid), 1, 1), ends_on=date(2028, 12, 31),
        total=Decimal(total), number=f"TD-{code}/QĐ", decided_on=date(2024, 12, 10), demonstration=True,
    )  # fmt: skip
    for year, plan in zip((2025, 2026), plans, strict=True):
        if plan:
            decide_capital(
                actor=actor, product=project, year=year, source="local", amount=Decimal(plan), number=f"TD-{year}/QĐ",
                decided_on=date(year - 1, 12, 20),
            )  # fmt: skip
    for year, months in paid.items():
        for month, amount in enumerate(months, 1):
            record_disbursement(actor=actor, product=project, year=year, month=month, amount=Decimal(amount))
    return 1


def _finding(
    actor: Actor, task: Task, conclusion: str, day: date, required: str, due: date,
    measures: tuple[tuple[date, str], ...], closed: bool,
) -> int:  # fmt: skip
    body: Organisation | None = lead_of(task)
    if body is None:
        return 0
    finding = add_finding(
        actor=actor, task=task, conclusion_number=conclusion, conclusion_on=day, concerned=body, due_on=due,
        inspecting_body="Ủy ban Kiểm tra " + MARK, required_action=f"{required} {MARK}", demonstration=True,
    )  # fmt: skip
    for on, done in measures:
        add_measure(actor=actor, product=finding, on=on, done=done, evidence="Báo cáo trình diễn", last=closed)
    if closed:
        close(actor=actor, product=finding, on=measures[-1][0], reason="Minh chứng đầy đủ " + MARK)
    return 1
