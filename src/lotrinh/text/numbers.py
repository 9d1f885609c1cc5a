"""Numbers as Vietnamese documents write them: `1.234.567,8`, `05`, `34,02`, `hai mươi lăm`, `1,5 triệu`.

A point groups thousands, a comma is the decimal sign. What fits both the Vietnamese and the English reading
is read the Vietnamese way in running text and refused where figures are entered (`strict`), for there a
wrong guess becomes a wrong figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from lotrinh.errors import InvalidData
from lotrinh.text.fold import fold, fold_letters

_DIGITS = r"\d{1,3}(?:\.\d{3}){1,6}(?:,\d{1,6})?|\d{1,18}(?:[.,]\d{1,9})*"
_NUMBER = re.compile(rf"(?<![\w.,])(?:{_DIGITS})(?!\d)")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?\Z")
_PLAIN = re.compile(r"\d+(?:,\d+)?\Z")
_ENGLISH_GROUPED = re.compile(r"\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?\Z|\d{1,3}(?:,\d{3})+\.\d+\Z")
_ENGLISH_DECIMAL = re.compile(r"\d+\.\d+\Z")

_UNITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_TENS = {"mười": 10, "chục": 10}
_SCALES = {"nghìn": 10**3, "ngàn": 10**3, "vạn": 10**4, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
SCALES = dict(_SCALES)
"""Scale words and what they multiply by; "nghìn tỷ" is their product."""
_FILLERS = {"linh", "lẻ"}
_WORD_START = set(_UNITS) | {"mười"}
_ALL_WORDS = set(_UNITS) | set(_TENS) | set(_SCALES) | _FILLERS | {"mươi", "trăm", "rưỡi"}
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class WrittenNumber:
    """A number in a text: where it stands, what it is worth, and how it was written.

    `style`: "digits" (unambiguous), "foreign" (English separators, unambiguous), "doubtful" (read the
    Vietnamese way, but another reading exists), "words".
    """

    start: int
    end: int
    text: str
    value: Decimal
    style: str = "digits"


def parse(text: str, *, strict: bool = False) -> Decimal:
    """The value of one number, in figures or words, with an optional sign and an optional scale word.

    With `strict`, a form with two readings ("1,234", "1.5") raises InvalidData; without, the Vietnamese
    reading is taken ("1,234" is 1 and 234 thousandths). Raises InvalidData where no reading exists.
    """
    clean = fold(text).replace("\u2212", "-")
    sign = -1 if clean.startswith(("-", "âm ")) else 1
    clean = clean.removeprefix("-").removeprefix("+").removeprefix("âm ").strip()
    figures, _, scale = clean.partition(" ")
    if clean[:1].isdigit():
        value, style = _figures(figures)
        if value is None:
            raise InvalidData(f"“{text.strip()}” không phải là số. Hãy viết như 1.234,5.")
        if strict and style == "doubtful":
            raise InvalidData(
                f"“{text.strip()}” có hai cách đọc. Hãy viết lại: dấu chấm ngăn hàng nghìn, dấu phẩy ngăn phần lẻ."
            )
        return sign * value * _scale(scale, text)
    words = _from_words(clean.split(" "))
    if words is None:
        raise InvalidData(f"“{text.strip()}” không phải là số. Hãy viết như 1.234,5.")
    return Decimal(sign * words)


def _scale(words: str, text: str) -> int:
    factor = 1
    for word in words.split():
        if word not in _SCALES:
            raise InvalidData(f"“{text.strip()}” không phải là số: không hiểu chữ “{word}”.")
        factor *= _SCALES[word]
    return factor


def _figures(digits: str) -> tuple[Decimal | None, str]:
    """The value of figures and the style they are in; None where they are no number ("1.2.3")."""
    if len(digits) > 40:
        return None, "digits"
    try:
        if _GROUPED.match(digits):
            if digits.startswith("0"):
                return Decimal(digits.replace(",", "")) if digits.count(".") == 1 else None, "doubtful"
            return Decimal(digits.replace(".", "").replace(",", ".")), "digits"
        if _PLAIN.match(digits):
            whole, _, rest = digits.partition(",")
            doubtful = len(rest) == 3 and 1 <= len(whole) <= 3 and whole.lstrip("0") != ""
            return Decimal(digits.replace(",", ".")), "doubtful" if doubtful else "digits"
        if _ENGLISH_GROUPED.match(digits):
            return Decimal(digits.replace(",", "")), "foreign"
        if _ENGLISH_DECIMAL.match(digits):
            return Decimal(digits), "doubtful"
    except InvalidOperation:
        pass
    return None, "digits"


def find(text: str, *, words: bool = False) -> Iterator[WrittenNumber]:
    """The numbers of a text in order; with `words` also number words of two or more syllables or a lone
    "một"…"mười".

    Dates, document numbers and fractions are not told apart here: `lotrinh.text.dates` and `docnumbers` find
    those, and the caller leaves their spans out. Forms without a reading ("1.2.3") are skipped.
    """
    found = list(_in_figures(text))
    if words:
        found += _in_words(text)
        found.sort(key=lambda n: n.start)
    yield from found


def _in_figures(text: str) -> Iterator[WrittenNumber]:
    for match in _NUMBER.finditer(text):
        value, style = _figures(match.group())
        if value is not None:
            yield WrittenNumber(match.start(), match.end(), match.group(), value, style)


def _in_words(text: str) -> Iterator[WrittenNumber]:
    run: list[re.Match[str]] = []
    folded = fold_letters(text)
    for match in _WORD.finditer(folded):
        joined = bool(run) and folded[run[-1].end() : match.start()].strip(" \t\n") == ""
        if match.group() in _ALL_WORDS and (joined or not run):
            run.append(match)
            continue
        yield from _word_number(run, text)
        run = [match] if match.group() in _ALL_WORDS else []
    yield from _word_number(run, text)


def _word_number(run: list[re.Match[str]], text: str) -> Iterator[WrittenNumber]:
    while run and run[0].group() not in _WORD_START:
        run = run[1:]
    # "năm" alone is "year" far more often than "five".
    while run and (run[-1].group() in _FILLERS or (len(run) > 1 and run[-1].group() == "năm" and not _five(run))):
        run = run[:-1]
    if not run or (len(run) == 1 and run[0].group() in {"năm", "tư", "không"}) or len(run) > 40:
        return
    value = _from_words([m.group() for m in run])
    if value is not None:
        start, end = run[0].start(), run[-1].end()
        yield WrittenNumber(start, end, text[start:end], Decimal(value), "words")


def _five(run: list[re.Match[str]]) -> bool:
    """Whether the closing "năm" counts (trăm năm is no number, "nghìn năm" is "a thousand years")."""
    return run[-2].group() in _FILLERS


def _from_words(words: list[str]) -> int | None:
    """Number words → value; None where they do not make one number. "hai mươi lăm" is 25, "một trăm linh
    năm" 105."""
    if not words or any(w not in _ALL_WORDS for w in words):
        return None
    total, group, index = 0, 0, 0
    last_scale = 10**18
    while index < len(words):
        value, index = _group(words, index)
        if value is None:
            return None
        group, scale = value, 1
        while index < len(words) and words[index] in _SCALES:
            scale *= _SCALES[words[index]]
            index += 1
        if index < len(words) and words[index] == "rưỡi" and scale > 1:
            group, scale, index = group * 2 + 1, scale // 2, index + 1
        if scale >= last_scale:
            return None
        last_scale = scale
        total += group * scale
    return total


def _group(words: list[str], i: int) -> tuple[int | None, int]:
    """One group below a thousand from position `i`: its value and where it ends; None where it is
    ill-formed."""
    n = len(words)
    value = 0
    start = i
    if i + 1 < n and words[i] in _UNITS and words[i + 1] == "trăm":
        value, i = _UNITS[words[i]] * 100, i + 2
        if i < n and words[i] in _FILLERS:
            i += 1
            if i >= n or words[i] not in _UNITS:
                return None, i
            return value + _UNITS[words[i]], i + 1
        if i < n and words[i] == "rưỡi":
            return value + 50, i + 1
    tens, i = _tens(words, i)
    if i == start or (value == 0 and tens is None):
        return None, i
    return value + (tens or 0), i


def _tens(words: list[str], i: int) -> tuple[int | None, int]:
    n = len(words)
    if i < n and words[i] == "mười":
        value, i = 10, i + 1
    elif i + 1 < n and words[i] in _UNITS and words[i + 1] in {"mươi", "chục"}:
        value, i = _UNITS[words[i]] * 10, i + 2
    elif i < n and words[i] in _UNITS:
        return _UNITS[words[i]], i + 1
    else:
        return None, i
    if i < n and words[i] in _UNITS and not (i + 1 < n and words[i + 1] in {"trăm", "mươi", "chục"}):
        return value + _UNITS[words[i]], i + 1
    return value, i


def written(value: Decimal | float | int, decimals: int | None = None, *, pad: int = 0) -> str:
    """The number the Vietnamese way: 1234567.8 → "1.234.567,8"; with `decimals`, exactly that many places.

    `pad` fills small whole numbers with zeros, as official documents do ("05").
    """
    number = Decimal(str(value))
    if not number.is_finite():
        raise InvalidData("Không viết được một số không xác định.")
    if decimals is not None:
        text = f"{number:,.{decimals}f}"
    else:
        text = f"{number:,f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    whole, _, rest = text.partition(".")
    if pad and not rest:
        sign = "-" if whole.startswith("-") else ""
        whole = sign + whole.removeprefix("-").rjust(pad, "0")
    whole = whole.replace(",", ".")
    return f"{whole},{rest}" if rest else whole
