"""What a reader should ask about: raised from accepted reports, told to both sides, set aside with a reason."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from lotrinh_web.errors import Conflict, NotAllowed, Refused
from lotrinh_web.indicators.models import Indicator, Observation, Series
from lotrinh_web.reporting import actions
from lotrinh_web.reporting.flags import dismiss_flag, flags
from lotrinh_web.reporting.models import Submission
from lotrinh_web.reporting.owed_figures import figure_rows
from web.world import SYSTEM, World

TOLD = "Đã tham mưu ban hành kế hoạch hỗ trợ doanh nghiệp, tổ chức hai hội nghị với một trăm đại biểu."


def opened(world: World, quarter: int) -> Submission:
    month = quarter * 3
    made = actions.open_round(
        actor=SYSTEM, programme=world.programme, period=f"2026-Q{quarter}", opens_on=date(2026, month, 4),
        cut_off=date(2026, month, 14), due_on=date(2026, month, 16),
    )  # fmt: skip
    return Submission.objects.get(round=made, organisation=world.body)


def enter(world: World, submission: Submission, **fields: Any) -> Submission:
    said = {task.pk: {"narrative": f"{TOLD} {task.code}", **fields} for task in world.tasks[:2]}
    return actions.save_entries(
        actor=world.people["officer"], submission=submission, version=submission.version, entries=said
    )


def accept(world: World, submission: Submission) -> None:
    actions.submit(actor=world.people["officer"], submission=submission)
    actions.approve(actor=world.people["head"], submission=submission)
    actions.accept(actor=world.people["office"], submission=submission)


@pytest.fixture
def second(world: World) -> Submission:
    """The second quarter's report with the words of the first, and less progress."""
    accept(world, enter(world, opened(world, 1), percent=60))
    return enter(world, opened(world, 2), percent=40)


def test_words_told_again_and_progress_back_are_flagged(second: Submission, world: World) -> None:
    assert sorted({flag.code for flag in flags(second)}) == ["backwards", "recycled"]


def test_a_first_report_has_no_flags(world: World) -> None:
    assert flags(enter(world, opened(world, 1), percent=60)) == []


def test_a_returned_report_of_before_does_not_count(world: World) -> None:
    first = enter(world, opened(world, 1), percent=60)
    actions.submit(actor=world.people["officer"], submission=first)
    assert flags(enter(world, opened(world, 2), percent=40)) == []


def test_a_figure_other_than_the_one_held_is_flagged(world: World) -> None:
    task = world.tasks[0]
    indicator = Indicator.objects.create(code="thu", name_vi="Tỷ lệ thử", unit="%", decimals=1)
    task.result_indicator = indicator
    task.save()
    area = world.programme.area_version
    series = Series.objects.create(indicator=indicator, area_version=area, code="thu-1", unit="%", preferred=True)
    Observation.objects.create(series=series, period="2026-Q1", value=Decimal("7.1"), recorded_at=timezone.now())
    found = flags(enter(world, opened(world, 1), result_value=Decimal("7.9")))
    assert [(flag.code, flag.task) for flag in found] == [("contradicts", task)]


def test_both_sides_see_it(second: Submission, world: World) -> None:
    seen = [
        "gần như trùng" in world.client(who).get(f"/ky-bao-cao/bao-cao/{second.pk}/").content.decode()
        for who in ("officer", "office")
    ]
    assert seen == [True, True]


def test_it_is_set_aside_with_a_reason_that_stays(second: Submission, world: World) -> None:
    flag = flags(second)[0]
    dismiss_flag(
        actor=world.people["officer"], submission=second, key=flag.key, facts=flag.facts, reason="Đợt hai của kế hoạch."
    )
    kept = flags(second)[0].dismissal
    assert kept is not None
    assert kept.reason == "Đợt hai của kế hoạch."


def test_without_a_reason_it_stays(second: Submission, world: World) -> None:
    flag = flags(second)[0]
    with pytest.raises(Refused, match="Ghi lý do"):
        dismiss_flag(actor=world.people["officer"], submission=second, key=flag.key, facts=flag.facts, reason=" ")


def test_it_comes_back_when_the_words_change(second: Submission, world: World) -> None:
    flag = next(f for f in flags(second) if f.code == "backwards")
    dismiss_flag(
        actor=world.people["office"],
        submission=second,
        key=flag.key,
        facts=flag.facts,
        reason="Rà soát lại khối lượng.",
    )
    again = enter(world, second, percent=30)
    assert [f.dismissal for f in flags(again) if f.key == flag.key] == [None]


def test_another_agency_may_not_set_it_aside(second: Submission, world: World) -> None:
    flag = flags(second)[0]
    with pytest.raises(NotAllowed):
        dismiss_flag(actor=world.people["stranger"], submission=second, key=flag.key, facts=flag.facts, reason="x")


def test_a_flag_that_is_gone_is_said_so(second: Submission, world: World) -> None:
    with pytest.raises(Conflict, match="không còn"):
        dismiss_flag(
            actor=world.people["office"], submission=second, key="recycled:0", facts="0" * 64, reason="Không rõ."
        )


def test_the_number_of_queries_does_not_grow_with_tasks(second: Submission, django_assert_num_queries: Any) -> None:
    followed = figure_rows(second)
    with django_assert_num_queries(3):  # entries, earlier entries, dismissals; figures only where one is given
        flags(second, followed)
