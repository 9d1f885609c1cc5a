"""Targets and figures from CSV: the whole file or nothing, at a named place."""

from decimal import Decimal
from pathlib import Path

import pytest

from lotrinh.coherence.model import Assumptions, Interval
from lotrinh.coherence.tables import parse_assumption, read_figures, read_targets
from lotrinh.errors import InvalidData

D = Decimal
HEAD = "indicator,area,area_version,period,comparator,value,value_to,unit\n"


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "targets.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_range_and_a_bound(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD + "a,X,v,2030,range,1.5,2,%\nb,X,v,2025-2030,at_most,3,,%\n")
    targets = read_targets(path)
    assert [t.interval for t in targets] == [Interval(D("1.5"), D(2)), Interval(None, D(3))]
    assert [(t.start, t.due) for t in targets] == [(None, 2030), (2025, 2030)]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("a,X,v,2030,range,mười,2,%\n", "«mười» ở dòng 2, cột value của targets.csv không phải là số"),
        ('a,X,v,2030,range,"1,5",2,%\nb,X,v,2030,range,1.5,2,%\n', "Trộn lẫn dấu thập phân"),
        ("a,X,v,2030,range,1,2,%\na,X,v,2030,range,1,2,%\n", "Dòng 3 của targets.csv trùng với dòng 2"),
        ("a,X,v,2030,near,1,2,%\n", "So sánh «near» ở dòng 2, cột comparator"),
        ("a,X,v,2030,range,3,2,%\n", "Dòng 2 của targets.csv: đầu dưới lớn hơn đầu trên"),
        ("a,X,v,2030,range,3,,%\n", "Dòng 2 của targets.csv thiếu giá trị"),
        ("a,X,v,năm nay,range,1,2,%\n", "Không hiểu kỳ «năm nay» ở dòng 2, cột period"),
        ("a,X,v,2030,range,1\n", "Dòng 2 của targets.csv có 6 ô, tiêu đề có 8"),
        ("a,X,v,2030,range,1.234,1.235,%\n", "Không rõ «1.234» ở dòng 2, cột value"),
        ('a,X,v,2030,range,"1,2,%\n', "Tệp targets.csv hỏng"),
    ],
)
def test_bad_rows_are_refused_by_place(tmp_path: Path, rows: str, message: str) -> None:
    with pytest.raises(InvalidData) as caught:
        read_targets(write(tmp_path, HEAD + rows))
    assert message in str(caught.value)


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidData, match="thiếu cột: area_version, comparator"):
        read_targets(write(tmp_path, "indicator,period,value,unit\n"))


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "targets.csv"
    path.write_bytes("indicator,đơn vị".encode("utf-16"))
    with pytest.raises(InvalidData, match="không phải UTF-8"):
        read_targets(path)


def test_parts_of_a_year_are_left_out_of_the_figures(tmp_path: Path) -> None:
    text = "indicator,area_version,period,value,unit\ng,v,2024,1,%\ng,v,2024Q1-Q3,2,%\ng,v,2020H1,3,%\n"
    assert [f.year for f in read_figures(write(tmp_path, text))] == [2024]


def test_an_assumption_from_the_command_line() -> None:
    edited = parse_assumption("deflator=2,5..4", Assumptions())
    assert edited.deflator is not None
    assert edited.deflator.interval == Interval(D("2.5"), D(4))


@pytest.mark.parametrize(
    "text", ["deflator", "deflator=", "deflator=cao", "deflator=4..2", "lam_phat=3", "exchange_rate=0"]
)
def test_a_bad_assumption_is_refused(text: str) -> None:
    with pytest.raises(InvalidData):
        parse_assumption(text, Assumptions())
