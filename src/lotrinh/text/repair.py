"""Text as a document really holds it → clean Unicode: one form for one letter, nothing invisible, nothing
lost.

Sources of the rules: conventions §7 ("our repair rule"), tested on the development samples.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

from lotrinh.text import legacy
from lotrinh.text.syllables import is_syllable

_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u180e"
_INVISIBLE = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff\u061c"
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufff9\ufffa\ufffb\ufffe\uffff"
)
_LETTERS = {"ƣ": "ư", "Ƣ": "Ư", "\u0189": "Đ", "\u00d0": "Đ", "\u00f0": "đ", "\u0256": "đ"}
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
# Bullets that Word keeps in the private area because the fonts Symbol and Wingdings have them there.
_SYMBOLS = {
    "\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf076": "❖", "\uf071": "❑",
    "\uf06c": "●", "\uf06e": "■", "\uf02d": "-", "\uf02b": "+", "\uf02a": "*", "\uf0a3": "≤",
    "\uf0b3": "≥", "\uf0b1": "±", "\uf0b4": "×", "\uf0e0": "→", "\uf0f0": "⇨", "\uf0de": "⇒",
    "\uf0a8": "□", "\uf0fe": "☒",
}  # fmt: skip
_LINE_ENDS = {"\u2028": "\n", "\u2029": "\n", "\x85": "\n", "\x0b": "\n", "\x0c": "\n"}

_TABLE: dict[int, str | None] = {ord(c): " " for c in _SPACES}
_TABLE.update({ord(c): None for c in _INVISIBLE})
_TABLE.update({i: None for i in range(32) if chr(i) not in "\t\n\r"})
_TABLE.update(dict.fromkeys(range(127, 160)))
_TABLE.update(dict.fromkeys(range(55296, 57344)))
for _group in (_LETTERS, _LIGATURES, _SYMBOLS, _LINE_ENDS):
    _TABLE.update({ord(k): v for k, v in _group.items()})
_TABLE[0x2010] = _TABLE[0x2011] = "-"

_WRONG = re.compile(f"[{re.escape(''.join(map(chr, _TABLE)))}]")

_CYRILLIC = str.maketrans("АВЕКМНОРСТУХаеорсухіІјЅѕԁԛԝ", "ABEKMHOPCTYXaeopcyxiIjSsdqw")
_GREEK = str.maketrans("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo")
_ROUNDS = 4
_FEW = 8
_LONGEST_SYLLABLE = 7
_FOREIGN = re.compile(r"[\u0370-\u03ff\u0400-\u052f]")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1ea0-\u1ef9]")

# Capitals with small accented letters among them, and the line they stand in.
_ACCENTED = "\u00e0-\u00f6\u00f8-\u00fd\u0103\u0111\u0129\u0169\u01a1\u01b0" + "".join(
    map(chr, range(0x1EA1, 0x1EFA, 2))
)
_HALF = re.compile(rf"[A-ZĐ](?:[{_ACCENTED}][A-ZĐ]|[A-ZĐ][{_ACCENTED}])")
_SMALL = re.compile(r"[a-z]")

# A dash between the parts of a document's number: "29–NQ/TW", "1105/KH–ĐKT", "QĐ – TTg".
_DASH = re.compile(r"[\u2012\u2013]")
_DASH_AFTER_NUMBER = re.compile(r"(\d[ \t]?)[\u2012\u2013](?=[ \t]?[A-ZĐ][A-Za-zĐ]{1,5}/[A-ZĐ])")
_DASH_IN_SYMBOL = re.compile(r"(?<=/)([A-ZĐ][A-ZĐa-z0-9]{0,8}[ \t]?)[\u2012\u2013](?=[ \t]?[A-ZĐ]{1,2})")

# Every letter that there is something to do about, and those of them that others simply take the place of: in most
# texts there are no more of them than a few of these.
_ODD = re.compile(f"{_WRONG.pattern}|{_FOREIGN.pattern}|{legacy.NEVER.pattern}".replace("]|[", ""))
_REPLACED = frozenset(
    letter
    for letter, other in ((chr(code), other or "") for code, other in _TABLE.items())
    if not (legacy.NEVER.search(letter + other) or _FOREIGN.search(letter) or _ODD.search(other))
)


def repair(text: str) -> str:
    """`text` as clean NFC Unicode.

    Line ends become ``\\n``; legacy encodings are converted where that makes Vietnamese of them; ƣ becomes
    ư; Đ look-alikes, ligatures, homoglyphs, no-break spaces, invisible marks and control characters are put
    right. Ordinary spaces, tabs and the author's spelling stay as they are. Repairing twice changes nothing
    more.
    """
    if not text:
        return ""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii():
        return text.translate(_TABLE)
    sound = _sound(text)
    if sound is not None:
        return sound
    for _ in range(_ROUNDS):
        before = text
        text, encoding = legacy.repair(text)
        text = _cleaned(text)
        # Cleaning can bring letters of an old encoding together; ordinary text never needs a second round.
        if text == before or (encoding is None and not legacy.suspicious(text)):
            break
    return text


def _cleaned(text: str) -> str:
    if _WRONG.search(text):
        wrong = set(_WRONG.findall(text))
        text = text.translate(_TABLE) if len(wrong) > _FEW else _put_right(text, wrong)
    text = unicodedata.normalize("NFC", text)
    if _FOREIGN.search(text):
        text = _WORD.sub(_one_script, text)
    return unicodedata.normalize("NFC", _cased_and_dashed(text))


def _sound(text: str) -> str | None:
    """A text of some length, cleaned, whose letters are right once a few are replaced; None where it takes more."""
    odd = set(_ODD.findall(text))
    if odd <= _REPLACED and len(odd) <= _FEW:
        text = _put_right(text, odd)
        if len(text) > legacy.SOME_LENGTH and unicodedata.is_normalized("NFC", text):
            return _cased_and_dashed(text)
    return None


def _cased_and_dashed(text: str) -> str:
    text = _changed(text, _HALF, _half_capitals)
    if "\u2013" in text or "\u2012" in text:
        text = _changed(text, _DASH, _hyphened)
    return text


def _changed(text: str, sought: re.Pattern[str], change: Callable[[str], str]) -> str:
    """`text` with each line changed in which something is found."""
    parts: list[str] = []
    done = 0
    for match in sought.finditer(text):
        if match.start() < done:
            continue
        start = text.rfind("\n", done, match.start()) + 1 or done
        end = text.find("\n", match.end())
        end = len(text) if end < 0 else end
        parts += text[done:start], change(text[start:end])
        done = end
    return "".join([*parts, text[done:]]) if parts else text


def _hyphened(line: str) -> str:
    return _DASH_IN_SYMBOL.sub(r"\1-", _DASH_AFTER_NUMBER.sub(r"\1-", line))


def _half_capitals(line: str) -> str:
    """ "CHủ TịCH": capitals from a font that had no accented ones. A line without any other small letter is all
    capitals; elsewhere the word is."""
    if line.isupper():
        return line
    words = [w for w in _WORD.findall(line) if _HALF.search(w)]
    if not _SMALL.search(line) and words and all(map(_is_half, words)):
        return line.upper()
    return _WORD.sub(lambda word: word.group().upper() if _is_half(word.group()) else word.group(), line)


def _is_half(word: str) -> bool:
    if len(word) > _LONGEST_SYLLABLE or word.isupper() or _SMALL.search(word):
        return False
    return sum(map(str.isupper, word)) >= 2 and is_syllable(word.lower())


def _put_right(text: str, wrong: Iterable[str]) -> str:
    """Few kinds of letters are replaced one by one: many times faster than a table asked for every letter."""
    for letter in wrong:
        text = text.replace(letter, _TABLE[ord(letter)] or "")
    return text


def _one_script(match: re.Match[str]) -> str:
    """A word that mixes Latin with Cyrillic or Greek look-alikes, all Latin; a word in one script stays."""
    word = match.group()
    if not (_FOREIGN.search(word) and _LATIN.search(word)):
        return word
    return word.translate(_CYRILLIC).translate(_GREEK)
