"""Labels that open a paragraph: I- , PHẦN I, 1., 1.1., (1), a), Điều 6, -, + … (every variant of
conventions §9)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50}
LETTERS = "abcdđeghiklmnopqrstuvxy"
_ORDINALS = {
        "nhất": 1, "một": 1, "hai": 2, "ba": 3, "bốn": 4,
        "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
    "mười": 10,
}  # fmt: skip
UP = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
UPPER_START = re.compile(rf"[\s\"“”'(‘\[]{{0,3}}[{UP}]")


@dataclass(frozen=True, slots=True)
class Label:
    """`style` is the kind of numbering, `value` its place in the series, `component` its part of a path,
    `length` how
    many characters it takes. `firm` is false where it might as well be running text ("Điều 3 Điều lệ
    Đảng")."""

    style: str
    value: int
    component: str
    printed: str
    length: int
    firm: bool = True
    parts: tuple[int, ...] = ()


def roman_value(text: str) -> int:
    """The value of a Roman numeral up to 89, or 0 where `text` is none."""
    if not re.fullmatch(r"(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})", text) or not text:
        return 0
    total = 0
    for one, after in zip(text, [*text[1:], " "], strict=True):
        value = _ROMAN_DIGITS[one]
        total += -value if value < _ROMAN_DIGITS.get(after, 0) else value
    return total


def roman(value: int) -> str:
    """`value` (1…89) in Roman numerals."""
    parts = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    out = ""
    for size, sign in parts:
        while value >= size:
            out, value = out + sign, value - size
    return out


_NAMED = re.compile(
    r"(?P<word>PHẦN|Phần|CHƯƠNG|Chương|MỤC|Mục)[ \t]{1,3}(?:(?:thứ|THỨ)[ \t]{1,3})?"
    r"(?P<no>[IVXL]{1,7}|\d{1,2}|[^\W\d_]{2,4})(?P<mark>[ \t]?[.:–—-])?(?=\s|$|\w)[ \t]{0,4}"
)
_ARTICLE = re.compile(r"(?:Điều|ĐIỀU)[ \t]{1,3}(?P<no>\d{1,3})(?P<sub>[a-zđ]?)(?P<mark>[ \t]?[.:–-])?(?!\w)[ \t]{0,4}")
_CLAUSE = re.compile(r"(?:Khoản|KHOẢN)[ \t]{1,3}(?P<no>\d{1,2})[ \t]?[.:)][ \t]{0,4}")
_POINT = re.compile(r"Điểm[ \t]{1,3}(?P<no>[a-zđ])[ \t]?[.:)][ \t]{0,4}")
_COMPOUND = re.compile(r"(?P<part>[IVX]{1,5})\.(?P<no>\d{1,2})(?P<more>(?:\.\d{1,2}){0,3})[.):/-]?[ \t]{1,4}")
_ROMAN = re.compile(r"(?P<no>[IVXL]{1,7})[ \t]{0,2}(?:[.][ \t]?[–-]?|[–/:)-])[ \t]{0,4}(?=\S|$)")
_UPPER = re.compile(rf"(?P<no>[A-HK-UĐ])[ \t]?[.)/–-][ \t]{{1,4}}(?=[{UP}])")
_DOTTED = re.compile(
    r"(?P<no>\d{1,2}(?:\.\d{1,2}){1,4})(?P<mark>[ \t]?[.):/–-]{1,2})?(?P<gap>[ \t]{0,4})(?=[^\s\d%.,])"
)
_NUMBER = re.compile(
    r"(?P<no>\d{1,3})[ \t]?(?:\.[ \t]?[–-](?!\d)|[.):](?!\d)|/(?=\s)|[–-](?![ \t]?\d))[ \t]{0,4}(?=\S|$)"
)
# "79-NQ/TW ngày …" at the head of a wrapped line is a document's number.
_PARTY_NUMBER = re.compile(r"\d{1,5}\s?[-–]\s?[A-ZĐ][A-Za-zĐđ]{0,5}\s?/\s?[A-ZĐ]")
_PAREN = re.compile(r"\((?P<no>\d{1,3}|[ivx]{1,5}|[a-zđ])\)[.:]?[ \t]{0,4}(?=\S|$)")
_LETTER = re.compile(r"(?P<no>[a-zđ])(?P<sub>\d{0,2})[ \t]?(?:\)|/\.?|\.(?=[ \t]))[.]?[ \t]{0,4}(?=\S|$)")
_BULLET = re.compile(
    r"(?P<mark>[-–—−‐‑•·▪◦●■□►➢❖✓✔*+\uf0b7\uf02d\uf0a7])(?P<gap>[ \t]{0,6})(?=[^\s\d])|(?P<m2>[-–—+*•])[ "
    r"\t]{1,6}(?=\d)"
)
_STAR = frozenset("*❖")


@lru_cache(maxsize=4096)
def parse(text: str) -> Label | None:
    """The label a paragraph opens with, or None. `text` has no white space in front."""
    if not text:
        return None
    first = text[0]
    if first.isdigit():
        return _dotted(text) or _number(text)
    if first == "(":
        return _paren(text)
    if first in "PCMĐKpcm":
        found = _named(text) or _article(text) or _clause(text)
        if found:
            return found
    if first.isalpha():
        return _roman(text) or _upper(text) or _letter(text)
    return _bullet(text)


def _named(text: str) -> Label | None:
    m = _NAMED.match(text)
    if not m:
        return None
    word, no = m["word"].lower(), m["no"]
    value = int(no) if no.isdigit() else roman_value(no) or _ORDINALS.get(no.lower(), 0)
    if not value:
        return None
    component = {"mục": f"M{value}"}.get(word, roman(value))
    rest = text[m.end() :]
    firm = bool(m["mark"]) or not rest or bool(UPPER_START.match(rest))
    return Label(
        {"phần": "phan", "chương": "chuong", "mục": "muc"}[word],
        value,
        component,
        m.group().strip(),
        m.end(),
        firm,
    )


def _article(text: str) -> Label | None:
    m = _ARTICLE.match(text)
    if not m:
        return None
    rest = text[m.end() :]
    firm = bool(m["mark"]) or not rest
    return Label("article", int(m["no"]), f"D{int(m['no'])}{m['sub']}", m.group().strip(), m.end(), firm)


def _clause(text: str) -> Label | None:
    m = _CLAUSE.match(text)
    if m:
        return Label("num", int(m["no"]), str(int(m["no"])), m.group().strip(), m.end())
    m = _POINT.match(text)
    if m and m["no"] in LETTERS:
        return Label("letter", LETTERS.index(m["no"]) + 1, m["no"], m.group().strip(), m.end())
    return None


def _roman(text: str) -> Label | None:
    m = _COMPOUND.match(text)
    if m and roman_value(m["part"]):
        parts = (int(m["no"]), *(int(p) for p in m["more"].split(".") if p))
        style = "num" if len(parts) == 1 else "dotted"
        return Label(style, parts[-1], ".".join(map(str, parts)), m.group().strip(), m.end(), True, parts)
    m = _ROMAN.match(text)
    value = roman_value(m["no"]) if m else 0
    if not m or not value or value > 40 or text[:3] in ("V/v", "V/V"):
        return None
    rest = text[m.end() :]
    return Label("roman", value, m["no"], m.group().strip(), m.end(), not rest or bool(UPPER_START.match(rest)))


def _upper(text: str) -> Label | None:
    m = _UPPER.match(text)
    if not m:
        return None
    letters = "ABCDĐEFGHKLMNOPQRSTU"
    return Label(
        "upper",
        letters.find(m["no"]) + 1,
        m["no"],
        m.group().strip(),
        m.end(),
        text[m.end() :][:12].isupper(),
    )


def _dotted(text: str) -> Label | None:
    m = _DOTTED.match(text)
    if not m or not (m["mark"] or m["gap"]):
        return None
    numbers = m["no"].split(".")
    if any(n.startswith("0") for n in numbers):
        return None
    parts = tuple(int(n) for n in numbers)
    rest = text[m.end() :]
    if not m["mark"] and not UPPER_START.match(rest):
        return None
    return Label("dotted", parts[-1], m["no"], m.group().strip(), m.end(), bool(m["mark"]), parts)


def _number(text: str) -> Label | None:
    m = _NUMBER.match(text)
    if not m or _PARTY_NUMBER.match(text):
        return None
    value = int(m["no"])
    rest = text[m.end() :]
    return Label("num", value, str(value), m.group().strip(), m.end(), not rest or bool(UPPER_START.match(rest)))


def _paren(text: str) -> Label | None:
    m = _PAREN.match(text)
    if not m:
        return None
    no = m["no"]
    firm = bool(UPPER_START.match(text[m.end() :]))
    if no.isdigit():
        return Label("paren", int(no), f"({int(no)})", m.group().strip(), m.end(), firm)
    value = roman_value(no.upper())
    if value and (len(no) > 1 or no == "i"):
        return Label("lowroman", value, f"({no})", m.group().strip(), m.end(), firm)
    if no not in LETTERS:
        return None
    return Label("parenletter", LETTERS.index(no) + 1, f"({no})", m.group().strip(), m.end(), firm)


def _letter(text: str) -> Label | None:
    m = _LETTER.match(text)
    if not m or m["no"] not in LETTERS + "f":
        return None
    style = "letter" if not m["sub"] else "letter2"
    value = int(m["sub"]) if m["sub"] else LETTERS.index("g" if m["no"] == "f" else m["no"]) + 1  # "e) … f) …"
    rest = text[m.end() :]
    return Label(
        style,
        value,
        m["no"] + m["sub"],
        m.group().strip(),
        m.end(),
        not rest or bool(UPPER_START.match(rest)),
    )


def _bullet(text: str) -> Label | None:
    m = _BULLET.match(text)
    if not m:
        return None
    mark = m["mark"] or m["m2"]
    rest = text[m.end() :]
    inner = _PAREN.match(rest)
    if inner and inner["no"].isdigit() and mark != "+":
        length = m.end() + inner.end()
        return Label("paren", int(inner["no"]), f"({int(inner['no'])})", text[:length].strip(), length)
    style = (
        "plus"
        if mark == "+"
        else "star"
        if mark in _STAR
        else "dot"
        if mark in "•·●◦○▪■□►➢✓✔\uf0b7\uf0a7"
        else "bullet"
    )
    return Label(style, 0, "", mark, m.end(), not rest or bool(UPPER_START.match(rest)))
