"""Rounds and the entry form through the browser's door: who sees whose report, nothing typed is lost, locks hold."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lotrinh_web.programmes.models import Clause
from lotrinh_web.reporting import actions
from lotrinh_web.reporting.models import ProgressEntry, ReportingRound, Review, Submission, SubmissionEvent
from lotrinh_web.workplan.actions import assign, create_task
from web.remembered import remembered
from web.world import SYSTEM, World

State = Submission.State
HTMX = {"HX-Request": "true"}


@pytest.fixture
def opened(world: World) -> ReportingRound:
    return remembered(lambda: actions.open_round(
        actor=SYSTEM, programme=world.programme, period="2026-Q3", opens_on=date(2026, 9, 4),
        cut_off=date(2026, 9, 14), due_on=date(2026, 9, 16),
    ))  # fmt: skip


@pytest.fixture
def mine(world: World, opened: ReportingRound) -> Submission:
    return Submission.objects.get(round=opened, organisation=world.body)


def address(submission: Submission) -> str:
    return reverse("reporting:submission", args=[submission.pk])


def step(submission: Submission, name: str) -> str:
    return reverse("reporting:step", args=[submission.pk, name])


def filled(world: World, version: int = 0, **more: str) -> dict[str, str]:
    """The form of the agency's two tasks, filled in."""
    data = {"version": str(version)}
    for task in world.tasks[:2]:
        data |= {
            f"narrative-{task.pk}": "Đã ban hành kế hoạch.", f"percent-{task.pk}": "40",
            f"completed_on-{task.pk}": "", f"evidence-{task.pk}": "Kế hoạch 5/KH",
            f"difficulty-{task.pk}": "", f"next_steps-{task.pk}": "",
        }  # fmt: skip
    return data | more


def entered(world: World, submission: Submission, **more: str) -> Any:
    return world.client("officer").post(address(submission), filled(world, submission.version, **more))


def advance(world: World, submission: Submission, *steps: tuple[str, str]) -> Submission:
    """Enter, then take steps as people: (who, step)."""
    entered(world, submission)
    for who, name in steps:
        world.client(who).post(step(submission, name), {"reason": "Bổ sung số văn bản"})
    submission.refresh_from_db()
    return submission


TO_HEAD, TO_OFFICE, LOCKED = ("officer", "trinh"), ("head", "duyet"), ("office", "xac-nhan")


# --- who sees whose report


@pytest.mark.parametrize(
    ("who", "status"),
    [("officer", 200), ("head", 200), ("other_officer", 404), ("other_head", 404), ("stranger", 404),
     ("leader", 200), ("inspector", 200), ("office", 200), ("admin", 200)],
)  # fmt: skip
def test_a_report_opens_for_its_agency_and_for_readers_of_everything(
    world: World, mine: Submission, who: str, status: int
) -> None:
    assert world.client(who).get(address(mine)).status_code == status


@pytest.mark.parametrize(
    ("who", "status"),
    [("other_officer", 404), ("stranger", 404), ("leader", 403), ("inspector", 403), ("office", 403)],
)
def test_only_the_agency_enters(world: World, mine: Submission, who: str, status: int) -> None:
    assert world.client(who).post(address(mine), filled(world)).status_code == status


@pytest.mark.parametrize("who", ["other_officer", "stranger", "leader", "office"])
def test_a_refused_entry_keeps_nothing(world: World, mine: Submission, who: str) -> None:
    world.client(who).post(address(mine), filled(world))
    assert not ProgressEntry.objects.exists()


@pytest.mark.parametrize(
    ("who", "name", "status"),
    [("officer", "duyet", 403), ("other_head", "duyet", 404), ("office", "duyet", 403), ("leader", "xac-nhan", 403),
     ("head", "xac-nhan", 403), ("officer", "tra-lai", 403), ("inspector", "tra-lai", 403), ("office", "trinh", 403)],
)  # fmt: skip
def test_a_step_is_taken_by_its_own_people_only(
    world: World, mine: Submission, who: str, name: str, status: int
) -> None:
    assert world.client(who).post(step(mine, name), {"reason": "x"}).status_code == status


@pytest.mark.parametrize("who", ["leader", "inspector", "office", "admin"])
def test_the_matrix_is_for_readers_of_everything(world: World, opened: ReportingRound, who: str) -> None:
    assert world.client(who).get(reverse("reporting:round", args=[opened.pk])).status_code == 200


def test_an_agency_is_led_from_the_round_to_its_own_report(world: World, mine: Submission) -> None:
    response = world.client("officer").get(reverse("reporting:round", args=[mine.round_id]))
    assert response["Location"] == address(mine)


def test_a_person_without_an_agency_is_led_back_to_the_rounds(world: World, mine: Submission) -> None:
    response = world.client("stranger").get(reverse("reporting:round", args=[mine.round_id]))
    assert response["Location"] == reverse("reporting:rounds")


def test_the_menu_entry_my_report_leads_to_it(world: World, mine: Submission) -> None:
    assert world.client("officer").get(reverse("reporting:my-report"))["Location"] == address(mine)


@pytest.mark.parametrize("who", ["officer", "stranger", "leader", "inspector", "office"])
def test_everybody_reads_the_rounds(world: World, opened: ReportingRound, who: str) -> None:
    assert world.client(who).get(reverse("reporting:rounds")).status_code == 200


@pytest.mark.parametrize("today", ["2026-02-10", "2026-05-10", "2026-08-10", "2026-11-10"])
def test_the_rounds_open_in_every_quarter_of_the_year(
    world: World, today: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: date.fromisoformat(today))
    assert world.client("office").get(reverse("reporting:rounds")).status_code == 200


def test_only_the_office_opens_a_round(world: World) -> None:
    assert world.client("leader").post(reverse("reporting:open-round"), {"period": "2026-Q4"}).status_code == 403


def test_the_office_opens_a_round(world: World) -> None:
    page = world.client("office").get(reverse("reporting:rounds"))
    code = page.context["form"].fields["period"].choices[0][0]
    world.client("office").post(reverse("reporting:open-round"), {"period": code})
    assert ReportingRound.objects.filter(period=code).exists()


def test_a_round_with_a_wrong_day_says_so_at_the_field(world: World) -> None:
    page = world.client("office").get(reverse("reporting:rounds"))
    code = page.context["form"].fields["period"].choices[0][0]
    response = world.client("office").post(reverse("reporting:open-round"), {"period": code, "due_on": "mai"})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["due_on"])


# --- entering


def test_saving_keeps_the_words(world: World, mine: Submission) -> None:
    entered(world, mine)
    assert ProgressEntry.objects.filter(latest=True, narrative="Đã ban hành kế hoạch.").count() == 2


@pytest.mark.parametrize(
    ("field", "typed"),
    [("percent", "nhiều"), ("percent", "130"), ("percent", "9" * 5000), ("completed_on", "31/02/2026"),
     ("result_value", "nhiều lắm")],
)  # fmt: skip
def test_a_wrong_field_comes_back_as_it_was_typed(world: World, mine: Submission, field: str, typed: str) -> None:
    response = entered(world, mine, **{f"{field}-{world.tasks[0].pk}": typed})
    form = response.context["form"]
    assert (response.status_code, form.typed[f"{field}-{world.tasks[0].pk}"]) == (422, typed)


def test_a_wrong_field_carries_its_sentence(world: World, mine: Submission) -> None:
    name = f"percent-{world.tasks[0].pk}"
    content = entered(world, mine, **{name: "130"}).content.decode()
    assert f'id="{name}-error" role="alert">«130» không phải số nguyên' in content


def test_beside_a_wrong_field_the_right_ones_keep_their_words(world: World, mine: Submission) -> None:
    response = entered(world, mine, **{f"percent-{world.tasks[0].pk}": "130"})
    assert response.content.decode().count(">Đã ban hành kế hoạch.</textarea>") == 2


def test_a_form_with_one_wrong_field_saves_nothing(world: World, mine: Submission) -> None:
    entered(world, mine, **{f"percent-{world.tasks[0].pk}": "130"})
    assert not ProgressEntry.objects.exists()


def test_words_too_long_are_refused_not_cut(world: World, mine: Submission) -> None:
    response = entered(world, mine, **{f"evidence-{world.tasks[0].pk}": "x" * 401})
    assert response.status_code == 422


def test_a_day_after_the_cut_off_comes_back_with_what_was_typed(world: World, mine: Submission) -> None:
    response = entered(world, mine, **{f"completed_on-{world.tasks[0].pk}": "20/09/2026"})
    assert (response.status_code, 'value="20/09/2026"' in response.content.decode()) == (400, True)


def test_what_was_typed_is_never_markup(world: World, mine: Submission) -> None:
    entered(world, mine, **{f"narrative-{world.tasks[0].pk}": "</textarea><script>x</script>"})
    assert "<script>x" not in world.client("officer").get(address(mine)).content.decode()


# --- the autosave


def autosave(world: World, submission: Submission, version: int, **more: str) -> Any:
    return world.client("officer").post(address(submission), filled(world, version, **more), headers=HTMX)


def test_an_autosave_says_when_and_gives_the_new_version(world: World, mine: Submission) -> None:
    content = autosave(world, mine, 0).content.decode()
    assert "Đã lưu lúc" in content and 'data-version="1"' in content


def test_an_autosave_without_a_change_writes_nothing(world: World, mine: Submission) -> None:
    autosave(world, mine, 0)
    autosave(world, mine, 1)
    mine.refresh_from_db()
    assert (mine.version, SubmissionEvent.objects.count()) == (1, 1)


def test_a_form_opened_and_left_empty_is_no_entry(world: World, mine: Submission) -> None:
    blank = dict.fromkeys(filled(world), "") | {"version": "0"}
    world.client("officer").post(address(mine), blank, headers=HTMX)
    mine.refresh_from_db()
    assert mine.state == State.NOT_STARTED


def test_a_stale_autosave_is_a_conflict(world: World, mine: Submission) -> None:
    autosave(world, mine, 0)
    assert autosave(world, mine, 0, **{f"narrative-{world.tasks[0].pk}": "Khác"}).status_code == 409


def test_a_stale_autosave_writes_nothing(world: World, mine: Submission) -> None:
    autosave(world, mine, 0)
    autosave(world, mine, 0, **{f"narrative-{world.tasks[0].pk}": "Khác"})
    assert not ProgressEntry.objects.filter(narrative="Khác").exists()


def test_an_autosave_names_the_field_that_is_wrong(world: World, mine: Submission) -> None:
    name = f"percent-{world.tasks[0].pk}"
    response = autosave(world, mine, 0, **{name: "130"})
    assert (response.status_code, f'data-field="{name}"' in response.content.decode()) == (422, True)


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30])
def test_a_version_that_is_no_number_is_a_conflict_not_a_crash(world: World, mine: Submission, version: str) -> None:
    response = world.client("officer").post(address(mine), filled(world) | {"version": version}, headers=HTMX)
    assert response.status_code == 409


# --- two people at once, by click


def stale(world: World, mine: Submission) -> Any:
    entered(world, mine)
    data = filled(world, 0, **{f"narrative-{world.tasks[0].pk}": "Bản của tôi"})
    return world.client("head").post(address(mine), data)


def test_a_stale_click_is_told_so(world: World, mine: Submission) -> None:
    assert "người khác vừa lưu" in stale(world, mine).content.decode()


def test_a_stale_click_keeps_what_was_typed_on_the_page(world: World, mine: Submission) -> None:
    assert ">Bản của tôi</textarea>" in stale(world, mine).content.decode()


def test_a_stale_click_shows_what_the_other_person_saved(world: World, mine: Submission) -> None:
    content = " ".join(stale(world, mine).content.decode().split())
    assert "<b>Bản vừa lưu:</b> Đã ban hành kế hoạch." in content


def test_a_stale_click_writes_nothing(world: World, mine: Submission) -> None:
    stale(world, mine)
    assert not ProgressEntry.objects.filter(narrative="Bản của tôi").exists()


def test_after_comparing_the_second_save_holds(world: World, mine: Submission) -> None:
    version = stale(world, mine).context["submission"].version
    data = filled(world, version, **{f"narrative-{world.tasks[0].pk}": "Bản của tôi"})
    world.client("head").post(address(mine), data)
    assert ProgressEntry.objects.filter(narrative="Bản của tôi", latest=True).exists()


# --- handing in, approving, accepting


def test_before_handing_in_one_sees_what_the_head_will_see(world: World, mine: Submission) -> None:
    response = world.client("officer").post(address(mine), filled(world) | {"preview": "1"}, follow=True)
    assert response.context["previewing"] and "Trình thủ trưởng" in response.content.decode()


def test_looking_at_it_hands_nothing_in(world: World, mine: Submission) -> None:
    world.client("officer").post(address(mine), filled(world) | {"preview": "1"}, follow=True)
    mine.refresh_from_db()
    assert mine.state == State.DRAFT


def test_the_look_names_the_tasks_without_words(world: World, mine: Submission) -> None:
    world.client("officer").post(address(mine), filled(world) | {f"narrative-{world.tasks[1].pk}": ""})
    response = world.client("officer").get(address(mine), {"xem": "trinh"})
    assert [task.code for task in response.context["unwritten"]] == ["III.1.b2"]


def test_with_a_task_missing_there_is_no_button_to_hand_in(world: World, mine: Submission) -> None:
    world.client("officer").post(address(mine), filled(world) | {f"narrative-{world.tasks[1].pk}": ""})
    response = world.client("officer").get(address(mine), {"xem": "trinh"})
    assert step(mine, "trinh") not in response.content.decode()


def test_handing_in_waits_for_the_head(world: World, mine: Submission) -> None:
    assert advance(world, mine, TO_HEAD).state == State.AWAITING_APPROVAL


def test_the_head_sees_the_words_and_the_button(world: World, mine: Submission) -> None:
    advance(world, mine, TO_HEAD)
    content = world.client("head").get(address(mine)).content.decode()
    assert "Đã ban hành kế hoạch." in content and step(mine, "duyet") in content


def test_the_officer_sees_no_button_to_approve(world: World, mine: Submission) -> None:
    advance(world, mine, TO_HEAD)
    assert step(mine, "duyet") not in world.client("officer").get(address(mine)).content.decode()


def test_what_waits_for_the_head_is_not_entered(world: World, mine: Submission) -> None:
    advance(world, mine, TO_HEAD)
    assert entered(world, mine, **{f"narrative-{world.tasks[0].pk}": "Lén sửa"}).status_code == 400


def test_what_was_typed_too_late_is_still_on_the_page(world: World, mine: Submission) -> None:
    advance(world, mine, TO_HEAD)
    response = entered(world, mine, **{f"narrative-{world.tasks[0].pk}": "Viết muộn"})
    assert ">Viết muộn</textarea>" in response.content.decode()


def test_the_request_for_changes_stays_until_it_is_handed_in_again(world: World, mine: Submission) -> None:
    advance(world, mine, TO_HEAD, ("head", "yeu-cau-sua"))
    entered(world, mine, **{f"narrative-{world.tasks[0].pk}": "Đã bổ sung"})
    assert "Bổ sung số văn bản" in world.client("officer").get(address(mine)).content.decode()


def test_sending_back_needs_words(world: World, mine: Submission) -> None:
    advance(world, mine, TO_HEAD)
    world.client("head").post(step(mine, "yeu-cau-sua"), {"reason": ""})
    mine.refresh_from_db()
    assert mine.state == State.AWAITING_APPROVAL


def test_acceptance_locks_the_form(world: World, mine: Submission) -> None:
    advance(world, mine, TO_HEAD, TO_OFFICE, LOCKED)
    assert "data-autosave" not in world.client("officer").get(address(mine)).content.decode()


def test_after_acceptance_an_autosave_is_refused(world: World, mine: Submission) -> None:
    advance(world, mine, TO_HEAD, TO_OFFICE, LOCKED)
    response = autosave(world, mine, mine.version, **{f"narrative-{world.tasks[0].pk}": "Lén sửa"})
    assert response.status_code == 400


def test_accepting_twice_is_told_to_the_second(world: World, mine: Submission) -> None:
    advance(world, mine, TO_HEAD, TO_OFFICE, LOCKED)
    response = world.client("admin").post(step(mine, "xac-nhan"), follow=True)
    assert "người khác vừa xử lý" in response.content.decode()


def test_savings_one_after_another_show_as_one(world: World, mine: Submission) -> None:
    for version, words in enumerate(("Một", "Hai", "Ba")):
        autosave(world, mine, version, **{f"narrative-{world.tasks[0].pk}": words})
    assert len(world.client("officer").get(address(mine)).context["events"]) == 1


# --- last time's words


@pytest.fixture
def second(world: World, mine: Submission) -> Submission:
    advance(world, mine, TO_HEAD, TO_OFFICE, LOCKED)
    following = actions.open_round(
        actor=SYSTEM, programme=world.programme, period="2026", opens_on=date(2026, 12, 4),
        cut_off=date(2026, 12, 14), due_on=date(2026, 12, 16),
    )  # fmt: skip
    return Submission.objects.get(round=following, organisation=world.body)


def test_last_times_words_stand_beside_and_can_be_copied(world: World, second: Submission) -> None:
    content = world.client("officer").get(address(second)).content.decode()
    assert f'data-copies="{world.tasks[0].pk}"' in content


def test_last_times_words_are_not_filled_in_unasked(world: World, second: Submission) -> None:
    assert ">Đã ban hành kế hoạch.</textarea>" not in world.client("officer").get(address(second)).content.decode()


def test_repeated_words_are_flagged_to_the_head(world: World, second: Submission) -> None:
    advance(world, second, TO_HEAD)
    assert "Nội dung gần như trùng với báo cáo" in world.client("head").get(address(second)).content.decode()


# --- the matrix


def matrix(world: World, opened: ReportingRound, **query: str) -> list[Any]:
    return world.client("office").get(reverse("reporting:round", args=[opened.pk]), query).context["rows"]


def test_the_matrix_counts_tasks_entered_of_tasks_asked(world: World, opened: ReportingRound, mine: Submission) -> None:
    entered(world, mine, **{f"narrative-{world.tasks[1].pk}": ""})
    assert {row.submission.organisation.code: (row.entered, row.asked) for row in matrix(world, opened)} == {
        "so-moi": (1, 2), "so-khac": (0, 1),
    }  # fmt: skip


def test_the_matrix_filters_by_state(world: World, opened: ReportingRound, mine: Submission) -> None:
    entered(world, mine)
    rows = matrix(world, opened, **{"trang-thai": "draft"})
    assert [row.submission.organisation.code for row in rows] == ["so-moi"]


def queries_of(world: World, who: str, url: str) -> int:
    client = world.client(who)
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        client.get(url)
    return len(seen)


def many_tasks(world: World) -> None:
    group = Clause.objects.get(path="III.1")
    for number in range(4, 31):
        code = f"III.1.b{number}"
        clause = Clause.objects.create(
            document=group.document, path=code, parent=group, order=number + 10, depth=2, kind="bullet", title_vi=code
        )
        task = create_task(
            actor=SYSTEM, programme=world.programme, clause=clause, group=group, code=code, title_vi=code, order=number
        )
        assign(actor=SYSTEM, task=task, organisation=world.old_body, part="lead", since=date(2024, 1, 1))


@pytest.mark.parametrize(("who", "name"), [("office", "round"), ("office", "rounds"), ("officer", "submission")])
def test_thirty_tasks_cost_no_more_queries_than_three(
    world: World, opened: ReportingRound, mine: Submission, who: str, name: str
) -> None:
    arguments = {"round": [opened.pk], "rounds": [], "submission": [mine.pk]}[name]
    url = reverse(f"reporting:{name}", args=arguments)
    few = queries_of(world, who, url)
    many_tasks(world)
    assert queries_of(world, who, url) == few


# --- reviews


@pytest.mark.parametrize(("who", "status"), [("officer", 403), ("head", 403), ("leader", 200), ("inspector", 200)])
def test_reviews_are_for_readers_of_everything(world: World, who: str, status: int) -> None:
    assert world.client(who).get(reverse("reporting:reviews")).status_code == status


@pytest.mark.parametrize("who", ["officer", "head", "leader", "inspector"])
def test_only_the_office_makes_a_review(world: World, who: str) -> None:
    assert world.client(who).post(reverse("reporting:begin-review"), {"kind": "quarter"}).status_code == 403


def test_a_review_that_is_not_there_is_a_404(world: World) -> None:
    assert world.client("office").get(reverse("reporting:review-file", args=[9])).status_code == 404


@pytest.mark.parametrize(("who", "status"), [("officer", 403), ("stranger", 403), ("leader", 200)])
def test_a_reviews_file_is_for_readers_of_everything(
    world: World, who: str, status: int, settings: Any, tmp_path: Any
) -> None:
    from django.core.files.base import ContentFile
    from django.utils import timezone

    settings.MEDIA_ROOT = tmp_path
    review = Review(
        programme=world.programme, kind="progress", period="2026-Q3", profile="party", made_at=timezone.now(),
        inputs={}, file_hash="0",
    )  # fmt: skip
    review.file.save("x.docx", ContentFile(b"PK"))
    assert world.client(who).get(reverse("reporting:review-file", args=[review.pk])).status_code == status
