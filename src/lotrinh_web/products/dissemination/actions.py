"""Writes on dissemination: audiences with their number of members, activities and whom they reached."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Sum
from django.utils import timezone

from lotrinh_web.accounts.access import account_of, is_office
from lotrinh_web.audit.actions import Actor, action, record
from lotrinh_web.errors import Conflict, Refused
from lotrinh_web.organisations.models import Organisation
from lotrinh_web.products.access import acts_for, first_state, may_add, may_enter
from lotrinh_web.products.events import locked, note, said, same_words
from lotrinh_web.products.models import SET_ASIDE, Activity, Audience, ProductEvent
from lotrinh_web.templatetags.lotrinh import figure
from lotrinh_web.workplan.models import Task

Kind = ProductEvent.Kind


def _may_count(*, actor: Actor, organisation: Organisation, **_: Any) -> bool:
    return is_office(actor) or acts_for(actor, organisation)


@action(allow=_may_count)
def count_audience(
    *, actor: Actor, organisation: Organisation, name_vi: str, members_total: int | None, counted_on: date | None,
    source: str = "", demonstration: bool = False,
) -> Audience:  # fmt: skip
    """Declare a set of people a body has to reach and how many members it has; a new count stands in the old one's."""
    name = said(name_vi, "Nhập tên đối tượng, ví dụ: Đảng viên Đảng bộ Sở.")
    today = timezone.localdate()
    if members_total is not None and counted_on is None:
        raise Refused("Ghi ngày chốt số đảng viên.")
    if counted_on is not None and counted_on > today:
        raise Refused(f"Ngày chốt số {counted_on:%d/%m/%Y} chưa đến. Kiểm tra lại ngày.")
    declared = Audience.objects.select_for_update().filter(organisation=organisation, replaced_by=None)
    present = next((audience for audience in declared if same_words(audience.name_vi, name)), None)
    if present is not None and members_total is not None:
        reached = members_counted(present)
        if reached > members_total:
            raise Refused(
                f"«{name}» đã có {figure(reached)} đảng viên được quán triệt, nhiều hơn tổng số "
                f"{figure(members_total)}. Kiểm tra lại tổng số."
            )
    made = Audience.objects.create(
        organisation=organisation, name_vi=name, members_total=members_total, counted_on=counted_on,
        source=source.strip(), demonstration=demonstration,
    )  # fmt: skip
    if present is not None:
        present.replaced_by = made
        present.save(update_fields=["replaced_by"])
        Activity.objects.filter(audience=present).update(audience=made)
    old = present.members_total if present else None
    record(
        actor=actor, action="products.count_audience", subject=made,
        data={"organisation": organisation.code, "new": members_total, "old": old},
    )  # fmt: skip
    return made


def members_counted(audience: Audience, without: Activity | None = None) -> int:
    """Members of an audience already counted: activities that add, those sent back or corrected left out."""
    found = Activity.objects.filter(audience=audience, adds=True, corrected_by=None).exclude(check_state__in=SET_ASIDE)
    if without is not None:
        found = found.exclude(pk=without.pk)
    return found.aggregate(n=Sum("members_reached"))["n"] or 0


@action(allow=may_add)
def add_activity(
    *, actor: Actor, task: Task, kind: str, title_vi: str, place: str, held_on: date, audience: Audience,
    reached: int | None, members_reached: int | None, adds: bool, evidence: str, reason: str = "",
    demonstration: bool = False,
) -> Activity:  # fmt: skip
    """Enter an activity that was held."""
    fields = {
        "kind": kind, "title_vi": title_vi, "place": place, "held_on": held_on, "audience": audience,
        "reached": reached, "members_reached": members_reached, "adds": adds, "evidence": evidence, "reason": reason,
    }  # fmt: skip
    _check(fields, None)
    made = Activity.objects.create(
        task=task, made_by=account_of(actor), entered_by=account_of(actor), check_state=first_state(actor),
        demonstration=demonstration, **fields,
    )  # fmt: skip
    note(actor=actor, product=made, kind=Kind.ENTERED, on=held_on, words=_words(made), document=evidence)
    return made


@action(allow=may_enter)
def correct_activity(*, actor: Actor, product: Activity, correction: str, **fields: Any) -> Activity:
    """Enter an activity anew in place of one that was wrong, saying why; the wrong one stays to be seen."""
    correction = said(correction, "Ghi lý do sửa.")
    old: Activity = locked(product)
    if Activity.objects.filter(corrects=old).exists():
        raise Conflict("Hoạt động này vừa có người sửa. Mở bản mới nhất.")
    _check(fields, old)
    made = Activity.objects.create(
        task=old.task, made_by=account_of(actor), entered_by=account_of(actor), check_state=first_state(actor),
        demonstration=old.demonstration, corrects=old, **fields,
    )  # fmt: skip
    note(actor=actor, product=old, kind=Kind.CORRECTED, reason=correction, words=_words(made))
    note(actor=actor, product=made, kind=Kind.CORRECTED, reason=correction, words=_words(made))
    return made


def _words(activity: Activity) -> str:
    number = figure(activity.reached) + " người" if activity.reached is not None else "không đo số người"
    return f"{activity.title_vi}: {number}"


def _check(fields: dict[str, Any], old: Activity | None) -> None:
    """Everything that speaks against an activity."""
    fields["title_vi"] = said(fields["title_vi"], "Nhập tên hoạt động.")
    fields["place"] = said(fields["place"], "Nhập nơi tổ chức, hoặc nơi đăng.")
    fields["evidence"] = said(fields["evidence"], "Ghi minh chứng: số văn bản, biên bản, đường dẫn bài.")
    held_on, reached, members = fields["held_on"], fields["reached"], fields["members_reached"]
    if held_on > timezone.localdate():
        raise Refused(f"Ngày {held_on:%d/%m/%Y} chưa đến. Chỉ ghi hoạt động đã tổ chức.")
    if reached is None and members is None:
        said(fields["reason"], "Chưa có số người: nhập số người, hoặc ghi lý do không đo được.")
    if members is not None and reached is None:
        raise Refused("Nhập tổng số người dự khi đã có số đảng viên.")
    if reached is not None and members is not None and members > reached:
        raise Refused(
            f"Số đảng viên ({figure(members)}) lớn hơn tổng số người ({figure(reached)}). Kiểm tra lại hai số."
        )
    _check_total(fields, old)


def _check_total(fields: dict[str, Any], old: Activity | None) -> None:
    """Members counted once do not outnumber the audience."""
    audience = Audience.objects.select_for_update().get(pk=fields["audience"].pk)
    members = fields["members_reached"]
    if members is None or audience.members_total is None:
        return
    counted = members_counted(audience, without=old) if fields["adds"] else 0
    if counted + members > audience.members_total:
        before = f"cùng {figure(counted)} đã tính ở hoạt động trước, " if counted else ""
        raise Refused(
            f"{figure(members)} đảng viên, {before}nhiều hơn tổng số {figure(audience.members_total)} của "
            f"«{audience.name_vi}». Sửa số, hoặc chọn «Trùng người đã tính»."
        )
