"""The errors of the engines.

    LotrinhError                 anything a person can be told about
    ├── UnreadableDocument       the file cannot be read as a document (empty, truncated, locked, too large …)
    ├── ClassifiedDocument       the file is marked MẬT, TỐI MẬT or TUYỆT MẬT and is refused
    ├── InvalidData              a table, a series or a figure is wrong, at a named place
    │   └── InvalidFormula       a formula cannot be parsed or does not fit its units
    └── MissingTool              an optional program or package this job needs is not installed

Every message is one or more whole Vietnamese sentences: what is wrong, where, and what to do.
"""

from __future__ import annotations


class LotrinhError(Exception):
    """Anything a person can be told about. `str(error)` is a Vietnamese sentence for that person."""


class UnreadableDocument(LotrinhError):
    """The file cannot be read as a document."""


class ClassifiedDocument(LotrinhError):
    """The file is marked as a state secret; it is refused and nothing of it is kept."""


class InvalidData(LotrinhError):
    """A table, a series or a figure is wrong; the message names the place."""


class InvalidFormula(InvalidData):
    """A formula cannot be parsed, refers to itself, or its units do not fit."""


class MissingTool(LotrinhError):
    """An optional program or package that this job needs is not installed."""
