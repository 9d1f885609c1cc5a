"""What was confirmed is taken back with a reason: nothing is deleted, the history and the trail show both acts."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html

from lotrinh_web.audit.models import AuditEntry
from lotrinh_web.errors import Conflict, NotAllowed, Refused
from lotrinh_web.products.findings import actions as findings
from lotrinh_web.products.instruments import actions as instruments
from lotrinh_web.products.models import Activity, Disbursement, Finding, Instrument, Measure, Project, StepRecord
from lotrinh_web.products.projects import actions as projects
from lotrinh_web.products.projects.queries import projects_of
from lotrinh_web.products.projects.queries import rows as project_rows
from lotrinh_web.products.undo import undo
from lotrinh_web.workplan.actions import note
from lotrinh_web.workplan.undone import days_undone
from web.world import SYSTEM, World

NUMBER = "15/2026/NQ-HĐND"


@pytest.fixture
def instrument(world: World) -> Instrument:
    """Two steps, both done and confirmed: promulgated."""
    office = world.people["office"]
    kind = instruments.add_type(
        actor=office, name_vi="Loại thử", line="state", source="Quy chế thử", certainty="verified",
        steps=[("drafting", "Soạn thảo"), ("promulgation", "Ban hành")],
    )  # fmt: skip
    made = instruments.add_instrument(
        actor=office, task=world.tasks[1], type=kind, title_vi="Nghị quyết thử", starts_on=date(2026, 1, 5)
    )
    for order, day, number in ((1, date(2026, 2, 2), ""), (2, date(2026, 6, 1), NUMBER)):
        instruments.record_step(
            actor=office, product=made, step=made.steps.get(order=order), done_on=day, number=number
        )
    made.refresh_from_db()
    return made


def record(instrument: Instrument, order: int) -> StepRecord:
    return StepRecord.objects.filter(step__instrument=instrument, step__order=order).last()


def taken_back(world: World, product: Any, row: Any, who: str = "office", reason: str = "Ghi nhầm văn bản") -> Any:
    return undo(actor=world.people[who], product=product, row=row, reason=reason)


def test_a_promulgation_taken_back_opens_the_instrument_again(world: World, instrument: Instrument) -> None:
    assert instrument.number == NUMBER
    taken_back(world, instrument, record(instrument, 2))
    instrument.refresh_from_db()
    assert (instrument.outcome, instrument.number, instrument.promulgated_on) == ("open", "", None)


def test_the_record_stays_and_history_and_trail_show_both_acts(world: World, instrument: Instrument) -> None:
    taken_back(world, instrument, record(instrument, 2))
    kept = record(instrument, 2)
    assert (kept.number, kept.check_state) == (NUMBER, "undone")
    kinds = [event.kind for event in instrument.events.order_by("pk")]
    assert kinds == ["entered", "step_done", "step_done", "undone"]
    trail = AuditEntry.objects.filter(action__in=["products.step_done", "products.undone"]).order_by("pk")
    assert [entry.action for entry in trail] == ["products.step_done", "products.step_done", "products.undone"]
    assert trail[2].data["reason"] == "Ghi nhầm văn bản"


def test_the_task_is_told(world: World, instrument: Instrument) -> None:
    taken_back(world, instrument, record(instrument, 2))
    told = world.tasks[1].events.filter(kind="comment").get()
    assert "Hoàn tác ghi nhận ban hành «Nghị quyết thử»: Ghi nhầm văn bản" in told.reason


def shown(world: World, address: str) -> list[str]:
    """The lines of a page's timeline that tell of a promulgation."""
    content = world.client("leader").get(address).content
    lines = html.fromstring(content).xpath("//ol[@class='timeline']/li")
    told = [" ".join(line.xpath("string(.//*[@class='timeline-title'])").split()) for line in lines]
    return [words for words in told if "ban hành văn bản" in words]


def test_a_promulgation_taken_back_says_so_on_the_page_of_its_task(world: World, instrument: Instrument) -> None:
    taken_back(world, instrument, record(instrument, 2))
    (words,) = shown(world, reverse("workplan:task", args=[world.tasks[1].pk]))
    assert f"(đã hủy công bố ngày {timezone.localdate():%d/%m/%Y})" in words


def test_a_promulgation_taken_back_says_so_among_what_changed(world: World, instrument: Instrument) -> None:
    today = timezone.localdate()
    recent = {"kind": "milestone", "milestone": "instrument_issued", "on": today}
    for words in ("Quyết định một", "Quyết định hai"):
        note(actor=SYSTEM, task=world.tasks[1], document="7/QĐ", reason=words, **recent)
    note(
        actor=SYSTEM, task=world.tasks[1], kind="comment", milestone="instrument_undone", on=today, document="7/QĐ",
        reason="Hoàn tác ghi nhận ban hành «Quyết định một»: ghi nhầm",
    )  # fmt: skip
    told = shown(world, reverse("portal:overview"))
    assert ["đã hủy công bố" in words for words in told] == [False, True]


def test_a_promulgation_recorded_again_stands(world: World, instrument: Instrument) -> None:
    taken_back(world, instrument, record(instrument, 2))
    instrument.refresh_from_db()
    instruments.record_step(
        actor=world.people["office"], product=instrument, step=instrument.steps.get(order=2),
        done_on=date(2026, 6, 1), number=NUMBER,
    )  # fmt: skip
    told = shown(world, reverse("workplan:task", args=[world.tasks[1].pk]))
    assert ["hủy công bố" in words for words in told] == [False, True]


def test_a_page_of_an_earlier_day_does_not_know_of_the_undoing(world: World, instrument: Instrument) -> None:
    taken_back(world, instrument, record(instrument, 2))
    events = world.tasks[1].events.filter(milestone="instrument_issued")
    assert days_undone(events, timezone.localdate() - timedelta(days=1)) == {}


def test_the_step_can_be_recorded_again(world: World, instrument: Instrument) -> None:
    taken_back(world, instrument, record(instrument, 2))
    instruments.record_step(
        actor=world.people["office"], product=instrument, step=instrument.steps.get(order=2),
        done_on=date(2026, 6, 3), number="16/2026/NQ-HĐND",
    )  # fmt: skip
    instrument.refresh_from_db()
    assert (instrument.outcome, instrument.number) == ("promulgated", "16/2026/NQ-HĐND")


def test_a_correction_taken_back_lets_the_former_record_count(world: World, instrument: Instrument) -> None:
    instruments.record_step(
        actor=world.people["office"], product=instrument, step=instrument.steps.get(order=2),
        done_on=date(2026, 6, 3), number="99/2026", reason="Sai số",
    )  # fmt: skip
    taken_back(world, instrument, record(instrument, 2))
    instrument.refresh_from_db()
    assert (instrument.outcome, instrument.number) == ("promulgated", NUMBER)


def test_a_step_others_rest_on_is_refused(world: World, instrument: Instrument) -> None:
    with pytest.raises(Refused, match="Bước sau «Ban hành»"):
        taken_back(world, instrument, record(instrument, 1))


def test_it_wants_a_reason(world: World, instrument: Instrument) -> None:
    with pytest.raises(Refused, match="lý do"):
        taken_back(world, instrument, record(instrument, 2), reason=" ")


@pytest.mark.parametrize("who", ["officer", "head", "leader", "inspector"])
def test_only_the_office_takes_back(world: World, instrument: Instrument, who: str) -> None:
    with pytest.raises(NotAllowed):
        taken_back(world, instrument, record(instrument, 2), who)


def test_twice_is_told(world: World, instrument: Instrument) -> None:
    row = record(instrument, 2)
    taken_back(world, instrument, row)
    with pytest.raises(Conflict, match="đã hoàn tác"):
        taken_back(world, instrument, row)


def test_a_row_of_another_product_is_refused(world: World, instrument: Instrument) -> None:
    other = instruments.add_instrument(
        actor=world.people["office"], task=world.tasks[1], type=instrument.type, title_vi="Khác",
        starts_on=date(2026, 1, 5),
    )  # fmt: skip
    with pytest.raises(Refused, match="không thuộc"):
        taken_back(world, other, record(instrument, 2))


@pytest.fixture
def project(world: World) -> Project:
    return projects.add_project(
        actor=world.people["office"], task=world.tasks[1], code="DA1", name_vi="Đường nối", group="B",
        unit="million", basis="cumulative", head="Giám đốc", starts_on=date(2025, 1, 1), ends_on=date(2027, 12, 31),
        total=Decimal(5000), number="01/QĐ", decided_on=date(2024, 12, 1),
    )  # fmt: skip


def pay(world: World, project: Project, amount: int, **more: str) -> Disbursement:
    return projects.record_disbursement(
        actor=world.people["office"], product=project, year=2026, month=3, amount=Decimal(amount), **more
    )


def paid(world: World) -> Decimal | None:
    day = date(2026, 4, 20)
    return project_rows(projects_of(world.programme, day), day)[0].year.paid


def test_a_month_taken_back_no_longer_counts(world: World, project: Project) -> None:
    pay(world, project, 100)
    right = pay(world, project, 1000, reason="Sai số")
    taken_back(world, project, right)
    assert paid(world) == 100
    taken_back(world, project, Disbursement.objects.get(amount=100))
    assert not paid(world)
    assert Disbursement.objects.count() == 2


def test_a_corrected_month_is_not_taken_back_behind_its_correction(world: World, project: Project) -> None:
    first = pay(world, project, 100)
    pay(world, project, 1000, reason="Sai số")
    with pytest.raises(Refused, match="mới hơn"):
        taken_back(world, project, first)


def test_the_only_total_is_not_taken_back(world: World, project: Project) -> None:
    with pytest.raises(Refused, match="phải có tổng mức"):
        taken_back(world, project, project.decisions.get())


def test_a_years_plan_is_taken_back(world: World, project: Project) -> None:
    plan = projects.decide_capital(
        actor=world.people["office"], product=project, year=2026, source="local", amount=Decimal(900),
        number="02/QĐ", decided_on=date(2025, 12, 10),
    )  # fmt: skip
    taken_back(world, project, plan)
    assert project.decisions.get(year=2026).check_state == "undone"


@pytest.fixture
def finding(world: World) -> Finding:
    """With its last measure confirmed."""
    office = world.people["office"]
    made = findings.add_finding(
        actor=office, task=world.tasks[1], conclusion_number="12-KL/UBKT", conclusion_on=date(2026, 2, 2),
        inspecting_body="Ủy ban Kiểm tra", concerned=world.body, required_action="Rà soát lại",
    )  # fmt: skip
    findings.add_measure(actor=office, product=made, on=date(2026, 4, 1), done="Đã rà soát", evidence="BC 5", last=True)
    made.refresh_from_db()
    return made


def test_a_last_measure_taken_back_no_longer_claims(world: World, finding: Finding) -> None:
    assert finding.phase == "claimed"
    taken_back(world, finding, Measure.objects.get())
    finding.refresh_from_db()
    assert (finding.phase, finding.remedied_on) == ("open", None)


def test_a_closed_finding_is_reopened_first(world: World, finding: Finding) -> None:
    findings.close(actor=world.people["office"], product=finding, on=date(2026, 4, 2), reason="Đủ minh chứng")
    with pytest.raises(Refused, match="Mở lại kiến nghị"):
        taken_back(world, finding, Measure.objects.get())
    findings.reopen(actor=world.people["office"], product=finding, reason="Kết thúc nhầm")
    taken_back(world, finding, Measure.objects.get())
    assert [e.kind for e in finding.events.order_by("pk")] == ["entered", "measure", "closed", "reopened", "undone"]


def test_an_activity_taken_back_is_not_counted(world: World) -> None:
    from lotrinh_web.products.dissemination import actions as dissemination

    office = world.people["office"]
    audience = dissemination.count_audience(
        actor=office, organisation=world.body, name_vi="Đảng viên Sở", members_total=100, counted_on=date(2026, 1, 1)
    )
    made = dissemination.add_activity(
        actor=office, task=world.tasks[1], kind="conference", title_vi="Hội nghị", place="Hội trường",
        held_on=date(2026, 3, 3), audience=audience, reached=80, members_reached=70, adds=True, evidence="BB 1",
    )  # fmt: skip
    taken_back(world, made, made)
    assert Activity.objects.get().check_state == "undone"
    assert dissemination.members_counted(audience) == 0


def test_the_office_takes_back_on_the_page_and_others_see_no_button(world: World, instrument: Instrument) -> None:
    path = f"/san-pham/van-ban/{instrument.pk}/"
    row = record(instrument, 2)
    address = f"/san-pham/ho-so/instrument/{instrument.pk}/hoan-tac/buoc/{row.pk}/"
    assert address in world.client("office").get(path).content.decode()
    assert address not in world.client("officer").get(path).content.decode()
    answer = world.client("office").post(address, {"reason": "Ghi nhầm"}, follow=True)
    words = answer.content.decode()
    assert "Đã hoàn tác" in words
    assert "bản ghi gần nhất đã hoàn tác" in words
    assert world.client("officer").post(address, {"reason": "x"}).status_code == 403


def test_a_payment_set_aside_lets_the_one_before_stand_on_the_page(world: World, project: Project) -> None:
    pay(world, project, 100)
    taken_back(world, project, pay(world, project, 1000, reason="Sai số"))
    words = world.client("office").get(f"/san-pham/du-an/{project.pk}/").content.decode()
    assert "đã hoàn tác" in words
    assert "đã sửa" not in words
