"""Events that were taken back later. Events are never deleted: what one told stays, and says on which day it fell."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from lotrinh_web.workplan.models import TaskEvent

ISSUED, UNDONE = "instrument_issued", "instrument_undone"


def days_undone(events: Iterable[TaskEvent], on: date) -> dict[int, date]:
    """The day on which a promulgation among `events` was taken back, by the event's key, as known on a day.

    The reverse event names the same document and the instrument («…»). A promulgation recorded again afterwards
    is an event of its own and stands.
    """
    issued = [event for event in events if event.milestone == ISSUED]
    if not issued:
        return {}
    reverse = TaskEvent.objects.filter(task__in={event.task_id for event in issued}, milestone=UNDONE).order_by("pk")
    found: dict[int, date] = {}
    for undone in reverse:
        day = timezone.localdate(undone.recorded_at)
        for event in issued:
            if day <= on and event.pk < undone.pk and _takes_back(undone, event):
                found.setdefault(event.pk, day)
    return found


def _takes_back(undone: TaskEvent, event: TaskEvent) -> bool:
    same = (undone.task_id, undone.document) == (event.task_id, event.document)
    return same and f"«{event.reason}»" in undone.reason
