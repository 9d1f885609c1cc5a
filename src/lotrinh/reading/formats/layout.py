"""Pieces of text with boxes → lines in reading order.

Works for PDF text and for OCR alike: pieces on one baseline make a row; rows that share a gutter are two
columns, given out left column first; a number laid over a blank ("Số:      /KH-UBND" with "11" drawn on top)
goes into its place.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

Box = tuple[float, float, float, float]
Spell = Callable[[int, int], tuple[Box, ...]]
"""Gives a box for each character of a stretch; asked only where a piece must be cut, for it costs a call per
character."""

_KNOWN_PAIR = re.compile(
    r"cộng h[òo]a xã hội|đảng cộng sản|độc lập\s*[-–]\s*tự do|nơi nhận|,\s{0,2}ngày.{0,24}tháng",
    re.IGNORECASE,
)
_RECIPIENTS = re.compile(r"\s*(?:nơi nhận|kính gửi)\s*:?", re.IGNORECASE)
_GUTTER = 7.0
_BAND_GAP = 75.0


@dataclass(slots=True)
class Piece:
    """A run of words on one baseline. Boxes are in points from the page's top left corner."""

    text: str
    box: Box
    confidence: float = 1.0
    spell: Spell | None = None
    laid: bool = False
    """Whether the words are laid over the page: a signature's imprint, a number typed on."""
    at: int = 0
    """The place of the piece's first character among those that `spell` knows."""

    @property
    def height(self) -> float:
        """How tall the piece is."""
        return self.box[3] - self.box[1]

    @property
    def letters(self) -> tuple[Box, ...]:
        """One box per character; empty where they cannot be had."""
        return self.spell(self.at, self.at + len(self.text)) if self.spell else ()


Row = list[Piece]


def rows(pieces: Sequence[Piece]) -> list[Row]:
    """Pieces grouped by baseline, rows from top to bottom, pieces from left to right."""
    shown = [piece for piece in pieces if piece.text.strip()]
    if all(map(_is_below, shown, shown[1:])):
        return [[piece] for piece in shown]
    found: list[Row] = []
    for piece in sorted(shown, key=_middle):
        top, bottom = piece.box[1], piece.box[3]
        for row in reversed(found[-4:]):
            last = row[-1].box  # the lowest of the row so far: pieces come from top to bottom
            if (top + bottom) - (last[1] + last[3]) < 0.9 * (bottom - top) and _same_baseline(row, piece):
                row.append(piece)
                break
        else:
            found.append([piece])
    for row in found:
        if len(row) > 1:
            row.sort(key=_left)
    found.sort(key=_top)
    return found


def _is_below(one: Piece, two: Piece) -> bool:
    """Whether `two` stands below the baseline of `one`, as the next line of a text does."""
    (_, top, _, bottom), (_, second, _, end) = one.box, two.box
    return bottom <= second < end or (top <= second and (second + end) - (top + bottom) >= 0.9 * (end - second) > 0)


def _middle(piece: Piece) -> tuple[float, float]:
    return piece.box[1] + piece.box[3], piece.box[0]


def _left(piece: Piece) -> float:
    return piece.box[0]


def _top(row: Row) -> float:
    return row[0].box[1] if len(row) == 1 else min(p.box[1] for p in row)


def _same_baseline(row: Row, piece: Piece) -> bool:
    top, bottom = piece.box[1], piece.box[3]
    for other in row:
        box = other.box
        if abs((box[1] + box[3]) - (top + bottom)) < 0.9 * min(box[3] - box[1], bottom - top):
            shared = min(box[2], piece.box[2]) - max(box[0], piece.box[0])
            if shared <= 0 or shared < 0.6 * min(box[2] - box[0], piece.box[2] - piece.box[0]):
                return True
            return _fits_inside(other, piece) or _fits_inside(piece, other)
    return False


def _fits_inside(wide: Piece, small: Piece) -> bool:
    """Whether `small` is short enough to be an overlay on a blank of `wide`."""
    return len(small.text.strip()) <= 12 and (wide.box[2] - wide.box[0]) > 2 * (small.box[2] - small.box[0])


def lines(pieces: Sequence[Piece]) -> list[Piece]:
    """The page's lines in reading order, each one piece."""
    shown = [piece for piece in pieces if piece.text.strip()]
    if all(map(_follows, shown, shown[1:])):
        return shown
    merged = [_overlaid(row) if len(row) > 1 else row for row in rows(shown)]
    result: list[Piece] = []
    index = 0
    while index < len(merged):
        band = _band(merged, index)
        if band is None:
            result.append(_joined(merged[index]))
            index += 1
            continue
        end, gutter = band
        result += _columns(merged[index:end], gutter)
        index = end
    return result


def _follows(one: Piece, two: Piece) -> bool:
    """Whether `two` stands below `one` and not beside it: where all do, as on most pages, there are no columns."""
    return one.box[3] <= two.box[1] < two.box[3] or (_is_below(one, two) and _beside(one, two) is None)


def _overlaid(row: Row) -> Row:
    """A row with pieces that lie on a blank of another piece put where they show."""
    for small in list(row):
        for wide in row:
            if wide is small or not (wide.box[0] < small.box[0] and small.box[2] < wide.box[2] + 2):
                continue
            if wide.spell and _fits_inside(wide, small):
                row.remove(small)
                row[row.index(wide)] = _inserted(wide, small)
                break
    return row


def _inserted(wide: Piece, small: Piece) -> Piece:
    letters = wide.letters
    middle = (small.box[0] + small.box[2]) / 2
    at = next(
        (i for i, b in enumerate(letters) if wide.text[i].strip() and (b[0] + b[2]) / 2 > middle),
        len(letters),
    )
    words = small.text.strip()
    before, after = wide.text[:at].rstrip(), wide.text[at:].lstrip()
    gap = "" if after[:1] in "/-,." else " "
    text = f"{before} {words}{gap}{after}"
    filled = (small.box,) * (len(text) - len(before) - len(after))
    boxes = (*letters[: len(before)], *filled, *(letters[len(letters) - len(after) :] if after else ()))
    return replace(wide, text=text, spell=lambda start, end: boxes[start:end], at=0)


def _joined(row: Row) -> Piece:
    if len(row) == 1:
        return row[0]
    box = (
        min(p.box[0] for p in row),
        min(p.box[1] for p in row),
        max(p.box[2] for p in row),
        max(p.box[3] for p in row),
    )
    weight = sum(len(p.text) for p in row) or 1
    return Piece(
        " ".join(p.text.strip() for p in row),
        box,
        sum(p.confidence * len(p.text) for p in row) / weight,
    )


def _band(all_rows: Sequence[Row], start: int) -> tuple[int, float] | None:
    """Where a two-column band starting on this row ends, and the x of its gutter; None where no band starts
    here."""
    first = all_rows[start]
    gap = _widest(first)
    if gap is None and start + 1 < len(all_rows):
        # The columns may start one line apart.
        gap = _step(first, all_rows[start + 1]) or _later(all_rows, start)
    if gap is None:
        return None
    two_sided = [start] if len(first) > 1 else []
    end, bottom = start + 1, max(p.box[3] for p in first)
    sides: list[str] = ["b" if len(first) > 1 else _side(first, gap)]
    for index in range(start + 1, len(all_rows)):
        row = all_rows[index]
        narrowed = _narrow(row, gap)
        if narrowed is None or _top(row) - bottom > _BAND_GAP:
            break
        gap = narrowed
        sides.append(_side(row, gap))
        if sides[-1] == "b":
            two_sided.append(index)
        end, bottom = index + 1, max(bottom, *(p.box[3] for p in row))
    band = all_rows[start:end]
    if len(two_sided) < 2 and not (_holds(band, _KNOWN_PAIR.search) and (two_sided or {"l", "r"} <= set(sides))):
        return None
    if not _holds(band, _RECIPIENTS.match):
        end = _trimmed(sides, start, two_sided)
    return end, (gap[0] + gap[1]) / 2


def _holds(band: Sequence[Row], sought: Callable[[str], object]) -> bool:
    return any(sought(piece.text) for row in band for piece in row)


def _trimmed(sides: Sequence[str], start: int, two_sided: Sequence[int]) -> int:
    """The band without trailing rows that change side: those are text after the columns, not columns."""
    last = (two_sided[-1] - start) if two_sided else max(1, next((i for i, s in enumerate(sides) if s != sides[0]), 1))
    end = last + 1
    while end < len(sides) and sides[end] == (sides[last + 1]):
        end += 1
    return start + end


def _step(first: Row, second: Row) -> tuple[float, float] | None:
    """The gutter between two single pieces that overlap in height although not on one baseline."""
    return _beside(first[0], second[0]) if len(first) == len(second) == 1 else None


def _beside(first: Piece, second: Piece) -> tuple[float, float] | None:
    one, two = first.box, second.box
    if min(one[3], two[3]) - max(one[1], two[1]) <= 0:
        return None
    left, right = (one, two) if one[0] < two[0] else (two, one)
    return (left[2], right[0]) if right[0] - left[2] >= _GUTTER else None


def _later(all_rows: Sequence[Row], start: int) -> tuple[float, float] | None:
    """The gutter of a signature block whose first rows hold recipients only."""
    if len(all_rows[start]) != 1 or not _RECIPIENTS.match(all_rows[start][0].text):
        return None
    for row in all_rows[start + 1 : start + 30]:
        gap = _widest(row)
        if gap is not None:
            return gap
    return None


def _side(row: Row, gap: tuple[float, float]) -> str:
    middle = (gap[0] + gap[1]) / 2
    if row[0].box[0] >= middle:
        return "r"
    return "b" if row[-1].box[0] >= middle else "l"


def _widest(row: Row) -> tuple[float, float] | None:
    if len(row) == 1:
        return None
    gaps = [(a.box[2], b.box[0]) for a, b in itertools.pairwise(row) if b.box[0] - a.box[2] >= _GUTTER]
    return max(gaps, key=lambda g: g[1] - g[0]) if gaps else None


def _narrow(row: Row, gap: tuple[float, float]) -> tuple[float, float] | None:
    low, high = gap
    for piece in row:
        left, right = piece.box[0], piece.box[2]
        if right <= low or left >= high:
            continue
        if left < low and right > high:
            return None
        if left <= low or (right - low) < (high - left):
            low = max(low, right)
        else:
            high = min(high, left)
        if high - low < _GUTTER:
            return None
    return low, high


def _columns(band: Sequence[Row], gutter: float) -> Iterator[Piece]:
    for keep_left in (True, False):
        for row in band:
            side = [p for p in row if (p.box[0] < gutter) == keep_left]
            if side:
                yield _joined(side)
