"""Document numbers: 29-NQ/TW (Party), 1105/KH-ĐKT and 248/2025/QH15 (State), and blank ones ("Số:
/KH-UBND").

The patterns are those of conventions §7, with what its samples also show: a number without "Số" before it,
blanks around the dash, a symbol broken over two lines ("217/2025/NĐ-⏎CP"), a space before the slash.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

PARTY_TYPES = (
    "CTHĐ", "CTr", "CTR", "TTr", "TTR", "NQ", "CT", "KL", "QC", "QĐ", "QĐi", "QyĐ", "TT", "HD", "TB",
    "TC", "TL", "BC", "KH", "QH", "ĐA", "DA", "PA", "CV", "BB", "LKG", "GM", "VBHN",
)  # fmt: skip
STATE_TYPES = (
    "NQ", "QĐ", "CT", "QC", "QyĐ", "TC", "TB", "HD", "CTr", "CTR", "CTHĐ", "KH", "PA", "ĐA", "DA", "BC",
    "TTr", "TTR", "HĐ", "CĐ", "BGN", "BTT", "GUQ", "GM", "GGT", "GNP", "PG", "PC", "PB", "BB", "SY",
    "TrS", "SL", "NĐ", "TT", "TTLT", "NQLT", "VBHN", "PL", "L", "LCT", "QH", "KL", "CV", "UBND", "HNVB",
    "QLPH", "ĐCT", "NĐ-CP",
)  # fmt: skip

# What an abbreviation stands for.
TYPE_NAMES = {
    "NQ": "Nghị quyết", "QĐ": "Quyết định", "CT": "Chỉ thị", "KL": "Kết luận", "KH": "Kế hoạch", "TB": "Thông báo",
    "BC": "Báo cáo", "HD": "Hướng dẫn", "CTr": "Chương trình", "CTR": "Chương trình", "CTHĐ": "Chương trình hành động",
    "NĐ": "Nghị định", "TT": "Thông tư", "TTr": "Tờ trình", "ĐA": "Đề án", "CV": "Công văn", "QC": "Quy chế",
    "QyĐ": "Quy định", "TTLT": "Thông tư liên tịch", "L": "Luật", "CĐ": "Công điện", "PA": "Phương án",
    "VBHN": "Văn bản hợp nhất",
}  # fmt: skip

# The words for a kind of document that may stand right before a number.
TYPE_WORDS = (
    "nghị quyết", "quyết định", "chỉ thị", "kết luận", "quy chế", "quy định", "thông tri", "hướng dẫn",
    "thông báo", "thông cáo", "báo cáo", "kế hoạch", "quy hoạch", "chương trình hành động",
    "chương trình", "đề án", "phương án", "dự án", "tờ trình", "công văn", "biên bản", "nghị định",
    "thông tư liên tịch", "thông tư", "luật", "pháp lệnh", "hiến pháp", "lệnh", "công điện",
    "văn bản hợp nhất", "văn bản", "giấy mời", "hợp đồng", "tuyên bố",
)  # fmt: skip

_ORG = r"[A-ZĐ](?:[A-ZĐa-z0-9]|[.&-](?=[A-ZĐ0-9])){0,24}(?:/[a-z]{1,4}(?![a-z]))?"
_DASH = r"[-\u2010-\u2014]"
_DASHES, _BLANKS = re.compile(_DASH), re.compile(r"\s")
_GAP = r"[ \t]{0,3}\n?[ \t]{0,40}"
_TYPE = "|".join(sorted(PARTY_TYPES, key=len, reverse=True))

# What may not stand before a number is asked behind its first digit: a search then only stops at digits.
_FIRST_DIGIT = r"\d(?<![\w/.,-]\d)"
_PARTY = re.compile(
    rf"(?P<no>{_FIRST_DIGIT}\d{{0,4}}[a-zA-Z]?)[ \t]{{0,3}}{_DASH}{_GAP}"
    rf"(?P<type>{_TYPE})[ \t]{{0,2}}/[ \t]{{0,2}}(?P<org>{_ORG})"
)
# After "số" or the kind's own word other types than the common ones are believed ("số 1527-QĐNS/TW", "Chương trình
# 15-CTrHĐ/TU"), and a blank for the dash ("Nghị quyết 57 NQ/TW").
_INTRODUCED = r"\d(?:" + "|".join(
    rf"(?<={word} \d)" for word in ("số", "số:", "quyết", "luận", "thị", "định", "trình", "hoạch", "báo", "cáo", "dẫn")
) + ")"  # fmt: skip
_PARTY_NAMED = re.compile(
    rf"(?P<no>{_INTRODUCED}\d{{0,4}}[a-zA-Z]?)(?:[ \t]{{0,3}}{_DASH}[ \t]{{0,3}}(?P<type>[A-ZĐ][A-ZĐa-z]{{1,6}})"
    rf"|[ \t](?P<known>{_TYPE}))[ \t]{{0,2}}/[ \t]{{0,2}}(?P<org>{_ORG})",
)
# A dash or a blank where the slash should be: "số 29-NQ-TW", "số 334 TB-VPCP".
_NO_SLASH = re.compile(
    rf"(?P<no>{_INTRODUCED}\d{{0,4}}[a-zA-Z]?)(?:[ \t]|[ \t]?{_DASH}[ \t]?)"
    rf"(?P<sym>(?:{_TYPE})[ \t]?{_DASH}[ \t]?[A-ZĐ]{{2,14}}\d{{0,2}}(?:-[A-ZĐ]{{2,14}})?)(?![\w/])"
)
_PARTY_BLANK = re.compile(
    rf"[Ss](?:ố|Ố)[ \t]{{0,3}}:?[ \t]{{0,40}}(?:…|[.…_]{{2,40}})?[ \t]{{0,40}}{_DASH}[ \t]{{0,3}}"
    rf"(?P<type>{_TYPE})[ \t]{{0,2}}/[ \t]{{0,2}}(?P<org>{_ORG})"
)
_STATE = re.compile(
    # "66.4/2025/NQ-CP" too
    rf"(?P<no>{_FIRST_DIGIT}\d{{0,5}}[a-zA-Z]?(?:\.\d{{1,2}}(?=/(?:19|20)\d\d/))?)[ \t]{{0,3}}/[ \t]{{0,2}}"
    rf"(?:(?P<year>(?:19|20)\d{{2}})[ \t]?/[ \t]{{0,2}})?"
    rf"(?P<sym>[A-ZĐ][A-ZĐa-z0-9]{{0,12}})(?P<rest>(?:/[A-ZĐ]{{1,8}}(?=-)|[._][A-ZĐ]{{2,14}}(?![a-z]))?"
    rf"(?:[ \t]?{_DASH}{_GAP}[A-ZĐ][A-ZĐa-z0-9&]{{0,14}}|-\d{{1,4}}(?![\d/])){{0,9}})"
)
_STATE_BLANK = re.compile(
    r"[Ss](?:ố|Ố)[ \t]{0,3}:?[ \t]{0,40}(?:…|[.…_]{2,40})?[ \t]{0,40}/[ \t]{0,2}"
    r"(?:(?P<year>(?:19|20)\d{2})/)?"
    r"(?P<sym>[A-ZĐ][A-ZĐa-z0-9]{0,12}(?:[ \t]?-[ \t]?[A-ZĐ][A-ZĐa-z0-9&]{0,14}){0,4})"
)
_BEFORE = re.compile(
    r"(?:(?P<word>"
    + "|".join(sorted(TYPE_WORDS, key=len, reverse=True))
    # "Thông báo kết luận số 81-TB/TW" is a notice.
    + r")(?:(?<=thông báo)\s{1,3}kết luận)?[\s,]{1,3})?(?P<so>số[ \t]{0,3}:?)?\s{0,12}$",
    re.IGNORECASE,
)
_SO = re.compile(r"số[ \t]{0,3}:?\s{0,12}$", re.IGNORECASE)
_KINDS = ("kết luận", *TYPE_WORDS)
_LEADING = ("số", *_KINDS)  # the last word before a number, if it is one of these at all
_BETWEEN = " \t\r\n\f\v\u00a0,:"
# "1626/QĐTTg": the dash left out.
_RUN_TOGETHER = re.compile(rf"(?:{'|'.join(sorted(STATE_TYPES, key=len, reverse=True))})(?:TTg|[A-ZĐ]{{2,8}}\d{{0,2}})")
_LOWER_WORD = re.compile(r"[A-ZĐ][a-z]{2,}")


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A document's number in a text.

    `number` is as printed ("05"), None where left blank; `symbol` is the rest ("NQ/TW", "KH-ĐKT",
    "2025/QH15"), joined where it was broken over lines. `word` is the kind named right before it ("Nghị
    quyết"), `start` is where the number itself begins and `end` is where the symbol ends.
    """

    start: int
    end: int
    text: str
    number: str | None
    symbol: str
    family: Literal["party", "state"]
    year: int | None = None
    word: str | None = None
    prefixed: bool = False

    @property
    def kind(self) -> str:
        """The abbreviation of the type: "NQ" of "NQ/TW", "KH" of "KH-UBND"."""
        parts = re.split(r"[/-]", self.symbol)
        return parts[1] if self.year is not None and len(parts) > 1 else parts[0]


def find(text: str) -> Iterator[DocumentNumber]:
    """The document numbers of a text, in order, without overlaps."""
    found = [*_party(text), *_state(text), *_blank(text)] if "/" in text else []
    found += _without_slash(text)
    found.sort(key=lambda d: (d.start, -d.end))
    end = -1
    for item in found:
        if item.start >= end:
            yield item
            end = item.end


def _before(text: str, start: int) -> tuple[str | None, bool]:
    near = text[max(0, start - 60) : start]
    last = near.rstrip(_BETWEEN).lower()
    if last.endswith("số") and not last.removesuffix("số").rstrip(_BETWEEN).endswith(_KINDS):
        return None, _SO.search(near) is not None
    match = _BEFORE.search(near) if last.endswith(_LEADING) else None
    if not match:
        return None, False
    word = " ".join(match["word"].split()) if match["word"] else None
    return word, bool(match["so"])


def _party(text: str) -> Iterator[DocumentNumber]:
    for m in _PARTY.finditer(text):
        word, prefixed = _before(text, m.start())
        yield DocumentNumber(
            m.start(), m.end(), m.group(), m["no"], f"{m['type']}/{m['org']}", "party", None, word, prefixed
        )

    for m in _PARTY_NAMED.finditer(text):
        kind = m["type"] or m["known"]
        word, prefixed = _before(text, m.start())
        yield DocumentNumber(
            m.start(), m.end(), m.group(), m["no"], f"{kind}/{m['org']}", "party", None, word, prefixed
        )


def _without_slash(text: str) -> Iterator[DocumentNumber]:
    for m in _NO_SLASH.finditer(text):
        word, prefixed = _before(text, m.start())
        symbol = _DASHES.sub("-", _BLANKS.sub("", m["sym"]))
        family: Literal["party", "state"] = "party" if symbol.endswith(("-TW", "-TU", "-TƯ", "-HU", "-ĐU")) else "state"
        yield DocumentNumber(m.start(), m.end(), m.group(), m["no"], symbol, family, None, word, prefixed)


def _state(text: str) -> Iterator[DocumentNumber]:
    for m in _STATE.finditer(text):
        word, prefixed = _before(text, m.start())
        rest = _BLANKS.sub("", m["rest"])
        if not _believable(m["sym"], rest, bool(m["year"]), prefixed or word is not None):
            continue
        symbol = _DASHES.sub("-", m["sym"] + rest)
        year = int(m["year"]) if m["year"] else None
        if year:
            symbol = f"{year}/{symbol}"
        yield DocumentNumber(m.start(), m.end(), m.group(), m["no"], symbol, "state", year, word, prefixed)


def _believable(sym: str, rest: str, has_year: bool, introduced: bool) -> bool:
    """Whether what follows the slash is a symbol and not a unit or a word ("12/TP", "3/Quý", "5/Km")."""
    if _LOWER_WORD.fullmatch(sym) and sym not in STATE_TYPES:
        return False
    if introduced and not rest and _RUN_TOGETHER.fullmatch(sym):
        return True
    if has_year or (sym in STATE_TYPES and rest):
        return True
    if rest:
        return sym.isupper() or introduced
    return introduced and len(sym) >= 2 and (sym.isupper() or sym in STATE_TYPES)


def _blank(text: str) -> Iterator[DocumentNumber]:
    for pattern, family in ((_PARTY_BLANK, "party"), (_STATE_BLANK, "state")):
        for m in pattern.finditer(text):
            if family == "party":
                yield DocumentNumber(
                    m.start(), m.end(), m.group(), None, f"{m['type']}/{m['org']}", "party", prefixed=True
                )
            else:
                symbol = re.sub(r"[ \t]", "", m["sym"])
                year = int(m["year"]) if m["year"] else None
                if year:
                    symbol = f"{year}/{symbol}"
                yield DocumentNumber(m.start(), m.end(), m.group(), None, symbol, "state", year, prefixed=True)
