"""A plan handed in as a scan, a picture or a thick PDF is read as long work, as documents are in the intake."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from engines.reading.formats.making import pdf
from lotrinh_web.jobs.models import Job
from lotrinh_web.jobs.worker import make_worker
from lotrinh_web.plans.models import Plan
from lotrinh_web.programmes.models import Document
from web.intake.test_long_reading import TYPED, picture, waiting
from web.world import World

pytestmark = pytest.mark.django_db(transaction=True)
needs_tesseract = pytest.mark.skipif(not shutil.which("tesseract"), reason="needs Tesseract")
PLAN = "KẾ HOẠCH\nThực hiện Chương trình thử năm 2026\nII. NHIỆM VỤ\n1. Đầu tư nâng cấp hạ tầng khu công nghiệp."


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


def send(world: World, content: bytes, name: str = "ke-hoach.pdf", who: str = "officer") -> Any:
    fields = {"title": "Kế hoạch năm", "reference": "", "starts_on": "2026-01-01", "ends_on": "2026-12-31"}
    return world.client(who).post(reverse("plans:new"), {**fields, "file": SimpleUploadedFile(name, content)})


def test_a_scanned_plan_is_not_read_in_the_request(world: World, files: Path) -> None:
    response = send(world, pdf([""]))
    assert response["Location"] == reverse("jobs:job", args=[Job.objects.get().pk])
    assert (Plan.objects.count(), len(waiting(files))) == (0, 1)


def test_the_officer_sees_how_far_the_reading_is(world: World) -> None:
    response = send(world, pdf([""]))
    assert "Đọc kế hoạch «ke-hoach.pdf»" in world.client("officer").get(response["Location"]).content.decode()


@needs_tesseract
def test_a_picture_of_a_plan_becomes_a_plan(world: World, files: Path) -> None:
    send(world, picture(PLAN), "trang.png")
    make_worker(batch=True).run()
    plan, job = Plan.objects.get(), Job.objects.get()
    assert (job.state, job.result_address) == ("done", reverse("plans:plan", args=[plan.pk]))
    assert (plan.organisation, plan.title, plan.made_by) == (world.body, "Kế hoạch năm", world.people["officer"])
    assert "nâng cấp hạ tầng" in plan.items.get().words
    assert waiting(files) == []


@needs_tesseract
def test_a_classified_plan_is_refused_and_not_kept(world: World, files: Path) -> None:
    send(world, picture("TUYỆT MẬT\n" + PLAN), "trang.png")
    make_worker(batch=True).run()
    assert (Job.objects.get().state, Plan.objects.count(), waiting(files)) == ("failed", 0, [])


def test_a_plan_that_cannot_be_read_leaves_nothing(world: World, files: Path) -> None:
    send(world, pdf([""]))
    make_worker(batch=True).run()
    assert (Job.objects.get().state, Plan.objects.count(), Document.objects.count(), waiting(files)) == (
        "failed", 0, 1, [],  # the programme's own document
    )  # fmt: skip


def test_a_plan_without_any_work_is_refused_and_waits_no_longer(world: World, files: Path) -> None:
    from lotrinh_web.programmes.waiting import PAGES_AT_ONCE

    send(world, pdf([TYPED] * (PAGES_AT_ONCE + 1)))
    make_worker(batch=True).run()
    job = Job.objects.get()
    assert (job.state, Plan.objects.count(), waiting(files)) == ("failed", 0, [])
    assert "Không tìm thấy việc nào" in job.error


def test_a_known_file_is_refused_before_it_waits(world: World, files: Path) -> None:
    content = pdf([""])
    Document.objects.create(type="Kế hoạch", file_name="truoc.pdf", file_hash=hashlib.sha256(content).hexdigest())
    assert (send(world, content).status_code, waiting(files)) == (400, [])


def test_a_typed_plan_is_read_at_once(world: World) -> None:
    send(world, PLAN.encode(), "ke-hoach.txt")
    assert (Plan.objects.count(), Job.objects.count()) == (1, 0)
