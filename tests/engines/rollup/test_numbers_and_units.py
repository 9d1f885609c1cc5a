"""Numbers and units as people write them."""

from decimal import Decimal

import pytest

from lotrinh.errors import InvalidData
from lotrinh.rollup.numbers import Cell, decimal_mark, parse_number, vi
from lotrinh.rollup.units import parse_unit

D = Decimal


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12,5", "12.5"), ("12.5", "12.5"), ("1.234.567", "1234567"), ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("-3", "-3"), ("−3", "-3"), ("1 234", "1234"), ("0.500", "0.5"), ("1e3", "1000"),
    ],
)  # fmt: skip
def test_one_number(text: str, expected: str) -> None:
    assert parse_number(text, "ô thử") == D(expected)


@pytest.mark.parametrize("text", ["mười", "1.2.3", "12,5,", "", "NaN", "Infinity", "1" * 70, "0x10", "1_000", "１２"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(InvalidData, match="không phải là số"):
        parse_number(text, "ô thử")


def test_an_unclear_number_is_not_guessed() -> None:
    with pytest.raises(InvalidData, match=r"Không rõ «1\.234» ở A1"):
        parse_number("1.234", "A1")


def test_another_cell_of_the_column_settles_it() -> None:
    assert decimal_mark([Cell("1.234", "A1"), Cell("2,5", "A2")]) == ","


def test_mixed_marks_name_both_cells() -> None:
    with pytest.raises(InvalidData, match=r"«2,5» ở A1 dùng dấu phẩy, «2\.5» ở A2 dùng dấu chấm"):
        decimal_mark([Cell("2,5", "A1"), Cell("2.5", "A2")])


@pytest.mark.parametrize(
    ("value", "text"),
    [("1234567.891", "1.234.567,89"), ("-0.001", "0"), ("2.50", "2,5"), ("0.005", "0,01"), ("1000", "1.000")],
)
def test_written_the_vietnamese_way(value: str, text: str) -> None:
    assert vi(D(value)) == text


@pytest.mark.parametrize(
    ("text", "to", "factor"),
    [
        ("nghìn tỷ đồng", "tỷ đồng", "1000"), ("triệu đồng/người", "VND/người", "1000000"),
        ("billion VND", "tỉ đồng", "1"),
        ("ha", "km²", "0.01"), ("%", "‰", "10"), ("giường/10.000 dân", "giường/người", "0.0001"),
        ("USD/người/năm", "USD/người", "1"), ("% of GRDP", "%", "1"),
        ("million VND per worker", "triệu đồng/lao động", "1"),
    ],
)  # fmt: skip
def test_conversion(text: str, to: str, factor: str) -> None:
    assert parse_unit(text).factor_to(parse_unit(to)) == D(factor)


@pytest.mark.parametrize(("a", "b"), [("USD", "VND"), ("người", "hộ"), ("tỷ đồng", "%"), ("ha", "km")])
def test_other_kinds_do_not_convert(a: str, b: str) -> None:
    with pytest.raises(InvalidData, match="khác loại đại lượng"):
        parse_unit(a).factor_to(parse_unit(b))


def test_a_unit_with_an_empty_side_is_refused() -> None:
    with pytest.raises(InvalidData, match="thiếu một vế"):
        parse_unit("đồng/")
