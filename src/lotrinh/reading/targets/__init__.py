"""Targets in running text: which values a programme wants reached, and which numbers are something else.

    extract(text, context=...)   the targets of one node of a document
    extract_sentence(text)       the targets of a sentence that stands alone
    extract_rows(text, rows, …)  the targets of a table of indicators
    classify(text)               "target", "result" or "none"

The stages, in order, are listed in `pipeline`; the words they know are data in `lexicon`.
"""

from lotrinh.reading.targets.model import Kind, SectionRole, TargetContext, TargetMention
from lotrinh.reading.targets.pipeline import classify, extract, extract_sentence
from lotrinh.reading.targets.rows import of_cells as extract_rows
from lotrinh.reading.targets.table_head import Head, TableCell, head_rows
from lotrinh.reading.targets.table_head import find as find_head

__all__ = [
    "Head",
    "Kind",
    "SectionRole",
    "TableCell",
    "TargetContext",
    "TargetMention",
    "classify",
    "extract",
    "extract_rows",
    "extract_sentence",
    "find_head",
    "head_rows",
]
