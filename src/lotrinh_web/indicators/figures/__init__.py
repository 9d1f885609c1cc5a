"""Figures on record: the grid, workbooks, data files in and out, what is due and by whom, the checks."""
