"""A specification → a picture for the Word file, through vl-convert, without the network."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from lotrinh.charts.spec import NUMBER_LOCALE, Chart, Spec
from lotrinh.errors import InvalidData, MissingTool

_FONTS = ("Be Vietnam Pro", "Noto Sans", "Liberation Sans", "DejaVu Sans")
"""Fonts with every Vietnamese letter, the best first."""
_PLACES = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")


@lru_cache(maxsize=1)
def picture_font() -> str:
    """The best installed font with every Vietnamese letter; `sans-serif` where none is found."""
    names = {
        file.stem.lower().replace("-", "").replace("_", "")
        for place in _PLACES
        for file in Path(place).expanduser().rglob("*.[to]t[fc]")
    }
    for font in _FONTS:
        stem = font.lower().replace(" ", "")
        if any(name in {stem, stem + "regular"} for name in names):
            return font
    return "sans-serif"


def to_png(chart: Chart | Spec, *, scale: float = 2.0) -> bytes:
    """The chart as PNG. Raises MissingTool without vl-convert, InvalidData if the specification is broken."""
    try:
        import vl_convert
    except ImportError as error:
        raise MissingTool("Chưa cài gói vl-convert-python nên chưa vẽ được biểu đồ vào Word.") from error
    spec = chart.spec if isinstance(chart, Chart) else chart
    config = spec.get("config", {})
    locale = config.get("locale", {}).get("number", NUMBER_LOCALE["vi"])
    spec = {**spec, "config": {**config, "font": picture_font()}}
    try:
        png = vl_convert.vegalite_to_png(
            spec, vl_version="5.20", scale=scale, allowed_base_urls=[], format_locale=locale
        )
    except ValueError as error:
        raise InvalidData("Không vẽ được biểu đồ vì số liệu của biểu đồ bị lỗi.") from error
    return bytes(png)
