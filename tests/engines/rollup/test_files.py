"""Roll-ups from CSV files, through the command: totals, new boundaries, and bad input at its place."""

import csv
from pathlib import Path

import pytest

from lotrinh.cli import main

AREAS = """code,name,parent,valid_from,valid_to
CT,Cần Thơ,,,
31117,Phường Cái Khế,CT,,2025-07-01
31168,Phường Bình Thủy,CT,,2025-07-01
31178,Phường Bùi Hữu Nghĩa,CT,,2025-07-01
31120,Phường Cái Khế,CT,2025-07-01,
31168,Phường Bình Thủy,CT,2025-07-01,
"""
INDICATORS = "code,rule,numerator,denominator,factor\np,sum,,,\nq,sum,,,\nr,ratio_of_sums,p,q,100\n"
SUCCESSIONS = """predecessor,successor,on,share,source
31117,31120,2025-07-01,1,NQ 1668
31168,31168,2025-07-01,1,NQ 1668
31178,31120,2025-07-01,{},NQ 1668
31178,31168,2025-07-01,{},NQ 1668
"""
OBSERVATIONS = """indicator,area,period,value
p,31117,2024,10
p,31168,2024,20
p,31178,2024,5
p,31120,2026,40
q,31117,2024,100
q,31168,2024,100
q,31178,2024,50
"""


def run(tmp_path: Path, *options: str, shares: tuple[str, str] = ("0.4", "0.6"), **files: str) -> int:
    texts = {
        "observations": OBSERVATIONS,
        "areas": AREAS,
        "indicators": INDICATORS,
        "successions": SUCCESSIONS.format(*shares),
    } | files
    for name, text in texts.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    paths = [str(tmp_path / f"{n}.csv") for n in ("observations", "areas", "indicators")]
    return main(["rollup", *paths, "-o", str(tmp_path / "totals.csv"), *options])


def totals(tmp_path: Path) -> dict[tuple[str, str, str], dict[str, str]]:
    with (tmp_path / "totals.csv").open(encoding="utf-8-sig") as file:
        return {(r["indicator"], r["area"], r["period"]): r for r in csv.DictReader(file)}


def restated(tmp_path: Path, *shares: str) -> dict[tuple[str, str, str], dict[str, str]]:
    options = ["--on", "2025-07-01", "--successions", str(tmp_path / "successions.csv")]
    assert run(tmp_path, *options, shares=(shares[0], shares[1])) == 0
    return totals(tmp_path)


def test_as_reported(tmp_path: Path) -> None:
    assert run(tmp_path) == 0
    total = totals(tmp_path)["p", "CT", "2024"]
    assert (total["value"], total["reported"], total["expected"]) == ("35", "3", "3")


def test_the_year_after_has_other_areas(tmp_path: Path) -> None:
    """Two wards from 1 July 2025, one of them reported."""
    run(tmp_path)
    total = totals(tmp_path)["p", "CT", "2026"]
    assert (total["value"], total["coverage"]) == ("40", "0.5")


def test_on_new_boundaries_with_a_stated_share(tmp_path: Path) -> None:
    """Cái Khế = 10 + 0,4 × 5; Bình Thủy = 20 + 0,6 × 5."""
    found = restated(tmp_path, "0.4", "0.6")
    assert (found["p", "31120", "2024"]["value"], found["p", "31168", "2024"]["value"]) == ("12", "23")


def test_without_a_stated_share_the_two_wards_are_one_figure(tmp_path: Path) -> None:
    found = restated(tmp_path, "", "")["p", "31120 + 31168", "2024"]
    assert (found["value"], found["area_name"]) == ("35", "Phường Cái Khế + Phường Bình Thủy")


def test_and_the_city_is_exact_either_way(tmp_path: Path) -> None:
    assert restated(tmp_path, "", "")["p", "CT", "2024"]["value"] == "35"


def test_a_ratio_of_sums(tmp_path: Path) -> None:
    """100 × 35 ÷ 250."""
    run(tmp_path)
    assert totals(tmp_path)["r", "CT", "2024"]["value"] == "14"


@pytest.mark.parametrize(
    ("file", "line", "message"),
    [
        (
            "observations",
            "p,31117,2023,mười",
            "«mười» ở dòng 9, cột value của observations.csv không phải là số",
        ),
        ("observations", 'p,31117,2023,"1,5"\np,31117,2022,1.5', "Trộn lẫn dấu thập phân"),
        ("observations", "p,31117,2024,10", "Dòng 9 của observations.csv trùng với dòng 2"),
        ("observations", "p,99999,2024,10", "Mã «99999» ở dòng 9, cột area"),
        ("observations", "z,31117,2024,10", "Mã «z» ở dòng 9, cột indicator"),
        ("observations", "p,CT,2024,10", "Địa bàn CT có cấp dưới"),
        ("observations", "p,31117,2023,1e15", "quá lớn"),
        ("observations", "p,31117,2023,0.00001", "hơn 4 chữ số thập phân"),
        ("areas", "X,Xã X,Y,,", "Mã «Y» ở dòng 8, cột parent"),
        ("areas", "X,Xã X,CT,hôm qua,", "«hôm qua» ở dòng 8, cột valid_from"),
        ("indicators", "s,average,,,", "«average» ở dòng 5, cột rule"),
        ("indicators", "s,ratio_of_sums,p,zz,", "«zz» không có trong danh mục chỉ tiêu"),
    ],
)
def test_bad_input_is_refused_at_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], file: str, line: str, message: str
) -> None:
    texts = {"observations": OBSERVATIONS, "areas": AREAS, "indicators": INDICATORS}
    code = run(tmp_path, **{file: texts[file] + line + "\n"})
    assert (code, message in capsys.readouterr().err) == (2, True)


def test_a_refused_file_leaves_nothing_behind(tmp_path: Path) -> None:
    run(tmp_path, observations=OBSERVATIONS + "p,99999,2024,10\n")
    assert not list(tmp_path.glob("totals*"))


def test_months_make_a_year(tmp_path: Path) -> None:
    months = "indicator,area,period,value\np,31120,2026-11,4\np,31120,2026-12,5\n"
    run(tmp_path, "--to", "year", observations=months)
    total = totals(tmp_path)["p", "CT", "2026"]
    assert (total["value"], total["reported"], total["expected"]) == ("9", "2", "4")


def parquet(tmp_path: Path, kind: str) -> int:
    """The observations as a Parquet file whose values are of that type."""
    import duckdb

    path = tmp_path / "o.parquet"
    duckdb.sql(
        f"SELECT 'p' AS indicator, '31120' AS area, '2026' AS period, 40::{kind} AS value, "
        f"NULL::DECIMAL(18,4) AS weight, NULL::VARCHAR AS missing"
    ).write_parquet(str(path))
    for name, text in (("areas", AREAS), ("indicators", INDICATORS)):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    tables = [str(tmp_path / "areas.csv"), str(tmp_path / "indicators.csv")]
    return main(["rollup", str(path), *tables, "-o", str(tmp_path / "totals.csv")])


def test_observations_from_parquet(tmp_path: Path) -> None:
    parquet(tmp_path, "DECIMAL(18,4)")
    assert totals(tmp_path)["p", "CT", "2026"]["value"] == "40"


def test_parquet_of_floats_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = parquet(tmp_path, "DOUBLE")
    assert (code, "cột value phải có kiểu DECIMAL(18,4), đang là DOUBLE" in capsys.readouterr().err) == (
        2,
        True,
    )


def test_a_broken_parquet_file_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, text in (("areas.csv", AREAS), ("indicators.csv", INDICATORS), ("o.parquet", "x")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    paths = [str(tmp_path / n) for n in ("o.parquet", "areas.csv", "indicators.csv")]
    code = main(["rollup", *paths, "-o", str(tmp_path / "t.csv")])
    assert (code, "không phải Parquet hoặc bị hỏng" in capsys.readouterr().err) == (2, True)
