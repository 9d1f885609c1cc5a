"""Long work of the intake: reading a scan, a picture or a thick PDF, page by page; loading the shipped programme."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.urls import reverse

from lotrinh_web.audit.actions import Actor
from lotrinh_web.intake import actions, comparison
from lotrinh_web.jobs.work import Progress, Result, long_work
from lotrinh_web.programmes.long_reading import read_waiting, taken_in
from lotrinh_web.programmes.models import Programme


def _compute(arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Read the file that waits; see `programmes/long_reading.py`."""
    read = partial(_read, arguments.get("programme"))
    return {"held": arguments["held"], **read_waiting(arguments, progress, read)}


def _read(programme: int | None, name: str, content: bytes) -> dict[str, Any]:
    if programme is None:
        return {"file": actions.read_file(name, content)}
    found = Programme.objects.select_related("document").get(pk=programme)
    return {"programme": found, "newer": comparison.read_newer(found, name, content)}


@long_work("read", compute=_compute)
def keep(*, actor: Actor, value: dict[str, Any]) -> Result:
    """Take the reading in; it leads to its review, or to the comparison it was read for."""
    with taken_in(value.pop("held")):
        if "newer" in value:
            made = comparison.take_in_newer(actor=actor, **value)
            return Result(reverse("intake:comparison", args=[made.pk]), str(made))
        draft = actions.take_in(actor=actor, **value)
        return Result(reverse("intake:review", args=[draft.pk]), str(draft))


SAMPLE = "cantho-29nqtw"
"""The shipped programme: a real document with its targets, tasks and published figures, without demonstration data."""


def _sample(arguments: dict[str, Any], progress: Progress) -> Any:
    from lotrinh.packages import load_package

    progress(0, 2, "Kiểm tra gói chương trình mẫu")
    package = load_package(SAMPLE)
    progress(1, 2, "Ghi chương trình, lập dự báo")
    return package


@long_work("sample", compute=_sample)
def load_sample(*, actor: Actor, value: Any) -> Result:
    """Take the shipped programme in and make its first forecasts."""
    from lotrinh_web.indicators.targets.forecasts import make_forecasts
    from lotrinh_web.intake.package_import import import_package

    programme = import_package(actor=actor, package=value)
    make_forecasts(actor=actor, programme=programme)
    return Result(reverse("portal:home"), programme.name_vi)
