"""Merge, split, rename or dissolve a body on a day: what it moves, shown first, then done in one step and undoable.

Most work moves by the succession alone: whoever stands in a body's place answers for its tasks, reports and people
from the day on, and pages of earlier days still show the old body. Written besides are only the exceptions of a split
(tasks and people that go to another successor than the main one) and the words naming an indicator's owner.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Model, ProtectedError
from django.utils import timezone
from django.utils.text import slugify

from lotrinh_web.accounts.access import account_of, is_office
from lotrinh_web.audit.actions import Actor, action, record
from lotrinh_web.errors import Conflict, Refused
from lotrinh_web.indicators.models import Indicator
from lotrinh_web.organisations import actions as bodies
from lotrinh_web.organisations.models import Membership, Organisation, Reorganisation, Succession
from lotrinh_web.organisations.queries import Lineage
from lotrinh_web.reporting.models import Submission
from lotrinh_web.workplan.actions import transfer_lead
from lotrinh_web.workplan.models import Assignment, Task

Kind = Succession.Kind
KINDS = (Kind.MERGED, Kind.SPLIT, Kind.RENAMED, Kind.DISSOLVED)


@dataclass(frozen=True, slots=True)
class Wish:
    """What the office wants: which bodies end on a day, by which instrument, and who takes their place.

    `successors` exist already; `new_names` are bodies to make. The first of both together is the main successor unless
    `main` names another (by its code, or `new-0`). `tasks` and `members` name, by key, successors other than the main.
    """

    kind: str
    on: date
    instrument: str
    predecessors: tuple[Organisation, ...]
    successors: tuple[Organisation, ...] = ()
    new_names: tuple[str, ...] = ()
    main: str = ""
    tasks: Mapping[int, str] = field(default_factory=dict)
    members: Mapping[int, str] = field(default_factory=dict)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Successors as (code or `new-0`, name)."""
        made = [(f"new-{place}", name) for place, name in enumerate(self.new_names)]
        return [(body.code, body.name_vi) for body in self.successors] + made

    @property
    def main_choice(self) -> tuple[str, str] | None:
        """The main successor; None where nobody takes over."""
        return next((c for c in self.choices if c[0] == self.main), self.choices[0] if self.choices else None)


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything a reorganisation moves."""

    wish: Wish
    leads: list[Assignment]
    coordinating: list[Assignment]
    submissions: list[Submission]
    indicators: list[Indicator]
    members: list[Membership]
    warnings: list[str]

    @property
    def digest(self) -> str:
        """Changes when what would be moved does."""
        parts: tuple[Sequence[Model], ...] = (
            self.leads, self.coordinating, self.submissions, self.indicators, self.members,
        )  # fmt: skip
        words = "|".join(",".join(str(record.pk) for record in part) for part in parts)
        return hashlib.sha256(words.encode()).hexdigest()[:32]

    @property
    def summary(self) -> str:
        """One line that names the act."""
        left = ", ".join(body.name_vi for body in self.wish.predecessors)
        right = ", ".join(name for _code, name in self.wish.choices)
        return f"{left} {Kind(self.wish.kind).label}{' ' + right if right else ''}"


def check(wish: Wish) -> None:
    """Raises Refused with what is wrong."""
    if not wish.predecessors:
        raise Refused("Chọn cơ quan được sắp xếp.")
    if not wish.instrument.strip():
        raise Refused("Ghi văn bản quyết định việc sắp xếp.")
    if wrong := _wrong_numbers(wish):
        raise Refused(wrong)
    if wish.kind == Kind.SPLIT and wish.on > timezone.localdate():
        raise Refused(
            "Chia tách chỉ ghi từ ngày có hiệu lực, vì phải chuyển từng nhiệm vụ. Chọn ngày không sau hôm nay."
        )
    for body in wish.predecessors:
        _check_predecessor(body, wish)
    _check_successors(wish)


def _wrong_numbers(wish: Wish) -> str:
    """Why so many bodies and so many successors do not make this kind of reorganisation; "" where they do."""
    many, heirs = len(wish.predecessors), len(wish.choices)
    if wish.kind == Kind.MERGED:
        fits, words = heirs == 1, "Sáp nhập cần đúng một cơ quan kế thừa: chọn cơ quan đang có hoặc ghi tên mới."
    elif wish.kind == Kind.SPLIT:
        fits, words = many == 1 and heirs > 1, "Chia tách: chọn một cơ quan và từ hai cơ quan kế thừa trở lên."
    elif wish.kind == Kind.RENAMED:
        fits = many == 1 and len(wish.new_names) == 1 and not wish.successors
        words = "Đổi tên: chọn một cơ quan và ghi một tên mới."
    else:
        fits, words = heirs <= 1, "Kết thúc hoạt động: chỉ để nhiều nhất một cơ quan nhận nhiệm vụ."
    return "" if fits else words


def _check_predecessor(body: Organisation, wish: Wish) -> None:
    if body in wish.successors:
        raise Refused(f"{body} không thể vừa kết thúc vừa kế thừa. Bỏ một bên.")
    if body.valid_to is not None and body.valid_to < wish.on:
        raise Refused(f"{body} đã kết thúc hoạt động ngày {body.valid_to:%d/%m/%Y}.")
    if body.valid_from is not None and body.valid_from >= wish.on:
        raise Refused(f"{body} hoạt động từ {body.valid_from:%d/%m/%Y}; chọn ngày sắp xếp sau ngày đó.")
    if Succession.objects.filter(predecessor=body, main=True).exists():
        raise Refused(f"{body} đã có cơ quan kế thừa. Hoàn tác lần sắp xếp đã ghi trước.")


def _check_successors(wish: Wish) -> None:
    lineage = Lineage()
    for body in wish.successors:
        ended = body.valid_to is not None and body.valid_to < wish.on
        if ended or lineage.standing(body, wish.on).succeeded or (body.valid_from and body.valid_from > wish.on):
            raise Refused(f"{body} không hoạt động vào ngày {wish.on:%d/%m/%Y} nên không kế thừa được.")
    known = set(Organisation.objects.filter(valid_to=None).values_list("name_vi", flat=True))
    for name in wish.new_names:
        if name in known - {body.name_vi for body in wish.predecessors}:
            raise Refused(f"Đã có cơ quan tên «{name}» đang hoạt động. Chọn cơ quan đó trong danh sách.")


def plan(wish: Wish) -> Plan:
    """All that the wish moves; a constant number of queries. Raises Refused."""
    check(wish)
    lineage = Lineage()
    keys = set().union(*(lineage.predecessors(body, wish.on) for body in wish.predecessors))
    names = set(Organisation.objects.filter(pk__in=keys).values_list("name_vi", flat=True))
    assigned = (
        Assignment.objects.filter(organisation__in=keys, until=None)
        .exclude(task__phase=Task.Phase.CANCELLED)
        .select_related("task__programme", "organisation")
        .order_by("task__programme", "task__order", "pk")
    )
    leads = [a for a in assigned if a.part == Assignment.Part.LEAD]
    led = {a.task_id for a in leads}
    beside = list({a.task_id: a for a in assigned if a.part != Assignment.Part.LEAD and a.task_id not in led}.values())
    waiting = Submission.objects.filter(organisation__in=keys, round__closed_at=None).exclude(
        state=Submission.State.ACCEPTED
    )
    members = Membership.objects.filter(organisation__in=keys, until=None).select_related("user", "organisation")
    found = Plan(
        wish=wish, leads=leads, coordinating=beside,
        submissions=list(waiting.select_related("round", "organisation").order_by("round__due_on", "pk")),
        indicators=list(Indicator.objects.filter(owner__in=names).order_by("code")),
        members=list(members.order_by("user__role", "user__full_name")), warnings=[],
    )  # fmt: skip
    if wish.main_choice is None:
        if leads:
            found.warnings.append(
                f"{len(leads)} nhiệm vụ sẽ không còn cơ quan chủ trì đang hoạt động; giao lại ở trang từng nhiệm vụ."
            )
        if found.submissions:
            found.warnings.append(f"{len(found.submissions)} báo cáo đang dở sẽ không còn ai nhập hoặc duyệt.")
        if members:
            found.warnings.append(f"{len(found.members)} tài khoản sẽ không còn thuộc cơ quan nào.")
    early = [a.task.code for a in leads if a.since >= wish.on and a.organisation in wish.predecessors]
    if early:
        found.warnings.append(f"Nhiệm vụ giao sau ngày sắp xếp: {', '.join(early)}. Kiểm tra lại ngày.")
    return found


def _office(*, actor: Actor, **_: Any) -> bool:
    return is_office(actor)


@action(allow=_office)
def reorganise(*, actor: Actor, wish: Wish, digest: str = "") -> Reorganisation:
    """Do it: all of it or nothing. `digest` is the preview's; where the work moved since, nothing is done."""
    involved = [body.pk for body in (*wish.predecessors, *wish.successors)]
    locked = {b.pk: b for b in Organisation.objects.select_for_update().filter(pk__in=involved).order_by("pk")}
    wish = Wish(
        wish.kind, wish.on, wish.instrument.strip(), tuple(locked[b.pk] for b in wish.predecessors),
        tuple(locked[b.pk] for b in wish.successors), wish.new_names, wish.main, wish.tasks, wish.members,
    )  # fmt: skip
    planned = plan(wish)
    if digest and digest != planned.digest:
        raise Conflict("Nhiệm vụ, báo cáo hoặc tài khoản của cơ quan vừa thay đổi. Xem lại danh sách rồi xác nhận lại.")
    heirs = _heirs(actor, wish)
    main = heirs[wish.main_choice[0]] if wish.main_choice else None
    did: dict[str, Any] = {
        "predecessors": [b.pk for b in wish.predecessors], "heirs": [b.pk for b in heirs.values()],
        "made": [heirs[code].pk for code in heirs if code.startswith("new-")],
        "ended": {str(b.pk): str(b.valid_to) if b.valid_to else None for b in wish.predecessors},
        "successions": _successions(actor, wish, heirs, main),
    }  # fmt: skip
    for body in wish.predecessors:
        bodies.end_body(actor=actor, organisation=body, on=wish.on)
    did["leads"] = _move_leads(actor, planned, heirs, main)
    did["members"] = _move_members(actor, planned, heirs, main)
    did["owners"] = _move_owners(actor, planned, main)
    did["moved"] = {
        "leads": len(planned.leads), "coordinating": len(planned.coordinating),
        "submissions": [s.pk for s in planned.submissions], "members": len(planned.members),
    }  # fmt: skip
    made = Reorganisation.objects.create(
        kind=wish.kind, on=wish.on, instrument=wish.instrument[:300], summary=planned.summary[:600],
        made_by=account_of(actor), made_at=timezone.now(), did=did,
    )  # fmt: skip
    record(
        actor=actor, action="oversight.reorganise", subject=made,
        data={
            "kind": str(wish.kind), "on": str(wish.on), "instrument": wish.instrument, "moved": did["moved"],
            "did": did,
        },
    )  # fmt: skip
    return made


def _heirs(actor: Actor, wish: Wish) -> dict[str, Organisation]:
    """Successors by their choice; bodies that are new are made."""
    from lotrinh.text.fold import fold_loose

    heirs = {body.code: body for body in wish.successors}
    like = wish.predecessors[0]
    for place, name in enumerate(wish.new_names):
        stem = slugify(fold_loose(name))[:50] or "co-quan"
        taken = set(Organisation.objects.filter(code__startswith=stem).values_list("code", flat=True))
        code = next(c for c in (stem, *(f"{stem}-{n}" for n in range(2, 1000))) if c not in taken)
        heirs[f"new-{place}"] = bodies.add_organisation(
            actor=actor, code=code, name_vi=name[:200], kind=like.kind, parent=like.parent, valid_from=wish.on,
            source=wish.instrument[:400], demonstration=like.demonstration,
        )  # fmt: skip
    return heirs


def _successions(actor: Actor, wish: Wish, heirs: dict[str, Organisation], main: Organisation | None) -> list[int]:
    made = []
    for body in wish.predecessors:
        for heir in heirs.values() or [None]:
            step = bodies.record_succession(
                actor=actor, predecessor=body, successor=heir, on=wish.on, kind=wish.kind,
                main=heir is None or heir == main, instrument=wish.instrument[:300], source=wish.instrument[:400],
            )  # fmt: skip
            made.append(step.pk)
    return made


def _move_leads(
    actor: Actor, planned: Plan, heirs: dict[str, Organisation], main: Organisation | None
) -> list[dict[str, Any]]:
    """Tasks that go to another successor than the main one."""
    wish, moved = planned.wish, []
    for assignment in planned.leads:
        heir = heirs.get(wish.tasks.get(assignment.task_id, ""), main)
        if heir is None or heir == main:
            continue
        new = transfer_lead(
            actor=actor, task=assignment.task, organisation=heir, on=wish.on, reason=planned.summary[:300],
            document=wish.instrument[:300],
        )  # fmt: skip
        new.basis = assignment.basis
        new.save(update_fields=["basis"])
        moved.append({"task": assignment.task_id, "from": assignment.pk, "to": new.pk})
    return moved


def _move_members(
    actor: Actor, planned: Plan, heirs: dict[str, Organisation], main: Organisation | None
) -> list[dict[str, int]]:
    """People who go to another successor than the main one."""
    wish, moved = planned.wish, []
    for membership in planned.members:
        heir = heirs.get(wish.members.get(membership.pk, ""), main)
        if heir is None or heir == main:
            continue
        new = bodies.move_member(actor=actor, membership=membership, organisation=heir, on=wish.on)
        moved.append({"from": membership.pk, "to": new.pk})
    return moved


def _move_owners(actor: Actor, planned: Plan, main: Organisation | None) -> list[dict[str, Any]]:
    if main is None:
        return []
    moved = []
    for indicator in planned.indicators:
        old, indicator.owner = indicator.owner, main.name_vi
        indicator.save(update_fields=["owner"])
        data = {"from": old, "to": indicator.owner}
        record(actor=actor, action="indicators.move_owner", subject=indicator, data=data)
        moved.append({"indicator": indicator.pk, **data})
    return moved


@action(allow=_office)
def undo(*, actor: Actor, reorganisation: Reorganisation, reason: str) -> Reorganisation:
    """Put everything back as it was before; refused where later work stands on it. The record of both stays."""
    if not reason.strip():
        raise Refused("Ghi lý do hoàn tác.")
    done = Reorganisation.objects.select_for_update().get(pk=reorganisation.pk)
    if done.undone_at is not None:
        raise Conflict("Lần sắp xếp này đã được hoàn tác. Tải lại trang.")
    did = done.did
    list(Organisation.objects.select_for_update().filter(pk__in=did["predecessors"] + did["heirs"]).order_by("pk"))
    _stands_on_it(done)
    for step in Succession.objects.filter(pk__in=did["successions"]).select_related("predecessor", "successor"):
        bodies.take_back_succession(actor=actor, succession=step, reason=reason)
    for key, until in did["ended"].items():
        body = Organisation.objects.get(pk=int(key))
        day = date.fromisoformat(until) if until else None
        bodies.reopen_body(actor=actor, organisation=body, until=day, reason=reason)
    _return_leads(actor, done, reason)
    for move in did["members"]:
        now = Membership.objects.select_related("user", "organisation").get(pk=move["to"])
        before = Membership.objects.select_related("organisation").get(pk=move["from"])
        bodies.move_member(actor=actor, membership=now, organisation=before.organisation, on=done.on)
    for move in did["owners"]:
        Indicator.objects.filter(pk=move["indicator"], owner=move["to"]).update(owner=move["from"])
    for body in Organisation.objects.filter(pk__in=did["made"]):
        _remove(actor, body, done, reason)
    done.undone_at, done.undone_by, done.undone_reason = timezone.now(), account_of(actor), reason.strip()[:400]
    done.save(update_fields=["undone_at", "undone_by", "undone_reason"])
    data = {"reason": reason.strip(), "did": did}
    record(actor=actor, action="oversight.undo_reorganisation", subject=done, data=data)
    return done


def _stands_on_it(done: Reorganisation) -> None:
    """Refuse where later decisions rest on the reorganisation."""
    did = done.did
    moved = {move["to"] for move in did["leads"]}
    later = Assignment.objects.filter(organisation__in=did["made"]).exclude(pk__in=moved)
    if (assignment := later.select_related("task", "organisation").first()) is not None:
        raise Refused(
            f"{assignment.organisation} đã được giao nhiệm vụ {assignment.task.code} sau khi sắp xếp nên không "
            "hoàn tác được. Chuyển nhiệm vụ đó trước."
        )
    if (submission := Submission.objects.filter(organisation__in=did["made"]).first()) is not None:
        raise Refused(f"{submission.organisation} đã có báo cáo kỳ {submission.round.period} nên không hoàn tác được.")
    if (step := Succession.objects.filter(predecessor__in=did["made"]).first()) is not None:
        raise Refused(f"{step.predecessor} đã được sắp xếp tiếp. Hoàn tác lần sau trước.")
    people = Membership.objects.filter(organisation__in=did["made"], until=None)
    people = people.exclude(pk__in=[move["to"] for move in did["members"]])
    if (person := people.select_related("user", "organisation").first()) is not None:
        raise Refused(f"{person.user} đã được thêm vào {person.organisation} sau khi sắp xếp. Chuyển người đó trước.")
    ended = Assignment.objects.filter(pk__in=moved).exclude(until=None).select_related("task").first()
    if ended is not None:
        raise Refused(f"Nhiệm vụ {ended.task.code} đã chuyển tiếp sau khi sắp xếp. Chuyển lại trước khi hoàn tác.")
    people_moved = Membership.objects.filter(pk__in=[move["to"] for move in did["members"]]).exclude(until=None)
    if (gone := people_moved.select_related("user").first()) is not None:
        raise Refused(f"{gone.user} đã chuyển cơ quan sau khi sắp xếp nên không hoàn tác được.")


def _return_leads(actor: Actor, done: Reorganisation, reason: str) -> None:
    for move in done.did["leads"]:
        former = Assignment.objects.select_related("task", "organisation").get(pk=move["from"])
        back = transfer_lead(
            actor=actor, task=former.task, organisation=former.organisation, on=done.on,
            reason=f"Hoàn tác sắp xếp: {reason.strip()}"[:300],
        )  # fmt: skip
        back.basis, back.document = former.basis, former.document
        back.save(update_fields=["basis", "document"])


def _remove(actor: Actor, body: Organisation, done: Reorganisation, reason: str) -> None:
    """A body that was made: gone where nothing names it, else ended before it began."""
    from django.db import transaction

    try:
        with transaction.atomic():
            record(
                actor=actor, action="organisations.remove", subject=body,
                data={"code": body.code, "name": body.name_vi, "reason": reason},
            )  # fmt: skip
            body.delete()
    except ProtectedError:
        bodies.end_body(actor=actor, organisation=body, on=done.on)
