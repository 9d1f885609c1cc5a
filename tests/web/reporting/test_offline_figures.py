"""Followed figures in the offline workbook: their own sheet, out and back, with the checks of the tasks' sheets."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from lotrinh.writing.sheet_in import BadWorkbook
from lotrinh.writing.sheet_layout import FOLLOWED
from lotrinh.writing.sheet_out import agency_workbook
from lotrinh_web.audit.models import AuditEntry
from lotrinh_web.errors import Conflict
from lotrinh_web.indicators.models import Indicator
from lotrinh_web.reporting import offline
from lotrinh_web.reporting.models import ReportedFigure, ReturnedWorkbook, Submission
from web.reporting.followed import accept, counting_body, follow, give, open_round
from web.world import World

COLUMN = {"code": "A", "value": "F", "currency": "G", "rate": "H", "kind": "I", "source": "J", "reason": "K"}


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def growth(world: World) -> Indicator:
    counting_body(world)
    return follow(world, "tang", "Thống kê vùng")


@pytest.fixture
def mine(world: World, growth: Indicator) -> Submission:
    return report(world, 3)


def report(world: World, quarter: int) -> Submission:
    found = Submission.objects.select_related("round__programme", "organisation")
    return found.get(round=open_round(world, quarter), organisation__code="thong-ke")


def sent(submission: Submission) -> Any:
    content = agency_workbook(offline.workbook_of(submission))
    return openpyxl.load_workbook(io.BytesIO(content))


def filled(book: Any, row: int = 5, **values: Any) -> bytes:
    for key, value in values.items():
        book[FOLLOWED][f"{COLUMN[key]}{row}"] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def taken(world: World, submission: Submission, content: bytes, who: str = "counter") -> ReturnedWorkbook:
    return offline.take_in(actor=world.people[who], submission=submission, name="sl.xlsx", content=content)


def applied(world: World, submission: Submission, content: bytes, who: str = "counter") -> Submission:
    workbook = taken(world, submission, content, who)
    saved, _cells = offline.apply_workbook(actor=world.people[who], workbook=workbook, version=submission.version)
    return saved


def faults(world: World, submission: Submission, content: bytes) -> list[str]:
    with pytest.raises(BadWorkbook) as refused:
        taken(world, submission, content)
    return [problem.sentence() for problem in refused.value.problems]


def test_a_body_that_only_follows_has_a_workbook_with_its_figures(mine: Submission) -> None:
    sheet = sent(mine)[FOLLOWED]
    assert [cell.value for cell in sheet[5]][:5] == ["tang/thu-1", "Chỉ tiêu tang", "Vùng thử", "Quý III/2026", "%"]


def test_a_figure_typed_offline_is_reported(world: World, mine: Submission) -> None:
    applied(world, mine, filled(sent(mine), value=7.25, kind="Sơ bộ", source="Biểu 01"))
    kept = ReportedFigure.objects.get()
    assert (kept.value, kept.kind, kept.source) == (Decimal("7.25"), "preliminary", "Biểu 01")


def test_the_history_names_the_workbook(world: World, mine: Submission) -> None:
    applied(world, mine, filled(sent(mine), value=7.25, source="Biểu 01"))
    assert mine.events.get().reason == "Bảng tính «sl.xlsx»"
    (cell, *_rest) = AuditEntry.objects.get(action="reporting.apply_workbook").data["cells"]
    assert (cell["indicator"], cell["place"], cell["new"]) == ("tang", f"{FOLLOWED} · F5", "7,25")


def test_why_there_is_none_is_reported(world: World, mine: Submission) -> None:
    applied(world, mine, filled(sent(mine), reason="Chưa điều tra"))
    assert ReportedFigure.objects.get().missing_reason == "Chưa điều tra"


def test_an_empty_sheet_says_nothing(world: World, mine: Submission) -> None:
    give(world, mine)
    mine.refresh_from_db()
    workbook = taken(world, mine, filled(sent(mine)))
    assert offline.judge(mine, workbook.file.read()).changes == []


def test_one_cell_changes_one_field(world: World, mine: Submission) -> None:
    give(world, mine)
    mine.refresh_from_db()
    applied(world, mine, filled(sent(mine), source="Biểu 05"))
    kept = ReportedFigure.objects.get(latest=True)
    assert (kept.value, kept.source) == (Decimal("7.25"), "Biểu 05")


def test_a_reason_ends_the_figure(world: World, mine: Submission) -> None:
    give(world, mine)
    mine.refresh_from_db()
    applied(world, mine, filled(sent(mine), reason="Rút số liệu để rà soát"))
    kept = ReportedFigure.objects.get(latest=True)
    assert (kept.value, kept.missing_reason) == (None, "Rút số liệu để rà soát")


def test_last_time_stands_in_a_locked_column(world: World, growth: Indicator) -> None:
    accept(world, give(world, report(world, 2)))
    sheet = sent(report(world, 3))[FOLLOWED]
    assert sheet["L5"].value == "7,25 % (Quý II/2026)"
    assert sheet["L5"].protection.locked
    assert sheet["F5"].value is None


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"value": 7.25}, "Ô J5, sheet «Chỉ tiêu theo dõi»: ghi nguồn của số liệu."),
        ({"source": "Biểu 01"}, "Ô F5, sheet «Chỉ tiêu theo dõi»: nhập số liệu, hoặc lý do chưa có số liệu."),
        (
            {"value": 7.25, "source": "Biểu 01", "reason": "Chưa có"},
            "Ô K5, sheet «Chỉ tiêu theo dõi»: nhập số liệu, hoặc lý do chưa có số liệu; không nhập cả hai.",
        ),
        (
            {"value": 7.25, "source": "x" * 301},
            "Ô J5, sheet «Chỉ tiêu theo dõi»: dài 301 ký tự, tối đa 300. Rút gọn lại.",
        ),
        (
            {"value": 7.25, "source": "Biểu 01", "currency": "Đồng"},
            "Ô G5, sheet «Chỉ tiêu theo dõi»: chỉ tiêu này không tính bằng USD nên không chọn tiền, không ghi tỷ giá.",
        ),
    ],
)
def test_each_bad_cell_is_named_and_nothing_is_taken(
    world: World, mine: Submission, cells: dict[str, Any], sentence: str
) -> None:
    assert faults(world, mine, filled(sent(mine), **cells)) == [sentence]
    assert not ReturnedWorkbook.objects.exists()


def test_a_formula_is_refused_at_its_cell(world: World, mine: Submission) -> None:
    (sentence,) = faults(world, mine, filled(sent(mine), value="=1+1", source="Biểu 01"))
    assert sentence.startswith("Ô F5, sheet «Chỉ tiêu theo dõi»: công thức chưa được tính")


def test_words_that_look_like_a_formula_stay_words(world: World, mine: Submission) -> None:
    book = sent(mine)
    book[FOLLOWED]["J5"].value = '=HYPERLINK("http://x")'
    book[FOLLOWED]["J5"].data_type = "s"
    applied(world, mine, filled(book, value=7.25))
    assert ReportedFigure.objects.get().source == '=HYPERLINK("http://x")'
    again = sent(Submission.objects.select_related("round__programme", "organisation").get(pk=mine.pk))
    assert all(cell.data_type != "f" for row in again[FOLLOWED].iter_rows() for cell in row)


def test_a_figure_the_report_does_not_owe_is_refused(world: World, mine: Submission) -> None:
    (sentence, *_rest) = faults(world, mine, filled(sent(mine), code="la/thu-1", value=7.25, source="Biểu 01"))
    assert "không có trong kỳ này" in sentence


def test_the_workbook_of_another_agency_is_refused(world: World, mine: Submission) -> None:
    other = mine.round.submissions.select_related("round__programme", "organisation").get(organisation__code="so-khac")
    with pytest.raises(BadWorkbook, match="không phải của"):
        taken(world, mine, agency_workbook(offline.workbook_of(other)))


def test_the_workbook_of_another_round_is_refused(world: World, mine: Submission) -> None:
    with pytest.raises(BadWorkbook, match="của kỳ"):
        taken(world, mine, filled(sent(report(world, 2)), value=7.25, source="Biểu 01"))


def test_a_figure_changed_meanwhile_is_shown_before_it_is_replaced(world: World, mine: Submission) -> None:
    content = filled(sent(mine), value=9, source="Biểu 02")
    give(world, mine)
    mine.refresh_from_db()
    workbook = taken(world, mine, content)
    with pytest.raises(Conflict):
        offline.apply_workbook(actor=world.people["counter"], workbook=workbook, version=mine.version)
    offline.apply_workbook(actor=world.people["counter"], workbook=workbook, version=mine.version, overwrite=True)
    assert ReportedFigure.objects.get(latest=True).value == 9


def test_the_office_takes_a_workbook_in(world: World, mine: Submission) -> None:
    applied(world, mine, filled(sent(mine), value=7.25, source="Biểu 01"), who="office")
    assert ReportedFigure.objects.get().value == Decimal("7.25")


def test_tasks_and_figures_come_in_one_file(world: World) -> None:
    follow(world, "rieng", "Sở Mới")
    found = Submission.objects.select_related("round__programme", "organisation")
    mine = found.get(round=open_round(world), organisation=world.body)
    book = sent(mine)
    book["Nhiệm vụ"]["E5"] = "Đã trình."
    applied(world, mine, filled(book, value=7.25, source="Biểu 01"), who="officer")
    assert mine.entries.get(latest=True).narrative == "Đã trình."
    assert ReportedFigure.objects.get().value == Decimal("7.25")


def test_a_figure_in_dollars_is_asked_for_its_currency(world: World) -> None:
    counting_body(world)
    Indicator.objects.create(code="bq_vnd", name_vi="Bình quân (đồng)", unit="triệu đồng/người")
    follow(world, "bq_usd", "Thống kê vùng", unit="USD/người", decimals=0)
    mine = report(world, 3)
    (sentence,) = faults(world, mine, filled(sent(mine), value=4200, source="Biểu 09"))
    assert "Ô G5" in sentence
    applied(world, mine, filled(sent(mine), value=4200, source="Biểu 09", currency="USD", rate=25400))
    kept = ReportedFigure.objects.get()
    assert (kept.value, kept.currency, kept.rate) == (Decimal(4200), "usd", Decimal(25400))


def test_the_preview_shows_old_beside_new(world: World, mine: Submission) -> None:
    give(world, mine)
    mine.refresh_from_db()
    workbook = taken(world, mine, filled(sent(mine), value=8.5))
    words = world.client("counter").get(f"/ky-bao-cao/bang-tinh/{workbook.pk}/").content.decode()
    assert "Chỉ tiêu tang" in words
    assert "8,5" in words
