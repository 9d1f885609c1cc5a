"""What the formulas of shipped indicators say beyond the package's own fields: parts and wholes, full units, due days.

Plain data and functions without models, so that the import of a package and the migration share them.
"""

from __future__ import annotations

from collections.abc import Mapping

LAW = "Nghị định 62/2024/NĐ-CP (số ước tính phổ biến ngày 06 tháng kế tiếp sau kỳ báo cáo)"
WITHIN_YEAR = {"month": 6, "quarter": 6, "half_year": 6, "nine_months": 6, "year": 6}
LAGS: dict[str, tuple[dict[str, int], str]] = dict.fromkeys(
    (
        "grdp_growth_real", "grdp_current_price", "grdp_constant_price_2010", "share_industry", "share_agri",
        "share_services", "share_product_taxes", "growth_agri", "growth_industry", "growth_services",
        "growth_product_taxes", "gdp_growth_real",
    ),
    (WITHIN_YEAR, LAW),
)  # fmt: skip
FORMER_FORMULAS = {
    # as packages wrote them before formulas were checked against units
    "(grdp_constant_price_2010 / prev(grdp_constant_price_2010) - 1) * 100": "growth(grdp_constant_price_2010)",
    "grdp_current_price * 1000000000 / population / exchange_rate_usd_vnd":
        "grdp_current_price / population / exchange_rate_usd_vnd",
    "agri_workers / employed_persons * 100": "share(agri_workers; employed_persons)",
    "gva_industry / grdp_current_price * 100": "share(gva_industry; grdp_current_price)",
    "gva_agri / grdp_current_price * 100": "share(gva_agri; grdp_current_price)",
    "gva_services / grdp_current_price * 100": "share(gva_services; grdp_current_price)",
    "gva_product_taxes / grdp_current_price * 100": "share(gva_product_taxes; grdp_current_price)",
    "urban_population / population * 100": "share(urban_population; population)",
    "grdp_current_price * 1000 / population": "grdp_current_price / population",
    "grdp_current_price * 1000 / employed_persons": "grdp_current_price / employed_persons",
    "realised_investment / grdp_current_price * 100": "ratio(realised_investment; grdp_current_price)",
}  # fmt: skip


def wholes(formulas: Mapping[str, str]) -> dict[str, str]:
    """Part → whole, from the formulas of indicators by code; the first one that says so counts."""
    from lotrinh.errors import InvalidFormula
    from lotrinh.rollup.formulas import parse_formula, parts_of_wholes

    found: dict[str, str] = {}
    for code, text in formulas.items():
        try:
            pairs = parts_of_wholes(parse_formula(text), code)
        except InvalidFormula:
            continue
        for part, whole in pairs:
            found.setdefault(part, whole)
    return found


def ratio_parts(formula: str) -> tuple[str, str] | None:
    """Numerator and denominator of `share(a; b)`, or None."""
    from lotrinh.errors import InvalidFormula
    from lotrinh.rollup.formulas import Call, parse_formula, parts_of_wholes

    try:
        tree = parse_formula(formula)
    except InvalidFormula:
        return None
    return parts_of_wholes(tree, "")[0] if isinstance(tree, Call) and tree.function == "share" else None


def full_unit(formula: str, units: Mapping[str, str], declared: str) -> str:
    """`triệu đồng/người` for a formula per head whose indicator is shown in `triệu đồng`; "" where `declared` fits."""
    from lotrinh.errors import LotrinhError
    from lotrinh.rollup.formula_units import unit_of
    from lotrinh.rollup.formulas import parse_formula
    from lotrinh.rollup.units import parse_unit

    try:
        given = unit_of(parse_formula(formula), {code: parse_unit(text) for code, text in units.items()})
        if given.same_kind(parse_unit(declared)):
            return ""
        candidate = f"{declared.split('/')[0].strip()}/người"
        return candidate if given.same_kind(parse_unit(candidate)) else ""
    except LotrinhError:
        return ""
