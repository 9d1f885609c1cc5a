"""Files of a product: sent by who answers for it, kept once, opened by who may, set aside with a reason."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lotrinh_web.errors import NotAllowed, Refused
from lotrinh_web.products.evidence import add_file, files_of, withdraw_file
from lotrinh_web.products.findings.actions import add_finding
from lotrinh_web.products.models import Finding
from web.world import World

WORDS = "Biên bản nghiệm thu".encode()


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def finding(world: World) -> Finding:
    """Of a task another body leads: the body it concerns is who answers."""
    return add_finding(
        actor=world.people["office"], task=world.tasks[2], conclusion_number="12-KL/UBKT",
        conclusion_on=date(2026, 2, 2), inspecting_body="Ủy ban Kiểm tra", concerned=world.body,
        required_action="Rà soát lại", due_on=date(2026, 4, 30),
    )  # fmt: skip


def send(world: World, finding: Finding, who: str = "officer", name: str = "bien-ban.txt") -> Any:
    address = reverse("products:file-add", args=["finding", finding.pk])
    return world.client(who).post(address, {"file": SimpleUploadedFile(name, WORDS)}, follow=True)


def test_the_body_concerned_sends_a_file_on_the_page(world: World, finding: Finding) -> None:
    assert "bien-ban.txt" in send(world, finding).content.decode()


def test_a_file_comes_back_as_a_download(world: World, finding: Finding) -> None:
    send(world, finding)
    answer = world.client("officer").get(
        reverse("products:file", args=["finding", finding.pk, files_of(finding)[0].pk])
    )
    assert b"".join(answer.streaming_content) == WORDS and "attachment" in answer["Content-Disposition"]


@pytest.mark.parametrize(("who", "status"), [("inspector", 200), ("stranger", 404)])
def test_it_opens_for_readers_of_everything_only(world: World, finding: Finding, who: str, status: int) -> None:
    send(world, finding)
    address = reverse("products:file", args=["finding", finding.pk, files_of(finding)[0].pk])
    assert world.client(who).get(address).status_code == status


def test_another_body_sends_nothing(world: World, finding: Finding) -> None:
    with pytest.raises(NotAllowed):
        add_file(actor=world.people["stranger"], product=finding, name="a.txt", content=WORDS)


def test_a_program_with_the_name_of_a_pdf_is_told_and_not_kept(world: World, finding: Finding) -> None:
    address = reverse("products:file-add", args=["finding", finding.pk])
    sent = SimpleUploadedFile("bao-cao.pdf", b"MZ" + bytes(200))
    page = world.client("officer").post(address, {"file": sent}, follow=True).content.decode()
    assert "bao-cao.pdf" in page and files_of(finding) == []


def test_it_is_set_aside_with_a_reason_and_stays(world: World, finding: Finding) -> None:
    send(world, finding)
    withdraw_file(actor=world.people["officer"], product=finding, file=files_of(finding)[0], reason="Nhầm bản")
    assert [file.withdrawn_reason for file in files_of(finding)] == ["Nhầm bản"]


def test_without_a_reason_it_is_not_set_aside(world: World, finding: Finding) -> None:
    send(world, finding)
    with pytest.raises(Refused):
        withdraw_file(actor=world.people["officer"], product=finding, file=files_of(finding)[0], reason=" ")
