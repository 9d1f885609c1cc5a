"""Bodies that follow indicators, and rounds that ask them, for the tests of reported figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from lotrinh_web.accounts.models import Role
from lotrinh_web.indicators.actions import record_observation
from lotrinh_web.indicators.models import FigureSource, Indicator, Observation, Series, Target
from lotrinh_web.organisations.actions import add_member
from lotrinh_web.organisations.models import Organisation
from lotrinh_web.reporting import actions
from lotrinh_web.reporting.figure_report_actions import Given, save_figures
from lotrinh_web.reporting.models import ReportingRound, Submission
from lotrinh_web.reporting.owed_figures import figure_rows
from web.world import SYSTEM, World, make_user

FIGURE = Given(Decimal("7.25"), "estimate", "Biểu 01, cục thống kê vùng")


def follow(world: World, code: str, owner: str, frequency: str = "quarter,year", **fields: Any) -> Indicator:
    """An indicator with a target in force."""
    indicator = Indicator.objects.create(
        code=code, name_vi=f"Chỉ tiêu {code}", owner=owner, frequency=frequency, **{"unit": "%", **fields}
    )
    Target.objects.create(
        programme=world.programme, code=f"T-{code}", document=world.programme.document, indicator=indicator,
        area_version=world.programme.area_version, due="2030", comparator=">=", low=Decimal(8), unit="%",
    )  # fmt: skip
    return indicator


def counting_body(world: World) -> Organisation:
    """A body that leads no task, with its officer `counter` and its head `chief`."""
    body = Organisation.objects.create(code="thong-ke", name_vi="Thống kê vùng", kind="agency")
    for who, role in (("counter", Role.AGENCY_OFFICER), ("chief", Role.AGENCY_HEAD)):
        world.people[who] = make_user(who, role)
        add_member(actor=SYSTEM, user=world.people[who], organisation=body, since=date(2025, 3, 1))
    return body


def open_round(world: World, quarter: int = 3, **fields: Any) -> ReportingRound:
    """The round of a quarter of 2026."""
    month = quarter * 3
    return actions.open_round(
        actor=SYSTEM, programme=world.programme, period=f"2026-Q{quarter}", opens_on=date(2026, month, 4),
        cut_off=date(2026, month, 14), due_on=date(2026, month, 16), **fields,
    )  # fmt: skip


def give(world: World, submission: Submission, given: Given = FIGURE) -> Submission:
    """The officer enters the report's one figure."""
    (row,) = figure_rows(submission)
    return save_figures(actor=world.people["counter"], submission=submission, figures={row.owed.key: given})


def hold(world: World, indicator: Indicator, *values: str, last: str = "2026-Q3") -> list[Observation]:
    """Figures of quarters one after another in the store, the newest for `last`."""
    from lotrinh.calendar import parse_period

    series, _made = Series.objects.get_or_create(
        indicator=indicator, area_version=world.programme.area_version, preferred=True,
        defaults={"code": f"{indicator.code}-1", "unit": indicator.unit},
    )  # fmt: skip
    source, _made = FigureSource.objects.get_or_create(title="Niên giám")
    period, found = parse_period(last), []
    for value in reversed(values):
        kept = record_observation(
            actor=SYSTEM, series=series, period=period.code, value=Decimal(value), source=source,
            kind=Observation.Kind.PRELIMINARY,
        )  # fmt: skip
        found.append(kept)
        period = period.previous()
    return list(reversed(found))


def accept(world: World, submission: Submission) -> None:
    """The report goes all the way."""
    actions.submit(actor=world.people["counter"], submission=submission)
    actions.approve(actor=world.people["chief"], submission=submission)
    actions.accept(actor=world.people["office"], submission=submission)
