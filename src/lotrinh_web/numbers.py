"""Numbers as people type them, in the language of the page they type into."""

from __future__ import annotations

import re
from decimal import Decimal

from django.utils.translation import get_language

ENGLISH = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?")


def typed_number(words: str) -> Decimal:
    """1.234,5 on a Vietnamese page, 1,234.5 on an English one. Raises InvalidData where it is no number, or has two
    readings."""
    from lotrinh.text.numbers import parse

    text = words.strip().replace("\u2212", "-")
    if (get_language() or "vi").startswith("en") and ENGLISH.fullmatch(text):
        return Decimal(text.replace(",", ""))
    return parse(text, strict=True)
