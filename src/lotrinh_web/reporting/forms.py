"""The entry form: one row a task, fields named by task, judged together."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from lotrinh.errors import LotrinhError
from lotrinh_web.workplan.models import Task

TEXTS = ("narrative", "difficulty", "next_steps", "evidence")
LONGEST = {"evidence": 400}
LONGEST_TEXT = 5000


@dataclass(slots=True)
class EntryForm:
    """What an officer typed, judged field by field; `errors` maps "task:field" to a sentence."""

    entries: dict[int, dict[str, Any]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)  # by field name, to show again what was wrong

    @classmethod
    def read(cls, data: QueryDict, tasks: list[Task]) -> EntryForm:
        """Fields are named `narrative-12` … for task 12; a task none of whose fields came is left alone."""
        form = cls(typed={name: data.get(name, "") for name in data})
        for task in tasks:
            if any(f"{name}-{task.pk}" in data for name in (*TEXTS, "percent", "completed_on")):
                form.entries[task.pk] = form._task(data, task)
        return form

    def _task(self, data: QueryDict, task: Task) -> dict[str, Any]:
        entry: dict[str, Any] = {}
        for name in TEXTS:
            words = data.get(f"{name}-{task.pk}", "").strip().replace("\x00", "")
            limit = LONGEST.get(name, LONGEST_TEXT)
            if len(words) > limit:
                self._error(task, name, _("Dài %(n)d ký tự, tối đa %(max)d.") % {"n": len(words), "max": limit})
            entry[name] = words[:limit]
        entry["percent"] = self._percent(data, task)
        entry["completed_on"] = self._day(data, task)
        entry["result_value"] = self._figure(data, task)
        return entry

    def _percent(self, data: QueryDict, task: Task) -> int | None:
        words = data.get(f"percent-{task.pk}", "").strip().removesuffix("%").strip()
        if not words:
            return None
        if not words.isdecimal() or len(words) > 3 or int(words) > 100:
            self._error(task, "percent", _("«%(words)s» không phải số nguyên từ 0 đến 100.") % {"words": words})
            return None
        return int(words)

    def _day(self, data: QueryDict, task: Task) -> date | None:
        words = data.get(f"completed_on-{task.pk}", "").strip()
        if not words:
            return None
        try:
            if "/" in words:
                day, month, year = (int(piece) for piece in words.split("/"))
                return date(year, month, day)
            return date.fromisoformat(words)
        except ValueError:
            self._error(task, "completed_on", _("«%(words)s» không phải một ngày. Nhập dd/mm/yyyy.") % {"words": words})
            return None

    def _figure(self, data: QueryDict, task: Task) -> Decimal | None:
        words = data.get(f"result_value-{task.pk}", "").strip()
        if not words:
            return None
        from lotrinh.text.numbers import parse

        try:
            return parse(words, strict=True)
        except (LotrinhError, ValueError) as error:
            fallback = _("«%(words)s» không phải một số. Nhập ví dụ 34,02.") % {"words": words}
            self._error(task, "result_value", str(error) if isinstance(error, LotrinhError) else fallback)
            return None

    def at_fields(self) -> list[tuple[str, str]]:
        """Each error with the name of its field: [("percent-12", sentence)]."""
        return [("{1}-{0}".format(*key.split(":")), sentence) for key, sentence in self.errors.items()]

    def _error(self, task: Task, name: str, sentence: str) -> None:
        self.errors[f"{task.pk}:{name}"] = sentence
