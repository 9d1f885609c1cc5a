"""A document as offices hold it → outline, targets, assignments, citations, and what was not understood."""
