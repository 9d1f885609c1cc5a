"""Syllables that run together ("vềthực hiện", "hạtầng kỹthuật") → parted again.

Some converters lose the blank behind a letter that carries a tone and a mark. Where that happened it happened all over
a text; a single such word is a name or a slip and stays as it is.
"""

from __future__ import annotations

import re
from functools import lru_cache

from lotrinh.text.syllables import is_syllable

_MARKED = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
_CANDIDATE = re.compile(rf"[^\W\d_]{{1,7}}(?<=[{_MARKED}{_MARKED.upper()}])(?=[^\W\d_])[^\W\d_]{{2,24}}")
_BEFORE_DIGITS = re.compile(rf"(?<=[{_MARKED}])(?=\d)")
_LONGEST = 24
_FEWEST, _SHARE = 8, 0.01


def part(text: str) -> tuple[str, list[str]]:
    """`text` with its run-together syllables parted, and which words these were; unchanged where they are few."""
    found = [m for m in _CANDIDATE.finditer(text) if _parts(m.group())]
    if len(found) < _FEWEST or len(found) < _SHARE * text.count(" "):
        return text, []
    out: list[str] = []
    at = 0
    for match in found:
        out += [text[at : match.start()], _parts(match.group())]
        at = match.end()
    parted = _BEFORE_DIGITS.sub(" ", "".join([*out, text[at:]]))  # "giảm từ30%"
    return parted, [match.group() for match in found]


@lru_cache(maxsize=8192)
def _parts(word: str) -> str:
    """The syllables a word is made of, parted by blanks, each but the last ending in a marked vowel; empty where it is
    one syllable, or none of these can be told."""
    if is_syllable(word) or len(word) > _LONGEST:
        return ""
    for cut in range(len(word) - 1, 0, -1):
        first, rest = word[:cut], word[cut:]
        if first[-1].lower() not in _MARKED or rest[0].lower() in _MARKED or not is_syllable(first):
            continue
        behind = rest if is_syllable(rest) else _parts(rest)
        if behind:
            return f"{first} {behind}"
    return ""
