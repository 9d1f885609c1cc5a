"""What all charts share: the result, the look, numbers as the language writes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lotrinh.charts.palette import COLOURS, Theme
from lotrinh.charts.words import WORDS, Language, Number, number

Spec = dict[str, Any]

FONT = "Be Vietnam Pro, Noto Sans, Liberation Sans, sans-serif"
NUMBER_LOCALE: dict[Language, Spec] = {
    "vi": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " đồng"]},
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["", " VND"]},
}


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart and what stands in for it.

    `spec`: Vega-Lite, data inside, no expression beyond what vega-interpreter runs. `description`: whole
    sentences for a person who does not see it. `columns`, `rows`: every figure drawn, as text.
    """

    spec: Spec
    description: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def base(theme: Theme, width: int, height: int, description: str, language: Language = "vi") -> Spec:
    """The frame of a specification: schema, size, colours, fonts, number locale, no remote data."""
    colour = COLOURS[theme]
    axis = {
        "labelColor": colour["text"],
        "titleColor": colour["muted"],
        "gridColor": colour["grid"],
        "domainColor": colour["muted"],
        "tickColor": colour["muted"],
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
    }
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "description": description,
        "width": width,
        "height": height,
        "background": colour["background"],
        "config": {
            "font": FONT,
            "locale": {"number": NUMBER_LOCALE[language]},
            "view": {"stroke": None},
            "axis": axis,
            "legend": {
                "orient": "bottom",
                "labelColor": colour["text"],
                "titleColor": colour["muted"],
                "labelFontSize": 12,
                "labelLimit": 320,
                "symbolSize": 90,
            },
            "title": {"color": colour["text"], "fontSize": 14, "anchor": "start"},
        },
    }


def responsive(spec: Spec) -> Spec:
    """The same specification as wide as the element that holds it, for the browser.

    Without `$schema`: the browser's library is a version newer than the one that draws for Word, and says so.
    """
    kept = {name: value for name, value in spec.items() if name != "$schema"}
    return {**kept, "width": "container", "autosize": {"type": "fit-x", "contains": "padding"}}


def places(values: list[Number], decimals: int | None) -> int:
    """Decimals to show: those asked for, else as many as the figures need, at most two."""
    if decimals is not None:
        return decimals
    tails = [str(round(float(v), 2)).partition(".")[2].rstrip("0") for v in values]
    return max((len(tail) for tail in tails), default=0)


def shown(value: Number | None, decimals: int, unit: str = "", language: Language = "vi") -> str:
    """A figure for a person: `34,02%`, `9.400 USD`; "chưa có" where there is none."""
    if value is None:
        return WORDS[language]["none"]
    figure = number(value, decimals, language)
    return f"{figure}{unit}" if unit.startswith(("%", "‰")) else f"{figure} {unit}".rstrip()


def interval(
    low: Number | None, high: Number | None, decimals: int, unit: str = "", language: Language = "vi"
) -> str:  # fmt: skip
    """A range in words: `34,02–34,28%`, `từ 70% trở lên`, `không quá 10%`."""
    words = WORDS[language]
    if low is not None and high is not None:
        if low == high:
            return shown(low, decimals, unit, language)
        return f"{shown(low, decimals, language=language)}–{shown(high, decimals, unit, language)}"
    if low is not None:
        return words["from"].format(low=shown(low, decimals, unit, language))
    return words["up_to"].format(high=shown(high, decimals, unit, language)) if high is not None else words["none"]
