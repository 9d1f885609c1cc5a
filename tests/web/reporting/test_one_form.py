"""Without scripts a report's page is one form: a press of any button keeps all that was typed, or loses none."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from lxml import html

from lotrinh_web.reporting import actions, remarks
from lotrinh_web.reporting.figure_report_actions import Given, save_figures
from lotrinh_web.reporting.models import EntryRemark, Submission
from lotrinh_web.reporting.owed_figures import figure_rows
from web.reporting.followed import FIGURE, follow, open_round
from web.world import World

WORDS = "Đã ban hành kế hoạch."


@pytest.fixture
def mine(world: World) -> Submission:
    """The report of a body that leads two tasks and follows one indicator."""
    follow(world, "tang", "Sở Mới")
    return Submission.objects.get(round=open_round(world), organisation=world.body)


def address(submission: Submission) -> str:
    return reverse("reporting:submission", args=[submission.pk])


def key_of(submission: Submission) -> str:
    (row,) = figure_rows(submission)
    return row.owed.key


def typed(world: World, submission: Submission, **more: str) -> dict[str, str]:
    """All fields of the page, filled in."""
    submission.refresh_from_db()
    key = key_of(submission)
    figure = {"value": "7,25", "kind": "final", "source": "Biểu 01", "missing": "", "seen": ""}
    words = {f"narrative-{task.pk}": WORDS for task in world.tasks[:2]}
    return {"version": str(submission.version), **words, **{f"{n}-{key}": v for n, v in figure.items()}, **more}


def kept(submission: Submission) -> tuple[int, list[Decimal | None]]:
    """How many tasks have words, and the figures."""
    written = submission.entries.filter(latest=True, narrative=WORDS).count()
    return written, [figure.value for figure in submission.figures.filter(latest=True)]


def owners(content: bytes) -> dict[str, set[str]]:
    """The form that each field one types in belongs to, as a browser without scripts has it."""
    tree = html.fromstring(content)
    fields = tree.xpath("//main//*[self::input or self::select or self::textarea][not(@type='hidden')]")
    found: dict[str, set[str]] = {}
    for field in fields:
        around = field.xpath("ancestor::form/@id")
        found.setdefault(field.get("form") or (around[-1] if around else ""), set()).add(field.get("name"))
    return found


def returned(world: World, mine: Submission) -> EntryRemark:
    """The report comes back with a remark at its first task."""
    said: dict[int, dict[str, Any]] = {task.pk: {"narrative": "Đã làm."} for task in world.tasks[:2]}
    actions.save_entries(actor=world.people["officer"], submission=mine, version=0, entries=said)
    save_figures(actor=world.people["officer"], submission=mine, figures={key_of(mine): FIGURE})
    actions.submit(actor=world.people["officer"], submission=mine)
    mine.refresh_from_db()
    head = world.people["head"]
    remark = remarks.remark(actor=head, submission=mine, task=world.tasks[0], words="Ghi số văn bản.")
    actions.send_back(actor=head, submission=mine, reason="")
    return remark


def test_all_that_is_typed_belongs_to_one_form(world: World, mine: Submission) -> None:
    remark = returned(world, mine)
    found = owners(world.client("officer").get(address(mine)).content)
    assert list(found) == ["entry-form"]
    names = {f"words-{remark.pk}", f"value-{key_of(mine)}", f"narrative-{world.tasks[0].pk}"}
    assert names <= found["entry-form"]


@pytest.mark.parametrize("button", ["save=1", "save=figures", "preview=1"])
def test_each_button_keeps_words_and_figures(world: World, mine: Submission, button: str) -> None:
    name, value = button.split("=")
    answer = world.client("officer").post(address(mine), typed(world, mine, **{name: value}))
    assert (answer.status_code, kept(mine)) == (302, (2, [Decimal("7.25")]))


@pytest.mark.parametrize("wrong", ["value", "percent"])
def test_what_is_wrong_in_one_part_keeps_neither_and_loses_neither(world: World, mine: Submission, wrong: str) -> None:
    name = f"value-{key_of(mine)}" if wrong == "value" else f"percent-{world.tasks[0].pk}"
    answer = world.client("officer").post(address(mine), typed(world, mine, save="1", **{name: "khoảng 9"}))
    page = answer.content.decode()
    assert (answer.status_code, kept(mine)) == (422, (0, []))
    assert WORDS in page and "Biểu 01" in page and "khoảng 9" in page


def test_a_figure_another_person_gave_meanwhile_is_shown_beside_the_typed_one(world: World, mine: Submission) -> None:
    data = typed(world, mine, save="1")
    other = Given(Decimal(9), "final", "Biểu khác")
    save_figures(actor=world.people["head"], submission=mine, figures={key_of(mine): other})
    answer = world.client("officer").post(address(mine), data)
    page = answer.content.decode()
    assert (answer.status_code, kept(mine)) == (409, (0, [Decimal(9)]))
    assert WORDS in page and 'value="7,25"' in page and "9 (Biểu khác)" in page


def test_an_answer_keeps_what_was_typed_beside_it(world: World, mine: Submission) -> None:
    remark = returned(world, mine)
    link = reverse("reporting:answer-remark", args=[mine.pk, remark.pk])
    seen = {f"seen-{key_of(mine)}": figure_rows(mine)[0].seen}
    data = typed(world, mine, **{f"words-{remark.pk}": "Chưa có số."}, **seen)
    world.client("officer").post(link, data)
    remark.refresh_from_db()
    assert (remark.answer, kept(mine)) == ("Chưa có số.", (2, [Decimal("7.25")]))


def test_an_answer_beside_a_wrong_field_stays_on_the_page(world: World, mine: Submission) -> None:
    remark = returned(world, mine)
    link = reverse("reporting:answer-remark", args=[mine.pk, remark.pk])
    data = typed(world, mine, **{f"words-{remark.pk}": "Chưa có số.", f"percent-{world.tasks[0].pk}": "khoảng 9"})
    answer = world.client("officer").post(link, data)
    remark.refresh_from_db()
    assert (answer.status_code, remark.answer) == (422, "")
    assert 'value="Chưa có số."' in answer.content.decode()


def test_enter_in_a_field_saves_and_does_not_answer(world: World, mine: Submission) -> None:
    returned(world, mine)
    tree = html.fromstring(world.client("officer").get(address(mine)).content)
    first = tree.xpath("//*[@id='entry-form']//button[@type='submit'] | //button[@form='entry-form']")[0]
    assert (first.get("name"), first.get("formaction")) == ("save", None)
