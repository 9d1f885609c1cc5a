"""The workbook of figures: sent out, spoilt in every way people spoil it, read back whole or refused by address."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from lotrinh.errors import UnreadableDocument
from lotrinh.writing.sheet_figure_cell import BadCellError, CellFigure, cell_text, figure_cell
from lotrinh.writing.sheet_figures import FIGURES, HEAD_ROW, FigureRow, FigureWorkbook, Held, figure_workbook
from lotrinh.writing.sheet_figures_in import read_figure_workbook
from lotrinh.writing.sheet_figures_kept import packed, unpacked
from lotrinh.writing.sheet_in import BadWorkbook

BOOK = FigureWorkbook(
    "Số liệu: Sở Thử", {"agency": "so-thu"}, {"2023": "Năm 2023", "2024": "Năm 2024"},
    [
        FigureRow("a.1", "=Tỷ lệ A", "Vùng", "%", {"2023": Held(7, Decimal("34.02"), "final")}),
        FigureRow("b.1", "Số B", "Vùng", "tỷ đồng", {"2023": Held(8, None, "", "missing")}),
    ],
)  # fmt: skip
FIRST = HEAD_ROW + 1
"""Row of the first series; columns E, F are 2023 and its kind, G, H 2024, I the source, J the reason."""


def returned(change: Callable[[Any], None]) -> bytes:
    """The workbook after somebody worked on it."""
    book = openpyxl.load_workbook(io.BytesIO(figure_workbook(BOOK)))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cells(**values: Any) -> Callable[[Any], None]:
    """Write values at addresses such as `G5`."""

    def change(book: Any) -> None:
        for place, value in values.items():
            book[FIGURES][place] = value

    return change


def refused(change: Callable[[Any], None], mark: str = "") -> list[str]:
    with pytest.raises(BadWorkbook) as caught:
        read_figure_workbook(returned(change), mark=mark)
    return [p.sentence() for p in caught.value.problems]


def test_untouched_it_says_nothing_new() -> None:
    back = read_figure_workbook(figure_workbook(BOOK))
    assert (back.entries, back.unchanged, back.scope) == ((), 2, {"agency": "so-thu"})


def test_what_was_read_is_kept_as_it_was() -> None:
    back = read_figure_workbook(
        returned(cells(E5=34.1, G5="Chưa có số liệu: nguồn chậm", G6=1234.5, H6="Sơ bộ", I6="Sở"))
    )
    assert unpacked(packed(back)) == back
    assert [e.value for e in back.entries] == [Decimal("34.1"), None, Decimal("1234.5")]


@pytest.mark.parametrize(
    "content", [b"", b"[]", b'{"a": 1}', b'["lotrinh-figures-read-1", {}, [["a"]], 0, []]', b"\xff"]
)
def test_a_damaged_reading_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        unpacked(content)


def test_a_formula_error_in_an_untouched_cell_is_named() -> None:
    def broken(book: Any) -> None:
        book[FIGURES]["E5"] = "=1/0"

    assert any(sentence.startswith("Ô E5") for sentence in refused(broken))


def test_the_same_input_gives_the_same_bytes() -> None:
    assert figure_workbook(BOOK) == figure_workbook(BOOK)


def test_new_and_changed_figures_come_back_with_their_place() -> None:
    back = read_figure_workbook(returned(cells(G5=35.5, H5="Sơ bộ", I5="Niên giám", E5=34.1)))
    found = [(e.code, e.period, e.value, e.kind, e.address, e.seen) for e in back.entries]
    assert found == [
        ("a.1", "2023", Decimal("34.1"), "final", "E5", 7), ("a.1", "2024", Decimal("35.5"), "preliminary", "G5", None),
    ]  # fmt: skip


def test_no_value_is_chosen_in_the_kind_column() -> None:
    back = read_figure_workbook(returned(cells(H6="Chưa đến kỳ công bố", J6="ra tháng 6")))
    assert [(e.value, e.missing, e.reason) for e in back.entries] == [(None, "not_yet_published", "ra tháng 6")]


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        (cells(G5="ba mươi", H5="Sơ bộ"), "Ô G5, sheet «Số liệu»", "không phải một số"),
        (cells(G5="1.234", H5="Sơ bộ"), "Ô G5", "hai cách đọc"),
        (cells(G5=date(2024, 5, 12), H5="Sơ bộ"), "Ô G5", "là ngày tháng"),
        (cells(G5=35), "Ô H5", "chưa chọn loại"),
        (cells(H5="Sơ bộ"), "Ô H5", "ô số để trống"),
        (cells(G5=35, H5="Chưa có số liệu"), "Ô H5", "có số mà chọn"),
        (cells(G5=35, H5="Loại lạ"), "Ô H5", "không có trong danh sách"),
        (cells(E5=None), "Ô E5", "số đã có bị xóa"),
        (cells(E5=0.3402), "Ô E5", "định dạng phần trăm"),
        (cells(A6="a.1"), "Ô A6", "trùng với ô A5"),
        (cells(A6="z.9"), "Ô A6", "không có trong tệp đã gửi"),
        (cells(A6=None, G6=1), "Ô F6", "không có mã"),
        (cells(D6="triệu đồng"), "Ô D6", "đơn vị tính đã đổi"),
        (cells(G5="=1/0", H5="Sơ bộ"), "Ô G5", "công thức chưa được tính"),
        (lambda b: b[FIGURES].merge_cells("G5:G6"), "Ô G5", "bị gộp"),
        (cells(G4="2030"), "Sheet «Số liệu»", "không thấy cột 2024"),
    ],
)  # fmt: skip
def test_each_bad_cell_is_named(change: Callable[[Any], None], place: str, words: str) -> None:
    assert [s for s in refused(change) if s.startswith(place) and words in s]


def test_mixed_decimal_marks_are_named_where_one_is_declared() -> None:
    change = cells(G5="34,02", H5="Sơ bộ", G6="34.28", H6="Sơ bộ")
    assert refused(change, ",") == [
        "Ô G6, sheet «Số liệu»: «34.28» không viết theo cách đã chọn (dấu phẩy ngăn phần lẻ). "
        "Sửa ô này hoặc đổi cách viết số."
    ]


def test_all_bad_cells_are_named_at_once() -> None:
    named = refused(cells(G5="x", H5="Sơ bộ", D6="triệu đồng", G6="y", H6="Sơ bộ"))
    assert [sentence.split(",")[0] for sentence in named] == ["Ô G5", "Ô D6", "Ô G6"]


def test_a_hidden_row_is_read_and_noted() -> None:
    def change(book: Any) -> None:
        cells(G6=5, H6="Sơ bộ")(book)
        book[FIGURES].row_dimensions[6].hidden = True

    back = read_figure_workbook(returned(change))
    assert [e.value for e in back.entries] == [Decimal(5)]
    assert "Ô G6, sheet «Số liệu»: nằm ở dòng bị ẩn và vẫn được đọc." in back.notes


def test_a_renamed_sheet_is_found_by_its_columns() -> None:
    def change(book: Any) -> None:
        cells(G5=35, H5="Sơ bộ")(book)
        book[FIGURES].title = "Bản cuối"

    back = read_figure_workbook(returned(change))
    assert (len(back.entries), "«Bản cuối» được đọc thay" in back.notes[0]) == (1, True)


def test_a_lost_row_is_noted() -> None:
    back = read_figure_workbook(returned(lambda b: b[FIGURES].delete_rows(6)))
    assert "không có dòng của mã b.1" in back.notes[0]


def test_a_hundred_thousand_rows_are_answered_plainly() -> None:
    import xlsxwriter

    plain = io.BytesIO()
    with xlsxwriter.Workbook(plain, {"constant_memory": True}) as book:
        sheet = book.add_worksheet(FIGURES)
        for c, title in enumerate(("Mã dãy số", "Chỉ tiêu", "Địa bàn", "Đơn vị tính")):
            sheet.write_string(3, c, title)
        for c, title in enumerate(("2023", "2023 - loại", "Nguồn số liệu", "Lý do (chưa có số, sửa số)"), 4):
            sheet.write_string(3, c, title)
        for row in range(4, 100_004):
            sheet.write_string(row, 0, "a.1")
        hidden = book.add_worksheet("_lotrinh")
        for row, pair in enumerate(
            (("format", "lotrinh-figures-1"), ("periods", '["2023"]'), ("held.a.1", '{"":"%"}'))
        ):
            hidden.write_row(row, 0, pair)
    with pytest.raises(BadWorkbook) as caught:
        read_figure_workbook(plain.getvalue())
    assert "nhiều hơn 5.000" in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"<html>"])
def test_what_is_no_workbook_is_said_so(content: bytes) -> None:
    with pytest.raises(UnreadableDocument):
        read_figure_workbook(content)


def test_a_workbook_of_somebody_else_is_refused() -> None:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    with pytest.raises(BadWorkbook, match="không phải tệp số liệu"):
        read_figure_workbook(out.getvalue())


def test_a_name_that_looks_like_a_formula_stays_text() -> None:
    book = openpyxl.load_workbook(io.BytesIO(figure_workbook(BOOK)))
    assert (book[FIGURES]["B5"].value, book[FIGURES]["B5"].data_type) == ("=Tỷ lệ A", "s")


def test_labels_are_locked_entries_are_not() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(figure_workbook(BOOK)))[FIGURES]
    assert sheet.protection.sheet
    assert (sheet["A5"].protection.locked, sheet["E5"].protection.locked) == (True, False)


@pytest.mark.parametrize("value", ["1234", "1.234", "0.123", "1234567.891", "-3.5", "12.345678", "100"])
def test_a_number_as_a_cell_shows_it_reads_back(value: str) -> None:
    assert figure_cell(cell_text(Decimal(value))) == CellFigure(Decimal(value).normalize())


@pytest.mark.parametrize(("text", "value"), [("34,02", "34.02"), ("1.234.567,8", "1234567.8"), ("34,5 %", "34.5")])
def test_numbers_as_people_write_them(text: str, value: str) -> None:
    assert figure_cell(text, "%") == CellFigure(Decimal(value))


@pytest.mark.parametrize("text", ["1.234", "1,234", "12,34,5", "--3", "0,0000001", "9" * 41, "٣"])
def test_what_is_unclear_is_refused(text: str) -> None:
    with pytest.raises(BadCellError):
        figure_cell(text)
