"""Data sets in and out: SDMX-CSV, SDMX-ML 2.1, JSON-stat 2.0, PX, CSV.

Every format goes through one `dataset.Dataset`. Readers take bytes and raise `InvalidData` with a Vietnamese
sentence; a file is read whole or not at all. What is not there stays one of the four kinds of no value in
every format.
"""
