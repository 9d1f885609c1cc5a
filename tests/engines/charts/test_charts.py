"""The charts: their specification, their words, the table behind, the picture."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from lotrinh.calendar import Period
from lotrinh.charts.fan import Band, Break, Foreseen, Observed, Planned, Wanted, fan_chart, position
from lotrinh.charts.render import to_png
from lotrinh.charts.small import bars, progress_matrix, sparkline, sparkline_svg
from lotrinh.charts.spec import Chart, responsive
from lotrinh.errors import InvalidData


def year(number: int) -> Period:
    return Period("year", number)


OBSERVED = [
    Observed(year(2023), Decimal("30.4")),
    Observed(year(2024), Decimal("30.9"), "preliminary"),
    Observed(year(2025), Decimal("31.25"), "estimate"),
    Observed(year(2024), Decimal("28.1"), "final", "restated"),
]
TARGET = Wanted(year(2030), Decimal("34.02"), Decimal("34.28"))


def fan() -> Chart:
    return fan_chart(
        "Tỷ trọng công nghiệp - xây dựng",
        "%",
        OBSERVED,
        foreseen=[
            Foreseen(year(2026), 31.9, (Band(80, 31, 32.5), Band(95, 30, 33))),
            Foreseen(year(2030), 33, (Band(80, 32, 34), Band(95, 31, 35))),
        ],
        planned=[Planned(year(2025), 31.5), Planned(year(2030), 34.15)],
        wanted=[TARGET],
        breaks=[Break(2025.5, "sắp xếp 01/7/2025")],
    )


ALL = {
    "fan": fan(),
    "sparkline": sparkline("Đô thị hóa", "%", OBSERVED[:3], wanted=TARGET),
    "matrix": progress_matrix("Tiến độ", ["1. Tư duy"], ["Đúng hạn", "Quá hạn"], {("1. Tư duy", "Quá hạn"): 3}),
    "bars": bars("Quá hạn", "nhiệm vụ", [("Sở Công Thương", 5), ("Sở Y tế", 2)], danger=True),
    "empty fan": fan_chart("Chưa có", "%", []),
    "empty sparkline": sparkline("Chưa có", "%", []),
    "empty bars": bars("Chưa có", "", []),
}


@pytest.mark.parametrize("name", ALL)
def test_a_specification_is_plain_json(name: str) -> None:
    assert json.loads(json.dumps(ALL[name].spec)) == ALL[name].spec


@pytest.mark.parametrize("name", ALL)
def test_a_specification_loads_nothing_and_evaluates_nothing(name: str) -> None:
    text = json.dumps({key: value for key, value in ALL[name].spec.items() if key != "$schema"})
    assert not re.search(r'"(url|expr|calculate|filter|signal|href|labelExpr)":', text)


@pytest.mark.parametrize("name", ALL)
def test_a_chart_describes_itself_in_sentences(name: str) -> None:
    assert ALL[name].description.endswith(".")


@pytest.mark.parametrize("name", ALL)
def test_every_row_behind_a_chart_is_whole(name: str) -> None:
    assert all(len(row) == len(ALL[name].columns) for row in ALL[name].rows)


@pytest.mark.parametrize("name", ALL)
def test_a_chart_becomes_a_picture(name: str) -> None:
    assert to_png(ALL[name]).startswith(b"\x89PNG")


def test_the_same_chart_gives_the_same_picture() -> None:
    assert to_png(fan()) == to_png(fan())


def test_the_description_speaks_of_the_reported_line() -> None:
    assert "số mới nhất 31,25% (ước tính)" in fan().description


def test_the_table_holds_every_figure_in_vietnamese_writing() -> None:
    assert ("Năm 2030", "Mục tiêu", "34,02–34,28", "") in fan().rows


def test_the_chart_says_how_to_read_it() -> None:
    assert fan().spec["title"]["subtitle"] == [
        "%", "chấm đặc: chính thức; chấm nhạt: sơ bộ; chấm rỗng: ước tính", "dải 80%, 95%: khoảng dự báo",
        "đường chấm: giữa khoảng",
    ]  # fmt: skip


def english() -> Chart:
    return fan_chart(
        "Industry in GRDP", "USD", [Observed(year(2023), 9400), Observed(Period("quarter", 2024, 3), 9500, "estimate")],
        foreseen=[Foreseen(year(2030), 10000, (Band(80, 9000, 11000),))], planned=[Planned(year(2030), 10500)],
        wanted=[Wanted(year(2030), 10500)], breaks=[Break(2025.5, "1 July 2025")], language="en",
    )  # fmt: skip


def test_an_english_chart_is_english_throughout() -> None:
    assert not re.search("[À-ỹđĐ]", json.dumps([english().spec, english().description, english().rows]))


def test_an_english_chart_describes_itself() -> None:
    assert english().description == (
        "Chart of the indicator Industry in GRDP. 2 figures from 2023 to Q3 2024; the latest is 9,500 USD (estimate). "
        "Target for 2030: 10,500 USD or more. Forecast for 2030: 10,000 USD (80% interval: 9,000–11,000). "
        "The series changes at 1 July 2025."
    )


def test_an_estimate_is_hollow() -> None:
    marks = [layer["mark"] for layer in fan().spec["layer"] if isinstance(layer["mark"], dict)]
    assert 0.0 in [mark.get("fillOpacity") for mark in marks]


def test_a_quarter_stands_within_its_year() -> None:
    assert position(Period("quarter", 2026, 1)) == 2025.25


def test_the_browser_gets_the_width_of_its_place() -> None:
    assert responsive(fan().spec)["width"] == "container"


def test_a_sparkline_for_lists_is_well_formed_svg() -> None:
    svg = sparkline_svg('A & "b" <c>', "%", OBSERVED[:3], wanted=TARGET)
    assert ElementTree.fromstring(svg).attrib["aria-label"].startswith('A & "b" <c>')


def test_a_broken_specification_is_said_in_vietnamese() -> None:
    with pytest.raises(InvalidData, match="Không vẽ được"):
        to_png({"mark": 7, "data": {"values": [{}]}, "encoding": {"x": 3}})
