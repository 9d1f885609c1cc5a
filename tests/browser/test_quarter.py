"""A quarter played through by its three roles in the browser: enter, approve, return, correct, accept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from lotrinh.writing.sheet_layout import HEAD_ROW, TASKS
from lotrinh_web.accounts.models import Role, User
from lotrinh_web.audit.actions import SystemActor
from lotrinh_web.audit.chain import verify
from lotrinh_web.indicators.actions import record_observation
from lotrinh_web.indicators.models import FigureSource, Indicator, Series, Target
from lotrinh_web.organisations.queries import agency_of
from lotrinh_web.reporting.actions import open_round, save_entries, send_back, submit, tasks_to_report
from lotrinh_web.reporting.figure_report_actions import Given, save_figures
from lotrinh_web.reporting.models import ReportingRound, Submission
from lotrinh_web.reporting.owed_figures import figure_rows
from lotrinh_web.reporting.queries import answers_for
from lotrinh_web.reporting.remarks import open_remarks, remark_figure

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def pair() -> tuple[User, User, Any]:
    """An officer and the head of the same agency."""
    today = date.today()
    heads = {agency_of(u, today): u for u in User.objects.filter(role=Role.AGENCY_HEAD)}
    for officer in User.objects.filter(role=Role.AGENCY_OFFICER):
        agency = agency_of(officer, today)
        if agency in heads:
            return officer, heads[agency], agency
    raise AssertionError("no agency has both an officer and a head")


def confirm(page: Any, label: str, reason: str = "") -> None:
    """Press a button that asks first."""
    page.get_by_role("button", name=label, exact=True).first.click()
    dialog = page.locator("dialog[open]")
    if reason:
        dialog.locator("textarea").fill(reason)
    dialog.locator("button[type=submit]").click()
    page.wait_for_load_state("networkidle")


def hand_in(page: Any) -> None:
    """Save, look at what the head will see, hand it in."""
    page.get_by_role("button", name="Xem và trình").click()
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="Trình thủ trưởng").click()
    page.wait_for_load_state("networkidle")


def test_a_quarter_from_entry_to_acceptance(loaded: Any, open_as: Callable[..., Any]) -> None:
    officer, head, agency = pair()
    office = User.objects.filter(role=Role.PROGRAMME_OFFICER).first()
    opened = open_round(
        actor=SystemActor("kiểm thử"), programme=loaded, period="2026", opens_on=date(2026, 12, 4),
        cut_off=date(2026, 12, 14), due_on=date(2026, 12, 16),
    )  # fmt: skip
    submission = Submission.objects.get(round=opened, organisation=agency)
    path = f"/ky-bao-cao/bao-cao/{submission.pk}/"

    page = open_as(officer, path)
    boxes = page.locator("textarea[name^=narrative-]")
    for index in range(boxes.count()):
        boxes.nth(index).fill(f"Đã hoàn thành bước {index + 1} theo kế hoạch năm.")
    hand_in(page)
    assert "Chờ thủ trưởng duyệt" in page.content()

    page = open_as(head, path)
    confirm(page, "Duyệt và gửi")
    submission.refresh_from_db()
    assert submission.state == Submission.State.APPROVED

    page = open_as(office, path)
    confirm(page, "Trả lại", "Bổ sung số văn bản.")
    submission.refresh_from_db()
    assert submission.state == Submission.State.RETURNED

    page = open_as(officer, path)
    assert "Bổ sung số văn bản." in page.content()
    page.locator("textarea[name^=narrative-]").first.fill("Đã ban hành Kế hoạch số 12/KH-SKHCN.")
    hand_in(page)
    confirm(open_as(head, path), "Duyệt và gửi")
    page = open_as(office, path)
    confirm(page, "Xác nhận")
    submission.refresh_from_db()
    assert submission.state == Submission.State.ACCEPTED
    assert page.locator("textarea[name^=narrative-]").count() == 0
    assert list(verify()) == []


def filled_in(path: Path, words: str) -> None:
    """An officer types into the workbook, offline."""
    book = openpyxl.load_workbook(path)
    row = HEAD_ROW + 1
    while book[TASKS][f"A{row}"].value or book[TASKS][f"B{row}"].value:
        book[TASKS][f"E{row}"] = words.format(row=row)
        row += 1
    book.save(path)


def test_a_quarter_with_the_offline_workbook(
    loaded: Any, open_as: Callable[..., Any], tmp_path: Path, shot: Callable[..., None]
) -> None:
    """The office opens the round; the officer works offline; head and office decide; the office makes the report."""
    officer, head, agency = pair()
    office = User.objects.filter(role=Role.PROGRAMME_OFFICER).first()
    page = open_as(office, "/ky-bao-cao/")
    page.locator("select[name=period]").select_option(index=1)
    shot(page, "1-mo-ky")
    page.get_by_role("button", name="Mở kỳ").click()
    page.wait_for_load_state("networkidle")
    opened = ReportingRound.objects.order_by("-pk")[0]
    submission = Submission.objects.get(round=opened, organisation=agency)
    shot(page, "2-ma-tran")

    page = open_as(officer, f"/ky-bao-cao/bao-cao/{submission.pk}/bang-tinh/")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Tải bảng tính").click()
    book = tmp_path / "bang-tinh.xlsx"
    waiting.value.save_as(book)
    filled_in(book, "Làm ngoại tuyến: hoàn thành bước {row}.")
    page.locator("input[type=file]").set_input_files(book)
    page.get_by_role("button", name="Nộp bảng tính").click()
    page.wait_for_load_state("networkidle")
    shot(page, "3-xem-truoc-bang-tinh")
    page.get_by_role("button", name="Ghi vào báo cáo").click()
    page.wait_for_load_state("networkidle")

    page = open_as(officer, f"/ky-bao-cao/bao-cao/{submission.pk}/")
    assert "Làm ngoại tuyến: hoàn thành bước" in page.content()
    shot(page, "4-nhap-lieu")
    hand_in(page)
    page = open_as(head, f"/ky-bao-cao/bao-cao/{submission.pk}/")
    shot(page, "5-thu-truong")
    confirm(page, "Duyệt và gửi")
    page = open_as(office, f"/ky-bao-cao/bao-cao/{submission.pk}/")
    shot(page, "6-van-phong")
    confirm(page, "Xác nhận")
    submission.refresh_from_db()
    assert submission.state == Submission.State.ACCEPTED


def test_autosave_says_when(loaded: Any, open_as: Callable[..., Any]) -> None:
    officer, _head, agency = pair()
    opened = open_round(
        actor=SystemActor("kiểm thử"), programme=loaded, period="2026", opens_on=date(2026, 12, 4),
        cut_off=date(2026, 12, 14), due_on=date(2026, 12, 16),
    )  # fmt: skip
    submission = Submission.objects.get(round=opened, organisation=agency)
    page = open_as(officer, f"/ky-bao-cao/bao-cao/{submission.pk}/")
    page.locator("textarea[name^=narrative-]").first.fill("Đang gõ dở")
    page.get_by_text("Đã lưu lúc").wait_for(timeout=10_000)
    assert submission.entries.filter(narrative="Đang gõ dở", latest=True).exists()


def report_with_figures(loaded: Any) -> tuple[User, Submission]:
    """The report of a body that leads tasks and follows an indicator, with its officer."""
    officer, _head, agency = pair()
    indicator = Indicator.objects.create(
        code="thu-theo-doi", name_vi="Chỉ tiêu thử theo dõi", unit="%", owner=agency.name_vi, frequency="year"
    )
    Target.objects.create(
        programme=loaded, code="T-thu-theo-doi", document=loaded.document, indicator=indicator,
        area_version=loaded.area_version, due="2030", comparator=">=", low=Decimal(8), unit="%",
    )  # fmt: skip
    opened = open_round(
        actor=SystemActor("kiểm thử"), programme=loaded, period="2026", opens_on=date(2026, 12, 4),
        cut_off=date(2026, 12, 14), due_on=date(2026, 12, 16),
    )  # fmt: skip
    return officer, Submission.objects.get(round=opened, organisation=agency)


def test_a_press_in_one_form_saves_what_was_typed_in_the_other(loaded: Any, open_as: Callable[..., Any]) -> None:
    officer, submission = report_with_figures(loaded)
    page = open_as(officer, f"/ky-bao-cao/bao-cao/{submission.pk}/")
    page.locator("textarea[name^=narrative-]").first.fill("Gõ dở, chưa lưu")
    page.locator("input[name^=value-]").first.fill("7,25")
    page.locator("input[name^=source-]").first.fill("Biểu 01")
    page.get_by_role("button", name="Lưu số liệu").click()
    page.get_by_text("Đã lưu số liệu.").wait_for(timeout=10_000)
    assert submission.figures.get(latest=True).value == Decimal("7.25")
    assert submission.entries.filter(narrative="Gõ dở, chưa lưu", latest=True).exists()


def test_without_scripts_one_press_keeps_what_was_typed_in_both_parts(loaded: Any, open_as: Callable[..., Any]) -> None:
    officer, submission = report_with_figures(loaded)
    page = open_as(officer, f"/ky-bao-cao/bao-cao/{submission.pk}/", scripts=False)
    page.locator("textarea[name^=narrative-]").first.fill("Gõ không có JavaScript")
    page.locator("input[name^=value-]").first.fill("7,25")
    page.locator("input[name^=source-]").first.fill("Biểu 01")
    page.locator("#entry-form .entry-actions button[name=save]").click()
    page.wait_for_load_state("load")
    assert submission.figures.get(latest=True).value == Decimal("7.25")
    assert submission.entries.filter(narrative="Gõ không có JavaScript", latest=True).exists()


def test_both_forms_save_themselves_one_after_the_other(loaded: Any, open_as: Callable[..., Any]) -> None:
    officer, submission = report_with_figures(loaded)
    page = open_as(officer, f"/ky-bao-cao/bao-cao/{submission.pk}/")
    page.locator("input[name^=value-]").first.fill("7,25")
    page.locator("input[name^=source-]").first.fill("Biểu 01")
    page.locator("textarea[name^=narrative-]").first.fill("Lần một")
    for form in ("#figure-form", "#entry-form"):
        page.locator(f"{form} [data-saved]").wait_for(timeout=10_000)
    page.locator("textarea[name^=narrative-]").first.fill("Lần hai")
    page.locator("#entry-form .saved-line", has_text="Chưa lưu").wait_for()
    page.locator("#entry-form [data-saved]").wait_for(timeout=10_000)
    assert page.locator(".saved-error").count() == 0
    assert submission.entries.filter(narrative="Lần hai", latest=True).exists()
    assert submission.figures.filter(latest=True).count() == 1


def test_an_unfinished_figure_holds_the_press_and_is_shown(loaded: Any, open_as: Callable[..., Any]) -> None:
    officer, submission = report_with_figures(loaded)
    page = open_as(officer, f"/ky-bao-cao/bao-cao/{submission.pk}/")
    page.locator("input[name^=value-]").first.fill("7,25")
    page.locator("#entry-form .entry-actions button[name=save]").click()
    page.locator("input[name^=source-].is-invalid").wait_for(timeout=10_000)
    assert page.locator("input[name^=value-]").first.input_value() == "7,25"


def test_last_times_figure_is_taken_over_by_one_press(loaded: Any, open_as: Callable[..., Any]) -> None:
    officer, submission = report_with_figures(loaded)
    indicator = Indicator.objects.get(code="thu-theo-doi")
    series = Series.objects.create(
        indicator=indicator, area_version=figure_rows(submission)[0].owed.area, code="thu-theo-doi-1", unit="%",
        preferred=True,
    )  # fmt: skip
    record_observation(
        actor=SystemActor("kiểm thử"), series=series, period="2025", value=Decimal("7.25"),
        source=FigureSource.objects.create(title="Niên giám 2025"), kind="final",
    )  # fmt: skip
    page = open_as(officer, f"/ky-bao-cao/bao-cao/{submission.pk}/")
    value = page.locator("input[name^=value-]").first
    assert value.input_value() == ""
    page.get_by_role("button", name="Như kỳ trước").click()
    page.locator("#figure-form [data-saved]").wait_for(timeout=10_000)
    assert value.input_value() == "7,25"
    kept = submission.figures.get(latest=True)
    assert (kept.value, kept.kind, kept.source) == (Decimal("7.25"), "final", "Niên giám 2025")
    page.reload(wait_until="networkidle")
    assert "Số liệu giống hệt kỳ trước (2025): 7,25 %." in page.content()


def test_an_answer_to_a_remark_saves_what_was_typed_before_it_leaves(loaded: Any, open_as: Callable[..., Any]) -> None:
    officer, submission = report_with_figures(loaded)
    head = next(u for u in User.objects.filter(role=Role.AGENCY_HEAD) if answers_for(u, submission, date.today()))
    said = {task.pk: {"narrative": "Đã làm."} for task in tasks_to_report(submission)}
    save_entries(actor=officer, submission=submission, version=0, entries=said)
    (row,) = figure_rows(submission)
    given = {row.owed.key: Given(Decimal("7.25"), "final", "Biểu 01")}
    save_figures(actor=officer, submission=submission, figures=given)
    submission = submit(actor=officer, submission=submission)
    remark_figure(actor=head, submission=submission, key=row.owed.key, words="Đối chiếu biểu 05.")
    send_back(actor=head, submission=submission, reason="")
    page = open_as(officer, f"/ky-bao-cao/bao-cao/{submission.pk}/")
    page.locator("textarea[name^=narrative-]").first.fill("Gõ dở trước khi trả lời")
    page.locator("input[id^=answer-]").fill("Đã đối chiếu, số đúng.")
    page.get_by_role("button", name="Trả lời").click()
    page.get_by_text("Đã trả lời; hai bên đều thấy.").wait_for(timeout=10_000)
    assert submission.entries.filter(narrative="Gõ dở trước khi trả lời", latest=True).exists()
    assert open_remarks(submission) == []
