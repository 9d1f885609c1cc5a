"""Writes on findings: entered from a conclusion, measures with evidence, closed, reopened, made a task."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from lotrinh_web.accounts.access import account_of, is_office
from lotrinh_web.audit.actions import Actor, action
from lotrinh_web.errors import Conflict, Refused
from lotrinh_web.organisations.models import Organisation
from lotrinh_web.organisations.queries import Lineage
from lotrinh_web.products.access import acts_for, first_state, may_confirm, may_enter
from lotrinh_web.products.events import claim, locked, note, said, same_words
from lotrinh_web.products.models import SET_ASIDE, Check, Finding, Measure, ProductEvent
from lotrinh_web.workplan.models import Assignment, Task

Kind = ProductEvent.Kind
Phase = Finding.Phase


def _may_add(*, actor: Actor, concerned: Organisation, **_: Any) -> bool:
    """The office; and a body's own people, for a conclusion about their body."""
    standing = Lineage().standing(concerned, timezone.localdate()).current
    return is_office(actor) or acts_for(actor, standing)


@action(allow=_may_add)
def add_finding(
    *, actor: Actor, task: Task, conclusion_number: str, conclusion_on: date, inspecting_body: str,
    concerned: Organisation, required_action: str, due_on: date | None = None, content: str = "",
    demonstration: bool = False,
) -> Finding:  # fmt: skip
    """Enter what a conclusion asks of a body."""
    number = said(conclusion_number, "Nhập số, ký hiệu văn bản kết luận.")
    required = said(required_action, "Nhập việc phải khắc phục.")
    if conclusion_on > timezone.localdate():
        raise Refused(f"Ngày kết luận {conclusion_on:%d/%m/%Y} chưa đến. Kiểm tra lại ngày.")
    if due_on is not None and due_on < conclusion_on:
        raise Refused(
            f"Hạn khắc phục {due_on:%d/%m/%Y} trước ngày kết luận {conclusion_on:%d/%m/%Y}. Sửa một trong hai ngày."
        )
    same = Finding.objects.filter(task=task, concerned=concerned, required_action=required)
    if any(same_words(other, number) for other in same.values_list("conclusion_number", flat=True)):
        raise Refused(f"Kiến nghị này của {number} đã có ở nhiệm vụ {task.code}. Mở kiến nghị đó để cập nhật.")
    finding = Finding.objects.create(
        task=task, conclusion_number=number, conclusion_on=conclusion_on, concerned=concerned,
        inspecting_body=said(inspecting_body, "Nhập cơ quan kiểm tra, giám sát."), required_action=required,
        due_on=due_on, content=content.strip(), made_by=account_of(actor), demonstration=demonstration,
    )  # fmt: skip
    note(actor=actor, product=finding, kind=Kind.ENTERED, on=conclusion_on, words=required[:500], document=number)
    return finding


@action(allow=may_enter)
def add_measure(*, actor: Actor, product: Finding, on: date, done: str, evidence: str, last: bool = False) -> Measure:
    """What the body did, with its evidence; `last` says that with this the finding is remedied."""
    finding: Finding = locked(product)
    if finding.phase == Phase.CLOSED:
        raise Refused("Kiến nghị đã kết thúc. Cơ quan thường trực mở lại trước khi ghi thêm.")
    done = said(done, "Ghi việc đã làm.")
    evidence = said(evidence, "Ghi minh chứng: số văn bản, biên bản, đường dẫn.")
    if on > timezone.localdate():
        raise Refused(f"Ngày {on:%d/%m/%Y} chưa đến. Chỉ ghi việc đã làm.")
    if on < finding.conclusion_on:
        raise Refused(f"Ngày {on:%d/%m/%Y} trước ngày kết luận {finding.conclusion_on:%d/%m/%Y}. Kiểm tra lại ngày.")
    made = Measure.objects.create(
        finding=finding, on=on, done=done, evidence=evidence, last=last, check_state=first_state(actor),
        entered_by=account_of(actor),
    )  # fmt: skip
    note(actor=actor, product=finding, kind=Kind.MEASURE, on=on, words=done[:500], document=evidence)
    claim(finding)
    return made


@action(allow=may_confirm)
def close(*, actor: Actor, product: Finding, on: date, reason: str) -> Finding:
    """The office ends the follow-up, saying why; measures the head approved are confirmed with it."""
    reason = said(reason, "Ghi căn cứ kết thúc kiến nghị.")
    finding: Finding = locked(product)
    if finding.phase == Phase.CLOSED:
        raise Conflict("Kiến nghị này đã kết thúc. Tải lại trang.")
    if not finding.conclusion_on <= on <= timezone.localdate():
        raise Refused(f"Ngày {on:%d/%m/%Y} phải từ ngày kết luận {finding.conclusion_on:%d/%m/%Y} đến hôm nay.")
    measures = finding.measures.exclude(check_state__in=SET_ASIDE)
    if not measures.exists():
        raise Refused("Chưa có biện pháp khắc phục nào. Ghi việc đã làm và minh chứng trước khi kết thúc.")
    if measures.filter(check_state=Check.ENTERED).exists():
        raise Refused("Còn biện pháp chờ thủ trưởng cơ quan duyệt. Chờ duyệt, hoặc trả lại, rồi mới kết thúc.")
    measures.filter(check_state=Check.APPROVED).update(check_state=Check.CONFIRMED)
    finding.phase, finding.closed_on = Phase.CLOSED, on
    finding.remedied_on = finding.remedied_on or measures.order_by("on").values_list("on", flat=True).last()
    finding.save(update_fields=["phase", "closed_on", "remedied_on"])
    note(actor=actor, product=finding, kind=Kind.CLOSED, on=on, reason=reason)
    return finding


@action(allow=may_confirm)
def reopen(*, actor: Actor, product: Finding, reason: str) -> Finding:
    """Follow up again, saying why."""
    reason = said(reason, "Ghi lý do mở lại kiến nghị.")
    finding: Finding = locked(product)
    if finding.phase != Phase.CLOSED:
        raise Refused("Kiến nghị đang được theo dõi, không cần mở lại.")
    finding.phase, finding.closed_on, finding.remedied_on = Phase.OPEN, None, None
    finding.save(update_fields=["phase", "closed_on", "remedied_on"])
    note(actor=actor, product=finding, kind=Kind.REOPENED, reason=reason)
    return finding


@action(allow=may_confirm)
def make_task(*, actor: Actor, product: Finding, title_vi: str, due_on: date | None = None) -> Task:
    """Make the finding a task of the same clause, led by the body concerned; each leads to the other."""
    from lotrinh_web.workplan.actions import assign, create_task

    finding: Finding = locked(product)
    title = said(title_vi, "Nhập tên nhiệm vụ.")
    today = timezone.localdate()
    if finding.became_id is not None:
        raise Conflict(f"Kiến nghị này đã thành nhiệm vụ {finding.became}. Mở nhiệm vụ đó.")
    if finding.phase == Phase.CLOSED:
        raise Refused("Kiến nghị đã kết thúc nên không chuyển thành nhiệm vụ. Mở lại trước.")
    due = due_on or finding.due_on
    if due is not None and due < today:
        raise Refused(f"Thời hạn {due:%d/%m/%Y} đã qua. Chọn thời hạn từ hôm nay trở đi.")
    body = Lineage().standing(finding.concerned, today).current
    if body is None:
        raise Refused(f"{finding.concerned} đã kết thúc hoạt động mà chưa có cơ quan kế thừa. Ghi kế thừa trước.")
    old = finding.task
    task = create_task(
        actor=actor, programme=old.programme, clause=old.clause, group=old.group, code=_free_code(old),
        title_vi=title, order=old.order, due_kind=Task.DueKind.DATE if due else Task.DueKind.NONE, due_on=due,
        starts_on=today, due_words=finding.conclusion_number[:200], demonstration=finding.demonstration,
        deliverable=Task.Deliverable.REPORT, product_vi="Báo cáo kết quả khắc phục",
    )  # fmt: skip
    reason = f"Kiến nghị tại {finding.conclusion_number}, ngày {finding.conclusion_on:%d/%m/%Y}"
    assign(
        actor=actor, task=task, organisation=body, part=Assignment.Part.LEAD, since=today, reason=reason[:300],
        demonstration=finding.demonstration,
    )  # fmt: skip
    finding.became = task
    finding.save(update_fields=["became"])
    note(actor=actor, product=finding, kind=Kind.BECAME_TASK, words=str(task))
    return task


def _free_code(task: Task) -> str:
    """`III.1.b2-KN1`: the task's code with the number of the finding."""
    stem = f"{task.code[:50]}-KN"
    taken = set(Task.objects.filter(programme=task.programme_id, code__startswith=stem).values_list("code", flat=True))
    return next(f"{stem}{n}" for n in range(1, len(taken) + 2) if f"{stem}{n}" not in taken)
