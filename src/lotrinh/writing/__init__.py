"""Word documents in an official format profile, the check of such documents, spreadsheets out and back."""

WRITER = 2
"""Grows whenever the same data gives other bytes: a file kept by an earlier writer is not called damaged."""
