"""Long work of the intake: reading a scan, a picture or a thick PDF, page by page; loading the shipped programme."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.urls import reverse

from lotrinh.errors import UnreadableDocument
from lotrinh_web.audit.actions import Actor
from lotrinh_web.intake import actions, comparison, waiting
from lotrinh_web.jobs.work import Progress, Result, long_work
from lotrinh_web.programmes.models import Programme


def _compute(arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Read the file that waits; where it cannot be read it waits no longer."""
    from lotrinh.reading.progress import listening

    def heard(done: int, total: int) -> None:
        progress(done, total, f"Nhận dạng chữ: xong {done} trên {total} trang")

    name, held = arguments["name"], arguments["held"]
    progress(0, arguments["pages"], f"Đọc văn bản «{name}»")
    try:
        with listening(heard):
            return {"held": held, **_read(name, waiting.held(held), arguments.get("programme"))}
    except FileNotFoundError as error:
        raise UnreadableDocument(f"Tệp «{name}» không còn chờ đọc. Gửi lại tệp ở mục Văn bản.") from error
    except Exception:
        waiting.let_go(held)
        raise


def _read(name: str, content: bytes, programme: int | None) -> dict[str, Any]:
    if programme is None:
        return {"file": actions.read_file(name, content)}
    found = Programme.objects.select_related("document").get(pk=programme)
    return {"programme": found, "newer": comparison.read_newer(found, name, content)}


@long_work("read", compute=_compute)
def keep(*, actor: Actor, value: dict[str, Any]) -> Result:
    """Take the reading in; it leads to its review, or to the comparison it was read for."""
    held = value.pop("held")
    try:
        if "newer" in value:
            made = comparison.take_in_newer(actor=actor, **value)
            result = Result(reverse("intake:comparison", args=[made.pk]), str(made))
        else:
            draft = actions.take_in(actor=actor, **value)
            result = Result(reverse("intake:review", args=[draft.pk]), str(draft))
    except Exception:
        waiting.let_go(held)
        raise
    transaction.on_commit(lambda: waiting.let_go(held))
    return result


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
