"""Delivery confidence: a person's grade beside the computed light, and where the two disagree.

Five grades with written definitions, as in the United Kingdom's Government Major Projects Portfolio
(`delivery_confidence.json`). A computed light says what the figures say; a person knows what the figures do not.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lotrinh_web.accounts.access import account_of, is_office, role_of
from lotrinh_web.accounts.models import Role
from lotrinh_web.audit.actions import Actor, action, record
from lotrinh_web.errors import Refused
from lotrinh_web.indicators.models import Target
from lotrinh_web.indicators.targets.judgement_models import ConfidenceRating
from lotrinh_web.templatetags.lotrinh import local

EXPECTED = {"met": 5.0, "likely": 4.5, "uncertain": 3.0, "unlikely": 1.5}
"""The grade each computed light stands for; "cannot say" stands for none."""
APART = 2.0
"""Grades apart from which the two disagree: likely against amber/red, unlikely against amber/green."""


@dataclass(frozen=True, slots=True)
class Grade:
    """One of the five grades."""

    grade: int
    code: str
    tone: str
    shape: str
    name_vi: str
    name_en: str
    definition_vi: str
    definition_en: str


@lru_cache(maxsize=1)
def grades() -> tuple[Grade, ...]:
    """The five grades, surest first."""
    data = json.loads(Path(__file__).with_name("delivery_confidence.json").read_text(encoding="utf-8"))
    return tuple(Grade(**entry) for entry in data["grades"])


def grade_of(rating: ConfidenceRating | None) -> Grade | None:
    """The grade of a rating."""
    return next((g for g in grades() if rating is not None and g.grade == rating.grade), None)


def disagree(light: str, rating: ConfidenceRating | None) -> bool:
    """Whether the computed light and the person's grade are two grades apart or more."""
    expected = EXPECTED.get(light)
    return rating is not None and expected is not None and abs(expected - rating.grade) >= APART


def disagreement(light: str, light_words: Any, rating: ConfidenceRating | None) -> str:
    """The disagreement as a sentence; "" where there is none."""
    grade = grade_of(rating)
    if grade is None or not disagree(light, rating):
        return ""
    words = {"grade": local(grade, "name"), "light": light_words}
    assert rating is not None
    if rating.grade > EXPECTED[light]:
        return _("Người đánh giá tin hơn số liệu: «%(grade)s» trong khi số liệu cho thấy «%(light)s».") % words
    return _("Người đánh giá lo hơn số liệu: «%(grade)s» trong khi số liệu cho thấy «%(light)s».") % words


def latest_ratings(targets: Iterable[int]) -> dict[int, ConfidenceRating]:
    """The rating that counts of each target, in one query."""
    found: dict[int, ConfidenceRating] = {}
    for rating in ConfidenceRating.objects.filter(target__in=list(targets)).select_related("by").order_by("at", "pk"):
        found[rating.target_id] = rating
    return found


def _judges(*, actor: Actor, **_: Any) -> bool:
    return is_office(actor) or role_of(actor) == Role.LEADER


@action(allow=_judges)
def rate(*, actor: Actor, target: Target, grade: int, reason: str, demonstration: bool = False) -> ConfidenceRating:
    """Give a grade with its reason; former ones are kept."""
    if grade not in {g.grade for g in grades()}:
        raise Refused("Chọn một trong năm bậc đánh giá.")
    if not reason.strip():
        raise Refused("Ghi căn cứ của đánh giá: điều gì làm tin hoặc lo.")
    rating = ConfidenceRating.objects.create(
        target=target, grade=grade, reason=reason.strip()[:600], at=timezone.now(), demonstration=demonstration,
        by=account_of(actor),
    )  # fmt: skip
    record(
        actor=actor, action="indicators.rate_confidence", subject=target, data={"grade": grade, "reason": rating.reason}
    )
    return rating
