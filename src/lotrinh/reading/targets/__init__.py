"""Targets in running text: which values a programme wants reached, and which numbers are something else.

    extract(text, context=...)   the targets of one node of a document
    extract_sentence(text)       the targets of a sentence that stands alone
    classify(text)               "target", "result" or "none"

The stages, in order, are listed in `pipeline`; the words they know are data in `lexicon`.
"""

from lotrinh.reading.targets.model import Kind, SectionRole, TargetContext, TargetMention
from lotrinh.reading.targets.pipeline import classify, extract, extract_sentence

__all__ = [
    "Kind",
    "SectionRole",
    "TargetContext",
    "TargetMention",
    "classify",
    "extract",
    "extract_sentence",
]
