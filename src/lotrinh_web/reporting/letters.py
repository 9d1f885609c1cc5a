"""The công văn that urges and the list for the Standing Committee, made from the records of a day and kept."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import timezone, translation

from lotrinh_web.accounts.models import Role
from lotrinh_web.audit.actions import Actor, action
from lotrinh_web.errors import Refused
from lotrinh_web.organisations.models import Membership
from lotrinh_web.organisations.queries import Lineage
from lotrinh_web.programmes.models import Programme
from lotrinh_web.reporting import ladder, queries
from lotrinh_web.reporting.models import ReportingRound, Review
from lotrinh_web.reporting.reviews import _head, _keep, _office, in_force_profile
from lotrinh_web.workplan.queries import filtered, rows, tasks_of

if TYPE_CHECKING:
    from lotrinh.writing.document import Letterhead, Signature

WORKING_DAYS = 3
"""Working days an urging letter gives."""
MOST_ADDRESSEES = 12
KINDS = ("urging_letter", "committee_list")


@action(allow=_office)
def make_urging_letter(*, actor: Actor, opened: ReportingRound, on: date) -> Review:
    """The letter to agencies that have not reported, at the level the ladder gives the day."""
    from lotrinh.calendar import VIETNAM, short_date
    from lotrinh.writing.letters import Late, UrgingLetter, urging_letter

    with translation.override("vi"):
        found = queries.matrix(opened, on)
        waiting = [row.submission for row in found if row.submission.state not in queries.ARRIVED]
        if not waiting:
            raise Refused("Mọi cơ quan đã gửi báo cáo kỳ này; không có ai để đôn đốc.")
        days = (on - opened.due_on).days
        rung = ladder.rung_on(days, ladder.rungs())
        programme, name = opened.programme, _name(opened)
        deadline = opened.due_on if days < 0 else VIETNAM.add(on, WORKING_DAYS)
        names = [s.organisation.name_vi for s in waiting]
        letterhead, signature = _letter_head(programme, on)
        data = UrgingLetter(
            letterhead=letterhead, signature=signature,
            addressees=names if len(names) <= MOST_ADDRESSEES else ["Các cơ quan, đơn vị nêu tại phụ lục"],
            basis=programme.document.citation, matter=f"gửi báo cáo {name}", as_of=on, deadline=deadline,
            level=rung.letter if rung else 1,
            reported=len(found) - len(waiting), expected=len(found),
            late=[
                Late(
                    s.organisation.name_vi, f"Báo cáo {name}: {str(s.get_state_display()).lower()}", opened.due_on,
                    max(0, days),
                )
                for s in waiting
            ],
            requests=[f"Hạn gửi báo cáo {name} là ngày {short_date(opened.due_on)}."],
            send_to="cơ quan thường trực chương trình qua hệ thống theo dõi",
            recipients=("Như trên", "Thường trực Thành ủy (để báo cáo)", "Lưu Văn phòng"),
            demonstration=opened.demonstration,
        )  # fmt: skip
        profile = in_force_profile(programme, on)
        content = urging_letter(data, profile)
    inputs = {
        "as_of": str(on), "round": opened.pk, "rung": rung.code if rung else "", "deadline": str(deadline),
        "submissions": [s.pk for s in waiting], "agencies": [s.organisation.code for s in waiting],
    }  # fmt: skip
    return _keep(actor, programme, "urging_letter", opened.period, profile, content, inputs)


@action(allow=_office)
def make_committee_list(*, actor: Actor, opened: ReportingRound, on: date) -> Review:
    """The list of tasks past their day, and of reports so late that they stand on the ladder's last rung."""
    from lotrinh.writing.letters import CommitteeList, Late, standing_committee_list

    with translation.override("vi"):
        programme = opened.programme
        overdue = rows(filtered(tasks_of(programme, on), status="late"), on)
        heads, sent = _heads(on), _steps_taken(programme)
        tasks = []
        for row in overdue:
            body = (row.lead.current or row.lead.original) if row.lead else None
            tasks.append(Late(
                organ=str(body or "Chưa giao"), what=row.task.title_vi, due=row.task.current_due,
                days_late=row.days_late, head=heads.get(body.pk, "") if body else "",
                steps=sent.get(body.code, "") if body else "",
            ))  # fmt: skip
        reports = _on_last_rung(opened, on)
        late = [
            Late(
                organ=s.organisation.name_vi, what=f"Gửi báo cáo {_name(opened)}", due=opened.due_on,
                days_late=(on - opened.due_on).days, head=heads.get(s.organisation_id, ""),
                steps=sent.get(s.organisation.code, ""),
            )
            for s in reports
        ]  # fmt: skip
        if not (tasks or late):
            raise Refused("Không có nhiệm vụ quá hạn và không có báo cáo nào chậm đến bậc trình Ban Thường vụ.")
        letterhead, signature = _owner_head(programme, on)
        data = CommitteeList(
            letterhead=letterhead, signature=signature, programme=programme.document.citation, as_of=on, tasks=tasks,
            reports=late, recipients=("Ban Thường vụ cấp ủy", "Lưu Văn phòng"), demonstration=opened.demonstration,
        )  # fmt: skip
        profile = in_force_profile(programme, on)
        content = standing_committee_list(data, profile)
    inputs = {
        "as_of": str(on), "round": opened.pk, "tasks": [row.task.pk for row in overdue],
        "submissions": [s.pk for s in reports],
    }  # fmt: skip
    return _keep(actor, programme, "committee_list", opened.period, profile, content, inputs)


def letters_of(opened: ReportingRound) -> list[Review]:
    """The letters and lists made of a round, newest first."""
    made = Review.objects.filter(programme=opened.programme_id, kind__in=KINDS, period=opened.period)
    return list(made.select_related("made_by"))


def _name(opened: ReportingRound) -> str:
    """`quý III/2026`, as in running text."""
    from lotrinh.calendar import parse_period

    return parse_period(opened.period).name_in_sentence


OFFICES = (
    ("Ban ", "TRƯỞNG BAN"), ("Văn phòng ", "CHÁNH VĂN PHÒNG"), ("Sở ", "GIÁM ĐỐC"),
    ("Ủy ban Kiểm tra ", "CHỦ NHIỆM"), ("Thanh tra ", "CHÁNH THANH TRA"),
)  # fmt: skip
"""What the head of an office is called, by how its name begins; others are left to the clerk."""


def _owner_head(programme: Programme, on: date) -> tuple[Letterhead, Signature]:
    """The programme's own office reports to the committee: its name below the committee's, signed by its head.

    Its symbol in document numbers is not known here and stays open for the clerk.
    """
    from dataclasses import replace

    from lotrinh.writing.document import Signature

    letterhead, signature = _head(programme, on)
    office = Lineage().standing(programme.owner, on).current if programme.owner is not None else None
    position = next((words for start, words in OFFICES if office and office.name_vi.startswith(start)), "")
    if office is None or office.name_vi.startswith("Ban Thường vụ"):
        return letterhead, signature
    name = re.sub(r"\s*\(.*\)$", "", office.name_vi)
    organ = name.removesuffix(" Thành ủy").removesuffix(" Tỉnh ủy").upper()
    letterhead = replace(letterhead, superior=letterhead.organ, organ=organ, symbol_organ="")
    return letterhead, Signature(position=position or "[CHỨC VỤ NGƯỜI KÝ]")


def _letter_head(programme: Programme, on: date) -> tuple[Letterhead, Signature]:
    """As for reports, but a công văn signed by the office's head on behalf of the committee."""
    from dataclasses import replace

    from lotrinh.writing.document import Signature

    letterhead, signature = _head(programme, on)
    party = signature.authority.startswith("T/M")
    letterhead = replace(letterhead, symbol_type="CV" if party else "")
    authority = "T/L BAN THƯỜNG VỤ" if party else "TL. CHỦ TỊCH"
    return letterhead, Signature(position="CHÁNH VĂN PHÒNG", authority=authority)


def _heads(on: date) -> dict[int, str]:
    """The heads who have accounts, by the body that stands in their body's place."""
    members = Membership.objects.filter(user__role=Role.AGENCY_HEAD, user__is_active=True, until=None)
    lineage, found = Lineage(), {}
    for member in members.select_related("user", "organisation"):
        current = lineage.standing(member.organisation, on).current
        if current is not None:
            found[current.pk] = member.user.full_name
    return found


def _steps_taken(programme: Programme) -> dict[str, str]:
    """By agency code: the letters already made, `Công văn đôn đốc 25/09/2026`."""
    found: dict[str, Any] = {}
    for review in Review.objects.filter(programme=programme, kind="urging_letter").order_by("made_at"):
        for code in review.inputs.get("agencies", ()):
            found.setdefault(code, []).append(f"{timezone.localtime(review.made_at):%d/%m/%Y}")
    return {code: "Công văn đôn đốc " + ", ".join(dict.fromkeys(days)) for code, days in found.items()}


def _on_last_rung(opened: ReportingRound, on: date) -> list[Any]:
    rung = ladder.rung_on((on - opened.due_on).days, ladder.rungs())
    if rung is None or rung.code != ladder.COMMITTEE:
        return []
    return [row.submission for row in queries.matrix(opened, on) if row.submission.state not in queries.ARRIVED]
