"""Names in capitals written out: "ỦY BAN NHÂN DÂN TỈNH LÀO CAI" → "Ủy ban nhân dân tỉnh Lào Cai"."""

from __future__ import annotations

import re
from functools import cache

from lotrinh.reading import bodies
from lotrinh.reading.actors import kinds
from lotrinh.text.fold import fold, fold_letters

_SHORT = {
    "ubnd": "Ủy ban nhân dân",
    "hđnd": "Hội đồng nhân dân",
    "ubmttq": "Ủy ban Mặt trận Tổ quốc",
    "tp": "thành phố",
    "tp.": "thành phố",
}
_TERRITORY = ("tỉnh", "thành phố", "huyện", "quận", "thị xã", "xã", "phường", "thị trấn", "đặc khu")
# Kinds whose second syllable is small, whatever follows ("Văn phòng", "Trung tâm").
_HEADS = re.compile(
    r"(?:văn phòng|thanh tra|trung tâm|chi cục|tổng cục|ủy ban|hội đồng|liên đoàn|công đoàn|ban chỉ đạo|ban quản lý"
    r"|tổ công tác|đoàn kiểm tra|đoàn công tác|tổ giúp việc|bệnh viện|công ty|tổng công ty|học viện|kho bạc|ngân hàng"
    r"|quỹ|trường đại học|trường cao đẳng|trường)(?!\w)"
)
_NUMBERED = re.compile(r"\d|/")


def written_out(name: str, text: str) -> str:
    """`name` with the capitals it has elsewhere in `text`, or else by the rule for names of bodies."""
    words = re.sub(r"\s+", " ", name).strip()
    expanded = " ".join(_SHORT.get(w.lower(), w) if w.isupper() else w for w in words.split())
    if not words.isupper():
        return words
    seen = _as_in(expanded, text)
    return seen or _by_rule(expanded)


def _as_in(name: str, text: str) -> str | None:
    """The same words as they stand in running text, not all in capitals."""
    wanted = fold(name)
    low = fold_letters(text)
    at = low.find(wanted)
    while at >= 0:
        found = text[at : at + len(wanted)]
        if not found.isupper() and found[:1].isupper() and found.upper() != found:
            return found
        at = low.find(wanted, at + 1)
    return None


def _by_rule(name: str) -> str:
    low = name.lower()
    folded = fold(low)
    best = next(
        (k.name for k in kinds() if folded.startswith(k.key) and not folded[len(k.key) : len(k.key) + 1].isalpha()),
        None,
    )
    bare = _HEADS.match(low)
    head = best or (bare.group()[:1].upper() + bare.group()[1:] if bare else "")
    rest = low[len(head) :] if head else low
    out = head or ""
    if not head:
        rest = rest[:1].upper() + rest[1:]
    return re.sub(r"\s+", " ", out + _places(rest)).strip()


def _places(rest: str) -> str:
    """Capitals for the words after tỉnh, thành phố, … up to the end or a linking word."""
    match = re.search(r"\b(" + "|".join(_TERRITORY) + r")\s+(?!và\b|ủy\b)", rest)
    if not match:
        return (
            " ".join(w.upper() if _NUMBERED.search(w) else w for w in rest.split(" "))
            if _NUMBERED.search(rest)
            else _title(rest)
        )
    return rest[: match.end()] + _title(rest[match.end() :])


def _title(words: str) -> str:
    """Fields as they are printed ("Chấp hành", "Kiểm soát bệnh tật"), any other word with a capital."""
    out = [""] if words.startswith(" ") else []
    left = words.split()
    while left:
        taken = next((n for n in range(min(8, len(left)), 0, -1) if fold(" ".join(left[:n])) in _printed_fields()), 0)
        if taken:
            out.append(_printed_fields()[fold(" ".join(left[:taken]))])
        else:
            word = left[0]
            out.append(word if word in _SMALL else word[:1].upper() + word[1:])
        left = left[max(taken, 1) :]
    return " ".join(out)


_SMALL = ("và", "của", "theo", "về", "-", "các")


@cache
def _printed_fields() -> dict[str, str]:
    return {fold(field): field for field in reversed(bodies.fields())}
