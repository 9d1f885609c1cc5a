"""The registry of indicators: the library, entries put into use, series."""
