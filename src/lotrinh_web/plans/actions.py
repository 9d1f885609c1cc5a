"""Writes on plans: made, read from a document, entered, traced to clauses, confirmed, revised."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils import timezone

from lotrinh_web.accounts.access import account_of
from lotrinh_web.audit.actions import Actor, action, record
from lotrinh_web.errors import Conflict, Refused
from lotrinh_web.jobs.actions import start
from lotrinh_web.jobs.models import Job
from lotrinh_web.organisations.models import Organisation
from lotrinh_web.plans.access import may_confirm, may_enter, may_enter_item, may_make
from lotrinh_web.plans.models import Plan, PlanItem, PlanLink
from lotrinh_web.plans.tracing import SURE, TOP, ParentClauses
from lotrinh_web.programmes.documents import ReadFile, keep, read_whole, refuse_known
from lotrinh_web.programmes.long_reading import waits
from lotrinh_web.programmes.models import Clause, Programme

if TYPE_CHECKING:
    from lotrinh.reading.plan_items import PlanItemRead

State = PlanLink.State
FIELDS = ("words", "product", "due_on", "due_words", "unit")


def _open(plan: Plan) -> Plan:
    """The plan as it stands now, if it may still be changed."""
    plan = Plan.objects.select_for_update(of=("self",)).select_related("organisation", "programme").get(pk=plan.pk)
    if not plan.open:
        raise Conflict(
            f"Kế hoạch «{plan.title}» {plan.get_state_display().lower()}, không sửa được. "
            "Muốn đổi thì lập bản điều chỉnh."
        )
    return plan


def read_plan(name: str, content: bytes) -> dict[str, Any]:
    """A plan's document and the items read from it, as `make_plan` takes them; touches no record."""
    from lotrinh.reading.plan_items import items_of

    file, reading = read_whole(name, content)
    return {"file": file, "items": items_of(reading)}


@action(allow=may_make)
def read_plan_later(
    *, actor: Actor, programme: Programme, organisation: Organisation, name: str, content: bytes, pages: int,
    title: str, reference: str, starts_on: date, ends_on: date,
) -> Job:  # fmt: skip
    """Ask for a long reading of a plan (`background.py`), which makes it. Refuses a file that was taken in before."""
    refuse_known(hashlib.sha256(content).hexdigest())
    arguments = {
        **waits(name, content, pages), "programme": programme.pk, "organisation": organisation.pk, "title": title,
        "reference": reference, "starts_on": starts_on.isoformat(), "ends_on": ends_on.isoformat(),
    }  # fmt: skip
    return start(actor=actor, kind="plan", title=f"Đọc kế hoạch «{name}»", arguments=arguments)


@action(allow=may_make)
def make_plan(
    *, actor: Actor, programme: Programme, organisation: Organisation, title: str, starts_on: date, ends_on: date,
    reference: str = "", demonstration: bool = False, file: ReadFile | None = None,
    items: Sequence[PlanItemRead] = (),
) -> Plan:  # fmt: skip
    """An agency's plan for a programme: empty, or with the items that were read from its document."""
    if ends_on < starts_on:
        raise Refused(f"Kế hoạch kết thúc {ends_on:%d/%m/%Y} trước ngày bắt đầu {starts_on:%d/%m/%Y}. Sửa lại thời kỳ.")
    if file is not None and not items:
        raise Refused(
            f"Không tìm thấy việc nào trong «{file.name}». Kiểm tra lại tệp, hoặc lập kế hoạch rồi nhập bằng bảng tính."
        )
    document = keep(file) if file is not None else None
    if document is not None:
        title = title or " ".join(f"{document.type} {document.title}".split())
        reference = reference or document.citation
    if not title.strip():
        raise Refused("Ghi tên kế hoạch.")
    plan = Plan.objects.create(
        programme=programme, organisation=organisation, title=title.strip()[:300], reference=reference.strip()[:200],
        document=document, entry=Plan.Entry.DOCUMENT if document else Plan.Entry.FORM, starts_on=starts_on,
        ends_on=ends_on, made_by=account_of(actor), demonstration=demonstration,
    )  # fmt: skip
    parents = ParentClauses(programme)
    for order, found in enumerate(items, 1):
        due, words = _due(found, starts_on)
        item = PlanItem.objects.create(
            plan=plan, order=order, path=found.path[:60], words=found.words, product=found.product[:400], due_on=due,
            due_words=words, unit=found.unit[:200],
        )  # fmt: skip
        propose(item, parents)
    record(
        actor=actor, action="plans.make", subject=plan,
        data={"organisation": str(organisation), "programme": programme.code, "items": len(items),
              "file": file.name if file else ""},
    )  # fmt: skip
    return plan


def _due(found: PlanItemRead, starts_on: date) -> tuple[date | None, str]:
    """The due as a day, unless it lies before the plan begins: then only in words, marked to be looked at."""
    due = date.fromisoformat(found.due) if found.due and len(found.due) == 10 else None
    if due is not None and due < starts_on:
        return None, f"{found.due_words} ({due:%d/%m/%Y}, trước ngày bắt đầu kế hoạch: cần xem lại)"[-200:].strip()
    return due, found.due_words[:200]


def propose(item: PlanItem, parents: ParentClauses) -> None:
    """Put the likest clauses beside an item, in place of former proposals; to be called inside an action."""
    item.links.filter(state=State.PROPOSED).delete()
    known = set(item.links.values_list("clause", flat=True))
    PlanLink.objects.bulk_create(
        PlanLink(item=item, clause=clause, task=parents.task_of(clause), score=score)
        for clause, score in parents.propose(f"{item.words} {item.product}")
        if clause.pk not in known
    )


@action(allow=may_enter)
def add_item(
    *, actor: Actor, plan: Plan, words: str, clause: Clause | None = None, parents: ParentClauses | None = None,
    **fields: Any,
) -> PlanItem:  # fmt: skip
    """Enter one piece of work; with a clause it is traced at once, else clauses are proposed.

    `parents` spares reading the programme's clauses again where many items are entered.
    """
    plan = _open(plan)
    values = _checked(plan, {"words": words} | fields)
    last = plan.items.aggregate(last=Max("order"))["last"] or 0
    item = PlanItem.objects.create(plan=plan, order=last + 1, **values)
    parents = parents or ParentClauses(plan.programme)
    if clause is not None:
        _link(item, [clause], parents, actor)
    else:
        propose(item, parents)
    record(actor=actor, action="plans.add_item", subject=plan, label=str(item), data={"item": item.pk})
    return item


@action(allow=may_enter_item)
def edit_item(*, actor: Actor, item: PlanItem, parents: ParentClauses | None = None, **fields: Any) -> PlanItem:
    """Change what an item says; other words get other proposals unless a person has traced it."""
    plan = _open(item.plan)
    item = PlanItem.objects.select_for_update().get(pk=item.pk)
    values = _checked(plan, fields)
    changed = {name: [str(getattr(item, name) or ""), str(value or "")] for name, value in values.items()
               if getattr(item, name) != value}  # fmt: skip
    for name, value in values.items():
        setattr(item, name, value)
    item.save(update_fields=[*values])
    if {"words", "product"} & set(changed) and item.traced_at is None:
        propose(item, parents or ParentClauses(plan.programme))
    record(
        actor=actor, action="plans.edit_item", subject=plan, label=str(item), data={"item": item.pk, "changed": changed}
    )
    return item


def _checked(plan: Plan, fields: dict[str, Any]) -> dict[str, Any]:
    values = {name: fields[name] for name in FIELDS if name in fields}
    if "words" in values:
        values["words"] = " ".join(str(values["words"]).split())
        if not values["words"]:
            raise Refused("Ghi nội dung công việc.")
    due = values.get("due_on")
    if due is not None and due < plan.starts_on:
        raise Refused(f"Thời hạn {due:%d/%m/%Y} trước ngày bắt đầu kế hoạch {plan.starts_on:%d/%m/%Y}. Sửa thời hạn.")
    return values


@action(allow=may_enter_item)
def remove_item(*, actor: Actor, item: PlanItem, reason: str) -> Plan:
    """Take an item out of a plan that is not confirmed; the trail keeps its words."""
    plan = _open(item.plan)
    if not reason.strip():
        raise Refused("Ghi lý do bỏ việc này.")
    record(
        actor=actor, action="plans.remove_item", subject=plan, label=str(item),
        data={"item": item.pk, "old": item.words[:500], "reason": reason.strip()},
    )  # fmt: skip
    item.delete()
    return plan


# --- tracing


@action(allow=may_enter_item)
def trace(
    *, actor: Actor, item: PlanItem, clauses: Sequence[Clause], parents: ParentClauses | None = None
) -> PlanItem:  # fmt: skip
    """A person says which clauses an item carries out; the other proposals count as not chosen."""
    plan = _open(item.plan)
    if not clauses:
        raise Refused("Chọn ít nhất một điều khoản, hoặc ghi lý do việc này không thuộc điều khoản nào.")
    wrong = [clause.path for clause in clauses if clause.document_id != plan.programme.document_id]
    if wrong:
        raise Refused(f"Điều khoản {wrong[0]} không thuộc chương trình này.")
    _link(item, clauses, parents or ParentClauses(plan.programme), actor)
    record(
        actor=actor, action="plans.trace", subject=plan, label=str(item),
        data={"item": item.pk, "clauses": [clause.path for clause in clauses]},
    )  # fmt: skip
    return item


def _link(item: PlanItem, clauses: Sequence[Clause], parents: ParentClauses, actor: Actor) -> None:
    chosen = {clause.pk for clause in clauses}
    item.links.exclude(clause__in=chosen).filter(score=None).delete()
    item.links.exclude(clause__in=chosen).update(state=State.REJECTED)
    item.links.filter(clause__in=chosen).update(state=State.CONFIRMED)
    known = set(item.links.values_list("clause", flat=True))
    for clause in clauses:
        if clause.pk not in known:
            PlanLink.objects.create(item=item, clause=clause, task=parents.task_of(clause), state=State.CONFIRMED)
    _traced(item, actor, "")


def _traced(item: PlanItem, actor: Actor, reason: str) -> None:
    item.no_parent_reason, item.traced_by, item.traced_at = reason, account_of(actor), timezone.now()
    item.save(update_fields=["no_parent_reason", "traced_by", "traced_at"])


@action(allow=may_enter_item)
def trace_to_none(*, actor: Actor, item: PlanItem, reason: str) -> PlanItem:
    """A person says that an item carries out no clause of the programme, and why."""
    plan = _open(item.plan)
    reason = " ".join(reason.split())[:400]
    if not reason:
        raise Refused("Ghi lý do việc này không thuộc điều khoản nào của chương trình.")
    item.links.filter(score=None).delete()
    item.links.update(state=State.REJECTED)
    _traced(item, actor, reason)
    record(
        actor=actor, action="plans.trace_to_none", subject=plan, label=str(item),
        data={"item": item.pk, "reason": reason},
    )  # fmt: skip
    return item


@action(allow=may_enter_item)
def untrace(*, actor: Actor, item: PlanItem) -> PlanItem:
    """Take back what was said of an item; the proposals stand again."""
    plan = _open(item.plan)
    item.links.filter(score=None).delete()
    item.links.update(state=State.PROPOSED)
    item.no_parent_reason, item.traced_by, item.traced_at = "", None, None
    item.save(update_fields=["no_parent_reason", "traced_by", "traced_at"])
    record(actor=actor, action="plans.untrace", subject=plan, label=str(item), data={"item": item.pk})
    return item


@action(allow=may_enter)
def trace_sure(*, actor: Actor, plan: Plan) -> int:
    """Confirm the first proposal of each open item where it is very like and well ahead of the second."""
    plan = _open(plan)
    parents, count = ParentClauses(plan.programme), 0
    for item in plan.items.filter(traced_at=None).prefetch_related("links__clause"):
        best = sure(list(item.links.all()))
        if best is not None:
            _link(item, [best.clause], parents, actor)
            count += 1
    record(actor=actor, action="plans.trace_sure", subject=plan, data={"items": count})
    return count


def sure(links: Sequence[PlanLink]) -> PlanLink | None:
    """The first of the proposals, where nothing else comes near it."""
    scored = sorted((link for link in links if link.score is not None), key=lambda link: -(link.score or 0))[:TOP]
    if not scored or (scored[0].score or 0) < SURE:
        return None
    second = (scored[1].score or 0) if len(scored) > 1 else 0.0
    return scored[0] if (scored[0].score or 0) >= second * 1.5 else None


# --- the plan itself


@action(allow=may_confirm)
def confirm_plan(*, actor: Actor, plan: Plan) -> Plan:
    """The head, or the office, confirms a plan: every item must be traced. A revision takes its former one's place."""
    plan = _open(plan)
    if not plan.items.exists():
        raise Refused("Kế hoạch chưa có việc nào. Nhập việc rồi xác nhận.")
    waiting = plan.items.filter(traced_at=None).count()
    if waiting:
        raise Refused(
            f"Còn {waiting} việc chưa nối với điều khoản của chương trình. "
            "Chọn điều khoản, hoặc ghi lý do không thuộc điều khoản nào, rồi xác nhận."
        )
    plan.state, plan.confirmed_by, plan.confirmed_at = Plan.State.CONFIRMED, account_of(actor), timezone.now()
    plan.save(update_fields=["state", "confirmed_by", "confirmed_at"])
    if plan.replaces_id:
        Plan.objects.filter(pk=plan.replaces_id).update(state=Plan.State.SUPERSEDED)
    record(
        actor=actor, action="plans.confirm", subject=plan,
        data={"organisation": str(plan.organisation), "items": plan.items.count()},
    )  # fmt: skip
    return plan


@action(allow=may_enter)
def revise(*, actor: Actor, plan: Plan, reason: str) -> Plan:
    """A new draft with the same items beside a confirmed plan, which counts until the draft is confirmed."""
    plan = Plan.objects.select_for_update(of=("self",)).select_related("organisation", "programme").get(pk=plan.pk)
    if not reason.strip():
        raise Refused("Ghi lý do điều chỉnh kế hoạch.")
    if plan.state != Plan.State.CONFIRMED:
        raise Conflict("Chỉ điều chỉnh được kế hoạch đã xác nhận và còn hiệu lực. Tải lại trang.")
    if Plan.objects.filter(replaces=plan).exists():
        raise Conflict("Kế hoạch này đã có một bản điều chỉnh đang lập. Mở bản đó.")
    made = Plan.objects.create(
        programme=plan.programme, organisation=plan.organisation, title=plan.title, reference=plan.reference,
        document=plan.document, entry=plan.entry, starts_on=plan.starts_on, ends_on=plan.ends_on, replaces=plan,
        reason=reason.strip()[:400], made_by=account_of(actor), demonstration=plan.demonstration,
    )  # fmt: skip
    for item in plan.items.prefetch_related("links"):
        links = list(item.links.all())
        item.pk, item.plan = None, made
        item._state.adding = True
        item.save(force_insert=True)
        for link in links:
            link.pk, link.item = None, item
        PlanLink.objects.bulk_create(links)
    record(actor=actor, action="plans.revise", subject=made, data={"reason": reason.strip(), "old": plan.pk})
    return made


@action(allow=may_enter)
def drop(*, actor: Actor, plan: Plan, reason: str) -> None:
    """Drop a plan that was never confirmed, with the file it was read from."""
    plan = _open(plan)
    if not reason.strip():
        raise Refused("Ghi lý do bỏ bản nháp.")
    record(
        actor=actor, action="plans.drop", subject=plan,
        data={"reason": reason.strip(), "items": plan.items.count(), "organisation": str(plan.organisation)},
    )  # fmt: skip
    document = plan.document
    plan.delete()
    if document is not None:
        with suppress(ProtectedError):  # a plan it replaces stands on the same document
            document.delete()
            if document.file.name:
                transaction.on_commit(partial(document.file.storage.delete, document.file.name))
