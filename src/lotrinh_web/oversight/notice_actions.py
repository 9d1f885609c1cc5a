"""Raising notices, writing the day's digests, sending them at most once, marking notices read."""

from __future__ import annotations

import logging
import smtplib
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.utils import timezone, translation

from lotrinh_web.accounts.access import is_office
from lotrinh_web.accounts.models import User
from lotrinh_web.audit.actions import Actor, action, record
from lotrinh_web.errors import Refused
from lotrinh_web.oversight.models import Mail, Notice
from lotrinh_web.oversight.notices import Told

log = logging.getLogger(__name__)
BATCH = 500


def _system_or_office(*, actor: Actor, **_: Any) -> bool:
    return is_office(actor)


def _own(*, actor: Actor, person: User, **_: Any) -> bool:
    return actor == person


@action(allow=_system_or_office)
def raise_notices(*, actor: Actor, told: Iterable[Told], on: date) -> list[Mail]:
    """Keep what is new, and write one digest for each person with a work e-mail who has something new."""
    told = list(told)
    keys = {item.key for item in told}
    known = set(Notice.objects.filter(key__in=keys).values_list("person_id", "key"))
    now = timezone.now()
    new: dict[tuple[int, str], Notice] = {}
    for item in told:
        place = (item.person.pk, item.key)
        if place not in known and place not in new:
            new[place] = Notice(
                person=item.person, key=item.key, kind=item.kind, words=item.words[:400], href=item.href,
                due_on=item.due_on, raised_at=now,
            )  # fmt: skip
    kept = Notice.objects.bulk_create(new.values(), batch_size=BATCH)
    mails = _digests(kept, on)
    subject = kept[0] if kept else Notice(pk=0, words="–")
    record(
        actor=actor, action="oversight.raise_notices", subject=subject, label=f"{on:%d/%m/%Y}",
        data={"notices": len(kept), "mails": len(mails)},
    )  # fmt: skip
    return mails


def _digests(notices: list[Notice], on: date) -> list[Mail]:
    by_person: dict[User, list[Notice]] = defaultdict(list)
    for notice in notices:
        if notice.person.email and not notice.person.demonstration:
            by_person[notice.person].append(notice)
    had_one = set(Mail.objects.filter(on=on).values_list("person_id", flat=True))
    mails = []
    for person, own in by_person.items():
        if person.pk in had_one:
            continue  # today's digest is written; what came after is in the list on the page
        mail = Mail.objects.create(person=person, on=on, address=person.email, **_text(person, own, on))
        Notice.objects.filter(pk__in=[n.pk for n in own]).update(mail=mail)
        mails.append(mail)
    return mails


def _text(person: User, notices: list[Notice], on: date) -> dict[str, str]:
    """Subject and body, in Vietnamese; plain text, so that nothing in it can act."""
    base = settings.SITE_ADDRESS.rstrip("/")
    with translation.override("vi"):
        context = {"person": person, "notices": notices, "on": on, "base": base}
        body = render_to_string("oversight/digest.txt", context)
    return {"subject": f"Lộ trình: {len(notices)} việc cần chú ý ngày {on:%d/%m/%Y}", "body": body}


def send_waiting() -> tuple[int, int]:
    """Send what waits. Each is marked before it is sent, so that none is sent twice. (sent, failed)"""
    sent = failed = 0
    connection = get_connection()
    for pk in Mail.objects.filter(state=Mail.State.WAITING).order_by("pk").values_list("pk", flat=True):
        mine = Mail.objects.filter(pk=pk, state=Mail.State.WAITING)
        if not mine.update(state=Mail.State.SENDING):
            continue  # another process has it
        mail = Mail.objects.get(pk=pk)
        error = _send(mail, connection)
        changes: dict[str, Any] = {"attempts": mail.attempts + 1, "error": error[:300]}
        if error:
            failed += 1
            Mail.objects.filter(pk=pk).update(state=Mail.State.FAILED, **changes)
        else:
            sent += 1
            Mail.objects.filter(pk=pk).update(state=Mail.State.SENT, sent_at=timezone.now(), **changes)
    return sent, failed


def _send(mail: Mail, connection: Any) -> str:
    """The error as a sentence; empty where it went out."""
    try:
        EmailMessage(mail.subject, mail.body, to=[mail.address], connection=connection).send()
    except (smtplib.SMTPException, OSError) as error:
        log.warning("mail %s not sent: %s", mail.pk, error)
        return f"Máy chủ thư không nhận ({type(error).__name__}). Kiểm tra EMAIL_URL và địa chỉ {mail.address}."
    return ""


@action(allow=_system_or_office)
def send_again(*, actor: Actor, mail: Mail) -> Mail:
    """Put a digest that failed, or of which it is not known whether it went out, back among those that wait."""
    again = [Mail.State.FAILED, Mail.State.SENDING]
    if not Mail.objects.filter(pk=mail.pk, state__in=again).update(state=Mail.State.WAITING, error=""):
        raise Refused("Thư này đã gửi hoặc đang chờ gửi; không gửi lại.")
    record(actor=actor, action="oversight.send_again", subject=mail, data={"address": mail.address})
    return mail


@action(allow=_own)
def mark_read(*, actor: User, person: User) -> int:
    """The person has read all their notices."""
    count = Notice.objects.filter(person=person, read_at=None).update(read_at=timezone.now())
    record(actor=actor, action="oversight.mark_read", subject=person, data={"notices": count})
    return count
