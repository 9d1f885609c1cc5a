"""Figures that can be trusted: values with reasons, formulas, territories that change, and totals.

Import what is needed from the module that holds it; nothing heavy is loaded here.

    values        Decimal, or one of four ways of having no figure, each with its reason
    units         dimension algebra: tỷ đồng, triệu đồng/người, %, USD, ha
    formulas      text → expression tree → a result explained down to its inputs
    territory     areas as they stood between two dates, and what became of them
    restatement   a series on any date's boundaries
    definition    which rule adds an indicator up, over areas and over time
    engines       the same definition on DuckDB, PostgreSQL and Spark
"""
