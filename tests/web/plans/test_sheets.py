"""The spreadsheet of a plan: out and back, every bad cell named, nothing written before a person has seen it."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lotrinh.errors import LotrinhError
from lotrinh.writing.plan_sheet import PLAN, plan_workbook
from lotrinh.writing.sheet_in import BadWorkbook
from lotrinh_web.errors import Conflict
from lotrinh_web.plans import actions, sheets
from lotrinh_web.plans.models import Plan, PlanSheet
from web.world import SYSTEM, World

CELLS = {"code": 1, "words": 2, "product": 3, "due_on": 4, "due_words": 5, "unit": 6, "clause": 7}
FIRST = 5


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def plan(world: World) -> Plan:
    """A plan with one item."""
    made = actions.make_plan(
        actor=SYSTEM, programme=world.programme, organisation=world.body, title="Kế hoạch năm 2026",
        starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31),
    )  # fmt: skip
    actions.add_item(actor=SYSTEM, plan=made, words="Sửa cầu", product="Cầu")
    return made


def filled(plan: Plan, *rows: dict[str, Any], start: int = FIRST + 1) -> bytes:
    """The downloaded workbook with rows entered below the item that is there."""
    book = openpyxl.load_workbook(io.BytesIO(plan_workbook(sheets.book_of(plan))))
    for number, row in enumerate(rows, start):
        for key, value in row.items():
            book[PLAN].cell(number, CELLS[key]).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def take(plan: Plan, content: bytes) -> PlanSheet:
    return sheets.take_in(actor=SYSTEM, plan=plan, name="ke-hoach.xlsx", content=content)


def problems(plan: Plan, *rows: dict[str, Any], start: int = FIRST + 1) -> list[str]:
    with pytest.raises(BadWorkbook) as caught:
        take(plan, filled(plan, *rows, start=start))
    return [problem.sentence() for problem in caught.value.problems]


def test_untouched_it_says_nothing(plan: Plan) -> None:
    assert sheets.judge(plan, filled(plan)) == []


def test_a_new_row_is_a_new_item(world: World, plan: Plan) -> None:
    row = {
        "words": "Mở lớp",
        "product": "Lớp học",
        "due_on": date(2026, 10, 1),
        "unit": "Phòng Một",
        "clause": "III.1.b2",
    }
    sheets.apply_sheet(actor=SYSTEM, sheet=take(plan, filled(plan, row)))
    item = plan.items.get(words="Mở lớp")
    assert (item.product, item.due_on, item.unit) == ("Lớp học", date(2026, 10, 1), "Phòng Một")
    assert item.links.get(state="confirmed").clause == world.tasks[1].clause


def test_a_changed_cell_changes_its_item(plan: Plan) -> None:
    content = filled(plan, {"due_words": "quý IV"}, start=FIRST)
    sheets.apply_sheet(actor=SYSTEM, sheet=take(plan, content))
    assert plan.items.get().due_words == "quý IV"


def test_an_emptied_cell_says_nothing(plan: Plan) -> None:
    assert sheets.judge(plan, filled(plan, {"product": None}, start=FIRST)) == []


def test_handing_in_writes_nothing_yet(plan: Plan) -> None:
    take(plan, filled(plan, {"words": "Mở lớp"}))
    assert plan.items.count() == 1


@pytest.mark.parametrize(
    ("row", "cell", "words"),
    [
        ({"words": "Việc", "due_on": "31/02/2026"}, "D6", "không có trong lịch"),
        ({"words": "Việc", "due_on": date(2025, 1, 1)}, "D6", "trước ngày bắt đầu"),
        ({"words": "Việc", "clause": "XX.1"}, "G6", "không phải điều khoản"),
        ({"product": "Chỉ có sản phẩm"}, "B6", "chưa có nội dung"),
        ({"words": "Việc", "unit": "x" * 300}, "F6", "tối đa 200"),
        ({"code": "999999", "words": "Việc"}, "A6", "không có trong kế hoạch này"),
    ],
)
def test_a_bad_cell_is_named(plan: Plan, row: dict[str, Any], cell: str, words: str) -> None:
    (sentence,) = problems(plan, row)
    assert f"Ô {cell}," in sentence
    assert words in sentence


def test_every_bad_cell_is_named_at_once(plan: Plan) -> None:
    found = problems(plan, {"words": "Một", "due_on": "mai"}, {"words": "Hai", "clause": "XX"})
    assert [sentence[:5] for sentence in found] == ["Ô D6,", "Ô G7,"]


def test_a_code_twice_is_named(plan: Plan) -> None:
    code = str(plan.items.get().pk)
    (sentence,) = problems(plan, {"code": code, "words": "Bản hai"})
    assert "trùng với ô A5" in sentence


def test_a_sheet_of_another_plan_is_refused(world: World, plan: Plan) -> None:
    other = actions.make_plan(
        actor=SYSTEM, programme=world.programme, organisation=world.other_body, title="Kế hoạch khác",
        starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31),
    )  # fmt: skip
    with pytest.raises(BadWorkbook, match="Kế hoạch khác"):
        take(plan, filled(other))


@pytest.mark.parametrize("content", [b"", b"MZ\x90\x00 not a workbook", b"PK\x03\x04broken"])
def test_another_kind_of_file_is_refused(plan: Plan, content: bytes) -> None:
    with pytest.raises(LotrinhError):
        take(plan, content)


def test_words_that_look_like_a_formula_stay_words(plan: Plan) -> None:
    actions.add_item(actor=SYSTEM, plan=plan, words="=1+1")
    book = openpyxl.load_workbook(io.BytesIO(plan_workbook(sheets.book_of(plan))))
    assert book[PLAN].cell(FIRST + 1, 2).data_type == "s"


def test_it_is_written_once(plan: Plan) -> None:
    sheet = take(plan, filled(plan, {"words": "Mở lớp"}))
    sheets.apply_sheet(actor=SYSTEM, sheet=sheet)
    with pytest.raises(Conflict):
        sheets.apply_sheet(actor=SYSTEM, sheet=sheet)


def test_a_confirmed_plan_takes_no_sheet(plan: Plan) -> None:
    content = filled(plan, {"words": "Mở lớp"})
    actions.trace_to_none(actor=SYSTEM, item=plan.items.get(), reason="Việc thường xuyên")
    actions.confirm_plan(actor=SYSTEM, plan=plan)
    with pytest.raises(Conflict):
        take(plan, content)


def test_the_round_trip_on_the_pages(world: World, plan: Plan) -> None:
    client = world.client("officer")
    assert client.get(reverse("plans:download", args=[plan.pk])).status_code == 200
    file = SimpleUploadedFile("k.xlsx", filled(plan, {"words": "Mở lớp"}))
    response = client.post(reverse("plans:hand-in", args=[plan.pk]), {"file": file})
    preview = response["Location"]
    assert "Mở lớp" in client.get(preview).content.decode()
    client.post(preview)
    assert plan.items.filter(words="Mở lớp").exists()


def test_bad_cells_come_back_on_the_page(world: World, plan: Plan) -> None:
    file = SimpleUploadedFile("k.xlsx", filled(plan, {"words": "Mở lớp", "clause": "XX.1"}))
    response = world.client("officer").post(reverse("plans:hand-in", args=[plan.pk]), {"file": file})
    assert response.status_code == 422
    assert "Ô G6" in response.content.decode()


def test_another_agency_does_not_get_at_the_sheet(world: World, plan: Plan) -> None:
    assert world.client("other_officer").get(reverse("plans:download", args=[plan.pk])).status_code == 404


def test_a_leader_reads_but_hands_nothing_in(world: World, plan: Plan) -> None:
    assert world.client("leader").get(reverse("plans:hand-in", args=[plan.pk])).status_code == 403
