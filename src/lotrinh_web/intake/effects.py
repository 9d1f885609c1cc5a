"""What each difference between two versions does to the targets and tasks that stand on the older one.

An effect is a plain dictionary, kept with its difference:
`kind`    target_changed, target_added, target_removed, task_changed, task_added, task_removed
`target`, `task`   the record's key, or None
`name`    the indicator or the task, in words
`before`, `after`  what the two versions say (a target's numbers, an assignment's bodies and deadline), or None
Nothing is written here.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from lotrinh.text.fold import fold
from lotrinh_web.indicators.models import Target
from lotrinh_web.intake.proposals import by_path, task_paths
from lotrinh_web.programmes.models import Programme
from lotrinh_web.workplan.models import Task

if TYPE_CHECKING:
    from lotrinh.reading.compare import Change
    from lotrinh_web.intake.comparison import Places

Json = dict[str, Any]
NUMBERS = ("comparator", "low", "high", "approximate")
SAID = (*NUMBERS, "unit", "per", "basis", "due")
"""What a mention of a target says; a difference in any of it is an effect."""
ALIKE = 0.5
LIVE = (Task.Phase.OPEN, Task.Phase.CLAIMED, Task.Phase.SUSPENDED)


class Standing:
    """The targets in force and the live tasks of a programme by clause path, read once."""

    def __init__(self, programme: Programme, places: Places) -> None:
        self.places = places
        targets = Target.objects.filter(
            programme=programme, status=Target.Status.IN_FORCE, in_programme=True,
            clause__document=programme.document_id,
        ).select_related("clause", "indicator")  # fmt: skip
        self.targets: dict[str, list[Target]] = {}
        for target in targets:
            if target.clause is not None:
                self.targets.setdefault(target.clause.path, []).append(target)
        tasks = Task.objects.filter(programme=programme, phase__in=LIVE).select_related("clause")
        self.tasks: dict[str, list[Task]] = {}
        for task in tasks:
            self.tasks.setdefault(_place(task), []).append(task)
        self._later: dict[str, dict[int, Any]] = {
            "targets": {t.pk: t for t in targets},
            "tasks": {t.pk: t for t in tasks},
        }
        self._of_later = {kind: {key for made in places.made.values() for key in made.get(kind, ())}
                          for kind in self._later}  # fmt: skip

    def targets_at(self, path: str) -> list[Target]:
        """Targets of a clause of the version in use."""
        return self._at(path, "targets", self.targets)

    def tasks_at(self, path: str) -> list[Task]:
        """Tasks of a clause of the version in use."""
        return self._at(path, "tasks", self.tasks)

    def _at(self, path: str, kind: str, by_path: dict[str, list[Any]]) -> list[Any]:
        """Those read at a clause's place; what a later version added hangs on a clause above and is told apart."""
        if path in self.places.made:
            keys = self.places.made[path].get(kind, [])
            return [self._later[kind][key] for key in keys if key in self._later[kind]]
        later = self._of_later[kind]
        return [one for one in by_path.get(self.places.first(path), []) if one.pk not in later]


def _place(task: Task) -> str:
    """The path a task was read at: a row of an annex hangs on the annex, and only its code tells the row."""
    code = task.code.partition("#")[0]
    return code if code.startswith(f"{task.clause.path}.r") else task.clause.path


def effects_of(
    programme: Programme, changes: Iterable[Change], old: Json, new: Json, places: Places
) -> list[list[Json]]:  # fmt: skip
    """For each change its effects; `old` and `new` are the readers' outputs, `places` leads to the first version."""
    standing = Standing(programme, places)
    before = by_path(old.get("targets", [])), by_path(old.get("assignments", []))
    after = by_path(new.get("targets", [])), by_path(new.get("assignments", []))
    tasks = task_paths(new.get("outline", []))
    found = []
    for change in changes:
        was, now = change.old_path or "", change.new_path or ""
        effects = _targets(standing.targets_at(was), before[0].get(was, []), after[0].get(now, []), gone=not now)
        if change.kind != "moved":
            is_task = now in tasks
            were, are = before[1].get(was, []), after[1].get(now, [])
            effects += _tasks(standing.tasks_at(was), were, are, change, is_task)
        found.append(effects)
    return found


def _effect(kind: str, name: str, **fields: Any) -> Json:
    return {"kind": kind, "name": name, "target": None, "task": None, "before": None, "after": None} | fields


# --- targets


def said(mention: Json) -> Json:
    """What a mention says, as plain values."""
    return {name: mention.get(name) for name in SAID} | {"words": str(mention.get("text") or "")}


def _of_record(target: Target) -> Json:
    numbers = {name: None if value is None else float(value) for name, value in
               (("low", target.low), ("high", target.high))}  # fmt: skip
    return {
        "comparator": target.comparator, "approximate": target.approximate, "unit": target.unit, "per": target.per,
        "basis": target.basis, "due": target.due, "words": target.words, **numbers,
    }  # fmt: skip


def _targets(records: Sequence[Target], old: Sequence[Json], new: Sequence[Json], *, gone: bool) -> list[Json]:
    free, effects = list(records), []
    for was, now in pair_mentions(old, new):
        record = _record_of(was, free) if was else None
        if record is not None:
            free.remove(record)
        if was and now and _same(was, now):
            continue
        if now is None:
            if record is not None:
                effects.append(_removed(record))
        elif record is None:
            effects.append(_effect("target_added", _name(now), after=said(now)))
        else:
            numbers = {"target": record.pk, "before": said(was or {}), "after": said(now)}
            effects.append(_effect("target_changed", str(record.indicator), **numbers))
    if gone:
        effects += [_removed(record) for record in free]
    return effects


def _removed(record: Target) -> Json:
    return _effect("target_removed", str(record.indicator), target=record.pk, before=_of_record(record))


def _name(mention: Json) -> str:
    words = str(mention.get("indicator") or mention.get("text") or mention.get("path") or "").strip()
    return words[:1].upper() + words[1:]


def _same(one: Json, other: Json) -> bool:
    return all(_plain(one.get(name)) == _plain(other.get(name)) for name in SAID)


def _plain(value: Any) -> Any:
    return fold(value) if isinstance(value, str) else value


def pair_mentions(old: Sequence[Json], new: Sequence[Json]) -> list[tuple[Json | None, Json | None]]:
    """Mentions of two versions of one clause, paired by the indicator's name, those for the same date first."""
    scored = sorted(
        (
            (_likeness(_name(a), _name(b)) + (0.2 if a.get("due") == b.get("due") else 0.0), -abs(i - j), i, j)
            for i, a in enumerate(old) for j, b in enumerate(new)
        ),
        reverse=True,
    )  # fmt: skip
    pairs: dict[int, int] = {}
    for score, _near, i, j in scored:
        if score >= ALIKE and i not in pairs and j not in pairs.values():
            pairs[i] = j
    found: list[tuple[Json | None, Json | None]] = [
        (mention, new[pairs[i]] if i in pairs else None) for i, mention in enumerate(old)
    ]
    return found + [(None, mention) for j, mention in enumerate(new) if j not in pairs.values()]


def _likeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, fold(one), fold(other), autojunk=False).ratio()


def _record_of(mention: Json, records: Sequence[Target]) -> Target | None:
    """The record that was made of a mention: the same numbers and date, else the likest words."""
    exact = [r for r in records if _numbers(r) == (mention.get("low"), mention.get("high"))]
    same_date = [r for r in exact if r.due == str(mention.get("due") or r.due)]
    best = same_date or exact or list(records)
    words = _name(mention)
    best.sort(key=lambda r: -max(_likeness(words, r.indicator.name_vi), _likeness(str(mention.get("text")), r.words)))
    if not best:
        return None
    sure = bool(same_date) or max(_likeness(words, best[0].indicator.name_vi),
                                  _likeness(str(mention.get("text")), best[0].words)) >= ALIKE  # fmt: skip
    return best[0] if sure else None


def _numbers(record: Target) -> tuple[float | None, float | None]:
    return (None if record.low is None else float(record.low), None if record.high is None else float(record.high))


# --- tasks


def assigned(item: Json) -> Json:
    """What an assignment says, as plain values."""
    deadline = item.get("deadline") or {}
    return {
        "task": str(item.get("task") or item.get("task_start") or ""), "lead": list(item.get("lead") or []),
        "coordinating": list(item.get("coordinating") or []), "product": item.get("product") or "",
        "deadline": {name: deadline.get(name) for name in ("kind", "text", "due")},
    }  # fmt: skip


def _tasks(
    records: Sequence[Task], old: Sequence[Json], new: Sequence[Json], change: Change, is_task: bool
) -> list[Json]:  # fmt: skip
    if change.kind == "removed":
        return [_effect("task_removed", str(task), task=task.pk) for task in records]
    spare, effects = [assigned(item) for item in new], []
    were = [assigned(item) for item in old]
    for index, task in enumerate(records):
        before = were[index] if index < len(were) else None
        after = spare.pop(0) if spare else None
        effects.append(_effect("task_changed", str(task), task=task.pk, before=before, after=after))
    known = len(records) or len(were)  # an assignment of the older version that people did not take up stays so
    left = spare if records else spare[known:]
    effects += [_effect("task_added", item["task"], after=item) for item in left]
    if change.kind == "added" and is_task and not new:
        words = " ".join(words for _op, words in change.words)
        effects.append(_effect("task_added", words, after=assigned({"task": words})))
    return effects
