"""A scan, a picture, a thick PDF: read as long work, with progress, and the waiting file gone at the end."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from engines.reading.formats.making import pdf, words
from lotrinh_web.intake.models import Draft
from lotrinh_web.jobs.models import Job
from lotrinh_web.jobs.worker import make_worker
from lotrinh_web.programmes.long_reading import page_words
from lotrinh_web.programmes.waiting import PAGES_AT_ONCE, pages_if_long
from web.world import World

pytestmark = pytest.mark.django_db(transaction=True)
needs_tesseract = pytest.mark.skipif(not shutil.which("tesseract"), reason="needs Tesseract")
LINE = "Uy ban nhan dan tinh xay dung ke hoach phat trien kinh te xa hoi"
TYPED = words(50, 700, LINE) + words(0, -20, LINE) + words(0, -20, LINE)


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Path) -> Path:
    """Uploaded files go to a folder of the test."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


def send(world: World, content: bytes, name: str = "ban-chup.pdf") -> Any:
    return world.client("office").post(reverse("intake:upload"), {"file": SimpleUploadedFile(name, content)})


def waiting(files: Path) -> list[Path]:
    return [path for path in (files / "waiting").rglob("*") if path.is_file()]


def picture(text: str) -> bytes:
    """A typed page as a picture, as a scanner gives it."""
    import io

    from PIL import Image, ImageDraw, ImageFont

    page = Image.new("L", (1240, 500), 255)
    draw = ImageDraw.Draw(page)
    font = ImageFont.truetype("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", 34)
    for number, line in enumerate(text.splitlines()):
        draw.text((80, 60 + 60 * number), line, fill=0, font=font)
    stream = io.BytesIO()
    page.save(stream, "PNG")
    return stream.getvalue()


# --- what is long


def test_a_typed_pdf_is_read_at_once() -> None:
    assert pages_if_long(pdf([TYPED]), "a.pdf") is None


def test_a_pdf_without_letters_is_long() -> None:
    assert pages_if_long(pdf([TYPED, ""]), "a.pdf") == 2


def test_a_thick_pdf_is_long() -> None:
    assert pages_if_long(pdf([TYPED] * (PAGES_AT_ONCE + 1)), "a.pdf") == PAGES_AT_ONCE + 1


def test_half_a_pdf_is_left_to_the_reader_to_refuse() -> None:
    assert pages_if_long(pdf([TYPED])[:200], "a.pdf") is None


# --- the work


def test_a_scan_is_not_read_in_the_request(world: World) -> None:
    response = send(world, pdf([""]))
    assert response["Location"] == reverse("jobs:job", args=[Job.objects.get().pk])


def test_a_scan_waits_in_the_store(world: World, files: Path) -> None:
    send(world, pdf([""]))
    assert len(waiting(files)) == 1


def test_a_scan_that_cannot_be_read_leaves_nothing(world: World, files: Path) -> None:
    send(world, pdf([""]))  # a blank page: nothing to recognise
    make_worker(batch=True).run()
    assert (Job.objects.get().state, Draft.objects.count(), waiting(files)) == ("failed", 0, [])


@needs_tesseract
def test_a_picture_becomes_a_draft(world: World, files: Path) -> None:
    send(world, picture("KẾ HOẠCH\nI. MỤC TIÊU\n1. Tỷ lệ đô thị hóa đạt 50%."), "trang.png")
    make_worker(batch=True).run()
    job = Job.objects.get()
    assert (job.state, job.result_address) == ("done", reverse("intake:review", args=[Draft.objects.get().pk]))


@needs_tesseract
def test_a_file_that_was_read_waits_no_longer(world: World, files: Path) -> None:
    send(world, picture("KẾ HOẠCH\nI. MỤC TIÊU\n1. Tỷ lệ đô thị hóa đạt 50%."), "trang.png")
    make_worker(batch=True).run()
    assert waiting(files) == []


@needs_tesseract
def test_a_classified_scan_is_refused_and_not_kept(world: World, files: Path) -> None:
    send(world, picture("TUYỆT MẬT\nKẾ HOẠCH\nI. MỤC TIÊU\n1. Tỷ lệ đô thị hóa đạt 50%."), "trang.png")
    make_worker(batch=True).run()
    assert (Job.objects.get().state, Draft.objects.count(), waiting(files)) == ("failed", 0, [])


@needs_tesseract
def test_the_work_says_how_many_pages_are_done(world: World) -> None:
    from lotrinh.reading import read
    from lotrinh.reading.progress import listening

    heard: list[tuple[int, int]] = []
    with listening(lambda done, total: heard.append((done, total))):
        read(picture("KẾ HOẠCH\n1. Tỷ lệ đô thị hóa đạt 50%."), "trang.png")
    assert heard[-1] == (1, 1)


@needs_tesseract
def test_the_first_page_is_told_before_it_is_done(world: World) -> None:
    from lotrinh.reading import read
    from lotrinh.reading.progress import listening

    heard: list[tuple[int, int]] = []
    with listening(lambda done, total: heard.append((done, total))):
        read(picture("KẾ HOẠCH\n1. Tỷ lệ đô thị hóa đạt 50%."), "trang.png")
    assert heard[0] == (0, 1)


def test_a_thick_typed_pdf_tells_each_page() -> None:
    from lotrinh.reading import read
    from lotrinh.reading.progress import listening

    heard: list[tuple[int, int]] = []
    with listening(lambda done, total: heard.append((done, total))):
        read(pdf([TYPED] * 3), "day.pdf")
    assert heard == [(0, 3), (1, 3), (2, 3)]


def test_the_page_being_read_is_named() -> None:
    assert [page_words(done, 2) for done in range(3)] == [
        "Đang đọc trang 1 trên 2", "Đang đọc trang 2 trên 2", "Đã đọc 2 trang, đang phân tích nội dung",
    ]  # fmt: skip


def test_a_second_import_is_refused_before_it_waits(world: World, files: Path) -> None:
    from lotrinh_web.programmes.models import Document

    content = pdf([""])
    import hashlib

    Document.objects.create(type="Kế hoạch", file_name="truoc.pdf", file_hash=hashlib.sha256(content).hexdigest())
    assert (send(world, content).status_code, waiting(files)) == (400, [])


# --- the shipped programme


def test_the_shipped_programme_is_offered_and_loaded(world: World) -> None:
    from lotrinh_web.programmes.models import Programme

    client = world.client("office")
    assert "Nạp chương trình mẫu" in client.get(reverse("intake:documents")).content.decode()
    client.post(reverse("intake:load-sample"))
    make_worker(batch=True).run()
    assert Programme.objects.get(code="cantho-29nqtw").targets.exclude(chances=None).exists()


@pytest.mark.parametrize("who", ["officer", "leader", "inspector"])
def test_only_the_office_loads_it(world: World, who: str) -> None:
    assert world.client(who).post(reverse("intake:load-sample")).status_code == 403
