"""The end of a comparison: all that was adopted is written at once, by the actions that already exist, or nothing is.

The old document and its clauses stay as they were; the programme goes on standing on them. The newer document gets
clauses of its own, and each difference a `ClauseChange` that ties the two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils import timezone

from lotrinh_web.accounts.access import account_of, is_office
from lotrinh_web.audit.actions import Actor, action, record
from lotrinh_web.errors import Conflict, Refused
from lotrinh_web.indicators.actions import set_target
from lotrinh_web.indicators.models import Target
from lotrinh_web.indicators.targets.ledger import adjust_target, withdraw_target
from lotrinh_web.intake import confirm
from lotrinh_web.intake.comparison import Decision, Places, places
from lotrinh_web.intake.effects import LIVE, NUMBERS
from lotrinh_web.intake.models import Comparison, Difference, DraftItem
from lotrinh_web.intake.proposals import plain
from lotrinh_web.organisations.models import Organisation
from lotrinh_web.programmes.documents import document_fields
from lotrinh_web.programmes.models import Clause, ClauseChange, Document, Programme
from lotrinh_web.workplan import actions as workplan
from lotrinh_web.workplan.models import Assignment, Task, TaskEvent

Json = dict[str, Any]


def _office(*, actor: Actor, **_: Any) -> bool:
    return is_office(actor)


@action(allow=_office)
def finish(*, actor: Actor, comparison: Comparison) -> Counter[str]:
    """Write what was adopted; every difference with an effect must be decided. Returns the effects by kind."""
    found = Comparison.objects.select_for_update(of=("self",)).select_related("draft__document", "programme__document")
    comparison = found.get(pk=comparison.pk)
    if comparison.finished_at is not None:
        raise Conflict("Bản so sánh này đã hoàn tất. Tải lại trang.")
    differences = list(comparison.differences.select_related("decided_by"))
    waiting = [d for d in differences if d.effects and d.decision == Decision.PENDING]
    if waiting:
        raise Refused(
            f"Còn {len(waiting)} khác biệt có ảnh hưởng chưa quyết định (mục {waiting[0].path}). "
            "Quyết định hết rồi mới hoàn tất được."
        )
    done = _Finish(actor, comparison, differences).run()
    draft = comparison.draft
    comparison.finished_at, comparison.finished_by = timezone.now(), account_of(actor)
    comparison.save(update_fields=["finished_at", "finished_by"])
    draft.confirmed_at, draft.confirmed_by, draft.fills = timezone.now(), account_of(actor), comparison.programme
    draft.save(update_fields=["confirmed_at", "confirmed_by", "fills"])
    adopted = sum(d.decision != Decision.KEPT for d in differences)
    record(
        actor=actor, action="intake.finish_comparison", subject=comparison.programme,
        data={"document": draft.document.citation, "items": len(differences), "adopted": adopted,
              "kept": len(differences) - adopted, "effects": dict(done)},
    )  # fmt: skip
    return done


class _Finish:
    """One finishing of one comparison."""

    def __init__(self, actor: Actor, comparison: Comparison, differences: list[Difference]) -> None:
        self.actor, self.comparison, self.differences = actor, comparison, differences
        self.programme: Programme = comparison.programme
        self.document: Document = comparison.draft.document
        self.today = timezone.localdate()
        self.by = f"Theo {self.document.citation}"
        self.places: Places = places(self.programme)
        self.old = {c.path: c for c in Clause.objects.filter(document=self.programme.document_id)}
        self.bodies = confirm._bodies(self.programme)
        self.done: Counter[str] = Counter()

    def run(self) -> Counter[str]:
        head = self.comparison.draft.items.filter(kind=DraftItem.Kind.HEADER).first()
        if head is not None and head.corrected is not None:
            for name, value in document_fields(head.value).items():
                setattr(self.document, name, value)
            self.document.save()
        new = confirm._clauses(self.comparison.draft, self.document)
        confirm._citations(self.comparison.draft, self.document)
        for difference in self.differences:
            adopted = difference.decision != Decision.KEPT
            former = self.old.get(self.places.first(difference.old_path)) if difference.old_path else None
            under = former or self._under(difference.new_path)
            made = self._apply(difference, under) if adopted else {}
            ClauseChange.objects.create(
                programme=self.programme, document=self.document, kind=difference.kind, former=former,
                clause=new.get(difference.new_path), under=None if former else under, old_path=difference.old_path,
                new_path=difference.new_path, words=difference.words, adopted=adopted, made=made,
                reason=difference.reason, decided_by=difference.decided_by,
            )  # fmt: skip
        return self.done

    def _under(self, path: str) -> Clause:
        """The clause of the first version below which an added one belongs."""
        was = {d.new_path: d.old_path for d in self.differences if d.old_path and d.new_path}
        for step in _above(path):
            found = self.old.get(self.places.first(was.get(step, step)))
            if found is not None:
                return found
        if not self.old:
            raise Refused("Chương trình chưa có điều khoản nào. Điền nguyên văn cho chương trình trước.")
        return max(self.old.values(), key=lambda clause: clause.order if clause.depth == 0 else -1)

    def _apply(self, difference: Difference, under: Clause) -> Json:
        """The effects of one adopted difference; the keys of what was made."""
        made: dict[str, list[int]] = {"targets": [], "tasks": []}
        reason = difference.reason or self.by
        for effect in difference.effects:
            match effect["kind"]:
                case "target_changed":
                    self._adjust(effect, reason)
                case "target_added":
                    made["targets"].append(self._set(effect, under).pk)
                case "target_removed":
                    target = self._target(effect)
                    withdraw_target(actor=self.actor, target=target, document=self.document, reason=reason)
                case "task_changed":
                    self._reword(effect, difference, reason)
                case "task_added":
                    made["tasks"].append(self._add(effect, difference, under).pk)
                case "task_removed":
                    self._cancel(effect, reason)
            self.done[effect["kind"]] += 1
        return {kind: keys for kind, keys in made.items() if keys}

    # --- targets

    def _target(self, effect: Json) -> Target:
        return Target.objects.select_related("indicator", "programme").get(pk=effect["target"])

    def _adjust(self, effect: Json, reason: str) -> None:
        target = self._target(effect)
        fields = _changed(effect["before"], effect["after"])
        if "due" in fields and target.period_to:
            fields["period_to"] = int(fields["due"][:4])
        numbers = {name: getattr(target, name) for name in NUMBERS} | {"due": target.due}
        code = self._free(target.code, Target)
        adjust_target(
            actor=self.actor, target=target, document=self.document, code=code, reason=reason,
            **numbers | fields, words=effect["after"]["words"][:600], source=self.by[:600],
        )  # fmt: skip

    def _set(self, effect: Json, under: Clause) -> Target:
        value, name = effect["after"], effect["name"]
        fields = _fields(value) | {"due": str(value.get("due") or self.programme.ends_on.year)}
        return set_target(
            actor=self.actor, programme=self.programme, document=self.document,
            code=self._free(f"{self.programme.code}-{self.document.pk}", Target), clause=under,
            indicator=confirm.indicator_of(name, value), area_version=self.programme.area_version,
            order=self.programme.targets.count(), words=value["words"][:600], source=self.by[:600],
            measure="qualitative" if value.get("comparator") == "qualitative" else "level", **fields,
        )  # fmt: skip

    def _free(self, base: str, model: type[Target] | type[Task]) -> str:
        taken = set(model.objects.filter(programme=self.programme).values_list("code", flat=True))
        return next(code for n in range(1, len(taken) + 2) if (code := f"{base[:50]}~{n}") not in taken)

    # --- tasks

    def _task(self, effect: Json) -> Task:
        return Task.objects.select_related("programme").get(pk=effect["task"])

    def _reword(self, effect: Json, difference: Difference, reason: str) -> None:
        """The task's clause says something else: noted on the task; a later due and another lead take effect."""
        task = self._task(effect)
        if task.phase not in LIVE:
            return
        words = " ".join(_marked(difference.words))
        workplan.note(
            actor=self.actor, task=task, kind=TaskEvent.Kind.COMMENT, on=self.today,
            document=self.document.citation[:300],
            reason=f"Điều khoản {difference.old_path} được sửa lời. {words}",
        )  # fmt: skip
        due = later_due(task, effect)
        if due is not None:
            workplan.extend(
                actor=self.actor, task=task, due_on=due, on=self.today, reason=reason,
                document=self.document.citation[:300],
            )  # fmt: skip
        lead = new_lead(effect, self.bodies)
        if lead is not None:
            current = workplan.lead_assignment(task)
            if current is None or current.organisation_id != lead.pk:
                workplan.transfer_lead(
                    actor=self.actor, task=task, organisation=lead, on=self.today, reason=reason,
                    document=self.document.citation[:300],
                )  # fmt: skip

    def _add(self, effect: Json, difference: Difference, under: Clause) -> Task:
        """A task of an added clause, with the bodies it names: a proposal until the office decides."""
        value = effect["after"]
        group = _group(under)
        deadline = value["deadline"]
        kind = deadline.get("kind") or "none"
        due_on = _day(deadline.get("due"))
        begins = self.document.issued_on or self.today
        words = str(deadline.get("text") or "")[:200]
        if due_on is not None and due_on < begins:
            words, due_on = f"{words} ({due_on:%d/%m/%Y}, trước ngày ban hành: cần xem lại)"[:200], None
        taken = Task.objects.filter(programme=self.programme, code=difference.new_path).exists()
        task = workplan.create_task(
            actor=self.actor, programme=self.programme, clause=under, group=group,
            code=self._free(difference.new_path, Task) if taken else difference.new_path,
            title_vi=confirm.short(value["task"])[:400], order=self.programme.tasks.count(),
            product_vi=str(value.get("product") or "")[:400], starts_on=begins,
            due_kind=kind if kind in confirm.DUE_KINDS else "none", due_on=due_on, due_words=words,
            due_basis="proposed",
        )  # fmt: skip
        for index, name in enumerate(value["lead"]):
            self._assign(task, name, Assignment.Part.LEAD if index == 0 else Assignment.Part.EACH, begins)
        for name in value["coordinating"]:
            self._assign(task, name, Assignment.Part.COORDINATING, begins)
        return task

    def _assign(self, task: Task, name: str, part: str, since: date) -> None:
        body = confirm._organisation(name, self.programme, self.bodies)
        if not Assignment.objects.filter(task=task, organisation=body, until=None).exists():
            workplan.assign(
                actor=self.actor, task=task, organisation=body, part=part, since=since, basis="proposed",
                document=self.document, reason=self.by[:300],
            )  # fmt: skip

    def _cancel(self, effect: Json, reason: str) -> None:
        task = self._task(effect)
        if task.phase in LIVE:
            workplan.move(
                actor=self.actor, task=task, kind=TaskEvent.Kind.CANCELLED, on=self.today, reason=reason,
                document=self.document.citation[:300],
            )  # fmt: skip


def _above(path: str) -> Iterator[str]:
    while "." in path:
        path = path.rpartition(".")[0]
        yield path


def _group(clause: Clause) -> Clause:
    """The nearest clause, from this one upwards, under which tasks are already counted; else this one."""
    step: Clause | None = clause
    while step is not None:
        if step.group_tasks.exists():
            return step
        step = step.parent
    return clause


def _marked(words: list[list[str]]) -> Iterator[str]:
    """What was taken out and put in, in plain words for the task's history."""
    for op, text in words:
        if op == "removed":
            yield f"Bỏ: «{text}»."
        elif op == "added":
            yield f"Thêm: «{text}»."


def _day(words: Any) -> date | None:
    try:
        return date.fromisoformat(str(words)) if words else None
    except ValueError:
        return None


def later_due(task: Task, effect: Json) -> date | None:
    """The due the newer version gives, where it differs from the older one's and is later than the one in force."""
    before, after = effect.get("before") or {}, effect.get("after") or {}
    due = _day((after.get("deadline") or {}).get("due"))
    same = (before.get("deadline") or {}).get("due") == (after.get("deadline") or {}).get("due")
    return due if due and not same and task.current_due and due > task.current_due else None


def new_lead(effect: Json, bodies: dict[str, Organisation]) -> Organisation | None:
    """The body the newer version names as lead, where the older one named another and the body is known."""
    before, after = effect.get("before") or {}, effect.get("after") or {}
    names, former = after.get("lead") or [], before.get("lead") or []
    if not names or not former or plain(names[0]) == plain(former[0]):
        return None
    return bodies.get(plain(names[0]).strip())


def _fields(value: Json) -> Json:
    """A mention's values as a target's fields take them."""
    return {
        "comparator": str(value.get("comparator") or "unstated"), "low": confirm._number(value.get("low")),
        "high": confirm._number(value.get("high")), "approximate": bool(value.get("approximate")),
        "unit": str(value.get("unit") or "")[:60], "per": str(value.get("per") or "")[:40],
        "basis": str(value.get("basis") or "")[:200],
    }  # fmt: skip


def _changed(before: Json, after: Json) -> Json:
    """Only what the newer mention says differently; the rest stays as people settled it on the record."""
    fields = _fields(after)
    changed = {name: fields[name] for name in ("unit", "per", "basis") if before.get(name) != after.get(name)}
    if any(before.get(name) != after.get(name) for name in NUMBERS):
        changed |= {name: fields[name] for name in NUMBERS}
    if before.get("due") != after.get("due") and after.get("due"):
        changed["due"] = str(after["due"])
    return changed
