"""Formulas: parsed, unit-checked, ordered, explained."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotrinh.errors import InvalidFormula
from lotrinh.rollup.evaluation import Calculator, Explanation, Formula, Input, shifted
from lotrinh.rollup.formulas import parse_formula, write
from lotrinh.rollup.values import CannotCompute, Missing, NotYetPublished, Value

D = Decimal
UNITS = {"grdp": "tỷ đồng", "gva": "triệu đồng", "people": "người", "usd": "USD", "poor": "hộ", "p": "%"}


class Store:
    """Figures by code and period."""

    def __init__(self, figures: dict[tuple[str, str], Input]) -> None:
        self._figures = figures

    def find(self, code: str, period: str) -> Input | None:
        return self._figures.get((code, period))


STORE = Store(
    {
        ("grdp", "2023"): Input(D(100), "tỷ đồng", "Niên giám 2023"),
        ("grdp", "2024"): Input(D(121), "tỷ đồng", "Niên giám 2024"),
        ("gva", "2024"): Input(D(12100), "triệu đồng", "Niên giám 2024"),
        ("people", "2024"): Input(D(1000), "người", "Niên giám 2024"),
        ("people", "2023"): Input(D(0), "người", "Niên giám 2023"),
        ("poor", "2024"): Input(NotYetPublished("công bố tháng 12"), "hộ"),
    }
)


def explain(text: str, unit: str, period: str = "2024") -> Explanation:
    return Calculator([Formula("x", text, unit)], UNITS).explain("x", period, STORE)


def value(text: str, unit: str, period: str = "2024") -> Value:
    return explain(text, unit, period).value


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("grdp / people", "triệu đồng/người", "121"),  # 121 tỷ ÷ 1.000
        ("gva + grdp", "tỷ đồng", "133.1"),  # 12,1 + 121
        ("share(gva; grdp)", "%", "10"),
        ("growth(grdp)", "%", "21"),
        ("index(grdp; 2023)", "%", "121"),
        ("mean(grdp, gva)", "tỷ đồng", "66.55"),
        ("max(grdp; gva) - min(grdp; gva)", "tỷ đồng", "108.9"),
        ("-grdp^2 / grdp", "tỷ đồng", "-121"),
        ("grdp − grdp[-1]", "tỷ đồng", "21"),
        ("2 ^ 3 ^ 2", "lần", "512"),
        ("1,5 × 2 ÷ 3", "lần", "1"),
        ("sum(1; 2; 3)", "", "6"),
    ],
)
def test_values(text: str, unit: str, expected: str) -> None:
    assert value(text, unit) == D(expected)


def test_average_growth_is_the_root_of_the_ratio() -> None:
    store = Store({("grdp", "2022"): Input(D(100), "tỷ đồng"), ("grdp", "2024"): Input(D(121), "tỷ đồng")})
    calculator = Calculator([Formula("x", "average_growth(grdp; 2)", "%")], UNITS)
    assert calculator.explain("x", "2024", store).value == D(10)


def test_division_by_zero_cannot_be_computed() -> None:
    assert value("grdp / people", "tỷ đồng/người", "2023") == CannotCompute("chia cho 0", "division by zero")


def test_a_missing_input_is_named() -> None:
    assert value("grdp + gva", "tỷ đồng", "2023") == Missing("chưa có số liệu gva 2023", "no figure for gva 2023")


def test_the_reason_of_an_input_is_kept() -> None:
    assert value("poor * 2", "hộ") == NotYetPublished("công bố tháng 12")


def test_a_result_is_explained_down_to_its_sources() -> None:
    assert explain("grdp / people", "triệu đồng/người").lines() == [
        "x 2024 = 121 triệu đồng/người",
        "  (grdp / people) = 121000000",
        "    grdp = 121000000000 VND",
        "      grdp 2024 = 121 tỷ đồng — Niên giám 2024",
        "    people = 1000 người",
        "      people 2024 = 1000 người — Niên giám 2024",
    ]


def test_the_inputs_of_a_chain_of_formulas_are_found() -> None:
    formulas = [Formula("a", "grdp * 2", "tỷ đồng"), Formula("b", "a + gva", "tỷ đồng")]
    found = Calculator(formulas, UNITS).explain("b", "2024", STORE).inputs()
    assert [i.label for i in found] == ["grdp 2024", "gva 2024"]


def test_formulas_are_ordered_by_need() -> None:
    formulas = [Formula("b", "a + gva", "tỷ đồng"), Formula("a", "grdp * 2", "tỷ đồng")]
    assert Calculator(formulas, UNITS).order == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Công thức trống"),
        ("grdp +", "Công thức trống hoặc dừng giữa chừng"),
        ("grdp grdp", "Thừa «grdp» ở vị trí 6"),
        ("(grdp", "thiếu dấu «)» ở cuối"),
        ("grdp $ 2", "Ký tự «$» ở vị trí 6"),
        ("sqrt(grdp)", "Không có hàm «sqrt» (vị trí 1)"),
        ("ratio(grdp)", "Hàm «ratio» ở vị trí 1 cần 2 đối số, đang có 1"),
        ("* grdp", "«*» ở vị trí 1 đứng sai chỗ"),
        ("grdp[x]", "cần một kỳ"),
        ("(" * 60 + "1" + ")" * 60, "lồng nhau quá 40 lớp"),
        ("1+" * 600 + "1", "hơn 500 thành phần"),
        ("1" * 2001, "tối đa 2000"),
        ("__import__('os')", "Ký tự «'» ở vị trí 12"),
        ("grdp + usd", "Ở vị trí 6: không cộng, so được «VND» với «USD»"),
        ("grdp + people", "Ở vị trí 6"),
        ("grdp / people", "cho đơn vị «VND/người», chỉ tiêu khai đơn vị «tỷ đồng»"),
        ("unknown * 2", "«unknown» (vị trí 1) không có trong danh mục"),
        ("2 ^ grdp", "Số mũ ở vị trí 3"),
        ("grdp ^ 0,5", "số nguyên từ 1 đến 9"),
        ("growth(grdp + grdp)", "cần tên một chỉ tiêu"),
        ("x + grdp", "Công thức vòng quanh: x → x"),
    ],
)
def test_a_bad_formula_is_refused_at_its_place(text: str, message: str) -> None:
    with pytest.raises(InvalidFormula) as caught:
        Calculator([Formula("x", text, "tỷ đồng")], UNITS)
    assert message in str(caught.value)


def test_percent_times_100_is_refused() -> None:
    with pytest.raises(InvalidFormula, match="bỏ phép nhân 100 ở vị trí 13"):
        Calculator([Formula("x", "gva / grdp  × 100", "%")], UNITS)


def test_a_cycle_is_named_in_order() -> None:
    formulas = [Formula("a", "b * 2", ""), Formula("b", "c * 2", ""), Formula("c", "a * 2", "")]
    with pytest.raises(InvalidFormula, match="a → b → c → a"):
        Calculator(formulas, {})


def test_an_earlier_period_of_itself_is_no_cycle_but_must_start_somewhere() -> None:
    calculator = Calculator([Formula("a", "a[-1] * 2", "")], {})
    assert isinstance(calculator.explain("a", "2024", STORE).value, CannotCompute)


@pytest.mark.parametrize(
    ("period", "lag", "expected"),
    [
        ("2024", -1, "2023"),
        ("2024-Q1", -1, "2023-Q4"),
        ("2024-01", -1, "2023-12"),
        ("2024-11", 2, "2025-01"),
        ("nay", -1, None),
    ],
)
def test_shifted_periods(period: str, lag: int, expected: str | None) -> None:
    assert shifted(period, lag) == expected


@given(st.text(alphabet="ab1.,;+-*/^()[] ÷×", max_size=30))
def test_any_text_is_a_tree_or_a_sentence(text: str) -> None:
    try:
        tree = parse_formula(text)
    except InvalidFormula:
        return
    assert write(parse_formula(write(tree))) == write(tree)
