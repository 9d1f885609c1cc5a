"""Text from before Unicode: TCVN3, VNI, VISCII, VPS, and Unicode bytes that were decoded as something else.

The tables are viparse's. The decision is ours: a line is converted only where it is not Vietnamese as it
stands and is Vietnamese afterwards, by the share of well-formed syllables among its marked words. Correct
Unicode, Spanish and German therefore pass untouched.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import islice

from lotrinh.text.syllables import is_syllable, marked_share

ENCODINGS = ("tcvn3", "vni", "viscii", "vps")

# Letters and signs of the upper Latin-1 half that correct Vietnamese does not use inside a word.
_SUSPECT = re.compile(
    r"[\x80-\x9f]|[a-zA-Z\u00c0-\u00ff][\u00a1-\u00bf]|[\u00a1-\u00bf](?=[a-zA-Z\u00c0-\u00ff])"
    r"|[ÄÅÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïðñöøûüþÿ÷]|[aAeEoOuUyYöÖôÔ][ùøûõïâáàåãäêéèëüúÙØÛÕÏÂÁÀÅÃÄÊÉÈËÜÚ]"
    r"|á»|Ã[\u0080-\u00bf ]"
)
# Those of them that no correct Vietnamese text holds, in a word or beside one. A text of some length in an old
# encoding cannot do without them.
NEVER = re.compile(r"[\x80-\x9f\u00a1-\u00bfÄÅÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïðñöøûüþÿ÷]")
SOME_LENGTH = 2000
_WORD_GAIN = 0.3
_GOOD = 0.75
_LEAST_PROOF = 2
_SAMPLE = 200


@cache
def _table(encoding: str) -> Callable[[str], str]:
    from viparse.normalize.encodings import get_charmap
    from viparse.normalize.tables import convert

    charmap = get_charmap(encoding)
    return lambda text: unicodedata.normalize("NFC", convert(text, charmap, "NFC"))


def convert(text: str, encoding: str) -> str:
    """`text` converted from the named legacy encoding, without any guard: the caller knows (a font named
    `.VnTime`)."""
    if encoding == "utf8":
        return _undouble(text)
    return _table(encoding)(text)


def encoding_of_font(font: str | None) -> str | None:
    """The legacy encoding a font's name stands for (".VnTime" is TCVN3, "VNI-Times" is VNI), or None."""
    if not font:
        return None
    name = font.rsplit("+", 1)[-1].upper()
    if name.startswith(".VN") or "TCVN" in name:
        return "tcvn3"
    if name.startswith(("VNI-", "VNI ")) or name == "VNI":
        return "vni"
    if name.startswith("VPS"):
        return "vps"
    return None


def _undouble(text: str) -> str:
    """UTF-8 bytes that were read as Windows-1252 or Latin-1, read again as UTF-8; unchanged where they were
    not."""
    try:
        raw = b"".join(_byte(c) for c in text)
        return raw.decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text


@lru_cache(maxsize=512)
def _byte(char: str) -> bytes:
    """The byte a character was in Windows-1252, whose five holes are read as Latin-1."""
    return char.encode("latin-1") if ord(char) < 256 else char.encode("cp1252")


def detect(text: str) -> str | None:
    """The legacy encoding most of the suspicious lines of `text` are in, or None where the text is fine as
    it is."""
    sample = islice((line for line in text.split("\n") if _SUSPECT.search(line)), _SAMPLE)
    votes: Counter[str] = Counter()
    for line in sample:
        found = _best(line[:2000])
        if found:
            votes[found] += len(line)
    return votes.most_common(1)[0][0] if votes else None


def _best(line: str) -> str | None:
    words, before = marked_share(line)
    undoubled = _undouble(line)
    # Bytes that decode as UTF-8 without one error are hardly ever anything else.
    if undoubled != line and marked_share(undoubled)[1] >= _GOOD and _proof(undoubled):
        return "utf8"
    if not words or before > _GOOD:
        return None
    scored = []
    for encoding in ENCODINGS:
        changed = _converted(line, encoding)
        if changed == line:
            continue
        count, after = marked_share(changed)
        scored.append((after, count, encoding))
    if not scored:
        return None
    after, _, encoding = max(scored, key=lambda s: (s[0], s[1]))
    if _proof(_converted(line, encoding)) < _LEAST_PROOF:
        return None
    return encoding if after >= _GOOD and after - before >= _WORD_GAIN else None


def suspicious(text: str) -> bool:
    """Whether `text` holds any letter, or two together, that correct Vietnamese hardly does."""
    if len(text) > SOME_LENGTH and not NEVER.search(text):
        return False
    return bool(_SUSPECT.search(text))


def repair(text: str) -> tuple[str, str | None]:
    """`text` with its legacy lines converted, and the encoding they were in (None where nothing was changed).

    Works line by line, so a document of mixed origin keeps its Unicode lines.
    """
    if not suspicious(text):
        return text, None
    encoding = detect(text)
    if encoding is None:
        return text, None
    lines = text.split("\n")
    changed = [_repaired_line(line, encoding) for line in lines]
    return "\n".join(changed), encoding if changed != lines else None


# TCVN3 keeps ư where other tables keep the soft hyphen, and many a program has made a hyphen of it.
_HYPHENED = re.compile(r"(?<![\w-])([^\W\d_]{0,3})-([^\W\d_]{0,6})(?![\w-])")


def _converted(line: str, encoding: str) -> str:
    new = convert(line, encoding)
    return _HYPHENED.sub(_lost_u, new) if encoding == "tcvn3" and "-" in new and new != line else new


def _lost_u(match: re.Match[str]) -> str:
    """ "tr-ởng" → "trưởng", "nh- sau" → "như sau"; a hyphen between two syllables stays one."""
    before, after = match[1], match[2]
    at_start = match.start() == 0 or match.string[match.start() - 1] == "\n"
    if (not before and (not after or at_start)) or not is_syllable(f"{before}ư{after}"):
        return match.group()
    plain = [part for part in (before, after) if part]
    if before and all(map(is_syllable, plain)):
        return match.group()
    return f"{before}ư{after}"


def _repaired_line(line: str, encoding: str) -> str:
    if line.isascii():
        return line
    new = _converted(line, encoding)
    if new == line:
        return line
    old_words, before = marked_share(line)
    _, after = marked_share(new)
    if encoding == "utf8":
        return new if after >= _GOOD else line
    if old_words and before > _GOOD and after <= before:
        return line
    return new if _valid(new) > _valid(line) or (after >= _GOOD and after > before) else line


def _proof(line: str) -> int:
    """How many different syllables of two letters and more speak for a conversion."""
    found = {w.lower() for w in re.findall(r"[^\W\d_]{2,}", line) if not w.isascii()}
    return sum(map(is_syllable, found))


def _valid(line: str) -> int:
    return sum(1 for w in re.findall(r"[^\W\d_]+", line) if not w.isascii() and is_syllable(w))
