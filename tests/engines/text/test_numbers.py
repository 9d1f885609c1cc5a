"""Numbers as Vietnamese documents write them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lotrinh.errors import InvalidData
from lotrinh.text.numbers import find, parse, written

PARSED = [
    ("1.234.567,8", "1234567.8"),
    ("05", "5"),
    ("34,02", "34.02"),
    ("9.400", "9400"),
    ("2.989,5", "2989.5"),
    ("23,243", "23.243"),
    ("1,234,567", "1234567"),
    ("1,234.5", "1234.5"),
    ("0,5", "0.5"),
    ("-3,2", "-3.2"),
    ("1,5 triệu", "1500000"),
    ("23,243 nghìn tỷ", "23243000000000"),
    ("mười", "10"),
    ("hai mươi lăm", "25"),
    ("hai mươi mốt", "21"),
    ("mười lăm", "15"),
    ("một trăm linh năm", "105"),
    ("ba trăm hai mươi", "320"),
    ("ba nghìn hai trăm", "3200"),
    ("một triệu rưỡi", "1500000"),
    ("hai nghìn không trăm linh năm", "2005"),
]


@pytest.mark.parametrize(("text", "value"), PARSED)
def test_parse(text, value):
    assert parse(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "1.2.3", "1,2,3", "12.34.567", "abc", "mười trăm nghìn hai", "1..2", "1 cái"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(InvalidData):
        parse(text)


@pytest.mark.parametrize("text", ["1,234", "1.5", "12.50"])
def test_what_has_two_readings_is_refused_where_figures_are_entered(text):
    with pytest.raises(InvalidData, match="hai cách đọc"):
        parse(text, strict=True)


@pytest.mark.parametrize("text", ["1.234", "34,02", "1.234,5", "0,125", "12"])
def test_what_has_one_reading_is_taken_where_figures_are_entered(text):
    assert parse(text, strict=True) > 0


FOUND = [
    ("đạt 9.400-11.000 USD", ["9.400", "11.000"]),
    ("8,0%[1] và 70- 80%", ["8,0", "1", "70", "80"]),
    ("2%÷1%", ["2", "1"]),
    ("m2, km2, QH15, CO2", []),
    ("ít nhất một huyện", ["một"]),
    ("hai mươi lăm xã", ["hai mươi lăm"]),
    ("đến năm 2030", ["2030"]),
]


@pytest.mark.parametrize(("text", "numbers"), FOUND)
def test_find(text, numbers):
    assert [n.text for n in find(text, words=True)] == numbers


def test_a_found_number_points_at_its_words():
    text = "khoảng 1.234,5 tỷ"
    (number,) = find(text)
    assert text[number.start : number.end] == number.text == "1.234,5"


WRITTEN = [
    ((1234567.8,), "1.234.567,8"),
    ((34.02,), "34,02"),
    ((5,), "5"),
    ((-1234,), "-1.234"),
    ((1000000,), "1.000.000"),
]


@pytest.mark.parametrize(("args", "text"), WRITTEN)
def test_written(args, text):
    assert written(*args) == text


def test_written_with_places():
    assert written(1234.5, 2) == "1.234,50"


def test_written_with_zeros_before():
    assert written(5, pad=2) == "05"


def test_what_is_not_finite_is_not_written():
    with pytest.raises(InvalidData):
        written(float("nan"))
