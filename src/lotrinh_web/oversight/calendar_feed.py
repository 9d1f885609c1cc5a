"""A body's calendar (iCalendar, RFC 5545): the dues of its open tasks and of the reports it still owes.

Few properties are needed, so they are written here: text escaped (§3.3.11), lines folded at 75 octets (§3.1), whole
days as DATE values with the day after as their end (§3.6.1).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lotrinh_web.organisations.models import Organisation
from lotrinh_web.organisations.queries import Lineage
from lotrinh_web.reporting.models import ReportingRound, Submission
from lotrinh_web.reporting.queries import ARRIVED
from lotrinh_web.templatetags.lotrinh import local, period
from lotrinh_web.workplan.models import Assignment, Task

DONE = (Task.Phase.DONE, Task.Phase.CANCELLED, Task.Phase.SUSPENDED)
OCTETS = 75


@dataclass(frozen=True, slots=True)
class Entry:
    """One whole-day entry. `changed`: when what it says last changed."""

    uid: str
    day: date
    title: str
    words: str
    path: str


def entries(organisation: Organisation, on: date) -> Iterator[Entry]:
    """Dues of the body, those it took over from bodies it succeeded among them."""
    lineage = Lineage()
    keys = lineage.predecessors(organisation, on)
    tasks = Task.objects.filter(
        assignments__organisation__in=keys, assignments__part=Assignment.Part.LEAD, assignments__until=None,
        current_due__isnull=False,
    ).exclude(phase__in=DONE)  # fmt: skip
    for task in tasks.select_related("clause").order_by("current_due", "order", "pk"):
        assert task.current_due is not None
        title = _("Hạn nhiệm vụ: %(title)s") % {"title": local(task, "title")}
        words = f"{task.code} · {local(task, 'product')}".strip(" ·")
        yield Entry(f"task-{task.pk}", task.current_due, title, words, reverse("workplan:task", args=[task.pk]))
    owed = Submission.objects.filter(organisation__in=keys, round__closed_at=None).exclude(state__in=ARRIVED)
    for submission in owed.select_related("round").order_by("round__due_on", "pk"):
        opened: ReportingRound = submission.round
        title = _("Hạn gửi báo cáo %(period)s") % {"period": period(opened.period)}
        words = _("Chốt số liệu %(day)s") % {"day": f"{opened.cut_off:%d/%m/%Y}"}
        path = reverse("reporting:submission", args=[submission.pk])
        yield Entry(f"report-{submission.pk}", opened.due_on, title, words, path)


def calendar(organisation: Organisation, request: HttpRequest) -> bytes:
    """The whole feed, CRLF line ends, UTF-8."""
    on = timezone.localdate()
    host = request.get_host().partition(":")[0]
    stamp = datetime.combine(on, datetime.min.time(), UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//lotrinh//lo trinh//VI", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(local(organisation, 'name'))}", "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
    ]  # fmt: skip
    for entry in entries(organisation, on):
        lines += [
            "BEGIN:VEVENT", f"UID:{entry.uid}@{host}", f"DTSTAMP:{stamp}", f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{entry.day + timedelta(days=1):%Y%m%d}", f"SUMMARY:{escaped(entry.title)}",
            f"DESCRIPTION:{escaped(entry.words)}", f"URL:{request.build_absolute_uri(entry.path)}",
            "TRANSP:TRANSPARENT", "END:VEVENT",
        ]  # fmt: skip
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) for line in lines)


def escaped(text: str) -> str:
    """Text as a property value: backslash, semicolon, comma and line ends escaped, other controls dropped."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    text = text.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")
    return "".join(letter for letter in text if letter >= " " and letter != "\x7f")


def folded(line: str) -> bytes:
    """A line of at most 75 octets, what is longer on lines that begin with a space; no character is cut."""
    pieces: list[bytes] = []
    piece = b""
    for letter in line:
        octets = letter.encode("utf-8")
        if len(piece) + len(octets) > OCTETS - (1 if pieces else 0):
            pieces.append(piece)
            piece = b""
        piece += octets
    pieces.append(piece)
    return b"\r\n ".join(pieces) + b"\r\n"
