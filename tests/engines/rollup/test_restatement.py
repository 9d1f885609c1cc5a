"""Series over territories that change. Units: Resolution 1668/NQ-UBTVQH15 of 16/6/2025; figures invented."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examples import examples
from lotrinh.errors import InvalidData
from lotrinh.rollup.restatement import restate
from lotrinh.rollup.territory import AreaVersion, Succession, Territory
from lotrinh.rollup.values import Missing, is_known

D = Decimal
DAY = date(2025, 7, 1)
BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)
OLD = {
    "31117": "Phường Cái Khế",
    "31120": "Phường An Hòa",
    "31150": "Phường An Bình",
    "31168": "Phường Bình Thủy",
    "31177": "Phường An Thới",
    "31178": "Phường Bùi Hữu Nghĩa",
    "31180": "Phường Long Hòa",
    "31183": "Phường Long Tuyền",
    "31207": "Phường Thốt Nốt",
    "31210": "Phường Thới Thuận",
    "31212": "Phường Thuận An",
    "31213": "Phường Tân Lộc",
    "31219": "Phường Trung Kiên",
    "31228": "Phường Thuận Hưng",
    "31312": "Xã Mỹ Khánh",
}
NEW = {
    "31120": "Phường Cái Khế",
    "31150": "Phường An Bình",
    "31168": "Phường Bình Thủy",
    "31183": "Phường Long Tuyền",
    "31207": "Phường Thốt Nốt",
    "31213": "Phường Tân Lộc",
    "31228": "Phường Thuận Hưng",
}
WHOLE = [
    ("31117", "31120"), ("31120", "31120"), ("31150", "31150"), ("31312", "31150"), ("31168", "31168"),
    ("31177", "31168"), ("31180", "31183"), ("31210", "31207"), ("31212", "31207"), ("31213", "31213"),
    ("31219", "31228"), ("31228", "31228"),
]  # fmt: skip
SPLIT = {"31178": ("31120", "31168"), "31183": ("31150", "31183"), "31207": ("31207", "31228")}
FIGURES = {code: D(100 + i) for i, code in enumerate(OLD)}  # 31117: 100, 31120: 101, … 31312: 114


def territory(shares: dict[str, tuple[str, str] | None]) -> Territory:
    versions = [AreaVersion(c, n, "92", valid_to=DAY) for c, n in OLD.items()]
    versions += [AreaVersion(c, n, "92", valid_from=DAY) for c, n in NEW.items()]
    moves = [Succession(a, b, DAY) for a, b in WHOLE]
    for code, targets in SPLIT.items():
        stated = shares.get(code)
        for target, share in zip(targets, stated or (None, None), strict=True):
            moves.append(Succession(code, target, DAY, D(share) if share else None))
    return Territory(versions, moves)


STATED = territory({"31178": ("0.4", "0.6"), "31183": ("0.25", "0.75"), "31207": ("0.8", "0.2")})
UNSTATED = territory({})


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("31120", "243.0"),  # Cái Khế = 100 + 101 + 0.4 × 105
        ("31168", "270.0"),  # Bình Thủy = 103 + 104 + 0.6 × 105
        ("31150", "242.75"),  # An Bình = 102 + 114 + 0.25 × 107
        ("31183", "186.25"),  # Long Tuyền = 106 + 0.75 × 107
        ("31207", "305.4"),  # Thốt Nốt = 109 + 110 + 0.8 × 108
        ("31228", "246.6"),  # Thuận Hưng = 112 + 113 + 0.2 × 108
        ("31213", "111"),  # Tân Lộc, unchanged
    ],
)
def test_forward_with_stated_shares(code: str, expected: str) -> None:
    assert restate(FIGURES, STATED, reported_on=BEFORE, on=AFTER).values[code] == D(expected)


def test_a_split_without_a_stated_share_is_missing_with_the_reason() -> None:
    value = restate(FIGURES, UNSTATED, reported_on=BEFORE, on=AFTER).values["31120"]
    assert isinstance(value, Missing)
    assert "Phường Bình Thủy, Phường Cái Khế" in value.reason
    assert "tỷ lệ" in value.reason


def test_the_joint_total_of_a_split_without_share_is_exact() -> None:
    result = restate(FIGURES, UNSTATED, reported_on=BEFORE, on=AFTER)
    assert result.total(["31120", "31168"]) == D(100 + 101 + 105 + 103 + 104)


def test_half_of_a_joint_block_has_no_total() -> None:
    assert not is_known(restate(FIGURES, UNSTATED, reported_on=BEFORE, on=AFTER).total(["31120"]))


def test_one_code_names_two_areas_in_time() -> None:
    result = restate({"31120": D(7)}, UNSTATED, reported_on=AFTER, on=AFTER)
    assert result.names["31120"] == "Phường Cái Khế"


def test_backward_an_unchanged_unit_is_exact() -> None:
    new = {code: D(10) for code in NEW}
    assert restate(new, STATED, reported_on=AFTER, on=BEFORE).values["31213"] == D(10)


def test_backward_a_merged_unit_is_missing_with_the_reason() -> None:
    new = {code: D(10) for code in NEW}
    value = restate(new, STATED, reported_on=AFTER, on=BEFORE).values["31117"]
    assert isinstance(value, Missing)
    assert "Phường An Hòa" in value.reason


def test_backward_the_old_city_as_a_whole_is_exact() -> None:
    new = {code: D(10) for code in NEW}
    assert restate(new, STATED, reported_on=AFTER, on=BEFORE).total(OLD) == D(70)


def test_backward_a_unit_divided_cleanly_is_the_sum_of_its_parts() -> None:
    land = Territory(
        [AreaVersion("A", "A", valid_to=DAY), *(AreaVersion(c, c, valid_from=DAY) for c in "BC")],
        [Succession("A", "B", DAY, D("0.3")), Succession("A", "C", DAY, D("0.7"))],
    )
    back = restate({"B": D(31), "C": D(69)}, land, reported_on=AFTER, on=BEFORE)
    assert back.values["A"] == D(100)


def test_backward_needs_every_part() -> None:
    land = Territory(
        [AreaVersion("A", "A", valid_to=DAY), *(AreaVersion(c, c, valid_from=DAY) for c in "BC")],
        [Succession("A", "B", DAY, D("0.3")), Succession("A", "C", DAY, D("0.7"))],
    )
    back = restate({"B": D(31)}, land, reported_on=AFTER, on=BEFORE)
    assert str(back.values["A"]) == "chưa có số liệu: C chưa báo cáo"


def test_a_part_that_did_not_report_makes_only_its_own_successor_missing() -> None:
    figures = {k: v for k, v in FIGURES.items() if k != "31117"}
    result = restate(figures, STATED, reported_on=BEFORE, on=AFTER)
    assert [c for c, v in result.values.items() if not is_known(v)] == ["31120"]


def test_a_later_merger_makes_a_joint_block_known_again() -> None:
    later = date(2027, 1, 1)
    land = Territory(
        [
            AreaVersion("A", "A", valid_to=DAY),
            *(AreaVersion(c, c, valid_from=DAY, valid_to=later) for c in "BC"),
            AreaVersion("M", "M", valid_from=later),
        ],
        [
            Succession("A", "B", DAY, None),
            Succession("A", "C", DAY, None),
            Succession("B", "M", later),
            Succession("C", "M", later),
        ],
    )
    assert restate({"A": D(5)}, land, reported_on=BEFORE, on=later).values == {"M": D(5)}


def test_the_explanation_names_every_reported_part() -> None:
    lines = restate(FIGURES, STATED, reported_on=BEFORE, on=AFTER).explain("31120")
    assert lines[-1] == "Phường Cái Khế: 243.0"
    assert "Phường Bùi Hữu Nghĩa (địa giới ngày 30/06/2025): 105, tỷ lệ 0.4" in lines


def test_an_unknown_code_is_refused_by_name() -> None:
    with pytest.raises(InvalidData, match="Mã địa bàn 99999 không tồn tại vào ngày 30/06/2025"):
        restate({"99999": D(1)}, STATED, reported_on=BEFORE, on=AFTER)


def test_shares_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(InvalidData, match=r"mã 31178 cộng lại là 0\.9"):
        territory({"31178": ("0.4", "0.5")})


def test_two_versions_in_force_at_once_are_refused() -> None:
    with pytest.raises(InvalidData, match="hai phiên bản cùng hiệu lực"):
        Territory([AreaVersion("A", "một"), AreaVersion("A", "hai")])


@st.composite
def whole_unit_history(draw: st.DrawFn) -> tuple[Territory, dict[str, D], date]:
    """One to three days on which whole units merge or are renamed."""
    days = [date(2020 + i, 1, 1) for i in range(draw(st.integers(1, 3)))]
    current = [f"0-{i}" for i in range(draw(st.integers(1, 8)))]
    figures = {c: D(draw(st.integers(-(10**9), 10**9))) / 100 for c in current}
    versions, moves = [], []
    born = dict.fromkeys(current, date.min)
    for n, day in enumerate(days, 1):
        target = {c: f"{n}-{draw(st.integers(0, len(current) - 1))}" for c in current}
        versions += [AreaVersion(c, c, valid_from=born[c], valid_to=day) for c in current]
        moves += [Succession(a, b, day) for a, b in target.items()]
        current = sorted(set(target.values()))
        born = dict.fromkeys(current, day)
    versions += [AreaVersion(c, c, valid_from=born[c]) for c in current]
    return Territory(versions, moves), figures, days[-1]


@given(whole_unit_history())
@examples(150)
def test_there_and_back_over_whole_units_keeps_the_total(
    history: tuple[Territory, dict[str, D], date],
) -> None:
    land, figures, end = history
    start = date(2000, 1, 1)
    there = restate(figures, land, reported_on=start, on=end)
    back = restate(dict(there.values), land, reported_on=end, on=start)
    assert back.total(figures) == sum(figures.values())
