"""Making forecasts and chances from the figures in force, and keeping them as made.

Heavy: loads the forecasting engine (numpy). Called when figures change, never while a page is shown.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from lotrinh_web.accounts.access import is_office
from lotrinh_web.audit.actions import Actor, action, record
from lotrinh_web.indicators.models import Chance, Forecast, Observation, Series, Target
from lotrinh_web.indicators.queries import annual_history, preferred_series
from lotrinh_web.indicators.targets import english
from lotrinh_web.indicators.targets.currency import Twin, twin_of
from lotrinh_web.programmes.models import Programme

if TYPE_CHECKING:
    from lotrinh.forecasting.results import IndicatorType

LEVELS = (80.0, 95.0)
TYPES: dict[str, IndicatorType] = {
    "growth": "growth", "level": "level", "share": "share", "count": "count", "composition": "share",
}  # fmt: skip
STALE_YEARS = 5
"""A series whose last figure is older than this says nothing of today; it is not drawn out to the due year."""
UNCERTAIN_KINDS = {Observation.Kind.ESTIMATE, Observation.Kind.PRELIMINARY}


@dataclass(frozen=True, slots=True)
class Answer:
    """A forecast kept, the engine's chance of the target under it, and the chance in words."""

    forecast: Forecast
    chance: Any
    sentence_vi: str
    sentence_en: str


@dataclass(frozen=True, slots=True)
class NoChance:
    """Why nothing can be said of a target: a value with a reason, not a zero."""

    reason: str
    sentence_vi: str
    sentence_en: str


def _office(*, actor: Actor, **_: Any) -> bool:
    return is_office(actor)


@action(allow=_office)
def make_forecasts(*, actor: Actor, programme: Programme, at: datetime | None = None) -> list[Chance]:
    """Forecast every series a target of the programme stands on, and the chance of each target."""
    at = at or timezone.now()
    targets = Target.objects.filter(programme=programme).select_related("indicator", "area_version")
    chances = [_chance_of(target, at) for target in targets]
    record(
        actor=actor, action="indicators.make_forecasts", subject=programme,
        data={"targets": len(chances), "with_chance": sum(c.value is not None for c in chances)},
    )  # fmt: skip
    return chances


def _chance_of(target: Target, at: datetime) -> Chance:
    found = _compute(target, at)
    if isinstance(found, NoChance):
        return Chance.objects.create(
            target=target, made_at=at, reason=found.reason, sentence_vi=found.sentence_vi,
            sentence_en=found.sentence_en,
        )  # fmt: skip
    forecast, chance = found.forecast, found.chance
    return Chance.objects.create(
        target=target, forecast=forecast, made_at=at, value=chance.value, sentence_vi=found.sentence_vi,
        sentence_en=found.sentence_en, required_growth=chance.required_growth,
        observed_over_required=chance.observed_over_required,
    )  # fmt: skip


def _compute(target: Target, at: datetime) -> Answer | NoChance:
    from lotrinh.errors import InvalidData
    from lotrinh.forecasting import NotEnoughData, chance_of, forecast_series

    series = preferred_series(target)
    if target.measure == "qualitative" or target.indicator.qualitative:
        return NoChance("qualitative", "Mục tiêu định tính: đánh giá theo hồ sơ, không dự báo.",
                        "A qualitative target: judged on its file, not forecast.")  # fmt: skip
    history = annual_history(series) if series else []
    twin: Twin | None = None
    if _stale(history, at) and (twin := twin_of(target)) is not None:
        series, history = twin.series, annual_history(twin.series)
    if series is None or not history:
        return NoChance("no_figures", "Chưa có số liệu của chỉ tiêu này trên địa bàn này.",
                        "No figures for this indicator and territory yet.")  # fmt: skip
    if _stale(history, at):
        year = history[-1].period
        return NoChance("stale", f"Số liệu gần nhất là của năm {year}, đã cũ: cần bổ sung số liệu mới để dự báo.",
                        f"The latest figure is of {year}, too old to forecast from.")  # fmt: skip
    horizon = int(target.due[:4]) - int(history[-1].period[:4])
    if horizon < 1:
        return NoChance("due_reached", "Đã có số liệu của năm đến hạn; đối chiếu trực tiếp với mục tiêu.",
                        "The figure of the due year is known; compare it with the target.")  # fmt: skip
    try:
        made = joint(series, history, horizon) or forecast_series(
            [float(o.value) for o in history if o.value is not None],
            [int(o.period) for o in history],
            type=_type(target), horizon=horizon, levels=LEVELS,
            last_is_estimate=history[-1].kind in UNCERTAIN_KINDS,
        )  # fmt: skip
        if isinstance(made, NotEnoughData):
            return NoChance("not_enough_data", made.reason_vi, _not_enough_en(len(history)))
        answer = chance_of(made, **_question(target, twin))
    except InvalidData as error:
        return NoChance("cannot_compute", str(error), "The figures do not allow a forecast; see the Vietnamese note.")
    if isinstance(answer, NotEnoughData):
        return NoChance("not_enough_data", answer.reason_vi, _not_enough_en(len(history)))
    said_vi, said_en = [answer.sentence_vi], [english.chance_sentence(answer)]
    if answer.year_met_at_pace is not None and not answer.already_met:
        said_vi.append(f"Với nhịp hiện nay, mục tiêu đạt vào năm {answer.year_met_at_pace}.")
        said_en.append(f"At the present pace it is met in {answer.year_met_at_pace}.")
    if twin is not None:
        said_vi.append(twin.sentence_vi)
        said_en.append(twin.sentence_en)
    return Answer(_keep(series, made, history, at), answer, " ".join(said_vi), " ".join(said_en))


JOINT_VI = "; các phần của cơ cấu dự báo chung, mỗi phương án cộng đúng 100%"
JOINT_EN = "; the parts of the whole forecast together, each draw sums to 100"


def joint(series: Series, history: list[Observation], horizon: int) -> Any | None:
    """The forecast of a part of a whole made together with its sisters, or None where that cannot be done.

    The sisters are the preferred series of the same composition and territory. They must sum to 100 in every year all
    of them have, three years at least, the part's last year among them.
    """
    from lotrinh.errors import InvalidData
    from lotrinh.forecasting import NotEnoughData, forecast_composition

    code = series.indicator.composition
    if not code:
        return None
    sisters = Series.objects.filter(
        indicator__composition=code, area_version=series.area_version_id, preferred=True
    ).select_related("indicator")
    histories = {one.code: {o.period: o.value for o in annual_history(one)} for one in sisters}
    years = sorted(set.intersection(*(set(found) for found in histories.values()))) if len(histories) > 1 else []
    if not years or years[-1] != history[-1].period:
        return None
    parts = {name: [float(found[year] or 0) for year in years] for name, found in histories.items()}
    estimate = history[-1].kind in UNCERTAIN_KINDS
    try:
        made = forecast_composition(
            parts, [int(year) for year in years], horizon=horizon, levels=LEVELS, last_is_estimate=estimate
        )
    except InvalidData:
        return None  # they do not sum to 100: two conventions side by side, each part is forecast alone
    if isinstance(made, NotEnoughData):
        return None
    own = made[series.code]
    return replace(own, label_vi=own.label_vi + JOINT_VI, label_en=own.label_en + JOINT_EN)


def _stale(history: list[Observation], at: datetime) -> bool:
    return bool(history) and at.year - int(history[-1].period) > STALE_YEARS


def _type(target: Target) -> IndicatorType:
    return TYPES.get(target.indicator.forecast_type.split(":")[0], "auto")


def _question(target: Target, twin: Twin | None = None) -> dict[str, Any]:
    """The target in the engine's words; in the twin's currency where that is what was forecast."""

    def number(value: Decimal | None) -> float | None:
        return None if value is None else float(value * twin.factor if twin else value)

    comparator = "about" if target.comparator in {"unstated", "equal", "about"} else target.comparator
    question: dict[str, Any] = {
        "comparator": comparator, "low": number(target.low), "high": number(target.high), "due": int(target.due[:4]),
    }  # fmt: skip
    if comparator == "about" and target.indicator.direction in {"up", "down"}:
        # "đạt 80%", "khoảng 30%": reaching more (or less, where less is better) counts as reached
        question["comparator"] = "at_least" if target.indicator.direction == "up" else "at_most"
    elif comparator == "range" and target.indicator.direction in {"up", "down"}:
        question["direction"] = target.indicator.direction
    if target.measure == "period_average":
        question |= {"kind": "average", "since": target.period_from}
    return question


def _not_enough_en(points: int) -> str:
    return f"Not enough data: {points} annual figure(s), at least 3 are needed."


def _keep(series: Series, made: Any, history: list[Observation], at: datetime) -> Forecast:
    path = []
    for index, period in enumerate(made.periods):
        row: dict[str, Any] = {"period": str(period), "median": made.median[index]}
        for level in LEVELS:
            row[f"lo{level:g}"] = made.lower(level)[index]
            row[f"hi{level:g}"] = made.upper(level)[index]
        path.append(row)
    return Forecast.objects.create(
        series=series, made_at=at, method=made.method, label_vi=made.label_vi[:300], label_en=made.label_en[:300],
        last_period=history[-1].period, points=made.n_points, path=path, note_vi=made.note_vi[:500],
        note_en=english.note(made.note_vi)[:500],
        inputs=[o.pk for o in history],
    )  # fmt: skip
