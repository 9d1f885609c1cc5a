"""Legal instruments: steps in order, overdue derived, promulgated only with a number and a confirmation."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from lotrinh_web.audit.models import AuditEntry
from lotrinh_web.errors import Conflict, NotAllowed, Refused
from lotrinh_web.products import actions as shared
from lotrinh_web.products.instruments import actions
from lotrinh_web.products.instruments.queries import instruments_of, rows
from lotrinh_web.products.instruments.types import load_first_types
from lotrinh_web.products.models import Instrument, InstrumentType, InstrumentTypeStep, ProductEvent, StepRecord
from lotrinh_web.products.queries import instruments_for_review
from lotrinh_web.workplan.models import TaskEvent
from web.world import World

START = date(2026, 1, 5)
STEPS = [
    ("proposal", "Đề xuất"), ("drafting", "Soạn thảo"), ("submission", "Trình"), ("promulgation", "Ban hành"),
]  # fmt: skip


@pytest.fixture
def kind(world: World) -> InstrumentType:
    return actions.add_type(
        actor=world.people["office"], name_vi="Loại thử", line="state", source="Quy chế thử", certainty="verified",
        steps=STEPS,
    )  # fmt: skip


@pytest.fixture
def instrument(world: World, kind: InstrumentType) -> Instrument:
    return actions.add_instrument(
        actor=world.people["officer"], task=world.tasks[1], type=kind, title_vi="Nghị quyết thử", starts_on=START,
        planned={1: date(2026, 1, 20), 2: date(2026, 3, 31), 4: date(2026, 6, 30)},
    )  # fmt: skip


def done(
    world: World, instrument: Instrument, order: int, day: date, who: str = "officer", **more: object
) -> StepRecord:
    return actions.record_step(
        actor=world.people[who], product=instrument, step=instrument.steps.get(order=order), done_on=day, **more
    )  # type: ignore[arg-type]


def all_done(world: World, instrument: Instrument, who: str = "officer") -> None:
    for order, day in ((1, date(2026, 1, 19)), (2, date(2026, 4, 2)), (3, date(2026, 5, 4))):
        done(world, instrument, order, day, who)
    done(world, instrument, 4, date(2026, 6, 1), who, number="15/2026/NQ-HĐND")


def row_on(world: World, day: date, *, confirmed: bool = False):
    return rows(instruments_of(world.programme, day), day, confirmed=confirmed)[0]


@pytest.fixture
def first_types(db: None) -> None:
    """What the migration loads; once more where a test that commits has emptied the tables before."""
    if not InstrumentType.objects.exists():
        load_first_types(InstrumentType, InstrumentTypeStep)


@pytest.mark.usefixtures("first_types")
def test_types_come_with_a_source_and_unsure_ones_say_so() -> None:
    types = list(InstrumentType.objects.all())
    assert {kind.line for kind in types} == {"party", "state", "other"}
    assert all(kind.source for kind in types)
    assert all(kind.certainty == "background" and kind.note for kind in types)
    assert all(kind.steps.last().stage == "promulgation" for kind in types)


def test_steps_are_copied_so_that_a_changed_type_leaves_the_instrument_alone(
    world: World, kind: InstrumentType, instrument: Instrument
) -> None:
    kind.steps.all().delete()
    assert [step.name_vi for step in instrument.steps.all()] == ["Đề xuất", "Soạn thảo", "Trình", "Ban hành"]


def test_overdue_steps_are_derived_from_the_day(world: World, instrument: Instrument) -> None:
    done(world, instrument, 1, date(2026, 1, 19))
    assert row_on(world, date(2026, 3, 31)).state == "open"
    late = row_on(world, date(2026, 4, 10))
    assert (late.state, late.days_late, [step.step.order for step in late.overdue]) == ("overdue", 10, [2])


def test_a_past_day_does_not_know_steps_done_later(world: World, instrument: Instrument) -> None:
    all_done(world, instrument)
    assert row_on(world, date(2026, 4, 1)).done == 1


def test_promulgation_without_a_number_is_refused(world: World, instrument: Instrument) -> None:
    for order, day in ((1, date(2026, 1, 19)), (2, date(2026, 4, 2)), (3, date(2026, 5, 4))):
        done(world, instrument, order, day)
    with pytest.raises(Refused, match="Nhập số, ký hiệu"):
        done(world, instrument, 4, date(2026, 6, 1))
    assert StepRecord.objects.count() == 3


def test_a_step_before_the_one_it_follows_is_refused_by_name(world: World, instrument: Instrument) -> None:
    with pytest.raises(Refused, match="«Đề xuất» chưa xong"):
        done(world, instrument, 2, date(2026, 2, 1))


@pytest.mark.parametrize(
    ("day", "words"),
    [(START - timedelta(days=1), "trước ngày bắt đầu"), (date(2100, 1, 1), "chưa đến")],
)  # fmt: skip
def test_a_day_that_cannot_be_is_refused(world: World, instrument: Instrument, day: date, words: str) -> None:
    with pytest.raises(Refused, match=words):
        done(world, instrument, 1, day)


def test_days_against_the_order_are_refused(world: World, instrument: Instrument) -> None:
    done(world, instrument, 1, date(2026, 2, 1))
    with pytest.raises(Refused, match="trái thứ tự"):
        done(world, instrument, 2, date(2026, 1, 20))


def test_a_left_out_step_needs_a_reason_and_lets_the_next_go_on(world: World, instrument: Instrument) -> None:
    with pytest.raises(Refused, match="lý do bỏ qua"):
        done(world, instrument, 1, date(2026, 1, 19), left_out=True)
    done(world, instrument, 1, date(2026, 1, 19), left_out=True, reason="Trình tự rút gọn")
    done(world, instrument, 2, date(2026, 2, 1))
    assert row_on(world, date(2026, 2, 2)).steps[0].state == "left_out"


def test_a_correction_is_a_new_record_with_a_reason(world: World, instrument: Instrument) -> None:
    first = done(world, instrument, 1, date(2026, 1, 19))
    with pytest.raises(Refused, match="lý do sửa"):
        done(world, instrument, 1, date(2026, 1, 18))
    second = done(world, instrument, 1, date(2026, 1, 18), reason="Nhập nhầm ngày")
    assert (second.corrects, StepRecord.objects.count()) == (first, 2)
    assert row_on(world, date(2026, 2, 1)).steps[0].record == second


def test_head_approves_office_confirms_then_it_is_promulgated_and_the_task_knows(
    world: World, instrument: Instrument
) -> None:
    all_done(world, instrument)
    assert row_on(world, date(2026, 7, 1)).state == "awaiting"
    shared.approve(actor=world.people["head"], product=instrument)
    shared.confirm(actor=world.people["office"], product=instrument)
    instrument.refresh_from_db()
    assert (instrument.outcome, instrument.number) == ("promulgated", "15/2026/NQ-HĐND")
    assert row_on(world, date(2026, 7, 1)).state == "promulgated"
    milestone = TaskEvent.objects.get(task=world.tasks[1], milestone="instrument_issued")
    assert "15/2026/NQ-HĐND" in milestone.document


def test_reviews_count_only_what_is_confirmed(world: World, instrument: Instrument) -> None:
    all_done(world, instrument)
    line = instruments_for_review(world.programme, date(2026, 7, 1))[0]
    assert (line.state, line.number, line.origin.unconfirmed) == ("overdue", "", 4)
    shared.approve(actor=world.people["head"], product=instrument)
    shared.confirm(actor=world.people["office"], product=instrument)
    line = instruments_for_review(world.programme, date(2026, 7, 1))[0]
    assert (line.state, line.number, line.promulgated_on) == ("promulgated", "15/2026/NQ-HĐND", date(2026, 6, 1))
    assert (line.origin.path, line.origin.lead) == ("III.1.b2", "Sở Mới")


def test_what_was_sent_back_does_not_stand_and_can_be_entered_anew(world: World, instrument: Instrument) -> None:
    done(world, instrument, 1, date(2026, 1, 19))
    with pytest.raises(Refused, match="lý do trả lại"):
        shared.send_back(actor=world.people["head"], product=instrument, reason=" ")
    shared.send_back(actor=world.people["head"], product=instrument, reason="Sai ngày")
    assert row_on(world, date(2026, 2, 1)).steps[0].record is None
    done(world, instrument, 1, date(2026, 1, 18))
    assert row_on(world, date(2026, 2, 1)).steps[0].record is not None


def test_what_came_in_after_the_page_was_opened_is_not_approved_unseen(world: World, instrument: Instrument) -> None:
    from lotrinh_web.products.events import waiting_mark

    done(world, instrument, 1, date(2026, 1, 19))
    seen = waiting_mark(instrument, {"entered"})
    done(world, instrument, 2, date(2026, 2, 19))
    with pytest.raises(Conflict):
        shared.approve(actor=world.people["head"], product=instrument, seen=seen)
    assert not StepRecord.objects.filter(check_state="approved").exists()


@pytest.mark.parametrize("who", ["other_officer", "other_head", "stranger", "leader", "inspector"])
def test_others_write_nothing(world: World, instrument: Instrument, kind: InstrumentType, who: str) -> None:
    before = AuditEntry.objects.count()
    with pytest.raises(NotAllowed):
        done(world, instrument, 1, date(2026, 1, 19), who)
    with pytest.raises(NotAllowed):
        actions.add_instrument(
            actor=world.people[who], task=world.tasks[1], type=kind, title_vi="Khác", starts_on=START
        )
    with pytest.raises(NotAllowed):
        shared.approve(actor=world.people[who], product=instrument)
    assert AuditEntry.objects.count() == before


def test_an_officer_does_not_approve_and_a_head_does_not_confirm(world: World, instrument: Instrument) -> None:
    done(world, instrument, 1, date(2026, 1, 19))
    with pytest.raises(NotAllowed):
        shared.approve(actor=world.people["officer"], product=instrument)
    with pytest.raises(NotAllowed):
        shared.confirm(actor=world.people["head"], product=instrument)


def test_the_lead_of_a_merged_body_enters(world: World, kind: InstrumentType) -> None:
    made = actions.add_instrument(
        actor=world.people["officer"], task=world.tasks[0], type=kind, title_vi="Của Sở Cũ", starts_on=START
    )
    assert made.pk


def test_planned_days_run_in_order_and_change_with_a_reason(world: World, instrument: Instrument) -> None:
    officer = world.people["officer"]
    with pytest.raises(Refused, match="trước bước"):
        actions.plan_steps(actor=officer, product=instrument, planned={2: date(2026, 1, 10)}, reason="Đổi")
    with pytest.raises(Refused, match="lý do đổi"):
        actions.plan_steps(actor=officer, product=instrument, planned={2: date(2026, 4, 30)}, reason="")
    actions.plan_steps(actor=officer, product=instrument, planned={2: date(2026, 4, 30)}, reason="Chờ ý kiến Bộ")
    step = instrument.steps.get(order=2)
    assert (step.first_planned_on, step.planned_on) == (date(2026, 3, 31), date(2026, 4, 30))
    assert ProductEvent.objects.get(kind="planned").words == "Soạn thảo: 31/03/2026 → 30/04/2026"


def test_promulgation_planned_before_the_start_is_refused_and_nothing_is_written(
    world: World, kind: InstrumentType
) -> None:
    with pytest.raises(Refused, match="trước ngày bắt đầu"):
        actions.add_instrument(
            actor=world.people["office"], task=world.tasks[1], type=kind, title_vi="Sớm quá", starts_on=START,
            promulgate_by=date(2025, 12, 31),
        )  # fmt: skip
    assert not Instrument.objects.exists()


def test_withdrawn_stays_to_be_seen_and_takes_no_more_steps(world: World, instrument: Instrument) -> None:
    today = timezone.localdate()
    actions.withdraw(actor=world.people["office"], product=instrument, on=today, reason="Không còn phù hợp")
    assert row_on(world, today).state == "withdrawn"
    assert row_on(world, today - timedelta(days=1)).state == "overdue"
    with pytest.raises(Refused, match="đã rút"):
        done(world, instrument, 1, date(2026, 1, 19))


def test_two_instruments_do_not_replace_each_other(world: World, kind: InstrumentType, instrument: Instrument) -> None:
    office, today = world.people["office"], timezone.localdate()
    other = actions.add_instrument(actor=office, task=world.tasks[1], type=kind, title_vi="Mới", starts_on=START)
    actions.replace(actor=office, product=instrument, by=other, on=today, reason="Gộp nội dung")
    with pytest.raises(Refused, match="thay thế lẫn nhau"):
        actions.replace(actor=office, product=other, by=Instrument.objects.get(pk=instrument.pk), on=today, reason="x")


def test_rows_cost_the_same_queries_however_many(world: World, kind: InstrumentType, django_assert_num_queries) -> None:
    office = world.people["office"]

    def add(n: int) -> None:
        for number in range(n):
            actions.add_instrument(
                actor=office, task=world.tasks[number % 3], type=kind, title_vi=f"Văn bản {n}-{number}", starts_on=START
            )

    def ask() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(
            connection,
        ) as context:
            rows(instruments_of(world.programme, date(2026, 5, 1)), date(2026, 5, 1))
        return len(context)

    add(2)
    few = ask()
    add(20)
    assert ask() == few
