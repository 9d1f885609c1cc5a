"""How indicators are measured: versions, formulas, results computed from them."""
