"""A picture of a page made ready to be recognised: its size, its paper white, its lines level, itself upright."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 40_000_000
_WHITE = 225  # paper at least so bright everywhere needs no evening out
_SHRUNK = 8
_BETWEEN_LINES = 9  # in shrunk pixels: wider than a stroke, so that paper shows beside every letter


def sized(picture: Image) -> Image:
    """A photographed page at a size Tesseract likes."""
    if picture.width * picture.height > MOST_PIXELS:
        factor = (MOST_PIXELS / (picture.width * picture.height)) ** 0.5
        return picture.resize((int(picture.width * factor), int(picture.height * factor)))
    if 0 < picture.width < 1200:
        factor = min(3.0, 1800 / picture.width)
        return picture.resize((int(picture.width * factor), int(picture.height * factor)))
    return picture


# Ink of a stamp: brighter in red than in green and blue by so much. Brown paper and warm light are less so.
_REDDER = 60
_LEAST_RED = 0.0004  # the share of a page that the smallest stamp takes
_MOST_RED = 0.08  # more is a coloured page


def inks(picture: Image) -> tuple[Image, Image | None]:
    """The page in grey without its red ink, and the red ink alone, black on white; None where there is hardly any, or
    too much for stamps."""
    import numpy as np
    from PIL import Image

    if picture.mode != "RGB":
        return picture.convert("L"), None
    small = np.asarray(picture.reduce(4) if min(picture.size) >= 400 else picture, dtype=np.int16)
    if not _LEAST_RED <= float((_redness(small) > _REDDER).mean()) <= _MOST_RED:
        return picture.convert("L"), None
    points = np.asarray(picture, dtype=np.int16)
    redness = _redness(points)
    red = redness > _REDDER
    grey = np.asarray(picture.convert("L")).copy()
    # A letter under the stamp stays dark in red light, the stamp itself turns into paper.
    grey[red] = points[..., 0][red].astype(np.uint8)
    grey[red & (grey > _BRIGHT)] = 255
    return Image.fromarray(grey), Image.fromarray((255 - np.clip(redness * 1.4, 0, 255)).astype(np.uint8))


_BRIGHT = 150


def _redness(points: Any) -> Any:
    """How much more red than green or blue each point of an RGB array is."""
    return points[..., 0] - points[..., 1:].max(axis=-1)


def readied(picture: Image) -> Image:
    """The picture with white paper and level lines; it may still lie on its side or stand on its head."""
    picture = _evened(picture)
    return _levelled(picture, _ink(picture))


def on_its_side(picture: Image) -> Image:
    """The picture turned by 90 degrees."""
    from PIL.Image import Transpose

    return picture.transpose(Transpose.ROTATE_90)


def upside_down(picture: Image) -> Image:
    """The picture turned by 180 degrees."""
    from PIL.Image import Transpose

    return picture.transpose(Transpose.ROTATE_180)


def _evened(picture: Image) -> Image:
    """Each point as bright as it is beside the paper around it, where light fell unevenly or the paper is grey."""
    import numpy as np
    from PIL import Image, ImageFilter

    if min(picture.size) < 20 * _SHRUNK:
        return picture
    paper = picture.reduce(_SHRUNK).filter(ImageFilter.MaxFilter(_BETWEEN_LINES)).filter(ImageFilter.GaussianBlur(5))
    if paper.getextrema()[0] >= _WHITE:  # type: ignore[operator]
        return picture
    level = np.asarray(paper.resize(picture.size), dtype=np.float32)
    even = np.asarray(picture, dtype=np.float32) * (255.0 / np.maximum(level, 24.0))
    return Image.fromarray(np.minimum(even, 255.0).astype(np.uint8))


def _ink(picture: Image) -> Image:
    """The picture small, its ink white on black."""
    small = picture.copy()
    small.thumbnail((900, 900))
    return small.point(lambda v: 255 if v < 128 else 0)


def _levelled(picture: Image, small: Image) -> Image:
    """The picture turned so that its lines of text are level, if they lean by 0.3 to 4 degrees."""
    from PIL.Image import Resampling

    angles = [a / 4 for a in range(-16, 17)]
    best = max(angles, key=lambda a: _sharpness(small, a) * (1.0 if a else 1.02))
    if abs(best) < 0.3:
        return picture
    return picture.rotate(best, fillcolor=255, expand=False, resample=Resampling.BICUBIC)


def _sharpness(picture: Image, angle: float) -> float:
    """How sharply rows of ink and rows of paper alternate."""
    from PIL.Image import Resampling

    turned = picture.rotate(angle, fillcolor=0) if angle else picture
    rows = turned.resize((1, turned.height), resample=Resampling.BOX).tobytes()
    return float(sum((a - b) ** 2 for a, b in pairwise(rows)))
