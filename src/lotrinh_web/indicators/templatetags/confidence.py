"""A person's grade of confidence beside the computed light; what a target wants, in words."""

from __future__ import annotations

from typing import Any

from django import template

from lotrinh_web.indicators.queries import TargetRow
from lotrinh_web.indicators.targets.confidence import disagreement, grade_of
from lotrinh_web.indicators.targets.judgement_models import ConfidenceRating
from lotrinh_web.indicators.words import goal_words

register = template.Library()
register.filter("goal", goal_words)


@register.inclusion_tag("indicators/_grade.html")
def confidence(row: TargetRow, ratings: dict[int, ConfidenceRating]) -> dict[str, Any]:
    """The grade of one target in a list, and whether it disagrees with the light."""
    rating = ratings.get(row.target.pk) if ratings else None
    return {
        "rating": rating, "grade": grade_of(rating), "disagreement": disagreement(row.light, row.light_words, rating),
    }  # fmt: skip
