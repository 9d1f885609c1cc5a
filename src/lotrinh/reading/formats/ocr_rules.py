"""The ruling lines of a scanned page, so that a table in a picture becomes a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from lotrinh.reading.formats.ruling import Box

if TYPE_CHECKING:
    from PIL.Image import Image

_LONG = 30.0  # points: longer than any stroke of a letter
_DARK = 140
_TOUCH = 2.5
_BREAK = 7.0


def ruling_lines(picture: Image, scale: float) -> list[Box]:
    """Long straight strokes as thin boxes in points; `scale` is points per pixel."""
    import numpy as np

    dark = np.asarray(picture) < _DARK
    length = max(8, round(_LONG / scale))
    if min(dark.shape) <= length:
        return []
    flat = [(x0 * scale, y * scale, x1 * scale, y * scale) for y, x0, x1 in _runs(dark, length)]
    upright = [(x * scale, y0 * scale, x * scale, y1 * scale) for x, y0, y1 in _runs(dark.T, length)]
    swapped = _merged([(b[1], b[0], b[3], b[2]) for b in upright])
    return _merged(flat) + [(b[1], b[0], b[3], b[2]) for b in swapped]


def without(picture: Image, lines: Sequence[Box], scale: float) -> Image:
    """The picture with its ruling lines painted over, so that they are not taken for letters."""
    from PIL import ImageDraw

    clean = picture.copy()
    draw = ImageDraw.Draw(clean)
    edge = max(2, round(1.2 / scale))
    for left, top, right, bottom in lines:
        box = (left / scale - edge, top / scale - edge, right / scale + edge, bottom / scale + edge)
        draw.rectangle(box, fill=255)
    return clean


def _runs(dark: Any, length: int) -> list[tuple[int, int, int]]:
    """Runs of at least `length` dark pixels: the row, where it starts, where it ends."""
    import numpy as np

    sums = np.cumsum(dark, axis=1, dtype=np.int32)
    full = (sums[:, length:] - sums[:, :-length]) == length
    found: list[tuple[int, int, int]] = []
    for row in np.flatnonzero(full.any(axis=1)):
        edges = np.flatnonzero(np.diff(np.concatenate(([0], full[row].view(np.int8), [0]))))
        found += [(int(row), int(start), int(end) + length) for start, end in zip(edges[::2], edges[1::2], strict=True)]
    return found


def _merged(lines: Sequence[Box]) -> list[Box]:
    """Flat strokes on nearly one height that touch or nearly touch, as one: a scanned rule leans and has
    gaps."""
    result: list[list[float]] = []
    for left, top, right, _ in sorted(lines, key=lambda b: (b[1], b[0])):
        for line in reversed(result[-60:]):
            near = top - line[3] <= _TOUCH and top - line[1] <= 3 * _TOUCH
            if near and left <= line[2] + _BREAK and right >= line[0] - _BREAK:
                line[0], line[2], line[3] = min(line[0], left), max(line[2], right), max(line[3], top)
                break
        else:
            result.append([left, top, right, top])
    middle = [(a, (b + d) / 2, c, (b + d) / 2) for a, b, c, d in result]
    return [(a, b, c, d) for a, b, c, d in middle if c - a >= _LONG]
