"""The month's spreadsheet: out, filled in, back with a preview; taken whole or not at all."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lotrinh_web.products.models import Disbursement, Project
from lotrinh_web.products.projects.actions import record_disbursement
from lotrinh_web.products.undo import undo
from web.products.test_views import fill
from web.world import World

MONTH = "?thang=2026-03"
HEAD = 4  # the row of column titles


@pytest.fixture
def filled(world: World) -> World:
    fill(world, 3)
    return world


def sheet_of(world: World, who: str = "officer") -> Any:
    content = world.client(who).get(reverse("products:sheet-download") + MONTH).content
    return openpyxl.load_workbook(io.BytesIO(content))


def upload(world: World, book: Any, who: str = "officer", month: str = MONTH) -> Any:
    out = io.BytesIO()
    if isinstance(book, bytes):
        out.write(book)
    else:
        book.save(out)
    file = SimpleUploadedFile("giai-ngan.xlsx", out.getvalue())
    return world.client(who).post(reverse("products:sheet") + month, {"file": file})


def codes(book: Any) -> list[str]:
    return [row[0].value for row in book.active.iter_rows(min_row=HEAD + 1) if row[0].value]


def put(book: Any, code: str, amount: Any, reason: str = "") -> None:
    for row in book.active.iter_rows(min_row=HEAD + 1):
        if row[0].value == code:
            row[6].value, row[8].value = amount, reason


def test_the_sheet_holds_the_projects_one_may_enter_for(filled: World) -> None:
    assert codes(sheet_of(filled)) == ["DA0", "DA1"]
    assert codes(sheet_of(filled, "office")) == ["DA0", "DA1", "DA2"]
    assert codes(sheet_of(filled, "leader")) == []


def test_a_filled_sheet_is_shown_first_and_written_when_pressed(filled: World) -> None:
    book = sheet_of(filled)
    put(book, "DA0", 12.1)
    put(book, "DA1", "1.250,5")
    preview = upload(filled, book)
    text = preview.content.decode()
    assert (preview.status_code, Disbursement.objects.count()) == (200, 0)
    assert "12,1" in text
    assert "vượt kế hoạch năm" in text
    sealed = text.split('name="sealed" value="')[1].split('"')[0]
    filled.client("officer").post(reverse("products:sheet-apply"), {"sealed": sealed})
    amounts = {paid.project.code: paid.amount for paid in Disbursement.objects.all()}
    assert amounts == {"DA0": Decimal("12.1"), "DA1": Decimal("1250.5")}
    assert set(Disbursement.objects.values_list("check_state", flat=True)) == {"entered"}


@pytest.mark.parametrize(
    ("amount", "words"), [(-1, "số âm"), ("abc", "không phải một số tiền"), ("1.5", "không phải"), (True, "không phải")]
)
def test_a_bad_cell_is_named_and_nothing_is_offered(filled: World, amount: Any, words: str) -> None:
    book = sheet_of(filled)
    put(book, "DA0", 5)
    put(book, "DA1", amount)
    text = upload(filled, book).content.decode()
    assert "Ô G6" in text
    assert words in text
    assert 'name="sealed"' not in text


def test_a_project_of_another_body_is_named(filled: World) -> None:
    book = sheet_of(filled, "office")
    put(book, "DA2", 5)
    assert "«DA2» không có trong các dự án bạn được nhập" in upload(filled, book).content.decode()


def test_a_sheet_of_another_month_is_refused(filled: World) -> None:
    book = sheet_of(filled)
    put(book, "DA0", 5)
    assert "không phải bảng giải ngân tháng 04/2026" in upload(filled, book, month="?thang=2026-04").content.decode()


def test_a_changed_figure_wants_a_reason(filled: World) -> None:
    record_disbursement(
        actor=filled.people["officer"], product=Project.objects.get(code="DA0"), year=2026, month=3, amount=Decimal(5)
    )
    book = sheet_of(filled)
    put(book, "DA0", 6)
    assert "Lý do sửa" in upload(filled, book).content.decode()
    put(book, "DA0", 6, "Bổ sung chứng từ")
    assert 'name="sealed"' in upload(filled, book).content.decode()


@pytest.fixture
def taken_back(filled: World) -> Project:
    """A project whose only figure of the month the office has taken back."""
    project, office = Project.objects.get(code="DA0"), filled.people["office"]
    paid = record_disbursement(actor=office, product=project, year=2026, month=3, amount=Decimal(5))
    undo(actor=office, product=project, row=paid, reason="Ghi nhầm dự án")
    return project


def test_a_payment_taken_back_no_longer_stands_in_the_sheet(filled: World, taken_back: Project) -> None:
    lines = {row[0].value: row[5].value for row in sheet_of(filled).active.iter_rows(min_row=HEAD + 1)}
    assert lines[taken_back.code] == ""


def test_a_month_taken_back_can_be_entered_again_by_the_sheet(filled: World, taken_back: Project) -> None:
    book = sheet_of(filled)
    put(book, taken_back.code, 6, "Số đúng của tháng")
    sealed = upload(filled, book).content.decode().split('name="sealed" value="')[1].split('"')[0]
    filled.client("officer").post(reverse("products:sheet-apply"), {"sealed": sealed})
    assert list(Disbursement.objects.filter(check_state="entered").values_list("amount", flat=True)) == [Decimal(6)]


def test_somebody_else_entering_meanwhile_stops_the_whole_sheet(filled: World) -> None:
    book = sheet_of(filled)
    put(book, "DA0", 6)
    put(book, "DA1", 7)
    text = upload(filled, book).content.decode()
    sealed = text.split('name="sealed" value="')[1].split('"')[0]
    record_disbursement(
        actor=filled.people["office"], product=Project.objects.get(code="DA1"), year=2026, month=3, amount=Decimal(5)
    )
    answer = filled.client("officer").post(reverse("products:sheet-apply"), {"sealed": sealed}, follow=True)
    assert "vừa có người ghi số" in answer.content.decode()
    assert Disbursement.objects.count() == 1


def test_a_preview_of_somebody_else_or_tampered_with_is_refused(filled: World) -> None:
    book = sheet_of(filled)
    put(book, "DA0", 6)
    sealed = upload(filled, book).content.decode().split('name="sealed" value="')[1].split('"')[0]
    for who, words in (("head", sealed), ("officer", sealed[:-2] + "xx")):
        filled.client(who).post(reverse("products:sheet-apply"), {"sealed": words})
    assert not Disbursement.objects.exists()


@pytest.mark.parametrize("content", [b"", b"MZ\x90\x00 not a sheet", b"PK\x03\x04broken"])
def test_what_is_no_spreadsheet_is_refused_in_words(filled: World, content: bytes) -> None:
    answer = upload(filled, content or b" ")
    assert answer.status_code in {400, 422}
    assert "Chưa nhận tệp" in answer.content.decode()
