"""What somebody says figures are, held against what is on record: new, later, corrected, in conflict.

One set of rules for the grid, workbooks and data files. Nothing here writes.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lotrinh_web.indicators.models import Indicator, Observation, Series
from lotrinh_web.indicators.queries import known
from lotrinh_web.organisations.models import AreaVersion

Progress = Callable[[int, int], None]
NOT_SEEN = -1
"""`Entry.seen` where nobody looked at the record before: a data file says what it says."""
OUTCOMES = {
    "new": _("số mới"),
    "fills": _("thay cho «chưa có»"),
    "later": _("công bố sau, số cũ giữ làm bản trước"),
    "beside": _("ghi bên cạnh, số đang dùng không đổi"),
    "replaces": _("sửa số đang dùng"),
    "conflict": _("xung đột, cần chọn"),
}
CHOICES = {"mine": _("Dùng số mới"), "beside": _("Ghi bên cạnh"), "leave": _("Giữ số đang có")}
STRENGTH = {
    "final": 4, "census": 4, "revised": 3, "preliminary": 2, "census_preliminary": 2, "estimate": 1,
    "administrative": 1, "unstated": 0, "derived": 0, "claimed": 0,
}  # fmt: skip
"""How sure a kind is; a weaker one never takes the place of a stronger one by itself."""
_CHUNK = 400


class Named(NamedTuple):
    """An indicator, a territory or a series as an import needs it: its key, code, names and unit, not its record."""

    pk: int
    code: str
    name_vi: str = ""
    name_en: str = ""
    unit: str = ""

    def __str__(self) -> str:
        return self.name_vi


class OnRecord(NamedTuple):
    """A figure in force as a comparison needs it. `source` and `entered_by` are names, "" where there is none."""

    pk: int
    value: Decimal | None
    missing: str
    missing_reason: str
    kind: str
    source: str
    entered_by: str
    recorded_at: datetime

    @property
    def kind_words(self) -> Any:
        """The kind in words."""
        return Observation.Kind(self.kind).label

    @property
    def missing_words(self) -> Any:
        """The kind of no value in words."""
        return Observation.Missing(self.missing).label if self.missing else ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One figure as given. `series` None: the first of its indicator and territory, made when it is written.

    `seen` is the key of the figure the person saw (None: none was there). `place` names the cell for people.
    """

    series: Series | Named | None
    indicator: Indicator | Named
    area: AreaVersion | Named
    period: str
    value: Decimal | None
    missing: str = ""
    reason: str = ""
    kind: str = ""
    source: str = ""
    note: str = ""
    place: str = ""
    seen: int | None = NOT_SEEN

    @property
    def row(self) -> str:
        """Names the series in forms: `s12`, or `i5-3` for one that is not there yet."""
        return f"s{self.series.pk}" if self.series is not None else f"i{self.indicator.pk}-{self.area.pk}"

    @property
    def cell(self) -> str:
        """Names the cell in forms."""
        return f"{self.row}.{self.period}"

    @property
    def missing_words(self) -> Any:
        """The kind of no value in words."""
        return Observation.Missing(self.missing).label if self.missing else ""


@dataclass(frozen=True, slots=True)
class Change:
    """What one entry does to the record. `old` is the figure that counts now; `chosen` how a conflict was decided."""

    entry: Entry
    outcome: str
    old: OnRecord | None = None
    chosen: str = ""
    warning: str = ""

    @property
    def words(self) -> Any:
        """The outcome in words."""
        return OUTCOMES[self.outcome]

    @property
    def effect(self) -> str:
        """What will be written: new, fills, later, beside, replaces, leave; "conflict" while nobody has chosen."""
        if self.outcome != "conflict":
            return self.outcome
        return {"mine": "replaces", "beside": "beside", "leave": "leave"}.get(self.chosen, "conflict")


@dataclass(frozen=True, slots=True)
class Judged:
    """All entries held against the record. `state` is a fingerprint of what was on record in their cells."""

    changes: tuple[Change, ...]
    same: int
    state: str
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def conflicts(self) -> list[Change]:
        """Those a person must decide, decided ones too."""
        return [c for c in self.changes if c.outcome == "conflict"]

    @property
    def open_conflicts(self) -> list[Change]:
        """Those nobody has decided yet."""
        return [c for c in self.changes if c.effect == "conflict"]

    @property
    def lacks_reason(self) -> bool:
        """Whether a reason for corrections must be given."""
        return any(c.effect == "replaces" and not c.entry.reason for c in self.changes)

    @property
    def lacks_source(self) -> bool:
        """Whether some number comes without its source."""
        written = (c.entry for c in self.changes if c.effect not in ("leave", "conflict"))
        return any(e.value is not None and not e.source for e in written)

    def summary(self) -> list[tuple[Any, int]]:
        """Outcome in words and how many, those there are."""
        return [(OUTCOMES[name], self.counts[name]) for name in OUTCOMES if self.counts.get(name)]


T = TypeVar("T")


def pieces(rows: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """The rows in pieces of at most `size`."""
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


Held = dict[tuple[int, str], list[OnRecord]]
_ON_RECORD = (
    "series_id", "period", "pk", "value", "missing", "missing_reason", "kind", "source__title",
    "entered_by__full_name", "entered_by__username", "recorded_at",
)  # fmt: skip


def held_figures(series: Iterable[int], periods: Iterable[str]) -> Held:
    """Figures in force by series and period, the one that counts last; demonstration figures are none."""
    found: Held = defaultdict(list)
    wanted = sorted(set(periods))
    for keys in pieces(sorted(set(series)), _CHUNK):
        for some in pieces(wanted, _CHUNK):
            rows = known(Observation.objects.filter(series__in=keys, period__in=some, demonstration=False))
            for cell, figure in on_record(rows.order_by("preferred", "recorded_at", "pk")):
                found[cell].append(figure)
    return found


def on_record(rows: QuerySet[Observation]) -> Iterator[tuple[tuple[int, str], OnRecord]]:
    """Figures by (series, period), in the order of the query."""
    for key, period, pk, value, missing, reason, kind, source, name, user, when in rows.values_list(*_ON_RECORD):
        who = name or user or ""
        yield (key, period), OnRecord(pk, value, missing, reason, kind, source or "", who, when)


def latest_values(series: Iterable[int]) -> dict[int, Decimal]:
    """The latest yearly number of each series, against which a jump of unit is told."""
    found: dict[int, Decimal] = {}
    for keys in pieces(sorted(set(series)), _CHUNK):
        rows = known(Observation.objects.filter(series__in=keys, value__isnull=False, demonstration=False))
        for key, value in rows.order_by("period", "preferred", "recorded_at").values_list("series_id", "value"):
            if value is not None:
                found[key] = value
    return found


def judge(
    entries: Sequence[Entry], choices: Mapping[str, str] | None = None, *, choice: str = "",
    progress: Progress | None = None, warn: bool = True,
) -> Judged:  # fmt: skip
    """Hold entries against the record. `choices`: cell → mine, beside or leave; `choice` for all not named.

    `warn` also compares with the series' latest figure, for a person to see.
    """
    keys = [e.series.pk for e in entries if e.series is not None]
    held = held_figures(keys, (e.period for e in entries))
    last = latest_values(keys) if warn else {}
    changes: list[Change] = []
    same = 0
    for number, entry in enumerate(entries, 1):
        there = held.get((entry.series.pk, entry.period), []) if entry.series is not None else []
        outcome = _outcome(entry, there)
        if outcome is None:
            same += 1
        else:
            chosen = (choices or {}).get(entry.cell, choice) if outcome == "conflict" else ""
            chosen = chosen if chosen in CHOICES else ""
            before = last.get(entry.series.pk) if entry.series is not None else None
            changes.append(Change(entry, outcome, there[-1] if there else None, chosen, _warning(entry, before)))
        if progress is not None and number % 1_000 == 0:
            progress(number, len(entries))
    return Judged(tuple(changes), same, _state(entries, held), Counter(c.outcome for c in changes))


def _outcome(entry: Entry, there: list[OnRecord]) -> str | None:
    """What an entry does; None where it is on record already."""
    if any(_says_the_same(entry, o) for o in there):
        return None
    if not there:
        return "conflict" if entry.seen not in (NOT_SEEN, None) else "new"
    old = there[-1]
    if entry.seen not in (NOT_SEEN, old.pk):
        return "conflict"  # somebody else wrote here since the person looked
    if old.value is None:
        return "fills" if entry.value is not None else "replaces"
    if entry.value is None or entry.kind == old.kind:
        return "conflict" if entry.seen == NOT_SEEN and _other_source(entry, old) else "replaces"
    return "later" if STRENGTH.get(entry.kind, 0) >= STRENGTH.get(old.kind, 0) else "beside"


def _other_source(entry: Entry, old: OnRecord) -> bool:
    """Whether two publications contradict each other: such figures stand side by side until a person decides."""
    return old.source != entry.source or not old.source


def _says_the_same(entry: Entry, o: OnRecord) -> bool:
    if entry.missing or o.missing:
        return entry.missing == o.missing and (not entry.reason or entry.reason == o.missing_reason)
    return entry.value == o.value and entry.kind == o.kind


def _warning(entry: Entry, before: Decimal | None) -> str:
    """A hundredfold jump is more often a wrong unit than news."""
    if not entry.value or not before:
        return ""
    times = abs(entry.value / before)
    if Decimal("0.01") < times < 100:
        return ""
    return str(_("chênh hơn 100 lần so với số gần nhất của dãy; kiểm tra đơn vị tính"))


def _state(entries: Sequence[Entry], held: Held) -> str:
    """Changes when anything is written in one of the cells."""
    parts = []
    for e in entries:
        there = held.get((e.series.pk, e.period), []) if e.series is not None else []
        parts.append(f"{e.cell}={','.join(str(o.pk) for o in there)}")
    return hashlib.sha256("\n".join(sorted(parts)).encode()).hexdigest()


def twice(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Entries whose cell another one named before."""
    seen: set[str] = set()
    for entry in entries:
        if entry.cell in seen:
            yield entry
        seen.add(entry.cell)
