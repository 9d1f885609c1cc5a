"""Long work of oversight: the day's notices and their digest, on working days from 7:30; walking the audit trail."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.urls import reverse
from django.utils import timezone, translation

from lotrinh.calendar import VIETNAM
from lotrinh_web.audit.actions import Actor
from lotrinh_web.audit.chain import verify
from lotrinh_web.jobs.actions import start
from lotrinh_web.jobs.clock import every_day
from lotrinh_web.jobs.work import Progress, Result, long_work
from lotrinh_web.oversight.notice_actions import raise_notices, send_waiting
from lotrinh_web.oversight.notices import due_notices


def _compute(arguments: dict[str, Any], progress: Progress) -> Any:
    on = date.fromisoformat(arguments.get("on") or str(timezone.localdate()))
    progress(0, 1, "Tìm việc đến hạn, quá hạn")
    with translation.override("vi"):
        return on, due_notices(on)


@long_work("notices", compute=_compute)
def tell(*, actor: Actor, value: Any) -> Result:
    """Raise the day's notices, then ask for their digests to be sent."""
    on, told = value
    mails = raise_notices(actor=actor, told=told, on=on)
    if mails:
        start(actor=actor, kind="mail", title=f"Gửi thư nhắc việc {on:%d/%m/%Y}", arguments={})
    return Result(reverse("oversight:mails"), f"{len(mails)} thư nhắc việc đã soạn.")


def _send(arguments: dict[str, Any], progress: Progress) -> tuple[int, int]:
    progress(0, 1, "Gửi thư nhắc việc")
    return send_waiting()


@long_work("mail", compute=_send)
def sent(*, actor: Actor, value: tuple[int, int]) -> Result:
    """Say what went out; sending itself cannot be undone, so each mail keeps its own state."""
    good, bad = value
    return Result(reverse("oversight:mails"), f"Đã gửi {good} thư; {bad} thư không gửi được.")


SHOWN_BREAKS = 3


def _walk(arguments: dict[str, Any], progress: Progress) -> list[str]:
    def told(done: int, total: int) -> None:
        progress(done, total, "Kiểm tra chuỗi nhật ký")

    return [found.sentence for found in verify(told)]


@long_work("verify_audit", compute=_walk)
def walked(*, actor: Actor, value: list[str]) -> Result:
    """Say whether the chain holds; the words stay with the job."""
    if not value:
        return Result("", "Chuỗi nhật ký nguyên vẹn.")
    more = f" Còn {len(value) - SHOWN_BREAKS} chỗ khác." if len(value) > SHOWN_BREAKS else ""
    return Result("", "CHUỖI NHẬT KÝ KHÔNG NGUYÊN VẸN. " + " ".join(value[:SHOWN_BREAKS]) + more)


def _working_day(now: datetime) -> bool:
    return VIETNAM.is_working_day(now.date())


every_day("notices", title="Nhắc việc hằng ngày", at=time(7, 30), wanted=_working_day)
