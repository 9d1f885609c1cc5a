"""Long tables and the commands that read and write them."""

from __future__ import annotations

import csv

import numpy as np
import pytest

from lotrinh.cli import main
from lotrinh.errors import InvalidData
from lotrinh.forecasting import Naive, OptimizedTheta, chance_of, chances, forecast, forecast_series
from lotrinh.forecasting.table import forecast_rows, gather

VALUES = {
    "a": [10, 12, 13, 15, 18, 19, 22, 25],
    "b": [5, 4, 6, 5, 7, 6, 8, 7],
    "c": [30, 31, 33, 36, 35, 38, 41, 40],
}


def history(names=("a", "b", "c")) -> dict[str, list]:
    return {
        "unique_id": [n for n in names for _ in range(8)],
        "ds": [2017 + k for _ in names for k in range(8)],
        "y": [float(v) for n in names for v in VALUES[n]],
    }


def test_a_table_gives_what_one_series_gives():
    rows = forecast_rows(history(), 4)
    one = forecast_series(VALUES["b"], range(2017, 2025), horizon=4)
    at = [place for place, name in enumerate(rows["unique_id"]) if name == "b"]
    assert [rows["ds"][p] for p in at] == [2025, 2026, 2027, 2028]
    assert [rows["median"][p] for p in at] == pytest.approx(one.median)
    assert [rows["hi-95"][p] for p in at] == pytest.approx(one.upper(95))
    assert rows["method"][at[0]] == one.method


def test_the_order_of_series_does_not_matter():
    first, second = forecast_rows(history("abc"), 3), forecast_rows(history("cab"), 3)
    by = {(u, d): m for u, d, m in zip(second["unique_id"], second["ds"], second["median"], strict=True)}
    for u, d, m in zip(first["unique_id"], first["ds"], first["median"], strict=True):
        assert by[(u, d)] == pytest.approx(m, rel=1e-12)


def test_columns_by_model():
    made = forecast(history(), h=2, level=[80], models=[Naive(), OptimizedTheta(alias="OT")])
    assert list(made) == [
        "unique_id",
        "ds",
        "Naive",
        "Naive-lo-80",
        "Naive-hi-80",
        "OT",
        "OT-lo-80",
        "OT-hi-80",
    ]
    assert made["Naive"][0] == pytest.approx(25)
    assert list(forecast(history(), h=2)) == [
        "unique_id", "ds", "Lotrinh", "Lotrinh-lo-80", "Lotrinh-hi-80", "Lotrinh-lo-95", "Lotrinh-hi-95",
    ]  # fmt: skip


def test_a_data_frame_in_gives_a_data_frame_out():
    pd = pytest.importorskip("pandas")
    made = forecast(pd.DataFrame(history()), h=3)
    assert isinstance(made, pd.DataFrame)
    assert len(made) == 9


@pytest.mark.parametrize(
    ("name", "values", "kind"),
    [
        ("gdp_growth:vn", [5.0, 6.0, 7.0], "growth"),
        ("tăng trưởng GRDP", [5.0, -6.0, 7.0], "growth"),
        ("industry_percent_of_gdp:vn", [30.0, 31.0, 33.0], "share"),
        ("tỷ trọng xuất khẩu:vn", [90.0, 110.0, 130.0], "count"),
        ("grdp_per_capita:vn", [30.0, 31.0, 33.0], "level"),
        ("N0001", [30.0, 31.0, 33.0], "positive"),
        ("phones:vn", [0.0, 1.0, 5.0], "count"),
        ("services_percent_of_gdp:vn", [50.0, 130.0, 60.0], "count"),
        ("balance_percent_of_gdp:vn", [-5.0, 3.0, 6.0], "plain"),
        ("gdp:vn", [5.0, -1.0, 6.0], "plain"),
        ("balance:vn", [-3.0, 1.0, 5.0], "plain"),
    ],
)
def test_the_type_when_none_is_stated(name, values, kind):
    table = {"unique_id": [name] * 3, "ds": [1, 2, 3], "y": values}
    assert gather(table).series[0].kind == kind


def test_a_fallback_from_what_the_name_says_is_stated():
    table = {"unique_id": ["services_percent_of_gdp:vn"] * 4, "ds": [1, 2, 3, 4], "y": [50.0, 130.0, 60.0, 70.0]}
    assert "ngoài 0–100" in forecast_rows(table, 1)["note"][0]
    assert min(forecast_rows(table, 5)["lo-95"]) >= 0, "a ratio to output is not negative"
    assert "giá trị âm" in forecast_rows(table | {"unique_id": ["gdp:vn"] * 4, "y": [5, -1, 6, 7]}, 1)["note"][0]
    with pytest.raises(InvalidData, match="kỳ 2: tỷ trọng 130%"):
        forecast_rows(table, 1, type="share")


def test_rows_out_of_order_are_put_right_and_said():
    table = {"unique_id": ["a", "b"] * 4, "ds": [4, 1, 3, 2, 2, 3, 1, 4], "y": [8, 5, 7, 6, 6, 7, 5, 8]}
    made = forecast_rows(table, 1)
    assert made["median"][0] == made["median"][1]
    assert "thứ tự" in made["note"][0]
    assert "thứ tự" not in made["note"][1]


def test_series_of_one_indicator_share_a_type():
    table = {"unique_id": ["x:a"] * 3 + ["x:b"] * 3, "ds": [1, 2, 3] * 2, "y": [1.0, 2, 3, -1, 2, 3]}
    assert [s.kind for s in gather(table).series] == ["plain", "plain"]


def test_chances_agree_with_one_by_one():
    claims = {
        "unique_id": ["a", "b", "c", "a"],
        "due": [2028, 2026, 2027, 2028],
        "comparator": ["at_least", "below", "range", "at_least"],
        "threshold": [30.0, 7.0, None, 26.0],
        "low": [None, None, 40.0, None],
        "high": [None, None, 45.0, None],
        "kind": ["in", "in", "in", "by"],
    }
    stated = chances(history(), claims)
    for row in range(4):
        one = forecast_series(VALUES[claims["unique_id"][row]], range(2017, 2025), horizon=4)
        low = claims["low"][row] if claims["low"][row] is not None else claims["threshold"][row]
        high = claims["high"][row] if claims["high"][row] is not None else claims["threshold"][row]
        kwargs = {
            "comparator": claims["comparator"][row],
            "low": low,
            "high": high,
            "due": claims["due"][row],
        }
        assert stated["p"][row] == pytest.approx(chance_of(one, kind=claims["kind"][row], **kwargs).value, abs=0.01)


def test_impossible_and_certain_claims():
    claims = {
        "unique_id": ["a"] * 2,
        "due": [2026] * 2,
        "comparator": ["at_least", "at_most"],
        "threshold": [-5.0, -5.0],
    }
    assert chances(history(), claims)["p"] == [1.0, 0.0]
    claims["threshold"] = [101.0, 100.0]
    assert chances(history(), claims, type="share")["p"] == [0.0, 1.0]


def test_a_short_series_has_no_number_but_a_reason():
    table = {"unique_id": ["a", "a"], "ds": [2020, 2021], "y": [1.0, 2.0]}
    rows = forecast_rows(table, 2)
    assert np.isnan(rows["median"]).all()
    assert "Chưa đủ dữ liệu" in rows["note"][0]
    found = chances(table, {"unique_id": ["a"], "due": [2025], "comparator": ["at_least"], "threshold": [3]})
    assert found["p"] == [None]
    assert "Chưa đủ dữ liệu" in found["note"][0]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"ds": [2017] * 24}, "«a»"),
        ({"y": [float("inf")] + [1.0] * 23}, "2017"),
        ({"y": ["một"] + [1.0] * 23}, "«a», kỳ 2017"),
        ({"ds": ["xưa"] + [2000 + k for k in range(23)]}, "dòng 1"),
        ({"indicator_type": ["wealth"] * 24}, "wealth"),
        ({"unique_id": ["a"] * 23 + [""]}, "dòng 24"),
        ({"unique_id": ["a"] * 23 + [None]}, "dòng 24"),
    ],
)
def test_a_bad_table_names_the_series_and_the_row(change, said):
    with pytest.raises(InvalidData) as problem:
        forecast_rows(history() | change, 2)
    assert said in str(problem.value)


def test_an_empty_table_is_refused():
    with pytest.raises(InvalidData, match="không có dòng nào"):
        forecast_rows({"unique_id": [], "ds": [], "y": []}, 2)


def test_missing_columns_are_named():
    with pytest.raises(InvalidData, match="ds"):
        forecast_rows({"unique_id": ["a"], "y": [1.0]}, 2)


def test_commands_write_and_refuse(tmp_path, capsys):
    table, claims = tmp_path / "history.csv", tmp_path / "claims.csv"
    rows = [f"{u},{d},{y}" for u, d, y in zip(*history().values(), strict=True)]
    table.write_text("unique_id,ds,y\n" + "\n".join(rows), encoding="utf-8")
    claims.write_text("unique_id,due,comparator,threshold,outcome\na,2030,at_least,30,1\n", encoding="utf-8")
    out = tmp_path / "out.csv"
    assert main(["forecast", str(table), "--horizon", "6", "-o", str(out)]) == 0
    found = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    assert len(found) == 18
    assert {"mean", "median", "lo-80", "hi-80", "lo-95", "hi-95", "method", "note"} <= set(found[0])
    assert main(["chance", str(table), str(claims), "-o", str(out)]) == 0
    stated = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    assert 0 < float(stated[0]["p"]) < 1
    assert stated[0]["outcome"] == "1"
    assert main(["forecast", str(table), "--horizon", "200"]) == 2
    assert "200" in capsys.readouterr().err
    assert main(["forecast", str(tmp_path / "none.csv"), "--horizon", "2"]) == 2
    claims.write_text("unique_id,due,comparator,threshold\nz,2030,at_least,30\n", encoding="utf-8")
    assert main(["chance", str(table), str(claims)]) == 2
    assert "«z»" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("dates", "first"),
    [
        (["2019-12-31", "2020-12-31", "2021-12-31", "2022-12-31"], 2023),
        (["2019-01-01 00:00:00", "2020-01-01 00:00:00", "2021-01-01 00:00:00", "2022-01-01 00:00:00"], 2023),
        (["2022-01-01", "2022-04-01", "2022-07-01", "2022-10-01"], "2023Q1"),
        (["2022-03-31", "2022-06-30", "2022-09-30", "2022-12-31"], "2023Q1"),
        (["2022-09-01", "2022-10-01", "2022-11-01", "2022-12-01"], "2023-01"),
    ],
)
def test_dates_are_read_as_the_periods_they_mark(dates, first):
    table = {"unique_id": ["a"] * 4, "ds": dates, "y": [5, 6, 7, 8]}
    assert forecast_rows(table, 1)["ds"] == [first]
    as_arrays = {name: np.array(values) for name, values in table.items()}
    as_arrays["ds"] = np.array([date[:10] for date in dates], dtype="datetime64[ns]")
    assert forecast_rows(as_arrays, 1)["ds"] == [first]


def test_dates_closer_than_months_are_refused():
    table = {"unique_id": ["a"] * 4, "ds": ["2022-01-03", "2022-01-10", "2022-01-17", "2022-01-24"], "y": [5, 6, 7, 8]}
    with pytest.raises(InvalidData, match="«a», ngày 2022-01-"):
        forecast_rows(table, 1)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"comparator": ["at_least", "range"]}, "dòng 2"),
        ({"comparator": ["at_least", ">="]}, "dòng 2"),
        ({"comparator": ["at_least", ""]}, "«comparator» trống"),
        ({"due": [2030, ""]}, "«due» trống"),
        ({"due": [2030, "2030Q1"]}, "dòng 2"),
        ({"due": [2030, 1950]}, "dòng 2"),
        ({"threshold": [40, ""]}, "dòng 2"),
        ({"threshold": [40, "nan"]}, "dòng 2"),
        ({"kind": ["in", "khi nào cũng được"]}, "dòng 2"),
        ({name: [] for name in ("unique_id", "due", "comparator", "threshold")}, "không có dòng nào"),
    ],
)
def test_a_bad_claim_names_its_row(change, said):
    claims = {"unique_id": ["a", "b"], "due": [2030, 2030], "comparator": ["at_least"] * 2, "threshold": [40, 40]}
    with pytest.raises(InvalidData) as problem:
        chances(history(), claims | change)
    assert said in str(problem.value)


def test_a_due_date_is_the_period_it_lies_in():
    claims = {
        "unique_id": ["a", "a"],
        "due": [2030, "2030-12-31"],
        "comparator": ["at_least"] * 2,
        "threshold": [40, 40],
    }
    found = chances(history(), claims)
    assert found["p"][0] == found["p"][1]


def test_pandas_no_data_and_categories_are_read():
    pd = pytest.importorskip("pandas")
    table = pd.DataFrame(
        {
            "unique_id": pd.Categorical(["a"] * 6),
            "ds": pd.date_range("2018-12-31", periods=6, freq="YE"),
            "y": pd.array([5, 6, None, 8, 9, 10], dtype="Float64"),
        }
    )
    rows = forecast_rows(table, 2)
    assert rows["ds"] == [2024, 2025]
    assert "Thiếu số liệu 1 kỳ (2020)" in rows["note"][0]


@pytest.mark.parametrize("h", [0, -1, 2.5, 2.0, None, "3", float("nan"), float("inf"), True])
def test_a_horizon_that_is_no_number_of_periods_is_refused(h):
    with pytest.raises(InvalidData, match="phải là số nguyên"):
        forecast_rows(history(), h)
