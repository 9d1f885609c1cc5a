"""The reader: samples are pairs of a text and what must be read in it."""
