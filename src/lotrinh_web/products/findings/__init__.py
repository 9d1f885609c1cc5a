"""Findings of inspection and supervision, and what was done about them."""
