"""Keys for searching, matching and sorting Vietnamese.

hoà and hòa, thuỷ and thủy, uỷ and ủy are one word written by two schools; a key must not see the difference.
Keep the original for display.
"""

from __future__ import annotations

import re
import unicodedata

from lotrinh.text.syllables import TONES

_NEW_STYLE = {
    "oa": ["oà", "oá", "oả", "oã", "oạ"],
    "oe": ["oè", "oé", "oẻ", "oẽ", "oẹ"],
    "uy": ["uỳ", "uý", "uỷ", "uỹ", "uỵ"],
}
_OLD_STYLE = {
    "oa": ["òa", "óa", "ỏa", "õa", "ọa"],
    "oe": ["òe", "óe", "ỏe", "õe", "ọe"],
    "uy": ["ùy", "úy", "ủy", "ũy", "ụy"],
}
_TO_OLD = {new: old for k in _NEW_STYLE for new, old in zip(_NEW_STYLE[k], _OLD_STYLE[k], strict=True)}
_AFTER_Q = {old: new for new, old in _TO_OLD.items() if new.startswith("u")}
# What may stand before is asked last, so that the searches look for the letters themselves.
_OPEN = re.compile(r"(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?![^\W\d_])(?<!q..)")
_Q = re.compile(r"[ùúủũụ]y(?![^\W\d_])(?<=q..)")
_WIDE_LOWER = {ord("İ"): "i"}


def fold_letters(text: str) -> str:
    """`text` in lower case with one place for the tone mark, **of the same length**: offsets still fit the
    original.

    Expects NFC (what `repair` gives); white space is left alone.
    """
    lower = (text.translate(_WIDE_LOWER) if "İ" in text else text).lower()
    if lower.isascii():
        return lower
    if _OPEN.search(lower):
        lower = _OPEN.sub(_old_style, lower)
    return _Q.sub(_after_q, lower) if "q" in lower and _Q.search(lower) else lower


def _old_style(match: re.Match[str]) -> str:
    return _TO_OLD[match.group()]


def _after_q(match: re.Match[str]) -> str:
    return _AFTER_Q[match.group()]


_OPEN_ANY = re.compile(_OPEN.pattern, re.IGNORECASE)


def one_tone(text: str) -> str:
    """`text` with one place for the tone mark ("Uỷ ban" as "Ủy ban"), its capitals kept, **of the same length**.

    Expects NFC, as `fold_letters` does.
    """
    return _OPEN_ANY.sub(_old_style_as_written, text) if not text.isascii() else text


def _old_style_as_written(match: re.Match[str]) -> str:
    old = _TO_OLD[match.group().lower()]
    return "".join(new.upper() if given.isupper() else new for new, given in zip(old, match.group(), strict=True))


def fold(text: str) -> str:
    """The key by which two spellings of the same words match: lower case, one tone place, single spaces."""
    return " ".join(fold_letters(unicodedata.normalize("NFC", text)).split())


def fold_loose(text: str) -> str:
    """`fold` without any mark at all: "ủy ban" is "uy ban", "đường" is "duong"; for search boxes."""
    bare = unicodedata.normalize("NFD", fold(text).replace("đ", "d"))
    return unicodedata.normalize("NFC", "".join(c for c in bare if not unicodedata.combining(c)))


def collation_key(text: str) -> str:
    """A string that sorts as a Vietnamese dictionary does (Đ after D; huyền, hỏi, ngã, sắc, nặng), compared
    by byte."""
    from vn_collate import collate_key

    key: str = collate_key(unicodedata.normalize("NFC", text))
    return key


def has_tone(text: str) -> bool:
    """True where any syllable of `text` carries a tone mark."""
    return any(c in TONES for c in unicodedata.normalize("NFD", text))
