"""A text folded for matching, letter for letter: every offset into the folded text is one into the text
itself.

Lower case, ƣ→ư, one place for tone marks (hoá → hóa, uỷ → ủy), tỉ → tỷ and sỹ → sĩ, every dash "-", every
blank " ".
"""

from __future__ import annotations

import re
import unicodedata

from lotrinh.text.fold import fold_letters

_TWINS = {"tỉ": "tỷ", "sỹ": "sĩ", "kĩ": "kỹ"}
_TWIN = re.compile(r"(?<![^\W\d_])(?:tỉ|sỹ|kĩ)(?![^\W\d_])")
_TILDE = re.compile(r"(?<=\d)~(?=\d)|(?<=\d )~(?= \d)|(?<=%)~(?=\d)")  # "7~8%" is a range, "~3.000 km" about
_SIGNS = str.maketrans(
    dict.fromkeys("‐‑‒–—―−÷", "-")
    | dict.fromkeys("\xa0\t\r\n\u2002\u2003\u2009\u202f\x0b\x0c", " ")
    | {"ƣ": "ư", "Ƣ": "ư", "“": '"', "”": '"', "\u0130": "i"}
)
_SIGN = re.compile("[" + "".join(map(chr, _SIGNS)) + "]")
_CLUSTER = re.compile(r"[^\u0300-\u036f][\u0300-\u036f]*|[\u0300-\u036f]+")


def fold(text: str) -> str:
    """The folded form of an NFC text, of the same length."""
    low = fold_letters(text.translate(_SIGNS) if _SIGN.search(text) else text)
    if "tỉ" in low or "sỹ" in low or "kĩ" in low:
        low = _TWIN.sub(lambda m: _TWINS[m.group()], low)
    return _TILDE.sub("-", low) if "~" in low else low


def compose(text: str) -> tuple[str, list[int] | None]:
    """The text in NFC, and for each of its offsets the offset in the given text (None where they are the
    same).
    """
    if unicodedata.is_normalized("NFC", text):
        return text, None
    parts: list[str] = []
    origin: list[int] = []
    for cluster in _CLUSTER.finditer(text):
        composed = unicodedata.normalize("NFC", cluster.group())
        parts.append(composed)
        origin.extend([cluster.start()] * len(composed))
    origin.append(len(text))
    return "".join(parts), origin
