"""The target's chart."""
def target_chart(row, forecast, observations, *, language): return {}, {"columns": [], "rows": []}
