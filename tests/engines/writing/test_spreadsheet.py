"""Spreadsheets out and back: every bad cell named, the whole file or nothing."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from examples import examples
from lotrinh.errors import UnreadableDocument
from lotrinh.writing import sheet_values as v
from lotrinh.writing.sheet_in import address
from lotrinh.writing.sheet_layout import TASK_COLUMNS
from lotrinh.writing.spreadsheet import (
    AgencyWorkbook,
    BadWorkbook,
    Returned,
    TableColumn,
    TaskRow,
    agency_workbook,
    read_agency_workbook,
    table_csv,
    table_xlsx,
)

from .samples import workbook

BOOK = workbook()
SENT = agency_workbook(BOOK)


def back(change: Callable[[Any], None], book: AgencyWorkbook = BOOK) -> Returned:
    opened = openpyxl.load_workbook(io.BytesIO(agency_workbook(book)))
    change(opened)
    out = io.BytesIO()
    opened.save(out)
    return read_agency_workbook(out.getvalue(), book)


def cells(sheet: str, **values: object) -> Callable[[Any], None]:
    def change(opened: Any) -> None:
        for place, value in values.items():
            opened[sheet][place] = value

    return change


def refused(change: Callable[[Any], None]) -> list[str]:
    with pytest.raises(BadWorkbook) as caught:
        back(change)
    return [problem.sentence() for problem in caught.value.problems]


def test_the_same_workbook_gives_the_same_bytes() -> None:
    assert agency_workbook(BOOK) == SENT


def test_an_untouched_workbook_comes_back_empty() -> None:
    assert read_agency_workbook(SENT, BOOK) == Returned((), ())


def test_entries_come_back() -> None:
    def change(opened: Any) -> None:
        cells("Nhiệm vụ", E5="Đã trình", F5=60, G5="đúng tiến độ", H5=datetime(2026, 6, 30))(opened)

    (entry,) = back(change).tasks
    assert (entry.code, entry.result, entry.percent, entry.rating, entry.done_on) == (
        "NV-001", "Đã trình", Decimal(60), "Đúng tiến độ", date(2026, 6, 30),
    )  # fmt: skip


def test_a_bad_number_is_named_with_its_cell() -> None:
    assert refused(cells("Chỉ tiêu", D5="34,02-34.28")) == [
        "Ô D5, sheet «Chỉ tiêu»: «34,02-34.28» không phải một số. Nhập một số, ví dụ 33,5."
    ]


def test_every_bad_cell_is_named() -> None:
    def change(opened: Any) -> None:
        cells("Chỉ tiêu", D5="không rõ", D6=2.5, E7="đoán")(opened)
        cells("Nhiệm vụ", F5=130, H6="31/02/2026")(opened)

    assert [s.split(":")[0] for s in refused(change)] == [
        "Ô F5, sheet «Nhiệm vụ»", "Ô H6, sheet «Nhiệm vụ»", "Ô D5, sheet «Chỉ tiêu»",
        "Ô D6, sheet «Chỉ tiêu»", "Ô E7, sheet «Chỉ tiêu»",
    ]  # fmt: skip


def test_a_good_cell_beside_a_bad_one_is_not_taken() -> None:
    with pytest.raises(BadWorkbook):
        back(cells("Chỉ tiêu", D5=34.02, D6="x"))


def test_a_choice_by_the_columns_rule_is_told() -> None:
    found = back(cells("Chỉ tiêu", D6="1.234"))
    assert found.indicators[0].value == 1234 and "lấy 1.234 theo giới hạn" in found.notes[0]


def test_a_number_with_two_readings_is_not_guessed() -> None:
    assert "đọc được là 1.234 hoặc 1,234" in refused(cells("Chỉ tiêu", D7="1.234"))[0]


def test_a_percent_cell_divided_by_100_is_caught() -> None:
    assert "có thể là 34,02%" in refused(cells("Chỉ tiêu", D5=0.3402))[0]


def test_a_date_in_a_number_cell_is_named() -> None:
    assert "«03/04/2026» không phải một số" in refused(cells("Chỉ tiêu", D5=datetime(2026, 4, 3)))[0]


def test_a_number_in_a_date_cell_is_named_with_the_day_it_may_be() -> None:
    def change(opened: Any) -> None:
        opened["Nhiệm vụ"]["H5"] = 46204
        opened["Nhiệm vụ"]["H5"].number_format = "General"

    assert "có thể là ngày 01/07/2026" in refused(change)[0]


def test_a_formula_error_is_named_and_not_blank() -> None:
    assert refused(cells("Chỉ tiêu", D5="#DIV/0!")) == [
        "Ô D5, sheet «Chỉ tiêu»: «#DIV/0!» là lỗi công thức. Nhập trực tiếp giá trị."
    ]


def test_a_formula_never_calculated_is_named_and_not_blank() -> None:
    assert "công thức chưa được tính" in refused(cells("Chỉ tiêu", D5="=30+4"))[0]


def test_merged_entry_cells_are_named() -> None:
    sentences = refused(lambda opened: opened["Nhiệm vụ"].merge_cells("E5:E6"))
    assert "E5:E6 bị gộp" in sentences[0]


def test_a_hidden_row_is_read_all_the_same() -> None:
    def change(opened: Any) -> None:
        opened["Chỉ tiêu"].row_dimensions[5].hidden = True
        opened["Chỉ tiêu"]["D5"] = 34.1

    assert back(change).indicators[0].value == Decimal("34.1")


def test_a_row_twice_is_named() -> None:
    assert "trùng với ô A5" in refused(cells("Nhiệm vụ", A6="NV-001"))[0]


def test_an_unknown_code_is_named() -> None:
    assert "«NV-999» không có trong kỳ này" in refused(cells("Nhiệm vụ", A6="NV-999"))[0]


def test_a_row_without_code_is_named() -> None:
    assert refused(cells("Nhiệm vụ", E30="lạc"))[0].startswith("Ô E30")


def test_a_renamed_sheet_is_read_and_told() -> None:
    def change(opened: Any) -> None:
        opened["Chỉ tiêu"]["D5"] = 34.1
        opened["Chỉ tiêu"].title = "Sheet1"

    found = back(change)
    assert found.indicators and "«Sheet1»" in found.notes[0]


def test_a_missing_sheet_is_named() -> None:
    sentences = refused(lambda opened: opened.remove(opened["Chỉ tiêu"]))
    assert "Sheet «Chỉ tiêu»: không có trong tệp" in sentences[0]


def test_a_missing_column_is_named() -> None:
    assert "Số liệu kỳ này" in refused(cells("Chỉ tiêu", D4="Khác"))[0]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"agency_code": "SYT", "agency_name": "Sở Y tế"}, "của cơ quan «Sở Công Thương»"),
        ({"round_code": "2026-Q3", "round_name": "Quý III/2026"}, "của kỳ «6 tháng đầu năm 2026»"),
        ({"token": "v2"}, "trước khi danh mục thay đổi"),
    ],
    ids=["agency", "round", "token"],
)
def test_another_file_is_refused(change: dict[str, object], words: str) -> None:
    with pytest.raises(BadWorkbook, match=words):
        read_agency_workbook(SENT, workbook(**change))


def test_a_file_of_another_make_is_refused() -> None:
    with pytest.raises(BadWorkbook, match="không phải tệp tải từ hệ thống"):
        read_agency_workbook(table_xlsx("A", ["B"], []), BOOK)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04abc", SENT[: len(SENT) // 2]], ids=["empty", "bad", "cut"])
def test_a_broken_file_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableDocument):
        read_agency_workbook(content, BOOK)


def test_a_hundred_thousand_pasted_rows_are_refused_in_one_sentence() -> None:
    from xlsxwriter import Workbook

    out = io.BytesIO()
    with Workbook(out, {"constant_memory": True}) as made:
        tasks, identity = made.add_worksheet("Nhiệm vụ"), made.add_worksheet("_lotrinh")
        for column, title in enumerate(c.title for c in TASK_COLUMNS):
            tasks.write(0, column, title)
        for row in range(1, 100_001):
            tasks.write(row, 0, "NV-001")
        for row, pair in enumerate(BOOK.identity):
            identity.write_row(row, 0, pair)
    with pytest.raises(BadWorkbook, match=r"100\.000 dòng"):
        read_agency_workbook(out.getvalue(), BOOK)


def test_labels_are_locked_and_entries_are_not() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(SENT))["Chỉ tiêu"]
    assert (sheet["A5"].protection.locked, sheet["D5"].protection.locked) == (True, False)


def test_the_identity_cannot_be_unhidden_from_the_menu() -> None:
    assert openpyxl.load_workbook(io.BytesIO(SENT))["_lotrinh"].sheet_state == "veryHidden"


@pytest.mark.parametrize("opener", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_label_never_becomes_a_formula(opener: str) -> None:
    made = agency_workbook(workbook(tasks=[TaskRow("A", opener)], indicators=[]))
    assert openpyxl.load_workbook(io.BytesIO(made))["Nhiệm vụ"]["B5"].data_type == "s"


def test_a_csv_cell_never_becomes_a_formula() -> None:
    assert b"'=1+1" in table_csv(["Tên"], [["=1+1"]])


def test_a_csv_shows_what_the_screen_shows() -> None:
    made = table_csv(["Tên", TableColumn("Số", "number", 2)], [["Đô thị", Decimal("-1234.5")], ["Chưa", None]])
    assert made.decode("utf-8-sig") == "Tên;Số\r\nĐô thị;-1.234,50\r\nChưa;\r\n"


def test_a_table_keeps_numbers_as_numbers() -> None:
    made = table_xlsx("Bảng", ["A", TableColumn("B", "number", 1)], [["x", Decimal("2.5")]])
    assert openpyxl.load_workbook(io.BytesIO(made))["Bảng"]["B5"].value == 2.5


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("34,02", "34.02"),
        ("34.28", "34.28"),
        ("1.234.567,8", "1234567.8"),
        ("1,234,567.8", "1234567.8"),
        ("1 234 567", "1234567"),
        ("0,123", "0.123"),
        ("−5,5", "-5.5"),
        ("34,02 %", "34.02"),
    ],
)
def test_numbers_as_people_type_them(text: str, value: str) -> None:
    assert v.number_value(text, v.NumberRule("%"))[0] == Decimal(value)


@pytest.mark.parametrize("text", ["1e5", "khoảng 34", "34,", "1.23.4", ">70", "٣٤", "--5", "1,2,3", "nan", "inf"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(v.BadCellError):
        v.number_value(text, v.NumberRule())


@given(st.decimals(-(10**9), 10**9, places=2))
def test_a_number_in_vietnamese_writing_reads_back(number: Decimal) -> None:
    from lotrinh.text.numbers import written

    assert v.number_value(written(number, 2), v.NumberRule())[0] == number


@examples(200)
@given(st.one_of(st.text(max_size=30), st.floats(), st.booleans(), st.integers(), st.dates()))
def test_any_cell_gives_a_value_or_a_sentence(cell: object) -> None:
    try:
        v.number_value(cell, v.NumberRule("%", Decimal(0), Decimal(100)))
    except v.BadCellError as error:
        assert str(error).endswith((".", "%."))


@pytest.mark.parametrize(("row", "column", "name"), [(13, 3, "D14"), (0, 25, "Z1"), (0, 26, "AA1")])
def test_addresses(row: int, column: int, name: str) -> None:
    assert address(row, column) == name
