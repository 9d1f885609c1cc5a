"""A data file as figures of ours: which part is the indicator, the territory, the period; whose codes are whose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lotrinh.errors import InvalidData
from lotrinh_web.errors import Refused
from lotrinh_web.indicators.figures.entry import Entry, Named
from lotrinh_web.indicators.figures.models import FigureBatch
from lotrinh_web.indicators.models import Indicator, Observation, Series
from lotrinh_web.organisations.models import AreaVersion

if TYPE_CHECKING:
    from lotrinh.exchange.dataset import Dataset, Dimension, Point

MOST_BYTES = 30 * 2**20
MOST_FIGURES = 100_000
ROLES = {
    "time": gettext_lazy("kỳ"),
    "series": gettext_lazy("dãy số liệu"),
    "indicator": gettext_lazy("chỉ tiêu"),
    "area": gettext_lazy("địa bàn"),
    "fixed": gettext_lazy("chỉ lấy một mã"),
    "follows": gettext_lazy("đi theo dãy số liệu"),
}
_MAPPED = ("series", "indicator", "area")
_ANSWERED = ("time", *_MAPPED)
LEAVE = "-"
"""A code of theirs that the person leaves out."""
_STATUS_KINDS = {"P": "preliminary", "E": "estimate"}


class SeriesKey(NamedTuple):
    """A series as an import needs it."""

    pk: int
    code: str
    unit: str
    indicator: int
    area: int
    preferred: bool


@dataclass(frozen=True, slots=True)
class Ours:
    """Our codes, lower case. An official code of a territory counts where one version only bears it."""

    series: dict[str, SeriesKey]
    indicators: dict[str, Named]
    areas: dict[str, Named]
    indicator_of: dict[int, Named]
    area_of: dict[int, Named]

    def of(self, role: str, code: str) -> Any:
        """What a code names in a role."""
        codes: dict[str, Mapping[str, Any]] = {
            "series": self.series, "indicator": self.indicators, "area": self.areas,
        }  # fmt: skip
        return codes[role].get(code.lower())


def ours() -> Ours:
    """All our codes, read once; no records, as there may be a hundred thousand series."""
    fields = ("pk", "code", "name_vi", "name_en")
    series = Series.objects.values_list("pk", "code", "unit", "indicator", "area_version", "preferred")
    indicators: dict[str, Named] = {}
    national: dict[str, Named] = {}
    of_indicator: dict[int, Named] = {}
    for *row, number, qualitative in Indicator.objects.values_list(*fields, "unit", "national_code", "qualitative"):
        one = of_indicator[row[0]] = Named(*row)
        if not qualitative:
            indicators[one.code.lower()] = one
            national.setdefault(number.lower(), one)
    national.pop("", None)
    areas, official, of_area = {}, {}, {}
    times: Counter[str] = Counter()
    for *row, number in AreaVersion.objects.values_list(*fields, "official_code"):
        one = of_area[row[0]] = areas[row[1].lower()] = Named(*row)
        official[number.lower()] = one
        times[number.lower()] += 1
    official = {code: one for code, one in official.items() if code and times[code] == 1}
    return Ours(
        {row[1].lower(): SeriesKey(*row) for row in series}, national | indicators, official | areas, of_indicator,
        of_area,
    )  # fmt: skip


@dataclass(slots=True)
class Part:
    """One dimension of the message, how it is read, and its codes that are none of ours."""

    dimension: Dimension
    role: str
    fixed: str = ""
    chosen: dict[str, str] = field(default_factory=dict)  # their code → ours, or LEAVE
    unknown: dict[str, int] = field(default_factory=dict)  # their code → figures under it

    @property
    def role_words(self) -> Any:
        """The role in words."""
        return ROLES.get(self.role, "")

    @property
    def undecided(self) -> list[tuple[str, str, int]]:
        """Codes without an answer: (code, label, figures)."""
        return [(c, self.dimension.codes.get(c, c), n) for c, n in self.unknown.items() if c not in self.chosen]

    @property
    def strangers(self) -> list[tuple[str, str, int, str]]:
        """All codes that are none of ours: (code, label, figures, our code as chosen)."""
        return [(c, self.dimension.codes.get(c, c), n, self.chosen.get(c, "")) for c, n in self.unknown.items()]


@dataclass(slots=True)
class Reading:
    """How a file is read, and what comes of it. While `problems` is not empty there is nothing to write."""

    dataset: Dataset
    parts: list[Part]
    entries: list[Entry] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    left_out: int = 0
    blank: int = 0  # cells without a number that were not asked for
    rounded: int = 0
    units: dict[tuple[str, str], int] = field(default_factory=dict)  # (theirs, ours) that differ → figures
    new_series: set[str] = field(default_factory=set)

    @property
    def needs_indicator(self) -> bool:
        """Whether no part of the file says which indicator it is."""
        return not any(p.role in ("series", "indicator") for p in self.parts)

    @property
    def needs_area(self) -> bool:
        """Whether no part of the file says which territory it is."""
        return not any(p.role in ("series", "area") for p in self.parts)


def read_batch(batch: FigureBatch) -> Dataset:
    """The data set of a kept file."""
    with batch.file.open("rb") as file:
        content = file.read()
    structure = None
    if batch.structure:
        with batch.structure.open("rb") as file:
            structure = file.read()
    return parse(content, batch.format, structure, batch.options.get("mark", "."))


def parse(content: bytes, form: str, structure: bytes | None = None, mark: str = ".") -> Dataset:
    """A file as a data set. Raises `InvalidData` naming the place; XML with entities is refused."""
    from lotrinh.exchange.formats import known_format, read

    known = known_format(form)
    if known is None:
        raise InvalidData(_("Định dạng tệp không nhận được. Chọn CSV, SDMX-CSV, SDMX-ML 2.1, JSON-stat 2.0 hoặc PX."))
    dataset = read(content, known, structure=structure, mark=mark if mark in (".", ",") else ".")
    if len(dataset.points) > MOST_FIGURES:
        raise InvalidData(
            _("Tệp có %(n)d số liệu, tối đa %(most)d một lần. Chia tệp theo kỳ hoặc theo địa bàn.")
            % {"n": len(dataset.points), "most": MOST_FIGURES}
        )
    return dataset


def read_as(dataset: Dataset, options: Mapping[str, Any], known: Ours | None = None) -> Reading:
    """The figures of a data set under the person's choices, or what is still to be chosen."""
    known = known or ours()
    reading = Reading(dataset, _parts(dataset, options, known))
    _count_unknown(reading, known)
    _ask(reading, options, known)
    if not reading.problems:
        _take(reading, options, known)
    return reading


def _parts(dataset: Dataset, options: Mapping[str, Any], known: Ours) -> list[Part]:
    guessed = _guess(dataset, known)
    roles, fixed = options.get("roles", {}), options.get("fixed", {})
    members = options.get("members", {})
    parts = []
    for d in dataset.dimensions:
        role = roles.get(d.id, guessed[d.id])
        first = next(iter(d.codes), "") if len(d.codes) == 1 else ""
        parts.append(Part(d, role if role in ROLES else "fixed", fixed.get(d.id, first), dict(members.get(d.id, {}))))
    return parts


def _guess(dataset: Dataset, known: Ours) -> dict[str, str]:
    """The likeliest role of each dimension: by its name for periods, else by how many of its codes are ours."""
    from lotrinh.exchange.dataset import TIME

    roles: dict[str, str] = {}
    open_roles = list(_MAPPED)
    time = next((d for d in dataset.dimensions if d.id == TIME), None) or next(
        (d for d in dataset.dimensions if _all_periods(d)), None
    )
    if time is not None:
        roles[time.id] = "time"
    rest = [d for d in dataset.dimensions if d.id not in roles]
    hits = [
        (
            sum(known.of(role, c) is not None for c in d.codes) / max(1, len(d.codes)),
            -open_roles.index(role),
            role,
            d.id,
        )
        for d in rest
        for role in open_roles
    ]
    for share, _order, role, name in sorted(hits, reverse=True):
        if share and name not in roles and role not in roles.values():
            roles[name] = role
    if "series" in roles.values():
        roles |= {name: "follows" for name, role in roles.items() if role in ("indicator", "area")}
    return {d.id: roles.get(d.id, "fixed") for d in dataset.dimensions}


def _all_periods(dimension: Dimension) -> bool:
    return bool(dimension.codes) and all(_period(c) for c in dimension.codes)


def _period(code: str) -> str:
    from lotrinh.exchange.periods import period_from

    try:
        return period_from(code)
    except InvalidData:
        return ""


def _count_unknown(reading: Reading, known: Ours) -> None:
    for at, part in enumerate(reading.parts):
        if part.role == "time":
            strange = {c for c in part.dimension.codes if not _period(c)}
        elif part.role in _MAPPED:
            strange = {c for c in part.dimension.codes if known.of(part.role, c) is None}
        else:
            continue
        counted = Counter(p.key[at] for p in reading.dataset.points if p.key[at] in strange)
        part.unknown = {c: counted[c] for c in part.dimension.codes if c in strange}


def _ask(reading: Reading, options: Mapping[str, Any], known: Ours) -> None:
    """What the person has not said yet."""
    ask = reading.problems.append
    if sum(p.role == "time" for p in reading.parts) != 1:
        ask(_("Chọn đúng một phần của tệp là kỳ."))
    for role in _MAPPED:
        if sum(p.role == role for p in reading.parts) > 1:
            ask(_("Hai phần của tệp cùng là %(role)s. Chọn một phần.") % {"role": ROLES[role]})
    if reading.needs_indicator and known.of("indicator", options.get("indicator", "")) is None:
        ask(_("Tệp không cho biết chỉ tiêu. Chọn chỉ tiêu của cả tệp."))
    if reading.needs_area and known.of("area", options.get("area", "")) is None:
        ask(_("Tệp không cho biết địa bàn. Chọn địa bàn của cả tệp."))
    for part in reading.parts:
        if part.role == "fixed" and part.fixed not in part.dimension.codes:
            ask(_("Chọn một mã của «%(name)s» để lấy.") % {"name": part.dimension.label[:80]})
        if waiting := part.undecided:
            listed = ", ".join(f"{c} ({label})" if label != c else c for c, label, _n in waiting[:12])
            ask(
                _("«%(name)s» có %(n)d mã không có ở đây: %(codes)s. Nối từng mã, hoặc chọn để lại.")
                % {"name": part.dimension.label[:80], "n": len(waiting), "codes": listed}
            )


def _take(reading: Reading, options: Mapping[str, Any], known: Ours) -> None:
    """The figures, once everything is chosen."""
    taker = _Taker(reading, options, known)
    for point in reading.dataset.points:
        taker.take(point)
    reading.problems += taker.problems()
    if reading.problems:
        reading.entries = []


class _Taker:
    """Turns the points of a message into entries."""

    def __init__(self, reading: Reading, options: Mapping[str, Any], known: Ours) -> None:
        self._reading, self._known = reading, known
        self._no_values = bool(options.get("no_values"))
        self._whole = {r: known.of(r, options.get(r, "")) for r in ("indicator", "area")}
        self._by_place: dict[tuple[int, int], list[SeriesKey]] = {}
        for one in known.series.values():
            self._by_place.setdefault((one.indicator, one.area), []).append(one)
        self._answers: list[dict[str, Any]] = [self._answers_of(part) for part in reading.parts]
        self._unclear: Counter[str] = Counter()
        self._bad: list[str] = []
        self._units_ok = bool(options.get("units_ok"))
        self._seen: dict[str, str] = {}

    def _answers_of(self, part: Part) -> dict[str, Any]:
        """Their code → period or record; None for what is left out."""
        found: dict[str, Any] = {}
        for code in part.dimension.codes:
            if part.role == "time":
                found[code] = _period(part.chosen.get(code, code)) or None
            elif part.role in _MAPPED:
                found[code] = self._known.of(part.role, code) or self._known.of(part.role, part.chosen.get(code, ""))
        return found

    def take(self, point: Point) -> None:
        said: dict[str, Any] = {}
        for part, answers, code in zip(self._reading.parts, self._answers, point.key, strict=True):
            if part.role == "fixed" and code != part.fixed:
                return
            if part.role in _ANSWERED:
                said[part.role] = answers[code]
                if answers[code] is None:
                    self._reading.left_out += 1
                    return
        place = self._place(said)
        if place is None:
            self._reading.left_out += 1
            return
        entry = self._entry(point, place, said["time"])
        if entry is not None:
            self._reading.entries.append(entry)

    def _place(self, said: Mapping[str, Any]) -> tuple[SeriesKey | None, Named, Named] | None:
        if (series := said.get("series")) is not None:
            return series, self._known.indicator_of[series.indicator], self._known.area_of[series.area]
        indicator, area = said.get("indicator") or self._whole["indicator"], said.get("area") or self._whole["area"]
        there = self._by_place.get((indicator.pk, area.pk), [])
        one = there[0] if len(there) == 1 else next((s for s in there if s.preferred), None)
        if there and one is None:
            self._unclear[f"{indicator} – {area}"] += 1
            return None
        if one is None:
            self._reading.new_series.add(f"{indicator} – {area}")
        return one, indicator, area

    def _entry(self, point: Point, place: tuple[SeriesKey | None, Named, Named], period: str) -> Entry | None:
        from lotrinh.rollup.values import NoValue
        from lotrinh.writing.sheet_figure_cell import kept
        from lotrinh.writing.sheet_values import BadCellError

        series, indicator, area = place
        where = ".".join(point.key)[:120]
        named = None if series is None else Named(series.pk, series.code, unit=series.unit)
        entry = Entry(
            named, indicator, area, period, None, kind=_kind(point.attributes), source=_source(point.attributes),
            place=_("số liệu %s") % where,
        )  # fmt: skip
        if isinstance(point.value, NoValue):
            if not self._no_values:
                self._reading.blank += 1
                return None
            return self._once(_without(entry, point.value), where)
        try:
            value = kept(point.value)
        except BadCellError as error:
            self._bad.append(f"{entry.place}: {error}")
            return None
        self._reading.rounded += value != point.value
        self._compare_units(point.attributes, series.unit if series is not None else indicator.unit)
        return self._once(replace(entry, value=value), where)

    def _once(self, entry: Entry, where: str) -> Entry | None:
        """Two figures of the message in one cell of ours would overwrite each other."""
        first = self._seen.setdefault(entry.cell, where)
        if first != where:
            self._bad.append(
                _("%(place)s trùng chỗ với %(first)s: cùng dãy số liệu và cùng kỳ. Chọn lại cách nối mã.")
                % {"place": entry.place, "first": first}
            )
            return None
        return entry

    def _compare_units(self, attributes: Mapping[str, str], unit: str) -> None:
        from lotrinh.text.fold import fold_loose

        theirs = attributes.get("UNIT_MEASURE", "").strip().strip("-")
        power = attributes.get("UNIT_MULT", "").strip()
        if power not in ("", "0"):
            theirs = f"{theirs} × 10^{power}".strip()
        if theirs and fold_loose(theirs) != fold_loose(unit):
            self._reading.units[theirs, unit] = self._reading.units.get((theirs, unit), 0) + 1

    def problems(self) -> Iterator[str]:
        yield from self._bad[:50]
        if len(self._bad) > 50:
            yield _("Còn %(n)d số liệu khác có lỗi.") % {"n": len(self._bad) - 50}
        for name, count in self._unclear.items():
            yield _(
                "%(name)s có nhiều dãy số liệu mà chưa chọn dãy dùng chính (%(n)d số liệu). "
                "Chọn dãy dùng chính ở trang chỉ tiêu, hoặc nạp tệp có mã dãy số liệu."
            ) % {"name": name, "n": count}
        if self._reading.units and not self._units_ok:
            pairs = "; ".join(f"«{a}» – «{b}» ({n})" for (a, b), n in list(self._reading.units.items())[:8])
            yield _("Đơn vị trong tệp khác đơn vị ở đây: %(pairs)s. Đối chiếu rồi đánh dấu là cùng đơn vị.") % {
                "pairs": pairs
            }


def _without(entry: Entry, value: Any) -> Entry:
    reason = value.reason or "nguồn để trống"
    return replace(entry, missing=value.code, reason=reason[:300], kind="", source="")


def _kind(attributes: Mapping[str, str]) -> str:
    """The kind a message states: our own word for it, or the status of SDMX."""
    own = attributes.get("KIND", "")
    return own if own in Observation.Kind.values else _STATUS_KINDS.get(attributes.get("OBS_STATUS", ""), "")


def _source(attributes: Mapping[str, str]) -> str:
    return attributes.get("SOURCE", "").removeprefix("'").strip()[:400]


def ready(reading: Reading) -> list[Entry]:
    """The entries of a reading with nothing left to ask. Raises `Refused`."""
    if reading.problems:
        raise Refused("\n".join(reading.problems[:20]))
    return reading.entries
