"""A reason at the place: said at a task by who reviews, dealt with by the agency, seen by both sides."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from lotrinh_web.errors import Conflict, NotAllowed, Refused
from lotrinh_web.reporting import actions
from lotrinh_web.reporting.models import EntryRemark, Submission
from lotrinh_web.reporting.remarks import answer_remark, remark, remarks_of, take_back
from web.world import SYSTEM, World

State = Submission.State
WORDS = "Ghi rõ số, ngày của kế hoạch."


def saved(world: World, submission: Submission, words: str) -> Submission:
    said = {task.pk: {"narrative": f"{words} {task.code}"} for task in world.tasks[:2]}
    return actions.save_entries(
        actor=world.people["officer"], submission=submission, version=submission.version, entries=said
    )


@pytest.fixture
def mine(world: World) -> Submission:
    """A report its head has approved."""
    opened = actions.open_round(
        actor=SYSTEM, programme=world.programme, period="2026-Q3", opens_on=date(2026, 9, 4),
        cut_off=date(2026, 9, 14), due_on=date(2026, 9, 16),
    )  # fmt: skip
    submission = saved(world, Submission.objects.get(round=opened, organisation=world.body), "Đã ban hành kế hoạch.")
    actions.submit(actor=world.people["officer"], submission=submission)
    return actions.approve(actor=world.people["head"], submission=submission)


@pytest.fixture
def asked(world: World, mine: Submission) -> EntryRemark:
    """The office asks for a change at the first task."""
    return remark(actor=world.people["office"], submission=mine, task=world.tasks[0], words=WORDS)


@pytest.fixture
def returned(world: World, mine: Submission, asked: EntryRemark) -> Submission:
    return actions.return_to_agency(actor=world.people["office"], submission=mine, reason="")


def page(world: World, who: str, submission: Submission) -> str:
    return world.client(who).get(reverse("reporting:submission", args=[submission.pk])).content.decode()


def test_a_remark_is_reason_enough_to_return(returned: Submission) -> None:
    reason = returned.events.last().reason
    assert returned.state == State.RETURNED and "III.1.b1" in reason


def test_without_a_remark_a_return_still_needs_words(world: World, mine: Submission) -> None:
    with pytest.raises(Refused):
        actions.return_to_agency(actor=world.people["office"], submission=mine, reason=" ")


def test_a_report_with_an_open_remark_is_not_accepted(world: World, mine: Submission, asked: EntryRemark) -> None:
    with pytest.raises(Refused, match=r"III\.1\.b1"):
        actions.accept(actor=world.people["office"], submission=mine)


def test_a_remark_taken_back_no_longer_stands_in_the_way(world: World, mine: Submission, asked: EntryRemark) -> None:
    take_back(actor=world.people["office"], submission=mine, remark=asked)
    assert actions.accept(actor=world.people["office"], submission=mine).state == State.ACCEPTED


def test_only_who_wrote_it_takes_it_back(world: World, mine: Submission, asked: EntryRemark) -> None:
    with pytest.raises(Refused):
        take_back(actor=world.people["admin"], submission=mine, remark=asked)


def test_the_officer_finds_it_at_the_task(world: World, returned: Submission) -> None:
    html = page(world, "officer", returned)
    at_task = html[html.index(f'id="nv-{world.tasks[0].pk}"') : html.index(f'id="nv-{world.tasks[1].pk}"')]
    assert WORDS in at_task


def test_it_cannot_be_handed_in_again_untouched(world: World, returned: Submission) -> None:
    with pytest.raises(Refused, match=r"III\.1\.b1"):
        actions.submit(actor=world.people["officer"], submission=returned)


def test_a_changed_entry_settles_it(world: World, returned: Submission) -> None:
    again = saved(world, returned, "Đã ban hành Kế hoạch số 12/KH-SM ngày 02/9/2026.")
    assert actions.submit(actor=world.people["officer"], submission=again).state == State.AWAITING_APPROVAL


def test_an_answer_settles_it_too(world: World, returned: Submission, asked: EntryRemark) -> None:
    answer_remark(
        actor=world.people["officer"], submission=returned, remark=asked, words="Kế hoạch chưa có số, đang trình ký."
    )
    assert [one.open for one in remarks_of(returned)] == [False]


def test_an_answer_is_given_once(world: World, returned: Submission, asked: EntryRemark) -> None:
    answer_remark(actor=world.people["officer"], submission=returned, remark=asked, words="Đúng như vậy.")
    with pytest.raises(Conflict):
        answer_remark(actor=world.people["officer"], submission=returned, remark=asked, words="Lần nữa.")


def test_the_office_sees_what_stood_there_before(world: World, returned: Submission) -> None:
    again = saved(world, returned, "Đã ban hành Kế hoạch số 12/KH-SM ngày 02/9/2026.")
    assert "Đã ban hành kế hoạch. III.1.b1" in page(world, "office", again)


@pytest.mark.parametrize("who", ["officer", "other_head", "leader", "inspector"])
def test_others_do_not_ask_for_changes(world: World, mine: Submission, who: str) -> None:
    with pytest.raises(NotAllowed):
        remark(actor=world.people[who], submission=mine, task=world.tasks[0], words=WORDS)


def test_the_head_asks_before_approving_not_after(world: World, mine: Submission) -> None:
    with pytest.raises(NotAllowed):
        remark(actor=world.people["head"], submission=mine, task=world.tasks[0], words=WORDS)


def test_another_agency_does_not_answer(world: World, returned: Submission, asked: EntryRemark) -> None:
    with pytest.raises(NotAllowed):
        answer_remark(actor=world.people["other_officer"], submission=returned, remark=asked, words="Không.")


def test_a_task_of_another_report_takes_no_remark(world: World, mine: Submission) -> None:
    with pytest.raises(Refused):
        remark(actor=world.people["office"], submission=mine, task=world.tasks[2], words=WORDS)


def test_the_whole_way_on_the_pages(world: World, mine: Submission) -> None:
    task = world.tasks[0]
    office, officer = world.client("office"), world.client("officer")
    office.post(reverse("reporting:remark", args=[mine.pk, task.pk]), {"words": WORDS})
    office.post(reverse("reporting:step", args=[mine.pk, "tra-lai"]), {"reason": ""})
    kept = EntryRemark.objects.get()
    answer = reverse("reporting:answer-remark", args=[mine.pk, kept.pk])
    officer.post(answer, {f"words-{kept.pk}": "Kế hoạch chưa có số."})
    officer.post(reverse("reporting:step", args=[mine.pk, "trinh"]))
    mine.refresh_from_db()
    assert mine.state == State.AWAITING_APPROVAL and "Kế hoạch chưa có số." in page(world, "head", mine)


def test_an_empty_remark_is_told_and_not_kept(world: World, mine: Submission) -> None:
    world.client("office").post(reverse("reporting:remark", args=[mine.pk, world.tasks[0].pk]), {"words": " "})
    assert not EntryRemark.objects.exists()
