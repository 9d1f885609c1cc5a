"""Bad input of the working cycle through its real pages: a clear message, and nothing changed."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from lotrinh.writing.sheet_out import agency_workbook
from lotrinh_web.reporting import actions, offline
from lotrinh_web.reporting.models import ProgressEntry, ReportingRound, ReturnedWorkbook, ReviewTemplate, Submission
from lotrinh_web.reporting.review_actions import begin_review
from lotrinh_web.workplan import bulk
from lotrinh_web.workplan.life import make_wait
from lotrinh_web.workplan.models import Assignment, EvidenceFile, TaskDependency
from lotrinh_web.workplan.queries import rows, tasks_of
from web.world import SYSTEM, World


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def opened(world: World, quarter: int = 3) -> ReportingRound:
    month = quarter * 3
    return actions.open_round(
        actor=SYSTEM, programme=world.programme, period=f"2026-Q{quarter}", opens_on=date(2026, month, 4),
        cut_off=date(2026, month, 14), due_on=date(2026, month, 16),
    )  # fmt: skip


def report_of(world: World, found: ReportingRound, body: Any = None) -> Submission:
    submissions = Submission.objects.select_related("round__programme", "organisation")
    return submissions.get(round=found, organisation=body or world.body)


def handed_in(world: World, submission: Submission) -> Submission:
    said = {task.pk: {"narrative": "Đã làm."} for task in world.tasks[:2]}
    officer = world.people["officer"]
    saved = actions.save_entries(actor=officer, submission=submission, version=submission.version, entries=said)
    return actions.submit(actor=officer, submission=saved)


def post(world: World, who: str, address: str, /, *arguments: Any, **fields: Any) -> str:
    """The page a person sees after sending a form."""
    return world.client(who).post(reverse(address, args=arguments), fields, follow=True).content.decode()


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_second_lead(world: World) -> None:
    task = world.tasks[2]
    page = post(
        world, "office", "workplan:assign", task.pk, organisation=world.body.pk, part="lead", since="2026-01-01"
    )
    leads = Assignment.objects.filter(task=task, part="lead", until=None)
    assert "Một việc chỉ giao một cơ quan chủ trì" in page
    assert [lead.organisation for lead in leads] == [world.other_body]


def test_an_approval_by_an_officer(world: World) -> None:
    submission = handed_in(world, report_of(world, opened(world)))
    page = post(world, "officer", "reporting:step", submission.pk, "duyet")
    submission.refresh_from_db()
    assert "Bạn không được giao quyền làm việc này" in page and submission.state == "awaiting_approval"


def test_an_approval_by_the_head_of_another_body(world: World) -> None:
    submission = handed_in(world, report_of(world, opened(world)))
    answer = world.client("other_head").post(reverse("reporting:step", args=[submission.pk, "duyet"]))
    submission.refresh_from_db()
    assert answer.status_code == 404 and submission.state == "awaiting_approval"


def test_an_entry_after_the_lock(world: World) -> None:
    submission = handed_in(world, report_of(world, opened(world)))
    actions.approve(actor=world.people["head"], submission=submission)
    actions.accept(actor=world.people["office"], submission=submission)
    before = ProgressEntry.objects.count()
    key = f"narrative-{world.tasks[0].pk}"
    page = post(world, "officer", "reporting:submission", submission.pk, version="3", **{key: "Sửa sau khi khóa"})
    assert "không sửa được" in page and "Sửa sau khi khóa" in page and ProgressEntry.objects.count() == before


def test_a_due_before_the_start(world: World) -> None:
    task, today = world.tasks[0], timezone.localdate()
    task.starts_on = date(2026, 1, 1)
    task.save()
    sheet = bulk.workbook(world.programme, rows(tasks_of(world.programme, today).order_by("order"), today))
    book = openpyxl.load_workbook(io.BytesIO(sheet))
    book[bulk.SHEET][f"D{bulk.HEAD + 2}"] = "31/12/2025"
    out = io.BytesIO()
    book.save(out)
    page = post(world, "office", "workplan:bulk", file=upload("nhiem-vu.xlsx", out.getvalue()))
    task.refresh_from_db()
    assert "trước ngày bắt đầu 01/01/2026" in page and task.current_due == date(2026, 6, 30)


def test_tasks_that_wait_in_a_circle(world: World) -> None:
    first, second = world.tasks[:2]
    make_wait(actor=world.people["office"], task=first, after=second)
    page = post(world, "office", "workplan:make-wait", second.pk, code=first.code)
    assert "III.1.b1 → III.1.b2 → III.1.b1" in page and TaskDependency.objects.count() == 1


def test_the_spreadsheet_of_another_agency(world: World) -> None:
    found = opened(world)
    content = agency_workbook(offline.workbook_of(report_of(world, found, world.other_body)))
    page = post(world, "officer", "reporting:offline", report_of(world, found).pk, file=upload("bc.xlsx", content))
    assert "Sở Khác" in page and not ReturnedWorkbook.objects.exists()


def test_the_spreadsheet_of_another_round(world: World) -> None:
    content = agency_workbook(offline.workbook_of(report_of(world, opened(world, 2))))
    submission = report_of(world, opened(world, 3))
    page = post(world, "officer", "reporting:offline", submission.pk, file=upload("bc.xlsx", content))
    assert "Quý II/2026" in page and not ReturnedWorkbook.objects.exists()


def test_a_program_with_the_name_of_a_pdf(world: World) -> None:
    sent = upload("ke-hoach.pdf", b"MZ\x90\x00" + b"\x00" * 300)
    page = post(world, "officer", "workplan:add-evidence", world.tasks[1].pk, file=sent)
    assert "chương trình máy tính" in page and not EvidenceFile.objects.exists()


@pytest.mark.parametrize(
    ("name", "who"), [("workplan:bulk", "office"), ("reporting:add-template", "office"), ("intake:upload", "office")]
)
def test_two_gigabytes(world: World, name: str, who: str) -> None:
    """Refused by its declared length, before a byte of it is read."""
    answer = world.client(who).generic(
        "POST", reverse(name), b"x", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=2**31
    )
    assert answer.status_code == 413 and "lớn hơn" in answer.content.decode()


def test_a_template_with_a_broken_field(world: World) -> None:
    begin_review(
        actor=world.people["office"], programme=world.programme, kind="preliminary", period="2026-Q3",
        on=timezone.localdate(),
    )  # fmt: skip
    word, out = docx.Document(), io.BytesIO()
    word.add_paragraph("{{ truong_khong_co }}")
    word.save(out)
    page = post(world, "office", "reporting:add-template", name="Mẫu hỏng", file=upload("mau.docx", out.getvalue()))
    assert "truong_khong_co" in page and not ReviewTemplate.objects.exists()
