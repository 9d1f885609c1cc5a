"""Reads of drafts: how much is decided, the source cut into marked spans."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import Count

from lotrinh_web.intake.models import Draft, DraftItem


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a draft is decided."""

    total: int
    decided: int
    doubtful: int
    doubtful_open: int

    @property
    def share(self) -> float:
        """Between 0 and 1."""
        return self.decided / self.total if self.total else 1.0


def progress(draft: Draft) -> Progress:
    """Counts over the draft's items."""
    counts: Counter[tuple[str, bool]] = Counter()
    for row in draft.items.order_by().values("decision", "doubtful").annotate(n=Count("pk")):
        counts[row["decision"], row["doubtful"]] += row["n"]
    return _progress(counts)


def _progress(counts: Counter[tuple[str, bool]]) -> Progress:
    total = sum(counts.values())
    waiting = sum(n for (decision, _), n in counts.items() if decision == DraftItem.Decision.PENDING)
    doubtful = sum(n for (_, doubt), n in counts.items() if doubt)
    return Progress(total, total - waiting, doubtful, counts[str(DraftItem.Decision.PENDING), True])


def with_progress(drafts: Iterable[Draft]) -> list[tuple[Draft, Progress]]:
    """Drafts with how far each is decided, in one query."""
    found = list(drafts)
    counts: dict[int, Counter[tuple[str, bool]]] = {draft.pk: Counter() for draft in found}
    rows = DraftItem.objects.filter(draft__in=found).order_by().values("draft", "decision", "doubtful")
    for row in rows.annotate(n=Count("pk")):
        counts[row["draft"]][row["decision"], row["doubtful"]] += row["n"]
    return [(draft, _progress(counts[draft.pk])) for draft in found]


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of the source text; `item` is the innermost proposal it belongs to."""

    text: str
    item: DraftItem | None
    start: int  # where it begins in the source


def segments(draft: Draft, items: list[DraftItem]) -> list[Segment]:
    """The whole source, in order, cut at the edges of the items; each run is marked by its smallest item."""
    text = draft.document.text
    placed = [i for i in items if i.start is not None and i.end is not None and i.start < i.end <= len(text)]
    edges = sorted({0, len(text), *(i.start or 0 for i in placed), *(i.end or 0 for i in placed)})
    order = sorted(placed, key=lambda i: (i.end or 0) - (i.start or 0), reverse=True)
    owner: dict[int, DraftItem] = {}
    for item in order:  # larger spans first, so that the smallest has the last word
        for edge in edges:
            if (item.start or 0) <= edge < (item.end or 0):
                owner[edge] = item
    return [Segment(text[a:b], owner.get(a), a) for a, b in pairwise(edges) if a < b]


def page_at(starts: list[int], place: int | None) -> int | None:
    """The page, counted from 1, on which a place of the source stands; `starts` is where each page begins."""
    return bisect_right(starts, place) or None if starts and place is not None else None


def doubtful_first(items: list[DraftItem]) -> list[DraftItem]:
    """What needs a person first: undecided before decided, doubtful before sure, then by confidence."""
    return sorted(
        items, key=lambda i: (i.decision != DraftItem.Decision.PENDING, not i.doubtful, i.confidence, i.order)
    )
