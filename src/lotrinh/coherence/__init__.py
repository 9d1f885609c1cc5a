"""Do the targets agree with one another and with the figures?

    model        intervals, targets, figures, assumptions with their sources, results with their arithmetic
    growth       the yearly growth a target implies
    shares       can parts that make up a whole sum to 100?
    perhead      income per head = real growth × prices ÷ population ÷ exchange rate
    levels       GRDP ÷ population = GRDP per head; one target in two currencies
    derivation   assumptions worked out from published figures
    report       all of it for a list of targets
    tables       targets and figures from CSV files

Begin with `report.check_coherence`.
"""
