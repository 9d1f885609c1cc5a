"""Do the programme's targets agree with one another? Records in, the engine's answer out, nothing written.

Each territory is judged by itself: targets set for it, figures published for it, assumptions stated for it. An
`Assumption` says by its code which part it plays: `GD-TYGIA-<year>` the exchange rate of a year, `GD-GIAMPHAT` the
deflator, `GD-DANSO` population growth; a code that ends in a territory (`GD-DANSO-CT2004`) holds there only.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from lotrinh_web.indicators.models import Assumption, Indicator, Observation, Target
from lotrinh_web.indicators.queries import known
from lotrinh_web.organisations.models import AreaVersion
from lotrinh_web.programmes.models import Programme

if TYPE_CHECKING:
    from lotrinh.coherence.derivation import Codes
    from lotrinh.coherence.model import Assumed, Assumptions, Figure, Result
    from lotrinh.coherence.model import Target as Wanted

GROWTH, AVERAGE, PER_HEAD = "grdp_growth_real", "grdp_growth_real_average", "grdp_per_capita"
CURRENCIES = ("_usd", "_vnd")
DEFLATOR, POPULATION, RATE = "GD-GIAMPHAT", "GD-DANSO", "GD-TYGIA"
VERDICT_TONES = {"conflict": "danger", "can_fit": "soon", "fits": "done", "cannot_say": "quiet"}
VERDICT_SHAPES = {
    "conflict": "triangle-down",
    "can_fit": "diamond",
    "fits": "disc-check",
    "cannot_say": "dashed-square",
}
VERDICT_WORDS = {
    "conflict": _("Không thể cùng đạt"),
    "can_fit": _("Khớp trong một số trường hợp"),
    "fits": _("Khớp nhau"),
    "cannot_say": _("Chưa kết luận được"),
}
PLACE_WORDS = {"deflator": DEFLATOR, "population": POPULATION, "rate": RATE}
STATUS_WORDS = {
    "census preliminary": "tổng điều tra, sơ bộ",
    "final": "chính thức",
    "census": "tổng điều tra",
    "revised": "điều chỉnh",
    "preliminary": "sơ bộ",
    "estimate": "ước tính",
    "merger dossier": "hồ sơ sắp xếp",
    "unstated": "không nêu loại",
    "derived": "tính toán",
    "claimed": "báo chí nêu",
    "?": "không nêu loại",
}
_STATUS = re.compile("|".join(rf"\({re.escape(word)}\)" for word in STATUS_WORDS))


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence in both languages."""

    text_vi: str
    text_en: str


@dataclass(frozen=True, slots=True)
class Needed:
    """What one quantity would have to be for the targets to hold together, beside what is assumed of it."""

    words: Line
    assumed: Assumption | None
    asked: Target | None = None  # the target that asks for this quantity itself


@dataclass(frozen=True, slots=True)
class Finding:
    """One check's answer as the page shows it."""

    check: str
    verdict: str
    summary: Line
    steps: tuple[Line, ...]
    remedies: tuple[Needed, ...]
    targets: tuple[Target, ...]
    own: bool  # all targets are of the programme's own document
    stricter: bool = False  # with the growth that the years left need to make up for those gone

    @property
    def tone(self) -> str:
        """Tone of the verdict's pill."""
        return VERDICT_TONES[self.verdict]

    @property
    def shape(self) -> str:
        """Shape of the verdict's pill."""
        return VERDICT_SHAPES[self.verdict]

    @property
    def words(self) -> Any:
        """The verdict in words."""
        return VERDICT_WORDS[self.verdict]

    @property
    def documents(self) -> str:
        """The documents its targets come from."""
        return "; ".join(dict.fromkeys(t.document.citation for t in self.targets))


@dataclass(frozen=True, slots=True)
class Bar:
    """A share's range on a scale of 0 to 100, for a drawing."""

    target: Target
    low: Decimal
    high: Decimal

    @property
    def width(self) -> Decimal:
        """Width of the range, never too thin to see."""
        return max(self.high - self.low, Decimal("0.6"))


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares of one whole that must be able to sum to 100."""

    finding: Finding
    bars: tuple[Bar, ...]
    total_low: Decimal
    total_high: Decimal

    @property
    def total_from(self) -> Decimal:
        """Where the sum's range begins on a scale from 95 to 105, drawn 0 to 100."""
        return min(max((self.total_low - 95) * 10, Decimal(0)), Decimal(99))

    @property
    def total_width(self) -> Decimal:
        """Width of the sum's range on that scale."""
        return max(min((self.total_high - 95) * 10, Decimal(100)) - self.total_from, Decimal(1))


@dataclass(frozen=True, slots=True)
class PlaceReport:
    """All answers for one territory."""

    area: AreaVersion
    joint: tuple[Finding, ...]  # targets held against one another
    shares: tuple[Shares, ...]
    growth: tuple[Finding, ...]  # what each target asks of every year left
    notes: tuple[Finding, ...]

    @property
    def conflicts(self) -> tuple[Finding, ...]:
        """What cannot all hold."""
        return tuple(f for f in self.everything if f.verdict == "conflict")

    @property
    def own_joint(self) -> list[Finding]:
        """Joint checks of the programme's own targets."""
        return [f for f in self.joint if f.own]

    @property
    def other_joint(self) -> list[Finding]:
        """Joint checks in which other documents' targets take part."""
        return [f for f in self.joint if not f.own]

    @property
    def other_shares(self) -> list[Shares]:
        """Shares as other documents want them."""
        return [s for s in self.shares if not s.finding.own]

    @property
    def own_growth(self) -> list[Finding]:
        """What the programme's own targets ask of the years left."""
        return [f for f in self.growth if f.own]

    @property
    def everything(self) -> tuple[Finding, ...]:
        """Joint checks and shares."""
        return (*self.joint, *(s.finding for s in self.shares))


def coherence_of(programme: Programme, changes: dict[str, Assumption] | None = None) -> list[PlaceReport]:
    """One report for each territory that targets of the programme were set for, the programme's own first.

    `changes` puts other assumptions in place of the recorded ones, by code. A constant number of queries.
    """
    targets = list(
        Target.objects.filter(programme=programme)
        .exclude(status__in=[Target.Status.REPLACED, Target.Status.WITHDRAWN])
        .select_related("indicator", "area_version__area", "document")
    )
    wanted = {t.pk: made for t in targets if (made := _wanted(t)) is not None}
    figures = _figures({t.indicator.code for t in targets}, {t.area_version.area_id for t in targets})
    assumed = assumptions_of(programme)
    if changes:
        assumed = [changes.get(a.code, a) for a in assumed]
    by_place: dict[int, list[Target]] = defaultdict(list)
    for target in targets:
        if target.pk in wanted:
            by_place[target.area_version_id].append(target)
    codes = _codes(targets)
    reports = [_place(mine, wanted, figures, assumed, codes) for mine in by_place.values()]
    return sorted(reports, key=lambda r: (r.area.pk != programme.area_version_id, r.area.name_vi))


def assumptions_of(programme: Programme) -> list[Assumption]:
    """The assumptions in force."""
    return list(Assumption.objects.filter(programme=programme, latest=True).select_related("set_by").order_by("code"))


def history_of(programme: Programme) -> dict[str, list[Assumption]]:
    """Former values of the assumptions by code, newest first."""
    found: dict[str, list[Assumption]] = defaultdict(list)
    rows = Assumption.objects.filter(programme=programme, latest=False).select_related("set_by")
    for one in rows.order_by("-set_at", "-pk"):
        found[one.code].append(one)
    return found


def headline(reports: Iterable[PlaceReport], programme: Programme) -> Finding | None:
    """The gravest joint finding on the programme's own targets; the first thing a reader needs to know."""
    order = ["conflict", "can_fit", "cannot_say", "fits"]
    own = [f for r in reports if r.area.pk == programme.area_version_id for f in r.everything if f.own]
    return min(own, key=lambda f: (order.index(f.verdict), f.check != "per_head"), default=None)


def _code_of(target: Target) -> str:
    if target.measure == "period_average" and target.indicator.code == GROWTH:
        return AVERAGE
    return _plain(target.indicator.code)


def _plain(code: str) -> str:
    """One code for one quantity in two currencies."""
    ends = next((end for end in CURRENCIES if code == PER_HEAD + end), "")
    return code.removesuffix(ends)


def _wanted(target: Target) -> Wanted | None:
    from lotrinh.coherence.model import Interval
    from lotrinh.coherence.model import Target as Wanted

    if target.measure == "qualitative" or (target.low is None and target.high is None):
        return None
    comparator = {"equal": "unstated", "above": "at_least", "below": "at_most"}.get(
        target.comparator, target.comparator
    )
    start = target.period_from if target.measure == "period_average" else None
    area = target.area_version
    return Wanted(
        _code_of(target),
        Interval(_trimmed(target.low), _trimmed(target.high)),
        target.unit,
        int(target.due[:4]),
        area.area.name_vi,
        area.name_vi,
        start,
        comparator,
        "",
        target.document.citation,
        target.source,
        target.indicator.name_vi,
    )


def _trimmed(value: Decimal | None) -> Decimal | None:
    """7.500000 → 7.5, so that sentences read as people write."""
    if value is None:
        return None
    short = value.normalize()
    return short.quantize(Decimal(1)) if int(short.as_tuple().exponent) > 0 else short


def _figures(codes: set[str], areas: set[int]) -> list[Figure]:
    """Published yearly figures of the preferred series of the indicators that targets or identities rest on."""
    from lotrinh.coherence.model import Figure

    wanted = codes | {PER_HEAD + end for end in CURRENCIES} | {GROWTH, "population", "grdp_current_price"}
    rows = known(
        Observation.objects.filter(
            series__indicator__code__in=wanted,
            series__area_version__area__in=areas,
            series__preferred=True,
            value__isnull=False,
            demonstration=False,
        )
    ).select_related("series__indicator", "series__area_version__area")
    found = []
    for row in rows:
        years = [int(part) for part in row.period.split("/")] if re.fullmatch(r"\d{4}(/\d{4})?", row.period) else []
        value = _trimmed(row.value)
        if years and value is not None:
            area, series = row.series.area_version, row.series
            found.append(
                Figure(
                    _plain(series.indicator.code) if len(years) == 1 else _average(series.indicator.code),
                    years[-1],
                    value,
                    series.unit,
                    area.area.name_vi,
                    area.name_vi,
                    years[0] if len(years) == 2 else None,
                    _status(row.kind),
                )
            )
    return found


def _average(code: str) -> str:
    return AVERAGE if code == GROWTH else _plain(code)


def _status(kind: str) -> str:
    return {"administrative": "merger dossier"}.get(kind, kind.replace("_", " "))


def _codes(targets: list[Target]) -> Codes:
    """Which shares make a whole: the engine's usual groups and those the indicators declare."""
    from lotrinh.coherence.derivation import Codes

    declared: dict[str, set[str]] = defaultdict(set)
    for code, whole in Indicator.objects.exclude(composition="").values_list("code", "composition"):
        declared[whole].add(code)
    groups = list(Codes().share_groups)
    groups += [tuple(sorted(g)) for g in declared.values() if set(g) not in [set(known) for known in groups]]
    return replace(Codes(), share_groups=tuple(groups))


def assumptions_for(area: AreaVersion, assumed: list[Assumption]) -> Assumptions:
    """The engine's assumptions for one territory."""
    from lotrinh.coherence.model import Assumptions

    made: dict[str, Any] = {}
    for one in assumed:
        slot, rest = slot_of(one.code)
        if slot == RATE and rest.isdigit():
            if int(rest) >= made.get("exchange_rate_year", 0):
                made |= {"exchange_rate": _range(one), "exchange_rate_year": int(rest)}
        elif slot in (DEFLATOR, POPULATION) and rest in ("", area.code.replace("-", "")):
            made["deflator" if slot == DEFLATOR else "population_growth"] = _range(one)
    return Assumptions(**made)


def slot_of(code: str) -> tuple[str, str]:
    """Which part an assumption plays, and the year or territory its code ends in."""
    for slot in (DEFLATOR, POPULATION, RATE):
        if code == slot or code.startswith(f"{slot}-"):
            return slot, code.removeprefix(slot).removeprefix("-").replace("-", "")
    return "", ""


def _range(one: Assumption) -> Assumed:
    from lotrinh.coherence.model import Assumed, Interval

    low = _trimmed(one.value if one.low is None else one.low)
    return Assumed(Interval(low, _trimmed(one.value if one.high is None else one.high)), one.code)


def _place(
    mine: list[Target], wanted: dict[int, Wanted], figures: list[Figure], assumed: list[Assumption], codes: Codes
) -> PlaceReport:
    from lotrinh.coherence.report import check_coherence

    area = mine[0].area_version
    asked = [wanted[t.pk] for t in mine]
    pairs = list(zip(asked, mine, strict=True))
    given = assumptions_for(area, assumed)
    report = check_coherence(asked, figures, given, codes)
    results = report.results

    def told(result: Result) -> Finding:
        return _finding(result, pairs, area, assumed)

    shares = [r for r in results if r.check == "shares"]
    kept = [r for r in results if _worth_telling(r)]
    harder = _catching_up(asked, figures, kept, report.assumptions)
    joint = [told(r) for r in kept] + [replace(told(r), stricter=True) for r in harder]
    growth = [told(r) for r in results if r.check == "growth"]
    return PlaceReport(
        area=area,
        joint=tuple(_once(sorted(joint, key=lambda f: not f.own))),
        shares=tuple(sorted((_shares(r, told(r)) for r in shares), key=lambda s: not s.finding.own)),
        growth=tuple(sorted(growth, key=lambda f: not f.own)),
        notes=tuple(told(r) for r in results if r.check == "territory"),
    )


def _once(findings: list[Finding]) -> list[Finding]:
    """Each sentence once; the first finding that says it stays."""
    said: dict[Line, Finding] = {}
    for finding in findings:
        said.setdefault(finding.summary, finding)
    return list(said.values())


def _worth_telling(result: Result) -> bool:
    """Joint checks within one document, and one target in two currencies; other pairings say the same again."""
    one_document = len({t.document for t in result.targets}) == 1
    return result.check in ("level", "two_currencies") or (result.check == "per_head" and one_document)


def _catching_up(
    asked: list[Wanted], figures: list[Figure], results: Iterable[Result], used: dict[Any, Assumptions]
) -> list[Result]:
    """Income per head once more, with the growth that the years left need to make up for those gone.

    An average of 7–7,5% over 2021–2030 asks for more than 7,5% a year after weak first years. Only where the
    plain check already fails: it shows whether the stricter reading would save the targets.
    """
    from lotrinh.coherence.growth import implied_growth
    from lotrinh.coherence.model import Verdict
    from lotrinh.coherence.perhead import check_per_head

    again = []
    for result in results:
        if result.check != "per_head" or result.verdict is not Verdict.CONFLICT:
            continue
        head, growth = result.targets
        rest = implied_growth(next(t for t in asked if t.key == growth.key and t == growth), figures)
        needed = rest.steps[-1].result if rest.steps else None
        if needed is None or needed.low is None or growth.interval.contains(needed):
            continue
        stricter = check_per_head(head, replace(growth, interval=needed), figures, used[head.place])
        again.append(replace(stricter, targets=(head, growth)))
    return again


def _finding(
    result: Result, pairs: list[tuple[Wanted, Target]], area: AreaVersion, assumed: list[Assumption]
) -> Finding:
    found = tuple(_behind(t, pairs) for t in result.targets)
    return Finding(
        check=result.check,
        verdict=str(result.verdict),
        summary=Line(_spoken(result.summary_vi, result), result.summary_en),
        steps=tuple(Line(_spoken(s.vi, result), s.en) for s in result.steps),
        remedies=tuple(
            Needed(
                Line(r.vi, r.en),
                _assumption(r.quantity, area, assumed),
                next((t for t in found if r.quantity == "growth" and t.measure == "period_average"), None),
            )
            for r in result.remedies
        ),
        targets=found,
        own=all(t.in_programme for t in found),
    )


def _behind(asked: Wanted, pairs: list[tuple[Wanted, Target]]) -> Target:
    """The record of a target; the engine may have widened the ends of "about"."""
    for made, target in pairs:
        if replace(asked, interval=made.interval) == made:
            return target
    raise LookupError(asked.label)


def _spoken(text: str, result: Result) -> str:
    """The engine's sentence with status words and indicator names as the screen has them."""
    for asked in result.targets:
        text = text.replace(f"«{asked.indicator}»", f"«{asked.key}»")
    text = re.sub(r"(?<=\d) (?=%)", "", text).replace("VND/USD", "đồng/USD")
    return _STATUS.sub(lambda m: f"({STATUS_WORDS[m.group()[1:-1]]})", text)


def _assumption(quantity: str, area: AreaVersion, assumed: list[Assumption]) -> Assumption | None:
    """What is assumed of a quantity in a territory; of several years' exchange rates the last."""
    slot, place = PLACE_WORDS.get(quantity), area.code.replace("-", "")
    fitting = [
        (rest, one)
        for one in assumed
        for found, rest in (slot_of(one.code),)
        if found and found == slot and (slot == RATE or rest in ("", place))
    ]
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else None


def _shares(result: Result, finding: Finding) -> Shares:
    zero, whole = Decimal(0), Decimal(100)
    ends = [(t.interval.low or zero, whole if t.interval.high is None else t.interval.high) for t in result.targets]
    bars = tuple(Bar(target, low, high) for target, (low, high) in zip(finding.targets, ends, strict=True))
    return Shares(finding, bars, sum((a for a, _ in ends), zero), sum((b for _, b in ends), zero))
