"""Answers are kept until the next act, and never across languages."""

from __future__ import annotations

import pytest
from django.utils import translation

from lotrinh_web.accounts.actions import create_user
from lotrinh_web.accounts.models import Role
from lotrinh_web.audit.actions import SystemActor
from lotrinh_web.audit.remember import remembered

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def switched_on(settings) -> None:  # type: ignore[no-untyped-def]
    settings.REMEMBER_ANSWERS = True


def act(name: str) -> None:
    create_user(actor=SystemActor("thử"), username=name, full_name=name, role=Role.LEADER, password=None)


def test_an_answer_is_found_again() -> None:
    act("a")
    made: list[int] = []
    for _ in range(2):
        remembered(("thử",), lambda: made.append(1))
    assert len(made) == 1


def test_the_next_act_makes_it_anew() -> None:
    act("a")
    made: list[int] = []
    remembered(("thử",), lambda: made.append(1))
    act("b")
    remembered(("thử",), lambda: made.append(1))
    assert len(made) == 2


def test_each_language_has_its_own() -> None:
    act("a")
    answers = []
    for code in ("vi", "en"):
        with translation.override(code):
            answers.append(remembered(("ngôn ngữ",), translation.get_language))
    assert answers == ["vi", "en"]


def test_without_a_trail_nothing_is_kept() -> None:
    made: list[int] = []
    for _ in range(2):
        remembered(("chưa có",), lambda: made.append(1))
    assert len(made) == 2
