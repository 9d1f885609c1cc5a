"""Templates people edit themselves, and the format checker on the screen."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lotrinh.errors import InvalidData
from lotrinh_web.errors import NotAllowed, Refused
from lotrinh_web.reporting.models import ReviewDraft, ReviewTemplate
from lotrinh_web.reporting.review_actions import begin_review, write
from lotrinh_web.reporting.review_templates import filled, keep_template, sample
from web.world import World


@pytest.fixture
def draft(world: World, settings: Any, tmp_path: Path) -> ReviewDraft:
    settings.MEDIA_ROOT = tmp_path
    return begin_review(
        actor=world.people["office"], programme=world.programme, kind="preliminary", period="2026-Q3",
        on=date(2026, 10, 1),
    )  # fmt: skip


def template(*lines: str) -> bytes:
    word = docx.Document()
    for line in lines:
        word.add_paragraph(line)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def keep(world: World, draft: ReviewDraft, content: bytes, who: str = "office", name: str = "Mẫu") -> ReviewTemplate:
    return keep_template(actor=world.people[who], programme=world.programme, name=name, content=content, tried_on=draft)


def words(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)


def test_the_sample_fills(world: World, draft: ReviewDraft) -> None:
    assert "Báo cáo sơ kết" in words(filled(keep(world, draft, sample()), draft))


def test_what_a_person_wrote_stands_in_the_template(world: World, draft: ReviewDraft) -> None:
    write(actor=world.people["office"], draft=draft, slot="direction", text="Tập trung ba việc.", version=0)
    made = keep(world, draft, template("{%p for d in phuong_huong %}", "{{ d }}", "{%p endfor %}"))
    assert "Tập trung ba việc." in words(filled(made, draft))


def test_a_broken_field_is_named_and_nothing_is_kept(world: World, draft: ReviewDraft) -> None:
    with pytest.raises(InvalidData, match="khong_co"):
        keep(world, draft, template("{{ khong_co }}"))
    assert not ReviewTemplate.objects.exists()


def test_a_template_cannot_reach_into_the_program(world: World, draft: ReviewDraft) -> None:
    with pytest.raises(InvalidData):
        keep(world, draft, template("{{ ''.__class__.__mro__[1].__subclasses__() }}"))


def test_a_new_upload_under_the_same_name_is_a_new_version(world: World, draft: ReviewDraft) -> None:
    versions = [keep(world, draft, template(line)).version for line in ("{{ ky }}", "Kỳ {{ ky }}")]
    assert versions == [1, 2]


def test_the_same_content_again_is_told(world: World, draft: ReviewDraft) -> None:
    content = template("{{ ky }}")
    keep(world, draft, content)
    with pytest.raises(Refused, match="đã có đúng nội dung"):
        keep(world, draft, content)


def test_an_agency_sends_no_template(world: World, draft: ReviewDraft) -> None:
    with pytest.raises(NotAllowed):
        keep(world, draft, template("{{ ky }}"), who="head")


def check(world: World, content: bytes, profile: str = "") -> Any:
    sent = SimpleUploadedFile("bao-cao.docx", content)
    return world.client("officer").post(reverse("reporting:check-format"), {"file": sent, "profile": profile})


def test_departures_are_listed_with_their_rule(world: World) -> None:
    page = check(world, template("BÁO CÁO"), "HD05-2026")
    assert page.context["result"].findings
    assert "HD05-2026" in page.content.decode()


def test_a_file_that_is_no_word_file_is_said_so(world: World) -> None:
    page = check(world, b"%PDF-1.4")
    assert (page.status_code, "Word" in page.content.decode()) == (422, True)


def test_a_classified_file_is_refused(world: World) -> None:
    page = check(world, template("TỈNH ỦY", "TỐI MẬT", "BÁO CÁO"), "HD05-2026")
    assert "dấu độ mật" in page.content.decode()


def test_nothing_of_a_checked_file_is_kept(world: World, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    check(world, template("BÁO CÁO"), "HD05-2026")
    assert list(tmp_path.rglob("*")) == []
