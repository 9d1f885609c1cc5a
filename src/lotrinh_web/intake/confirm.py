"""A draft that people have decided becomes a programme, or fills in the words of one that exists."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from lotrinh_web.accounts.access import account_of, is_office
from lotrinh_web.audit.actions import Actor, action, record
from lotrinh_web.errors import Conflict, Refused
from lotrinh_web.indicators.actions import set_target
from lotrinh_web.indicators.models import Indicator
from lotrinh_web.intake.models import Comparison, Draft, DraftItem
from lotrinh_web.intake.proposals import plain
from lotrinh_web.organisations.models import Area, AreaVersion, Organisation
from lotrinh_web.programmes.documents import document_fields
from lotrinh_web.programmes.models import Anomaly, Citation, Clause, Document, Programme
from lotrinh_web.workplan.actions import assign, create_task
from lotrinh_web.workplan.models import Assignment, Task

Decision = DraftItem.Decision
TITLE_WORDS = 18
_LONGEST_VALUE = 40
DUE_KINDS = {*Task.DueKind.values}


def _office(*, actor: Actor, **_: Any) -> bool:
    return is_office(actor)


def undecided(draft: Draft) -> int:
    """How many doubtful proposals still wait for a person."""
    return draft.items.filter(decision=Decision.PENDING, doubtful=True).count()


def _check(draft: Draft) -> None:
    if draft.confirmed_at is not None:
        raise Conflict("Bản đọc này đã được xác nhận.")
    if Comparison.objects.filter(draft=draft).exists():
        raise Refused("Văn bản này đang được so sánh với bản đang dùng. Hoàn tất hoặc bỏ bản so sánh trước.")
    waiting = undecided(draft)
    if waiting:
        raise Refused(f"Còn {waiting} mục có nghi ngờ chưa quyết định. Quyết định hết rồi mới xác nhận được.")


def _taken(draft: Draft, kind: str) -> list[DraftItem]:
    """The items of a kind that count: everything not rejected (the sure ones need no click each)."""
    return list(draft.items.filter(kind=kind).exclude(decision=Decision.REJECTED))


@action(allow=_office)
def fill_programme(*, actor: Actor, draft: Draft, programme: Programme) -> Programme:
    """Put the document's own words behind the clauses of a programme that came from a package."""
    _check(draft)
    clauses = {clause.path: clause for clause in programme.document.clauses.all()}
    items = {item.path: item for item in _taken(draft, "clause")}
    missing = sorted(set(clauses) - set(items))
    if len(missing) > len(clauses) / 10:
        raise Refused(
            f"Văn bản này không khớp chương trình «{programme.name_vi}»: thiếu {len(missing)} trên {len(clauses)} "
            f"điều khoản (ví dụ {', '.join(missing[:3])}). Chọn «Tạo chương trình mới» hoặc chọn chương trình khác."
        )
    for path, clause in clauses.items():
        if path in items:
            item = items[path]
            words = str(item.value.get("text") or "")
            clause.text = _without_label(words, str(item.value.get("label") or ""))
            clause.start, clause.end = item.start, item.end
    Clause.objects.bulk_update(clauses.values(), ["text", "start", "end"])
    _complete_document(draft, programme.document)
    _close(draft, programme, actor)
    record(
        actor=actor, action="intake.fill_programme", subject=programme,
        data={"document": draft.document_id, "clauses": len(clauses) - len(missing), "missing": missing},
    )  # fmt: skip
    return programme


def _complete_document(draft: Draft, document: Document) -> None:
    """The programme's document takes the words and head of the file; the draft stays the keeper of the file."""
    head = draft.items.filter(kind="header").first()
    fields = document_fields(head.value if head else draft.output)
    document.text = draft.document.text
    for name in ("title", "signer", "recipients"):
        if fields[name]:
            setattr(document, name, fields[name])
    document.save(update_fields=["text", "title", "signer", "recipients"])
    _citations(draft, document)


def _citations(draft: Draft, document: Document) -> None:
    document.citations.all().delete()
    Citation.objects.bulk_create(
        Citation(
            document=document, path=item.path, type=str(item.value.get("type") or ""), number=item.value.get("number"),
            symbol=item.value.get("symbol"), dated=item.value.get("date") or None,
            words=str(item.value.get("text") or "")[:500],
        )
        for item in _taken(draft, "citation")
    )  # fmt: skip


def _close(draft: Draft, programme: Programme, actor: Actor) -> None:
    draft.confirmed_at, draft.fills = timezone.now(), programme
    draft.confirmed_by = account_of(actor)
    draft.save(update_fields=["confirmed_at", "confirmed_by", "fills"])


@action(allow=_office)
def make_programme(
    *, actor: Actor, draft: Draft, code: str, name_vi: str, starts_on: date, ends_on: date,
    area_version: AreaVersion | None = None,
) -> Programme:  # fmt: skip
    """Make a programme of a decided draft: clauses, targets, tasks with the leads the document names."""
    _check(draft)
    if Programme.objects.filter(code=code).exists():
        raise Refused(f"Mã chương trình «{code}» đã có. Chọn mã khác.")
    if ends_on <= starts_on:
        raise Refused("Ngày kết thúc chương trình phải sau ngày bắt đầu.")
    document = draft.document
    head = draft.items.filter(kind="header").first()
    if head is not None and head.corrected is not None:
        for name, value in document_fields(head.value).items():
            setattr(document, name, value)
        document.save()
    programme = Programme.objects.create(
        code=code, name_vi=name_vi, document=document, starts_on=starts_on, ends_on=ends_on,
        area_version=area_version or _unknown_area(), published=False,
    )  # fmt: skip
    clauses = _clauses(draft, document)
    _citations(draft, document)
    Anomaly.objects.bulk_create(
        Anomaly(
            document=document,
            path=item.path,
            kind=str(item.value.get("kind") or ""),
            words=str(item.value.get("text") or ""),
            why=str(item.value.get("why") or ""),
        )
        for item in _taken(draft, "anomaly")
    )
    owners = _owners(draft)
    _targets(draft, programme, clauses, owners, actor)
    _tasks(draft, programme, clauses, set(owners), actor)
    _close(draft, programme, actor)
    record(
        actor=actor, action="intake.make_programme", subject=programme,
        data={"document": document.pk, "clauses": len(clauses), "tasks": programme.tasks.count()},
    )  # fmt: skip
    return programme


def _unknown_area() -> AreaVersion:
    area, _ = Area.objects.get_or_create(
        code="chua-xac-dinh", defaults={"name_vi": "Chưa xác định", "level": "unknown"}
    )
    version, _ = AreaVersion.objects.get_or_create(
        code="chua-xac-dinh", defaults={"area": area, "name_vi": "Địa bàn chưa xác định"}
    )
    return version


def short(words: str) -> str:
    """The first words of a clause, for lists; the whole stays behind the clause."""
    pieces = words.split()
    return " ".join(pieces[:TITLE_WORDS]).rstrip(" ,;:.") + ("…" if len(pieces) > TITLE_WORDS else "")


def _clauses(draft: Draft, document: Document) -> dict[str, Clause]:
    made: dict[str, Clause] = {}
    for order, item in enumerate(_taken(draft, "clause")):
        value = item.value
        if value.get("kind") == "paragraph" or item.path in made:
            continue
        parent = item.path.rpartition(".")[0]
        words = _without_label(str(value.get("text") or value.get("text_start") or ""), str(value.get("label") or ""))
        made[item.path] = Clause.objects.create(
            document=document, path=item.path, parent=made.get(parent), order=order, depth=item.path.count("."),
            kind=str(value.get("kind") or ""), label=str(value.get("label") or "")[:40],
            title_vi=short(words)[:400] or item.path, text=words, start=item.start, end=item.end,
        )  # fmt: skip
    return made


def _without_label(words: str, label: str) -> str:
    return words[len(label) :].lstrip() if label and words.startswith(label) else words


def _owners(draft: Draft) -> dict[int, str]:
    """Who answers for an indicator, by the assignment that says so: one of an annex's row whose words are the name of a
    target of that row, perhaps with its value. It makes no task: whom the row names watches the indicator."""
    names: dict[str, list[str]] = {}
    for item in _taken(draft, "target"):
        names.setdefault(item.path, []).append(_key(item.value.get("indicator")))
    return {
        item.pk: "; ".join(str(name) for name in item.value.get("lead") or [])
        for item in _taken(draft, "assignment")
        if item.value.get("watches")
        or (
            ".r" in item.path
            and any(_says_only(_key(item.value.get("task")), name) for name in names.get(item.path, ()))
        )
    }


def _says_only(words: str, name: str) -> bool:
    """Whether words are an indicator's name and at most a value: "Tỷ lệ hộ nghèo", "Tỷ lệ hộ nghèo còn 1%"."""
    rest = words.removeprefix(name) if name else words
    return rest != words and len(rest) <= _LONGEST_VALUE and ";" not in rest


def _key(words: Any) -> str:
    return plain(str(words or "")).strip(" .;:")


def _targets(
    draft: Draft, programme: Programme, clauses: dict[str, Clause], owners: dict[int, str], actor: Actor
) -> None:
    by_path = {item.path: owners[item.pk] for item in _taken(draft, "assignment") if item.pk in owners}
    for order, item in enumerate(_taken(draft, "target")):
        value = item.value
        name = str(value.get("indicator") or "").strip() or item.path
        words = str(value.get("text") or "")
        set_target(
            actor=actor, programme=programme, document=draft.document, code=f"{programme.code}-{order + 1}"[:80],
            clause=clauses.get(item.path), indicator=indicator_of(name, value, by_path.get(item.path, "")),
            area_version=programme.area_version, order=order, due=str(value.get("due") or programme.ends_on.year),
            comparator=str(value.get("comparator") or "unstated"), low=_number(value.get("low")),
            high=_number(value.get("high")), approximate=bool(value.get("approximate")),
            unit=str(value.get("unit") or "")[:60], per=str(value.get("per") or "")[:40],
            basis=str(value.get("basis") or "")[:200], words=words[:600],
            measure="qualitative" if value.get("comparator") == "qualitative" else "level",
        )  # fmt: skip


def indicator_of(name: str, value: dict[str, Any], owner: str = "") -> Indicator:
    """The indicator that a target read under a name is of: the known one, or a new one to be confirmed."""
    slug = re.sub(r"[^a-z0-9]+", "-", plain(name)).strip("-")[:40]
    code = f"{slug}-{hashlib.sha256(name.casefold().encode()).hexdigest()[:6]}"
    downwards = value.get("comparator") in {"below", "at_most", "decrease_by"}
    indicator, _ = Indicator.objects.get_or_create(
        code=code,
        defaults={
            "name_vi": name[:1].upper() + name[1:299], "unit": str(value.get("unit") or "")[:60],
            "direction": "down" if downwards else "up", "forecast_type": "auto", "role": "programme",
            "code_status": "to_be_confirmed", "owner": owner[:200],
            "qualitative": value.get("comparator") == "qualitative",
        },
    )  # fmt: skip
    return indicator


def _number(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _tasks(draft: Draft, programme: Programme, clauses: dict[str, Clause], owners: set[int], actor: Actor) -> None:
    assignments = [item for item in _taken(draft, "assignment") if item.pk not in owners]
    taken, bodies = {item.path for item in assignments}, _bodies(programme)
    order = 0
    for item in _taken(draft, "clause"):
        if not item.value.get("task") or item.path not in clauses or item.path in taken:
            continue
        _task(programme, clauses[item.path], bodies, item.path, clauses[item.path].title_vi, order, {}, actor)
        order += 1
    for index, item in enumerate(assignments):
        clause = clauses.get(item.path) or _annex_clause(draft.document, item.path, clauses)
        same = sum(other.path == item.path for other in assignments[:index])
        code = item.path if not same else f"{item.path}#{same + 1}"
        title = short(str(item.value.get("task") or item.value.get("task_start") or clause.title_vi))
        _task(programme, clause, bodies, code, title, order, item.value, actor)
        order += 1


def _annex_clause(document: Document, path: str, clauses: dict[str, Clause]) -> Clause:
    """A row of an annex has no node in the outline; it hangs on the annex, or on the document's end."""
    root = path.split(".")[0]
    if root not in clauses:
        clauses[root] = Clause.objects.create(
            document=document, path=root, order=10_000 + len(clauses), depth=0, kind="annex",
            title_vi=f"Phụ lục {root.removeprefix('PL')}" if root.startswith("PL") else root,
        )  # fmt: skip
    return clauses[root]


def _group_of(clause: Clause) -> Clause:
    """The group a task is counted under: the clause's parent section, or its part, or itself."""
    parent = clause.parent
    return clause if parent is None else parent


def _task(
    programme: Programme, clause: Clause, bodies: dict[str, Organisation], code: str, title: str, order: int,
    value: dict[str, Any], actor: Actor,
) -> None:  # fmt: skip
    deadline = value.get("deadline") or {}
    kind = str(deadline.get("kind") or "none")
    due = deadline.get("due")
    due_on = date.fromisoformat(due) if due and len(str(due)) == 10 else None
    words = str(deadline.get("text") or "")[:200]
    if due_on is not None and due_on < programme.starts_on:
        # A deadline before the programme begins is the document's own contradiction: shown in words, not counted.
        words, due_on = f"{words} ({due_on:%d/%m/%Y}, trước ngày bắt đầu: cần xem lại)"[:200], None
    task = create_task(
        actor=actor, programme=programme, clause=clause, group=_group_of(clause), code=code[:60], title_vi=title[:400],
        order=order, product_vi=str(value.get("product") or "")[:400], starts_on=programme.starts_on,
        due_kind=kind if kind in DUE_KINDS else "none", due_on=due_on, due_words=words,
    )  # fmt: skip
    leads = [str(name) for name in value.get("lead") or []]
    for index, name in enumerate(leads):
        part = Assignment.Part.LEAD if index == 0 else Assignment.Part.EACH
        _assign(task, name, part, programme, bodies, actor)
    for name in value.get("coordinating") or []:
        _assign(task, str(name), Assignment.Part.COORDINATING, programme, bodies, actor)


def _assign(
    task: Task, name: str, part: str, programme: Programme, bodies: dict[str, Organisation], actor: Actor
) -> None:
    organisation = _organisation(name, programme, bodies)
    if not Assignment.objects.filter(task=task, organisation=organisation, until=None).exists():
        assign(
            actor=actor, task=task, organisation=organisation, part=part, since=programme.starts_on, basis="document"
        )


def _bodies(programme: Programme) -> dict[str, Organisation]:
    """Bodies in force when the document was issued, by plain name and abbreviation; read once for all tasks."""
    found: dict[str, Organisation] = {}
    for organisation in Organisation.objects.all():
        ended = organisation.valid_to is not None and organisation.valid_to < programme.starts_on
        for name in () if ended else (organisation.name_vi, organisation.abbreviation):
            found.setdefault(plain(name), organisation)
    found.pop("", None)
    return found


def _organisation(name: str, programme: Programme, bodies: dict[str, Organisation]) -> Organisation:
    """The body of that name; a name never met becomes a record to be checked."""
    wanted = plain(name).strip()
    if wanted in bodies:
        return bodies[wanted]
    slug = re.sub(r"[^a-z0-9]+", "-", wanted).strip("-")[:50] or "co-quan"
    code = f"{slug}-{hashlib.sha256(wanted.encode()).hexdigest()[:6]}"
    organisation, _ = Organisation.objects.get_or_create(
        code=code,
        defaults={
            "name_vi": (name[:1].upper() + name[1:])[:200], "kind": "named_in_document",
            "source": programme.document.citation[:400], "certainty": "background",
        },
    )  # fmt: skip
    bodies[wanted] = organisation
    return organisation
