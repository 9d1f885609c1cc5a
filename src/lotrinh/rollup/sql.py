"""The one SQL text of a roll-up (DuckDB dialect; no `GROUP BY ALL`, nothing only DuckDB knows)."""

# ruff: noqa: S608
# The names put into the text are our own table names; no value from outside is.
from __future__ import annotations

from lotrinh.rollup.definition import FIRST_DAY, VALUE_TYPE, RollUp

COLUMNS = (
    "indicator", "area", "period", "rule", "numerator", "denominator", "reported", "expected", "problem",
)  # fmt: skip
WIDE = "DECIMAL(38,8)"


def rollup_sql(definition: RollUp, observations: str = "observations") -> str:
    """The query; its columns are `COLUMNS`."""
    steps = [f"level_0 AS ({_reported(definition, observations)})"]
    levels = ["level_0"] if definition.leaves_too else []
    if definition.leaves_too:
        steps.append(f"level_1 AS ({_first_level_from_leaves()})")
        levels.append("level_1")
    else:
        steps[0] = steps[0].replace("level_0", "level_1", 1)
        levels.append("level_1")
    for level in range(2, definition.depth + 1):
        steps.append(f"level_{level} AS ({_next_level(f'level_{level - 1}')})")
        levels.append(f"level_{level}")
    columns = "indicator, area, period, total, weighted, weight, reported, excused"
    steps.append("summed AS (" + " UNION ALL ".join(f"SELECT {columns} FROM {x}" for x in levels) + ")")
    steps.append(f"counted AS ({_with_expected(definition)})")
    steps.append(f"own AS ({_own()})")
    steps.append(f"ratios AS ({_ratios()})")
    names = ", ".join(COLUMNS)
    return f"WITH {', '.join(steps)} SELECT {names} FROM own UNION ALL SELECT {names} FROM ratios"


def _reported(definition: RollUp, observations: str) -> str:
    """The one pass over the observations: sums by indicator, first area and period."""
    area = "l.leaf" if definition.leaves_too else "l.parent"
    period = "p.target" if definition.periods else "o.period"
    value, weight = "o.value", "o.weight"
    if definition.versioned:
        value = "CAST(o.value * l.share AS DECIMAL(28,8))"
        weight = f"CAST(o.weight * l.share AS {VALUE_TYPE})"
    excused = "SUM(CASE WHEN o.missing = 'not_applicable' THEN 1 ELSE 0 END)" if definition.reasons else "0"
    parent = ", MIN(l.parent) AS parent" if definition.leaves_too else ""
    lines = [
        f"SELECT o.indicator, {area} AS area, {period} AS period, SUM({value}) AS total,",
        f"SUM(o.value * {weight}) AS weighted,",
        f"SUM(CASE WHEN o.value IS NOT NULL THEN {weight} END) AS weight,",
        f"COUNT(o.value) AS reported, {excused} AS excused{parent}",
        f"FROM {observations} o JOIN leaves l ON l.area = o.area",
    ]
    where = [] if definition.leaves_too else ["l.parent IS NOT NULL"]
    if definition.periods:
        lines.append("JOIN periods p ON p.period = o.period")
        lines.append("JOIN rules r ON r.indicator = o.indicator")
        where.append("(p.is_last OR NOT r.takes_last)")
    if definition.versioned:
        where.append("p.boundary >= l.valid_from AND p.boundary < l.valid_to")
    if where:
        lines.append("WHERE " + " AND ".join(where))
    lines.append(f"GROUP BY o.indicator, {area}, {period}")
    return " ".join(lines)


_SUMS = (
    "SUM(x.total) AS total, SUM(x.weighted) AS weighted, SUM(x.weight) AS weight, "
    "SUM(x.reported) AS reported, SUM(x.excused) AS excused"
)


def _first_level_from_leaves() -> str:
    return (
        f"SELECT x.indicator, x.parent AS area, x.period, {_SUMS} FROM level_0 x "
        "WHERE x.parent IS NOT NULL GROUP BY x.indicator, x.parent, x.period"
    )


def _next_level(below: str) -> str:
    return (
        f"SELECT x.indicator, u.parent AS area, x.period, {_SUMS} FROM {below} x "
        f"JOIN parents u ON u.area = x.area GROUP BY x.indicator, u.parent, x.period"
    )


def _with_expected(definition: RollUp) -> str:
    """Adds what a full total would rest on: areas under it, times the parts of the period that count."""
    columns = (
        "s.indicator, s.area, s.period, r.rule, r.takes_last, s.total, s.weighted, s.weight, "
        "CAST(s.reported AS BIGINT) AS reported"
    )
    if not definition.periods:
        return (
            f"SELECT {columns}, CAST(e.leaves - s.excused AS BIGINT) AS expected FROM summed s "
            f"JOIN rules r ON r.indicator = s.indicator "
            f"LEFT JOIN expected e ON e.area = s.area"
        )
    boundary = "p.boundary" if definition.versioned else f"'{FIRST_DAY}'"
    parts = (
        "SELECT p.target, e.area, SUM(e.leaves) AS every_part, "
        "SUM(CASE WHEN p.is_last THEN e.leaves ELSE 0 END) AS last_part "
        f"FROM periods p JOIN expected e ON e.boundary = {boundary} GROUP BY p.target, e.area"
    )
    return (
        f"SELECT {columns}, CAST(CASE WHEN r.takes_last THEN e.last_part ELSE e.every_part END - s.excused "
        f"AS BIGINT) AS expected FROM summed s JOIN rules r ON r.indicator = s.indicator "
        f"LEFT JOIN ({parts}) e ON e.area = s.area AND e.target = s.period"
    )


def _own() -> str:
    """Totals of indicators that have observations of their own."""
    return (
        "SELECT indicator, area, period, rule, "
        f"CASE WHEN rule = 'weighted_mean' THEN CAST(weighted AS {WIDE}) "
        f"WHEN rule = 'not_additive' THEN NULL ELSE CAST(total AS {WIDE}) END AS numerator, "
        f"CASE WHEN rule = 'weighted_mean' THEN CAST(weight AS {WIDE}) END AS denominator, "
        "reported, expected, CASE WHEN rule = 'not_additive' THEN 'not_additive' "
        "WHEN reported = 0 THEN 'nothing_reported' "
        "WHEN rule = 'weighted_mean' AND (weight IS NULL OR weight = 0) THEN 'no_weight' END AS problem "
        "FROM counted WHERE rule <> 'ratio_of_sums'"
    )


def _ratios() -> str:
    """Ratios of two totals, only where both rest on the same number of reports."""
    return (
        f"SELECT r.indicator, a.area, a.period, r.rule, CAST(a.total AS {WIDE}) AS numerator, "
        f"CAST(b.total AS {WIDE}) AS denominator, "
        "CASE WHEN a.reported < b.reported THEN a.reported ELSE b.reported END AS reported, a.expected, "
        "CASE WHEN a.reported <> b.reported THEN 'coverage_differs' "
        "WHEN b.total = 0 THEN 'division_by_zero' END AS problem "
        f"FROM rules r JOIN counted a ON a.indicator = r.numerator "
        "JOIN counted b ON b.indicator = r.denominator AND b.area = a.area AND b.period = a.period "
        "WHERE r.rule = 'ratio_of_sums'"
    )
