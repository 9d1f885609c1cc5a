"""The ladder, the urging letter and the list for the Standing Committee."""

from __future__ import annotations

import hashlib
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from django.urls import reverse
from django.utils import timezone

from lotrinh.errors import InvalidData
from lotrinh_web.audit.models import AuditEntry
from lotrinh_web.errors import NotAllowed, Refused
from lotrinh_web.organisations.models import Organisation
from lotrinh_web.reporting import actions, ladder, letters, queries
from lotrinh_web.reporting.models import ReportingRound, Review, Submission
from web.remembered import remembered
from web.world import SYSTEM, World


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    settings.HOME = tmp_path


@pytest.fixture
def opened(world: World) -> ReportingRound:
    """Due on 16/9/2026; two agencies are asked."""
    return remembered(lambda: actions.open_round(
        actor=SYSTEM, programme=world.programme, period="2026-Q3", opens_on=date(2026, 9, 4),
        cut_off=date(2026, 9, 14), due_on=date(2026, 9, 16),
    ))  # fmt: skip


def words(review: Review) -> str:
    """All the words of a Word file, its tables among them."""
    document = docx.Document(io.BytesIO(review.file.read()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([p.text for p in document.paragraphs] + cells)


@pytest.mark.parametrize(
    ("days", "code"),
    [(-6, None), (-5, "remind"), (0, "due"), (1, "urge"), (9, "urge"), (10, "reprove"), (20, "committee"),
     (400, "committee")],
)  # fmt: skip
def test_the_rung_of_a_day(days: int, code: str | None) -> None:
    rung = ladder.rung_on(days, ladder.rungs())
    assert (rung.code if rung else None) == code


def test_only_who_has_not_reported_stands_on_the_ladder(world: World, opened: ReportingRound) -> None:
    Submission.objects.filter(organisation=world.body).update(state=Submission.State.APPROVED)
    on = date(2026, 9, 20)
    found = ladder.steps(opened, queries.matrix(opened, on), on)
    assert [(s.rung.code, [r.submission.organisation.code for r in s.rows]) for s in found if s.rows] == [
        ("urge", ["so-khac"])
    ]


def test_the_installation_may_have_its_own_ladder(settings: Any) -> None:
    own = [{"code": "urge", "name_vi": "Đôn đốc", "name_en": "Urge", "from_day": 3, "letter": 2}]
    (Path(settings.HOME) / "ladder.json").write_text(json.dumps(own), encoding="utf-8")
    assert [rung.from_day for rung in ladder.rungs()] == [3]


def test_a_ladder_that_goes_down_is_refused(settings: Any) -> None:
    own = [
        {"code": str(day), "name_vi": "x", "name_en": "x", "from_day": day, "letter": 1} for day in (5, 3)
    ]  # fmt: skip
    (Path(settings.HOME) / "ladder.json").write_text(json.dumps(own), encoding="utf-8")
    with pytest.raises(InvalidData, match="tăng dần"):
        ladder.rungs()


@pytest.mark.parametrize("letter", [4, [1], "2", None])
def test_a_ladder_with_a_letter_of_no_level_is_refused(settings: Any, tmp_path: Path, letter: object) -> None:
    settings.HOME = tmp_path
    own = [{"code": "a", "name_vi": "x", "name_en": "x", "from_day": 3, "letter": letter}]
    (tmp_path / "ladder.json").write_text(json.dumps(own), encoding="utf-8")
    with pytest.raises(InvalidData, match="1, 2 hoặc 3"):
        ladder.rungs()


def test_the_letter_counts_who_reported_and_names_who_did_not(world: World, opened: ReportingRound) -> None:
    Submission.objects.filter(organisation=world.body).update(state=Submission.State.ACCEPTED)
    made = letters.make_urging_letter(actor=world.people["office"], opened=opened, on=date(2026, 9, 21))
    text = words(made)
    assert "đã có 01/02 cơ quan, đơn vị báo cáo" in text
    assert "Sở Khác" in text
    assert "Sở Mới" not in text


def test_the_annex_says_how_many_days_late(opened: ReportingRound) -> None:
    made = letters.make_urging_letter(actor=SYSTEM, opened=opened, on=date(2026, 9, 21))
    tables = docx.Document(io.BytesIO(made.file.read())).tables
    assert [row.cells[-1].text for row in tables[-1].rows][1:] == ["5", "5"]


def test_the_letter_gives_three_working_days(opened: ReportingRound) -> None:
    # Friday 18/9/2026: Monday, Tuesday, Wednesday 23/9.
    made = letters.make_urging_letter(actor=SYSTEM, opened=opened, on=date(2026, 9, 18))
    assert made.inputs["deadline"] == "2026-09-23"


def test_nobody_late_no_letter(opened: ReportingRound) -> None:
    Submission.objects.update(state=Submission.State.APPROVED)
    with pytest.raises(Refused, match="Mọi cơ quan đã gửi"):
        letters.make_urging_letter(actor=SYSTEM, opened=opened, on=date(2026, 9, 21))


def test_the_file_is_kept_with_its_hash_and_an_entry_in_the_trail(opened: ReportingRound) -> None:
    made = letters.make_urging_letter(actor=SYSTEM, opened=opened, on=date(2026, 9, 21))
    assert made.file_hash == hashlib.sha256(made.file.read()).hexdigest()
    assert AuditEntry.objects.get(action="reporting.make_review").data["sha256"] == made.file_hash


def test_an_agency_may_not_make_a_letter(world: World, opened: ReportingRound) -> None:
    with pytest.raises(NotAllowed):
        letters.make_urging_letter(actor=world.people["head"], opened=opened, on=date(2026, 9, 21))


def test_the_list_names_task_lead_head_and_days(world: World, opened: ReportingRound) -> None:
    # Task 1 was due on 30/6/2026 and passed to the successor; 20/9 is 82 days later.
    made = letters.make_committee_list(actor=SYSTEM, opened=opened, on=date(2026, 9, 20))
    table = docx.Document(io.BytesIO(made.file.read())).tables[-1]
    assert [cell.text for cell in table.rows[1].cells][1:6] == [
        "Việc 1", "Sở Mới", "Thu Truong", "30/06/2026", "82",
    ]  # fmt: skip


def test_a_report_joins_the_list_on_the_last_rung(opened: ReportingRound) -> None:
    made = letters.make_committee_list(actor=SYSTEM, opened=opened, on=date(2026, 10, 6))
    assert words(made).count("Gửi báo cáo quý III/2026") == 2


def test_the_list_counts_tasks_and_reports_apart(opened: ReportingRound) -> None:
    # One task was due on 30/6/2026; both bodies owe the report of a round due on 16/9, 20 days before.
    made = letters.make_committee_list(actor=SYSTEM, opened=opened, on=date(2026, 10, 6))
    assert "có 01 nhiệm vụ quá hạn của 01 cơ quan chủ trì và 02 cơ quan chậm gửi báo cáo" in words(made)


def test_the_list_comes_from_the_office_of_the_programme(world: World, opened: ReportingRound) -> None:
    world.programme.document.issuer, world.programme.document.place = "THÀNH ỦY CẦN THƠ", "Cần Thơ"
    world.programme.document.save()
    world.programme.owner = Organisation.objects.create(
        code="btg", name_vi="Ban Tuyên giáo và Dân vận Thành ủy", kind="party_advisory"
    )
    world.programme.save()
    made = letters.make_committee_list(
        actor=SYSTEM, opened=ReportingRound.objects.get(pk=opened.pk), on=date(2026, 9, 20)
    )
    text = words(made)
    assert "BAN TUYÊN GIÁO VÀ DÂN VẬN" in text and "TRƯỞNG BAN" in text and "T/M BAN THƯỜNG VỤ" not in text


def test_a_letter_is_told_once_a_day(world: World, opened: ReportingRound) -> None:
    for _ in range(2):
        letters.make_urging_letter(actor=SYSTEM, opened=opened, on=date(2026, 9, 21))
    made = letters.make_committee_list(actor=SYSTEM, opened=opened, on=date(2026, 9, 22))
    assert words(made).count(f"{timezone.localdate():%d/%m/%Y}") == 1


def test_the_list_tells_of_letters_sent(world: World, opened: ReportingRound) -> None:
    letters.make_urging_letter(actor=SYSTEM, opened=opened, on=date(2026, 9, 21))
    made = letters.make_committee_list(actor=SYSTEM, opened=opened, on=date(2026, 9, 22))
    assert "Công văn đôn đốc" in words(made)


def test_the_round_page_offers_the_letter_to_the_office_only(world: World, opened: ReportingRound) -> None:
    address = reverse("reporting:round", args=[opened.pk])
    seen = {
        who: "Lập công văn đôn đốc" in world.client(who).get(address).content.decode() for who in ("office", "leader")
    }
    assert seen == {"office": True, "leader": False}


def test_the_office_makes_a_letter_from_the_page(world: World, opened: ReportingRound) -> None:
    address = reverse("reporting:make-letter", args=[opened.pk])
    answer = world.client("office").post(address, {"kind": "urging_letter"}, follow=True)
    assert "Văn bản đã lập" in answer.content.decode()
