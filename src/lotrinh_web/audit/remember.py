"""Answers kept until the next act: every change goes through the trail, so the trail's head says when data changed.

For pages that many people open and that cost a good part of a second to put together. One small store a process; an
answer is found again only while the head of the trail, the language and the day are the same.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from django.conf import settings
from django.utils import timezone, translation

from lotrinh_web.audit.models import AuditHead

T = TypeVar("T")
KEPT = 128

_answers: OrderedDict[Hashable, Any] = OrderedDict()
_lock = Lock()


def remembered(key: tuple[Hashable, ...], make: Callable[[], T]) -> T:
    """What `make` gives, or gave since the last act of anybody. The answer is shared: readers must not change it."""
    head = AuditHead.objects.values_list("hash", flat=True).first() if settings.REMEMBER_ANSWERS else None
    if head is None:
        return make()
    full = (head, translation.get_language(), timezone.localdate(), key)
    with _lock:
        if full in _answers:
            _answers.move_to_end(full)
            found: T = _answers[full]
            return found
    answer = make()
    with _lock:
        _answers[full] = answer
        while len(_answers) > KEPT:
            _answers.popitem(last=False)
    return answer
