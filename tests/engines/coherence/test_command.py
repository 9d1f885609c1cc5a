"""`lotrinh coherence`."""

import json
from pathlib import Path

import pytest

from lotrinh.cli import main

TARGETS = (
    "indicator,area,area_version,period,comparator,value,value_to,unit\n"
    "grdp_per_capita,X,v,2030,range,9400,11000,USD\n"
    "grdp_growth_real_average,X,v,2025-2030,range,7,7.5,%\n"
)
FIGURES = "indicator,area,area_version,period,value,unit,status\ngrdp_per_capita,X,v,2024,104.16,triệu đồng,estimate\n"


def run(tmp_path: Path, *options: str) -> int:
    (tmp_path / "t.csv").write_text(TARGETS, encoding="utf-8")
    (tmp_path / "f.csv").write_text(FIGURES, encoding="utf-8")
    return main(["coherence", str(tmp_path / "t.csv"), str(tmp_path / "f.csv"), *options])


ASSUMED = [
    "--assume",
    "deflator=2..3",
    "--assume",
    "population_growth=0.5",
    "--assume",
    "exchange_rate=26000",
]


def test_the_verdict_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, *ASSUMED) == 0
    assert "[không thể cùng đạt] 9.400–11.000 USD/người năm 2030" in capsys.readouterr().out


def test_the_json_has_the_remedies(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(tmp_path, *ASSUMED, "--format", "json")
    result = next(r for r in json.loads(capsys.readouterr().out) if r["check"] == "per_head")
    assert [r["quantity"] for r in result["remedies"]] == ["growth", "deflator", "population", "rate"]


@pytest.mark.parametrize("option", ["lam_phat=3", "deflator=cao"])
def test_a_bad_assumption_exits_2(tmp_path: Path, option: str) -> None:
    assert run(tmp_path, "--assume", option) == 2


def test_a_missing_file_exits_2_with_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["coherence", str(tmp_path / "a.csv"), str(tmp_path / "b.csv")])
    assert (code, "Không đọc được tệp a.csv" in capsys.readouterr().err) == (2, True)
