"""Checks of data quality: plain records in, findings out.

    records    what a check reads and gives
    history    one series against its own past
    relations  figures against one another
    timing     late, and estimates never made final
    report     all checks over a set of records
    answers    what an agency reports against what it reported before and what the store holds

Begin with `report.run_checks`. Dismissing a finding with a reason is the web application's work;
`Finding.key` stays the same as long as the figures it is about do.
"""
