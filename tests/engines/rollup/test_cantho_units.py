"""All 263 units of the three former provinces (shared development data) on the boundaries of 1 July 2025
and back.
"""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from lotrinh.rollup.restatement import Restatement, restate
from lotrinh.rollup.territory import AreaVersion, Succession, Territory
from lotrinh.rollup.values import Missing, is_known

DATA = Path(__file__).resolve().parents[4] / "shared" / "data" / "cantho_legacy_units.csv"
pytestmark = pytest.mark.skipif(not DATA.exists(), reason="shared data: cantho_legacy_units.csv is not there")
DAY, BEFORE = date(2025, 7, 1), date(2025, 6, 30)
D = Decimal


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with DATA.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def territory(rows: list[dict[str, str]]) -> Territory:
    moves, new = [], {}
    for row in rows:
        codes, names = row["ma_moi"].split("; "), row["ten_moi"].split("; ")
        share = D(1) if len(codes) == 1 else None
        moves += [Succession(row["ma_cu"], code, DAY, share) for code in codes]
        new |= dict(zip(codes, names, strict=True))
    old = [AreaVersion(r["ma_cu"], r["ten_cu"], r["ma_tinh_cu"], valid_to=DAY) for r in rows]
    return Territory([*old, *(AreaVersion(c, n, "92", valid_from=DAY) for c, n in new.items())], moves)


@pytest.fixture(scope="module")
def forward(rows: list[dict[str, str]], territory: Territory) -> Restatement:
    return restate({r["ma_cu"]: D(i) for i, r in enumerate(rows)}, territory, reported_on=BEFORE, on=DAY)


def test_there_are_103_new_units(forward: Restatement) -> None:
    assert len(forward.values) == 103


def test_only_the_six_units_of_the_three_divided_ones_are_not_known(forward: Restatement) -> None:
    unknown = sorted(forward.names[c] for c, v in forward.values.items() if isinstance(v, Missing))
    assert unknown == [
        "Phường An Bình", "Phường Bình Thủy", "Phường Cái Khế", "Phường Long Tuyền", "Phường Thuận Hưng",
        "Phường Thốt Nốt",
    ]  # fmt: skip


def test_the_total_is_kept(forward: Restatement) -> None:
    """0 + 1 + … + 262."""
    assert forward.total(forward.values) == D(263 * 262 // 2)


def test_back_again_each_former_province_has_its_exact_total(rows: list[dict[str, str]], territory: Territory) -> None:
    """No new unit straddles two former provinces, so their totals can be told from the new units' figures."""
    new = {a.code: D(1) for a in territory.areas(DAY)}
    back = restate(new, territory, reported_on=DAY, on=BEFORE)
    totals = {p: back.total(r["ma_cu"] for r in rows if r["ma_tinh_cu"] == p) for p in ("92", "93", "94")}
    assert totals == {"92": D(32), "93": D(28), "94": D(43)}


def test_back_again_only_unchanged_units_are_known(territory: Territory) -> None:
    new = {a.code: D(1) for a in territory.areas(DAY)}
    back = restate(new, territory, reported_on=DAY, on=BEFORE)
    assert sum(is_known(v) for v in back.values.values()) == 8
