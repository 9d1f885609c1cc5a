"""The words of one PDF page, or those laid over it: characters and the fonts they are drawn in, pieces with boxes.

The text comes in one call. Boxes are asked for per run, per character only where a page needs it (tables, wide gaps),
for a call per character costs more than the whole extraction.
"""

from __future__ import annotations

import codecs
import ctypes
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from struct import Struct
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from lotrinh.reading.formats import pdfium_calls as calls
from lotrinh.reading.formats.layout import Box, Piece
from lotrinh.reading.formats.pdf_glyphs import Letter

Place = Callable[[float, float, float, float], Box]
"""Left, bottom, right, top in page space → a box in points from the top left corner of the page as shown."""

_BLANKS = " \t\u00a0\r\n"
_HYPHENS = "\x02\ufffe"
# A line's words from the first to the last that shows; pdfium's mark of a hyphenated word ends a line.
_LINE = re.compile(
    rf"[^{_BLANKS}{_HYPHENS}](?:[^\r\n{_HYPHENS}]*[^{_BLANKS}{_HYPHENS}])?(?:[ \t\u00a0]*[{_HYPHENS}])?|[{_HYPHENS}]"
)
_WORD, _LETTER = re.compile(r"\S+"), re.compile(r"\S")
_LEAST_GAP = 14.0  # points
_SIDE = ctypes.sizeof(ctypes.c_double)
_four = Struct("4d").unpack


class TextLayer:
    """A loaded text page. `text` has one character per pdfium character, so its indices address both."""

    def __init__(self, page: Any, place: Place, *, laid: bool = False) -> None:
        """`page` is a page of pdfium's; `laid`: whether its words are laid over another page."""
        self._raw = pdfium.FPDFText_LoadPage(page)
        if not self._raw:
            raise pypdfium2.PdfiumError("Failed to load text page.")
        self._place = place
        self._laid = laid
        self._sides = (ctypes.c_double * 4)()  # left, bottom, right, top
        self._refs = tuple(ctypes.byref(self._sides, i * _SIDE) for i in range(4))
        self.count: int = calls.count_letters(self._raw)
        self.text = self._quick_text() or self._slow_text()

    def _quick_text(self) -> str:
        """The text in one call; none where pdfium leaves characters out or puts some in."""
        count = self.count
        if count < 1 or calls.place_in_text(self._raw, count - 1) != count - 1:
            return ""
        buffer = bytearray(2 * count + 2)
        size = calls.text_of(self._raw, 0, count, ctypes.byref(ctypes.c_char.from_buffer(buffer)))
        text, _ = codecs.utf_16_le_decode(memoryview(buffer)[: 2 * size - 2], "ignore")
        return text if len(text) == count else ""

    def _slow_text(self) -> str:
        codes = (calls.letter_code(self._raw, i) for i in range(self.count))
        return "".join(chr(c) if c < 0x110000 and not 0xD800 <= c < 0xE000 else "\ufffd" for c in codes)

    def close(self) -> None:
        """Gives its memory back."""
        pdfium.FPDFText_ClosePage(self._raw)

    def letters(self) -> list[Letter]:
        """Every character with the font it is drawn in; 0 for what pdfium itself put in (spaces, line
        ends)."""
        found: list[Letter] = []
        for i in range(self.count):
            item = calls.object_of_letter(self._raw, i)
            font = calls.font_of(item) or 0 if item else 0
            code = calls.letter_code(self._raw, i)
            found.append((font, code if code < 0xD800 or 0xE000 <= code < 0x110000 else 0xFFFD))
        return found

    # -- boxes

    def _letter_boxes(self, start: int, end: int) -> tuple[Box, ...]:
        """The boxes of a stretch of characters."""
        return tuple(map(self._letter_box, range(start, end)))

    def _letter_box(self, index: int) -> Box:
        left, bottom, right, top = self._refs
        calls.letter_sides(self._raw, index, left, right, bottom, top)
        return self._place(*_four(self._sides))

    def _runs(self, count: int) -> list[Box]:
        """The boxes of the runs that were counted last."""
        raw, sides, place = self._raw, self._sides, self._place
        left, bottom, right, top = self._refs
        found: list[Box] = []
        for i in range(count):
            calls.run_sides(raw, i, left, top, right, bottom)
            found.append(place(*_four(sides)))
        return found

    # -- pieces

    def pieces(self, text: str) -> list[Piece]:
        """The runs of words; a run ends at a line end, and at a gap wide enough to part columns."""
        found: list[Piece] = []
        raw, count_runs, run_sides = self._raw, calls.count_runs, calls.run_sides
        left, bottom, right, top = self._refs
        sides, place, spell, laid = self._sides, self._place, self._letter_boxes, self._laid
        shown = _hyphens(text)
        for start, words in _lines(text):
            count = count_runs(raw, start, len(words))
            if count == 1 and "   " not in words:
                run_sides(raw, 0, left, top, right, bottom)
                found.append(Piece(words, place(*_four(sides)), 1.0, spell, laid, start))
            elif count:
                found += self._of_runs(shown, start, start + len(words), self._runs(count))
        return found

    def _of_runs(self, shown: str, start: int, end: int, runs: Sequence[Box]) -> Iterable[Piece]:
        box = _union(runs)
        level = _is_level(runs, box)
        if not level or _has_gap(runs) or "   " in shown[start:end]:
            return self._split(shown, start, end, _WORD if level else _LETTER)
        return (Piece(shown[start:end], box, 1.0, self._letter_boxes, self._laid, start),)

    def _split(self, shown: str, start: int, end: int, stretch: re.Pattern[str]) -> Iterator[Piece]:
        """The line cut where its words lie apart, or where its letters do if it is not level."""
        cuts, last = [start], None
        box_of = self._letter_box
        for match in stretch.finditer(shown, start, end):
            first, behind = match.span()
            box = box_of(first)
            if box[2] <= box[0]:
                continue
            if last is not None and _parted(last, box):
                cuts.append(first)
            last = box if behind == first + 1 else box_of(behind - 1)
        for at, to in pairwise([*cuts, end]):
            yield from self._piece(shown, at, to)

    def _piece(self, shown: str, at: int, to: int) -> Iterator[Piece]:
        words = shown[at:to]
        line = words.strip(_BLANKS)
        if not line:
            return
        at += words.index(line)
        runs = self._runs(calls.count_runs(self._raw, at, len(line)))
        box = _union([b for b in runs if b[2] > b[0] and b[3] > b[1]] or self._letter_boxes(at, at + len(line)))
        yield Piece(line, box, 1.0, self._letter_boxes, self._laid, at)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Where each line begins that shows anything, and its words from the first to the last that shows."""
    ends = text.count("\r\n")
    if text.count("\r") != ends or text.count("\n") != ends or any(mark in text for mark in _HYPHENS):
        yield from ((match.start(), _hyphens(match.group())) for match in _LINE.finditer(text))
        return
    at = 0
    for line in text.split("\r\n"):
        words = line.strip(_BLANKS)
        if words:
            yield at + line.index(words), words
        at += len(line) + 2


def _hyphens(text: str) -> str:
    return text.replace("\x02", "-").replace("\ufffe", "-")


def _union(boxes: Sequence[Box]) -> Box:
    if len(boxes) == 1:
        return boxes[0]
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _is_level(runs: Sequence[Box], box: Box) -> bool:
    """Whether the runs stand on one line and follow one another."""
    return box[3] - box[1] <= 1.5 * max(_tallest(runs), 6) and not any(b[0] < a[2] - 8 for a, b in pairwise(runs))


def _tallest(runs: Sequence[Box]) -> float:
    return max([bottom - top for _, top, _, bottom in runs])


def _has_gap(runs: Sequence[Box]) -> bool:
    """Whether two neighbouring runs of a level line are parted."""
    if len(runs) == 1 or max([b[0] - a[2] for a, b in pairwise(runs)]) <= _LEAST_GAP:
        return False
    widest = max(_LEAST_GAP, 1.4 * _tallest(runs))
    ordered = sorted(runs)
    reach = ordered[0][2]
    for run in ordered[1:]:
        if run[0] - reach > widest:
            return True
        reach = max(reach, run[2])
    return False


def _parted(last: Box, box: Box) -> bool:
    (left, top, right, bottom), (start, upper, _, lower) = last, box
    height = max(bottom - top, lower - upper, 8.0)
    if start - right > max(_LEAST_GAP, 1.4 * height) or left - start > 3 * height:
        return True
    return min(bottom, lower) - max(top, upper) < -0.6 * height
