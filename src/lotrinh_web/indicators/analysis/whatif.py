"""What if an assumption were different: the chance of every target that rests on it, before and after.

Only the programme's own territory. Income per head follows from growth, prices, population and the exchange rate;
an average growth from the years known and the years left; shares of a whole always sum to 100, so moving one moves the
others in proportion. Heavy parts (numpy) load when a page asks for them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from lotrinh_web.indicators.analysis.coherence import (
    DEFLATOR,
    GROWTH,
    PER_HEAD,
    POPULATION,
    RATE,
    assumptions_of,
    slot_of,
)
from lotrinh_web.indicators.models import Assumption, Observation, Scenario, Target
from lotrinh_web.indicators.queries import target_rows, targets_of
from lotrinh_web.numbers import typed_number
from lotrinh_web.programmes.models import Programme
from lotrinh_web.templatetags.lotrinh import figure, local
from lotrinh_web.units import unit_words

if TYPE_CHECKING:
    from lotrinh.forecasting.results import Floats
    from lotrinh.forecasting.scenarios import Assumption as Drawn
    from lotrinh.forecasting.scenarios import Dependent

SPREADS = Decimal("3.29")
"""A stated range is read as the middle 90 % of what may come: 2 × 1,645 standard deviations (normal)."""
UNCERTAIN = {Observation.Kind.ESTIMATE, Observation.Kind.PRELIMINARY}
BOUNDS = {"%": (Decimal(-50), Decimal(200)), "": (Decimal(1), Decimal(10) ** 9)}
GROWTH_LEVER = "growth"


@dataclass(frozen=True, slots=True)
class Lever:
    """Something that can be moved: what it stands at, its range, where that comes from."""

    code: str
    name: str
    value: Decimal
    unit: str
    note: str
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """A target before and after. Chances are None where its history is too short; `met` then says what holds."""

    target: Target
    before: float | None
    after: float | None
    middle_before: float
    middle_after: float
    by_series: float | None  # the chance of the target's own page, from its series alone
    met_before: bool = False
    met_after: bool = False

    @property
    def places(self) -> int:
        """Decimals its values are shown with."""
        return 0 if abs(self.middle_before) >= 1000 else 2

    @property
    def moved(self) -> bool:
        """Whether the change reaches this target."""
        return self.before != self.after or abs(self.middle_after - self.middle_before) > 1e-9

    @property
    def shown_before(self) -> float | None:
        """The chance as it may be shown, never surer than 5 % or 95 %."""
        return None if self.before is None else min(0.95, max(0.05, self.before))

    @property
    def shown_after(self) -> float | None:
        """The same after the change."""
        return None if self.after is None else min(0.95, max(0.05, self.after))

    @property
    def middles(self) -> tuple[float, float]:
        """The middle values, rounded for the page."""
        return round(self.middle_before, self.places), round(self.middle_after, self.places)

    def kept(self) -> dict[str, Any]:
        """As a scenario keeps it."""
        return {
            "target": self.target.code,
            "name": self.target.indicator.name_vi,
            "unit": self.target.unit,
            "words": self.target.words,
            "before": self.shown_before,
            "after": self.shown_after,
            "middle_before": self.middles[0],
            "middle_after": self.middles[1],
            "met_before": self.met_before,
            "met_after": self.met_after,
        }


@dataclass
class Model:
    """The levers and the targets that hang on them; `missing` says what could not be taken in and why."""

    levers: list[Lever] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    drawn: dict[str, Drawn] = field(default_factory=dict)
    dependents: dict[int, tuple[Target, Dependent]] = field(default_factory=dict)
    shares: list[tuple[Target, str]] = field(default_factory=list)
    by_series: dict[int, float | None] = field(default_factory=dict)


def model_of(programme: Programme) -> Model:
    """What can be moved for a programme, and what depends on it; a constant number of queries."""
    model = Model()
    rows = target_rows(targets_of(programme).filter(area_version=programme.area_version_id))
    model.by_series = {r.target.pk: r.shown for r in rows}
    targets = [r.target for r in rows]
    history = _histories(programme)
    _add_growth(model, history.get(GROWTH, []), targets)
    _add_assumptions(model, programme)
    _add_per_head(model, history.get(f"{PER_HEAD}_vnd", []), targets)
    _add_shares(model, history, targets)
    return model


def effects(model: Model, changes: dict[str, Decimal]) -> list[Effect]:
    """Every dependent target before and after; the same draws on both sides."""
    from lotrinh.forecasting.scenarios import what_if

    moved = {code: float(value) for code, value in changes.items() if code in model.drawn}
    found = list(model.dependents.values())
    answers = what_if(model.drawn, moved, [d for _target, d in found], size=2000) if found else []
    out = [
        Effect(
            target=target,
            before=e.before,
            after=e.after,
            middle_before=e.middle_before,
            middle_after=e.middle_after,
            by_series=model.by_series.get(target.pk),
        )
        for (target, _d), e in zip(found, answers, strict=True)
    ]
    return [*out, *_share_effects(model, changes)]


def read_changes(model: Model, given: dict[str, str]) -> tuple[dict[str, Decimal], list[str]]:
    """Numbers from a form that differ from what is assumed, and what could not be read, as sentences."""
    from lotrinh.errors import LotrinhError

    changes, errors = {}, []
    for lever in model.levers:
        words = given.get(lever.code, "").strip()
        if not words:
            continue
        try:
            value = typed_number(words)
        except (LotrinhError, ValueError):
            errors.append(
                _("«%(words)s» ở «%(name)s» không phải một số. Nhập ví dụ 7,5.")
                % {"words": words[:40], "name": lever.name}
            )
            continue
        low, high = _limits(lever)
        if not value.is_finite() or not low <= value <= high:
            errors.append(
                _("«%(name)s» phải nằm trong khoảng từ %(low)s đến %(high)s.")
                % {"name": lever.name, "low": f"{low:f}", "high": f"{high:f}"}
            )
        elif value != lever.value:
            changes[lever.code] = value
    return changes, errors


def _limits(lever: Lever) -> tuple[Decimal, Decimal]:
    if lever.code.startswith("share_"):
        return Decimal(0), Decimal(100)
    return BOUNDS["%" if lever.unit.startswith("%") else ""]


def _histories(programme: Programme) -> dict[str, list[Observation]]:
    """The figure that counts for each year, by indicator, for the programme's territory."""
    rows = Observation.objects.filter(
        series__area_version=programme.area_version_id,
        series__preferred=True,
        value__isnull=False,
        demonstration=False,
        replaced_by=None,
    ).select_related("series__indicator")
    years: dict[str, dict[str, Observation]] = {}
    for row in rows.order_by("period", "preferred", "recorded_at", "pk"):
        if len(row.period) == 4 and row.period.isdigit():
            years.setdefault(row.series.indicator.code, {})[row.period] = row
    return {code: list(found.values()) for code, found in years.items()}


@lru_cache(maxsize=64)
def _drawn_growth(years: tuple[int, ...], values: tuple[float, ...], due: int, estimate: bool) -> Any:
    """Draws of the mean yearly growth from the year after the last figure to the due year; None: too few."""
    import numpy as np

    from lotrinh.forecasting import NotEnoughData, forecast_series

    made = forecast_series(
        list(values), list(years), type="growth", horizon=due - years[-1], levels=(80.0,), last_is_estimate=estimate
    )
    if isinstance(made, NotEnoughData):
        return None
    return 100 * (np.prod(1 + made.draws / 100, axis=1) ** (1 / made.draws.shape[1]) - 1)


def _add_growth(model: Model, history: list[Observation], targets: list[Target]) -> None:
    averages = [t for t in targets if t.indicator.code == GROWTH and t.measure == "period_average" and t.period_from]
    due = max((int(t.due[:4]) for t in targets if t.due[:4].isdigit()), default=0)
    years = tuple(int(o.period) for o in history)
    if not history or due <= years[-1]:
        model.missing.append(_("Tăng trưởng: chưa có số liệu năm của địa bàn này."))
        return
    values = tuple(float(o.value) for o in history if o.value is not None)
    draws = _drawn_growth(years, values, due, history[-1].kind in UNCERTAIN)
    if draws is None:
        model.missing.append(_("Tăng trưởng: chưa đủ ba số liệu năm để dự báo."))
        return
    import numpy as np

    from lotrinh.forecasting.scenarios import Assumption as Drawn

    middle = Decimal(str(round(float(np.median(draws)), 2)))
    model.drawn[GROWTH_LEVER] = Drawn(float(np.median(draws)), 0.0, draws)
    model.levers.append(
        Lever(
            GROWTH_LEVER,
            _("Tăng trưởng GRDP bình quân %(first)d–%(due)d") % {"first": years[-1] + 1, "due": due},
            middle,
            "%/năm",
            _("Dự báo từ %(n)d số liệu năm.") % {"n": len(years)},
            Decimal(str(round(float(np.quantile(draws, 0.05)), 2))),
            Decimal(str(round(float(np.quantile(draws, 0.95)), 2))),
        )
    )
    known = dict(zip(years, values, strict=True))
    for target in averages:
        since, last = int(target.period_from or 0), int(target.due[:4])
        gone = list(range(since, years[-1] + 1))
        if all(year in known for year in gone) and last == due:
            model.dependents[target.pk] = (target, _dependent(target, _average(known, gone, last - since + 1)))


def _average(known: dict[int, float], gone: list[int], years: int) -> Callable[[Any], Floats]:
    """Mean yearly growth of a whole period: what the years gone brought, and the years left at one rate."""
    done = 1.0
    for year in gone:
        done *= 1 + known[year] / 100
    left = years - len(gone)
    return lambda draws: 100 * ((done * (1 + draws[GROWTH_LEVER] / 100) ** left) ** (1 / years) - 1)


def _add_assumptions(model: Model, programme: Programme) -> None:
    from lotrinh.forecasting.scenarios import Assumption as Drawn

    place = programme.area_version.code.replace("-", "") if programme.area_version else ""
    chosen: dict[str, tuple[str, Assumption]] = {}
    for one in assumptions_of(programme):
        slot, rest = slot_of(one.code)
        fits = slot and (slot == RATE or rest in ("", place))
        if fits and (slot not in chosen or rest > chosen[slot][0]):
            chosen[slot] = (rest, one)
    for slot in (DEFLATOR, POPULATION, RATE):
        if slot not in chosen:
            model.missing.append(_("Chưa có giả định %(code)s.") % {"code": slot})
            continue
        one = chosen[slot][1]
        spread = (one.high - one.low) / SPREADS if one.low is not None and one.high is not None else Decimal(0)
        model.drawn[slot] = Drawn(float(one.value), float(spread))
        model.levers.append(
            Lever(slot, local(one, "name"), one.value.normalize(), one.unit, one.note, one.low, one.high)
        )


def _add_per_head(model: Model, history: list[Observation], targets: list[Target]) -> None:
    wanted = [t for t in targets if t.indicator.code in (f"{PER_HEAD}_usd", f"{PER_HEAD}_vnd")]
    if not wanted:
        return
    needs = {GROWTH_LEVER, DEFLATOR, POPULATION, RATE}
    if not history or not needs <= set(model.drawn):
        model.missing.append(_("GRDP bình quân đầu người: thiếu số liệu gốc hoặc giả định nên không tính được."))
        return
    last = history[-1]
    assert last.value is not None
    base = float(last.value) * 1e6 if last.series.unit.startswith("triệu") else float(last.value)
    for target in wanted:
        years = int(target.due[:4]) - int(last.period)
        dollars = target.indicator.code.endswith("_usd")
        if years > 0:
            model.dependents[target.pk] = (target, _dependent(target, _per_head(base, years, dollars=dollars)))


def _per_head(base: float, years: int, *, dollars: bool) -> Callable[[Any], Floats]:
    """Income per head in the target's unit: dollars, or million đồng."""
    from lotrinh.forecasting.scenarios import per_head_usd

    def formula(draws: Any) -> Floats:
        rate = draws[RATE] if dollars else draws[RATE] * 0 + 1e6
        return per_head_usd(base, years, draws[GROWTH_LEVER], draws[DEFLATOR], draws[POPULATION], rate)

    return formula


def _dependent(target: Target, formula: Callable[[Any], Floats]) -> Dependent:
    from lotrinh.forecasting.scenarios import Dependent

    return Dependent(str(target.pk), formula, **_band(target))


def _band(target: Target) -> dict[str, Any]:
    """What counts as met: as on the target's own page, reaching more than a bare figure is reaching it."""
    low, high = (None if end is None else float(end) for end in (target.low, target.high))
    up = target.indicator.direction == "up"
    if target.comparator in {"unstated", "equal", "about"} and target.indicator.direction in {"up", "down"}:
        return {"comparator": "at_least" if up else "at_most", "low": low, "high": high}
    band: dict[str, Any] = {"comparator": target.comparator, "low": low, "high": high}
    if target.comparator == "range" and target.indicator.direction in {"up", "down"}:
        band["direction"] = target.indicator.direction
    return band


def _add_shares(model: Model, history: dict[str, list[Observation]], targets: list[Target]) -> None:
    """Shares of one whole with a figure each for one same year become levers; no spread is made up for them."""
    wholes: dict[str, list[Target]] = {}
    for target in targets:
        if target.indicator.composition and history.get(target.indicator.code):
            wholes.setdefault(target.indicator.composition, []).append(target)
    for parts in wholes.values():
        lasts = [history[t.indicator.code][-1] for t in parts]
        values = [o.value for o in lasts if o.value is not None]
        if len({o.period for o in lasts}) != 1 or abs(sum(values, Decimal(0)) - 100) > 1:
            model.missing.append(
                _("Cơ cấu: các tỷ trọng không cùng năm hoặc không cộng thành 100% nên không thử được.")
            )
            continue
        for target, last, value in zip(parts, lasts, values, strict=True):
            code = target.indicator.code
            note = _("Số liệu năm %(year)s; đổi một tỷ trọng thì các tỷ trọng kia đổi theo để tổng vẫn là 100%%.")
            model.levers.append(
                Lever(code, local(target.indicator, "name"), value.normalize(), "%", note % {"year": last.period})
            )
            model.shares.append((target, target.indicator.composition))


def _share_effects(model: Model, changes: dict[str, Decimal]) -> list[Effect]:
    """What each share target sees at the assumed shares; chances stay unknown, as on the target's page."""
    start = {
        lever.code: lever.value for lever in model.levers if lever.code in {t.indicator.code for t, _w in model.shares}
    }
    found = []
    for whole in dict.fromkeys(whole for _target, whole in model.shares):
        parts = [t for t, w in model.shares if w == whole]
        before = {t.indicator.code: start[t.indicator.code] for t in parts}
        after = rescaled(before, {c: v for c, v in changes.items() if c in before})
        for target in parts:
            was, now = before[target.indicator.code], after[target.indicator.code]
            found.append(
                Effect(
                    target=target,
                    before=None,
                    after=None,
                    middle_before=float(was),
                    middle_after=float(now),
                    by_series=model.by_series.get(target.pk),
                    met_before=_holds(target, was),
                    met_after=_holds(target, now),
                )
            )
    return found


def rescaled(shares: dict[str, Decimal], moved: dict[str, Decimal]) -> dict[str, Decimal]:
    """Shares with some set and the others changed in proportion so that all sum to 100.

    Where the set ones alone exceed 100, or all are set, they are taken as given.
    """
    if not moved:
        return dict(shares)
    rest = {code: value for code, value in shares.items() if code not in moved}
    room, held = Decimal(100) - sum(moved.values(), Decimal(0)), sum(rest.values(), Decimal(0))
    if room < 0 or not held:
        return shares | moved
    return moved | {code: value * room / held for code, value in rest.items()}


def _holds(target: Target, value: Decimal) -> bool:
    band = _band(target)
    exclusive = target.comparator in {"above", "below"}
    low, high = band["low"], band["high"]
    if band["comparator"] in ("at_least", "above"):
        high = None
    elif band["comparator"] in ("at_most", "below"):
        low = None
    elif band.get("direction") == "up":
        high = None
    elif band.get("direction") == "down":
        low = None
    number = float(value)
    above = low is None or (number > low if exclusive else number >= low)
    return above and (high is None or (number < high if exclusive else number <= high))


@dataclass(frozen=True, slots=True)
class ShownLever:
    """A lever as the form shows it: what was typed, or what is assumed."""

    lever: Lever
    typed: str
    changed: bool


def shown_levers(model: Model, given: dict[str, str], changes: dict[str, Decimal]) -> list[ShownLever]:
    """The form's fields, with what was typed kept."""
    return [
        ShownLever(lever, given.get(lever.code, "") or figure(lever.value), lever.code in changes)
        for lever in model.levers
    ]


def compared(
    programme: Programme, scenarios: list[Scenario]
) -> tuple[list[tuple[str, list[Any]]], list[tuple[dict[str, Any], list[dict[str, Any] | None]]]]:
    """Saved scenarios as rows: each lever that any of them moved, and each target, with one cell a scenario."""
    names = (
        {lever.code: f"{lever.name} ({unit_words(lever.unit)})" for lever in model_of(programme).levers}
        if scenarios
        else {}
    )
    moved = dict.fromkeys(code for s in scenarios for code in s.values)
    levers = [
        (
            names.get(code, code),
            [(Decimal(s.values.get(code, s.base.get(code, "0"))), code in s.values) for s in scenarios],
        )
        for code in moved
    ]
    by_scenario = [{e["target"]: e for e in s.effects} for s in scenarios]
    targets = {e["target"]: e for s in scenarios for e in s.effects}
    return levers, [(e, [kept.get(code) for kept in by_scenario]) for code, e in targets.items()]
