"""PDF text whose fonts carry no, or the wrong, map from glyphs to letters.

Two faults occur, often on one page: the text holds glyph numbers of a Windows font ("KӃ" for "hế"), and
Windows-1252 bytes were read as Mac Roman ("L‡o" for "Lào"). Each font is judged by itself: the reading that
makes the most Vietnamese words of it is taken. The order of glyphs in Windows fonts was established on the
development samples (conventions §9) and the standard Macintosh glyph order of TrueType.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from lotrinh.text.syllables import is_syllable, share

# Glyphs 98 to 225 of the standard Macintosh order; before them glyph 3 is the space and so on through ASCII.
_MAC_ORDER = (
    "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄¤‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ"
    "\uf8ffÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇŁłŠšŽž¦ÐðÝýÞþ−×¹²³"
)
_TIMES = {
    0xFF: "đ",
    0x102: "Ă",
    0x103: "ă",
    0x108: "Đ",
    0x1AC: "Ĩ",
    0x1AD: "ĩ",
    0x1C9: "Ũ",
    0x1CA: "ũ",
    0x1E3: "Ỳ",
    0x1E4: "ỳ",
}
_KNOWN_BLOCKS = (0x4A4, 0x328)  # where Ạ stands in Times New Roman, upright and italic
_HORNED = "ƠơƯư"
_HORNED_BEFORE = 0x3A  # the horned letters stand so far before Ạ
_BLOCK = [chr(c) for c in range(0x1EA0, 0x1EF2)] + [chr(c) for c in range(0x1EF4, 0x1EFA)]
_RARE = "ĩũỳăđĨŨỲĂĐ"
_LATIN_LETTERS = "ÁÀÃÂÉÈÊÍÌÓÒÔÕÚÙÝáàãâéèêíìóòôõúùý"
# Syllables that official documents are full of; they settle a tie between two readings that are both
# Vietnamese.
_COMMON = frozenset((
    "xã", "hội", "lãnh", "đạo", "các", "cơ", "quan", "nhà", "nước", "việt", "nam", "cộng", "hòa", "chủ",
    "nghĩa", "độc", "lập", "tự", "do", "hạnh", "phúc", "ủy", "ban", "nhân", "dân", "tỉnh", "thành",
    "phố", "quy", "định", "kế", "hoạch", "thực", "hiện", "nghị", "quyết", "số", "ngày", "tháng", "năm",
    "công", "tác", "phát", "triển", "kinh", "tế", "và", "của", "cho", "trong", "được", "là", "có",
    "với", "theo", "về", "đến", "từ", "trên", "người", "không", "những", "một", "này", "để", "tổ",
    "chức", "nhiệm", "vụ", "giải", "pháp", "mục", "tiêu", "báo", "cáo", "giám", "đốc", "trưởng",
    "phòng", "đảng", "bộ", "chính", "trị", "trung", "ương", "đoàn", "kiểm", "tra", "đơn", "vị", "quản",
    "lý", "xây", "dựng", "sở", "văn", "bản", "phụ", "lục", "nơi", "nhận", "trường", "cấp", "ngành",
    "khoa", "học", "nghệ", "đầu", "tư", "doanh", "nghiệp", "thông", "tin", "chương", "trình", "hướng",
    "dẫn", "đề", "nghị", "giao", "chủ", "trì", "phối", "hợp", "hoàn", "tình", "hình", "trình", "chính",
    "bình", "minh", "đình", "sinh", "kinh", "an", "ninh", "mình", "tính", "chỉ", "thị", "căn", "cứ",
    "luật", "sử", "dụng", "bảo", "đảm",
))  # fmt: skip

_ENOUGH = 2000  # letters a font's table is told by
_MANY = 6000  # letters its rare letters are told by
_MARGIN = 0.05
_TOKEN = re.compile(r"\S+")
_WORD = re.compile(r"[^\W\d_]+")
_EDGES = " .,;:()[]{}\"'“”‘’…-–—/+*%"
_SUSPECT = re.compile(
    r"[\u0180-\u019f\u01a2-\u01ae\u01b1-\u024f\u0250-\u036f\u0400-\u058f\x01-\x08\x0e-\x1f‡˝˙˘ıˆÏÌÛÙÍŒœﬁﬂ¿]"
)

Reading = Callable[[str], str]
Letter = tuple[int, int]  # the font (0 for none) and the character it gave


def suspicious(text: str) -> bool:
    """Whether a page's text looks as if its fonts lied: odd letters, and few Vietnamese words."""
    odd = len(_SUSPECT.findall(text)) if len(text) >= 40 else 0
    if not odd or odd * 60 < len(text):
        return False
    return share(text) < 0.8 or _score(text)[0] < 0.7


def quality(text: str) -> float:
    """The share of a page's words that are Vietnamese words, numbers or abbreviations."""
    good, count = _count(_TOKEN.findall(text))
    return good / count if count else 0.0


@dataclass(slots=True)
class Repairer:
    """The reading chosen for each font of a document."""

    readings: dict[int, Reading] = field(default_factory=dict)

    def learn(self, letters: Sequence[Letter]) -> None:
        """Chooses a reading for each font of these pages not met before."""
        by_font: dict[int, set[int]] = {}
        for font, code in letters:
            if font and font not in self.readings:
                by_font.setdefault(font, set()).add(code)
        if not by_font:
            return
        new = list(by_font)
        for font in new:
            self.readings[font] = _same
        for _ in range(2):
            for font in new:
                self.readings[font] = self._best(font, by_font[font], letters)

    def text(self, letters: Sequence[Letter]) -> str:
        """The letters as text, one character for each."""
        shown = {letter: self._shown(letter) for letter in set(letters)}
        text = "".join([shown[letter] for letter in letters])
        unsure = set(filter(self._unsure, shown))
        if not unsure:
            return text
        doubtful = {i: _mac_read_as_windows(text[i]) for i, letter in enumerate(letters) if letter in unsure}
        return _settled(text, doubtful)

    def _shown(self, letter: Letter) -> str:
        font, code = letter
        return self.readings.get(font, _same)(chr(code)) if font else chr(code)

    def _unsure(self, letter: Letter) -> bool:
        reading = self.readings.get(letter[0])
        return isinstance(reading, _Patched) and reading.changes.get(chr(letter[1])) == chr(letter[1])

    def _best(self, font: int, codes: set[int], letters: Sequence[Letter]) -> Reading:
        near = _near(font, letters, _ENOUGH)
        reading: Reading = _same
        best = self._measure(font, _same, near)
        for candidate in _candidates(codes):
            value = self._measure(font, candidate, near)
            if value > best:
                best, reading = value, candidate
        if reading is _same or (best - self._measure(font, _same, near) < _MARGIN and not _odd(codes)):
            return _same
        near = _near(font, letters, _MANY)
        if isinstance(reading, _Shifted):
            return self._fill(font, reading, codes, near)
        return self._settle(font, codes, near)

    def _measure(self, font: int, reading: Reading, near: Sequence[Letter]) -> float:
        before = self.readings.get(font, _same)
        self.readings[font] = reading
        value, _ = _score(self.text(near))
        self.readings[font] = before
        return value

    def _settle(self, font: int, codes: set[int], near: Sequence[Letter]) -> _Patched:
        """Windows letters read as Mac Roman; letters the font's own table names otherwise are tried one by
        one."""
        reading = _Patched({})
        for code in sorted(codes):
            char = chr(code)
            if char.isascii():
                continue
            choices = [char] if char in _LATIN_LETTERS else []
            if _mac_read_as_windows(char) not in _LATIN_LETTERS:
                choices += _LATIN_LETTERS
            told = _holding(near, (font, code))
            best = self._measure(font, reading, told)
            for letter in choices:
                candidate = _Patched({**reading.changes, char: letter})
                value = self._measure(font, candidate, told)
                if value > best:
                    best, reading = value, candidate
        return reading

    def _fill(self, font: int, reading: _Shifted, codes: set[int], near: Sequence[Letter]) -> _Shifted:
        """Finds, for glyphs the font's table does not hold, the letter that makes the most words."""
        for code in sorted(codes):
            if code > 0xFF and not reading.knows(code):
                told = _holding(near, (font, code))
                best, chosen = self._measure(font, reading, told), reading
                for letter in _RARE:
                    candidate = reading.with_letter(code, letter)
                    value = self._measure(font, candidate, told)
                    if value > best:
                        best, chosen = value, candidate
                reading = chosen
        return reading


def _odd(codes: set[int]) -> bool:
    """Whether the characters themselves prove that the font lies: Vietnamese text has no such characters."""
    return sum(bool(_SUSPECT.match(chr(c))) for c in codes) >= 2


def _settled(text: str, doubtful: Mapping[int, str]) -> str:
    """`text` with each letter that may be two (Ã for Ã and for Ì) chosen by the word it stands in."""
    letters = list(text)
    for match in _WORD.finditer(text):
        places = [i for i in range(match.start(), match.end()) if i in doubtful]
        for place in places:
            other = text[match.start() : place] + doubtful[place] + text[place + 1 : match.end()]
            if (_worth(other) or 0) > (_worth(match.group()) or 0):
                letters[place] = doubtful[place]
    return "".join(letters)


def _near(font: int, letters: Sequence[Letter], most: int) -> list[Letter]:
    """The words the font takes part in, at most so many letters of them."""
    result: list[Letter] = []
    word: list[Letter] = []
    touched = False
    for letter in letters:
        if letter[0] == 0 or letter[1] == 32:
            if touched:
                result += word
                result.append((0, 32))
            word, touched = [], False
            if len(result) > most:
                break
            continue
        word.append(letter)
        touched = touched or letter[0] == font
    return result + word if touched else result


def _holding(near: Sequence[Letter], sought: Letter) -> list[Letter]:
    """The words of `near` that hold this letter: no others change with its reading."""
    result: list[Letter] = []
    word: list[Letter] = []
    for letter in (*near, (0, 32)):
        if letter != (0, 32):
            word.append(letter)
            continue
        if sought in word:
            result += word
            result.append(letter)
        word = []
    return result


def _candidates(codes: set[int]) -> list[Reading]:
    found: list[Reading] = [_mac_read_as_windows]
    high = sorted(c for c in codes if c > 0x1FF)
    found += [_Shifted(block) for block in _KNOWN_BLOCKS]
    if high:
        low, top = high[0], high[-1]
        for block in range(max(0x200, top - len(_BLOCK) + 1), low + _HORNED_BEFORE + 1):
            if block not in _KNOWN_BLOCKS and top - block < len(_BLOCK) and block - low <= _HORNED_BEFORE:
                found.append(_Shifted(block))
    return found[:160]


def _same(char: str) -> str:
    return char


@lru_cache(maxsize=1024)
def _mac_read_as_windows(char: str) -> str:
    try:
        return char.encode("mac_roman").decode("cp1252")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return char


class _Patched:
    """Windows-1252 read as Mac Roman, with letters of the font's own."""

    def __init__(self, changes: Mapping[str, str]) -> None:
        self.changes = dict(changes)

    def __call__(self, char: str) -> str:
        return self.changes.get(char) or _mac_read_as_windows(char)


class _Shifted:
    """Glyph numbers of a Windows font whose Vietnamese block starts at glyph `block`."""

    def __init__(self, block: int, extra: Mapping[int, str] | None = None) -> None:
        self._block = block
        self._extra = dict(extra or {})
        self._map = {code: _ascii(code) for code in range(3, 98)}
        self._map.update({98 + i: c for i, c in enumerate(_MAC_ORDER)})
        self._map.update(_TIMES)
        for index, letter in enumerate(_HORNED):
            self._map[block - _HORNED_BEFORE + index] = letter
        for index, letter in enumerate(_BLOCK):
            self._map[block + index] = letter
        self._map.update(self._extra)

    def __call__(self, char: str) -> str:
        return self._map.get(ord(char), char)

    def knows(self, code: int) -> bool:
        """Whether the table holds this glyph."""
        return code in self._map

    def with_letter(self, code: int, letter: str) -> _Shifted:
        """The same table with one more glyph."""
        return _Shifted(self._block, {**self._extra, code: letter})


def _ascii(code: int) -> str:
    return chr(code + 29)


def _score(text: str) -> tuple[float, int]:
    tokens = _TOKEN.findall(text)
    good, count = _count(tokens)
    return (good / count if count else 1.0), count


def _count(tokens: Sequence[str]) -> tuple[float, int]:
    good, count = 0.0, 0
    for token in tokens:
        value = _worth(token)
        if value is not None:
            good += value
            count += 1
    return good, count


@lru_cache(maxsize=65536)
def _worth(token: str) -> float | None:
    """1 for a good word, 0 for a bad one, between for what proves little; None for what says nothing."""
    core = token.strip(_EDGES)
    if not core:
        return None
    if len(core) > 60:
        return 0.0
    parts = [p for p in re.split(r"[-–/.,:;()&+%]+", core) if p]
    return sum(map(_part, parts)) / len(parts) if parts else None


def _part(part: str) -> float:
    if part.isdigit():
        return 1.0
    if len(part) == 1:
        return 0.6 if part.isalpha() and part.isascii() else 0.3
    if is_syllable(part) and (part.islower() or part.istitle() or part.isupper()):
        return 1.0 if part.lower() in _COMMON else 0.97
    if part.isascii() and part.isupper() and part.isalpha() and len(part) <= 6:
        return 0.5
    if re.fullmatch(r"[A-ZĐ]{1,6}[a-z]?|[A-Za-z]{1,3}\d{1,4}|[IVX]{1,6}|\d{1,5}[a-z]{1,2}\d?", part):
        return 0.5
    return 0.0
