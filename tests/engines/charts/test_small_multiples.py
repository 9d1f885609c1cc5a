"""Small multiples: one scale for all, gaps stay gaps, names are escaped."""

from __future__ import annotations

from xml.dom.minidom import parseString

from lotrinh.calendar import parse_period
from lotrinh.charts.fan import Observed
from lotrinh.charts.small import small_multiples


def observed(**figures: float) -> list[Observed]:
    return [Observed(parse_period(year[1:]), value) for year, value in figures.items()]


def heights(svg: str) -> list[str]:
    return [dot.getAttribute("cy") for dot in parseString(svg).getElementsByTagName("circle")]


def test_the_same_figure_stands_at_the_same_height_in_every_chart() -> None:
    first, second = small_multiples("%", [("A", observed(y2020=5, y2021=10)), ("B", observed(y2021=5))])
    assert heights(first)[0] == heights(second)[0]


def test_a_year_without_a_figure_leaves_a_gap() -> None:
    [svg] = small_multiples("%", [("A", observed(y2019=1, y2020=2, y2022=3, y2023=4))])
    assert len(parseString(svg).getElementsByTagName("polyline")) == 2


def test_an_area_without_figures_is_an_empty_picture_that_says_so() -> None:
    _full, empty = small_multiples("%", [("A", observed(y2020=5)), ("B", [])])
    assert "chưa có số liệu" in parseString(empty).documentElement.getAttribute("aria-label")


def test_a_name_and_a_unit_cannot_break_out() -> None:
    [svg] = small_multiples('<b>"&', [('A"><script>', observed(y2020=5))])
    assert not parseString(svg).getElementsByTagName("script")


def test_there_is_nothing_inline_a_strict_page_refuses() -> None:
    [svg] = small_multiples("%", [("A", observed(y2020=5, y2021=6))])
    assert "style=" not in svg
