"""Targets and assumptions together: coherence, what-if."""
