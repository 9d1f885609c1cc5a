"""Is a word a Vietnamese syllable? The yardstick by which a repair is judged before it is believed.

Vietnamese writes each syllable as a word, and the syllables are few: an onset, a rime, and at most one of
five tone marks. Text that has been decoded wrongly loses that shape at once, so the share of well-formed
syllables tells good text from bad without a dictionary.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

TONES = {"\u0300": "huyền", "\u0301": "sắc", "\u0303": "ngã", "\u0309": "hỏi", "\u0323": "nặng"}
_STOPS = ("c", "ch", "p", "t")

_ONSETS = ("ngh", "ng", "nh", "ch", "gh", "gi", "kh", "ph", "qu", "th", "tr", *tuple("bcdđghklmnprstvx"))
_RIMES = frozenset((
    "a", "ac", "ach", "ai", "am", "an", "ang", "anh", "ao", "ap", "at", "au", "ay", "ă", "ăc", "ăm",
    "ăn", "ăng", "ăp", "ăt", "â", "âc", "âm", "ân", "âng", "âp", "ât", "âu", "ây", "e", "ec", "em",
    "en", "eng", "eo", "ep", "et", "ê", "êch", "êm", "ên", "ênh", "êp", "êt", "êu", "êng", "i", "ia",
    "ich", "iêc", "iêm", "iên", "iêng", "iêp", "iêt", "iêu", "im", "in", "ing", "inh", "ip", "it", "iu",
    "o", "oa", "oac", "oach", "oai", "oam", "oan", "oang", "oanh", "oao", "oap", "oat", "oay", "oăc",
    "oăm", "oăn", "oăng", "oăt", "oe", "oen", "oeo", "oet", "oi", "om", "on", "ong", "ooc", "oong",
    "op", "ot", "oc", "ô", "ôc", "ôi", "ôm", "ôn", "ông", "ôp", "ôt", "ơ", "ơi", "ơm", "ơn", "ơp", "ơt",
    "u", "ua", "uc", "ui", "um", "un", "ung", "up", "ut", "uâ", "uân", "uâng", "uât", "uây", "uê",
    "uêch", "uênh", "uêt", "uơ", "uôc", "uôi", "uôm", "uôn", "uông", "uôt", "uy", "uya", "uych", "uyên",
    "uyêt", "uynh", "uyn", "uyp", "uyt", "uyu", "ư", "ưa", "ưc", "ưi", "ưng", "ươc", "ươi", "ươm",
    "ươn", "ương", "ươp", "ươt", "ươu", "ưt", "ưu", "ưm", "ưn", "y", "yêm", "yên", "yêt", "yêu", "yêng",
    "ynh", "yn", "yt", "ych", "ym", "ia", "iê",
))  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """True where `word` (one run of letters, any case, NFC or NFD) could be a Vietnamese syllable."""
    if len(word) > 16 or not (word.islower() or word.isupper() or word[1:].islower()):
        return False  # capitals inside a word are a sign of a wrong decoding
    marks = [c for c in unicodedata.normalize("NFD", word.lower()) if c in TONES]
    if len(marks) > 1:
        return False
    bare = strip_tone(word.lower())
    if not _shape(bare):
        return False
    # A syllable closed by a stop carries sắc or nặng only; without any mark it may be foreign ("Internet"),
    # so both.
    return not (marks and bare.endswith(_STOPS) and TONES[marks[0]] not in ("sắc", "nặng"))


def strip_tone(word: str) -> str:
    """The word without its tone mark; the letters ă â ê ô ơ ư đ stay."""
    return unicodedata.normalize("NFC", "".join(c for c in unicodedata.normalize("NFD", word) if c not in TONES))


def _shape(bare: str) -> bool:
    if bare in _RIMES:
        return True
    for onset in _ONSETS:
        if bare.startswith(onset):
            rest = bare[len(onset) :]
            if rest in _RIMES or (onset == "gi" and "i" + rest in _RIMES):
                return True
    return False


def share(text: str, limit: int = 4000) -> float:
    """The share of words of `text` (at most `limit` of them) that are Vietnamese syllables; 1.0 where there
    are none.

    Single letters and words in capitals without any vowel (abbreviations) say nothing and are left out.
    """
    told = [w for w in _words(text, limit) if len(w) > 1 and not _abbreviation(w)]
    return sum(map(is_syllable, told)) / len(told) if told else 1.0


def marked_share(text: str, limit: int = 4000) -> tuple[int, float]:
    """How many words hold a letter beyond ASCII, and the share of those that are Vietnamese syllables."""
    told = [w for w in _words(text, limit) if not w.isascii()]
    return len(told), (sum(map(is_syllable, told)) / len(told) if told else 1.0)


def _words(text: str, limit: int) -> list[str]:
    found = []
    for match in _WORD.finditer(text):
        found.append(match.group())
        if len(found) >= limit:
            break
    return found


def _abbreviation(word: str) -> bool:
    return word.isupper() and len(word) <= 6 and word.isascii()
