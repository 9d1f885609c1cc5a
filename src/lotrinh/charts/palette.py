"""Colours of the charts, light and dark, with the arithmetic that checks them.

Text and lines keep a contrast of 4.5:1 to the background (WCAG 2.1, 1.4.3); colours that tell things apart
stay apart for people with protanopia, deuteranopia and tritanopia (simulation after Machado, Oliveira and
Fernandes 2009). Colour is never alone: every role has a shape, a dash or a word as well.
"""

from __future__ import annotations

import math
from typing import Literal

Theme = Literal["light", "dark"]
Role = Literal["background", "text", "muted", "grid", "reported", "restated", "trajectory", "target", "break", "danger"]

COLOURS: dict[Theme, dict[Role, str]] = {
    "light": {
        "background": "#FFFFFF",
        "text": "#1B1F24",
        "muted": "#57606A",
        "grid": "#E3E7EB",
        "reported": "#0B5FA5",
        "restated": "#A34700",
        "trajectory": "#57606A",
        "target": "#1A7F37",
        "break": "#57606A",
        "danger": "#B3261E",
    },
    "dark": {
        "background": "#12161B",
        "text": "#F0F3F6",
        "muted": "#A9B4C0",
        "grid": "#2B323A",
        "reported": "#6CB6FF",
        "restated": "#F2A25C",
        "trajectory": "#A9B4C0",
        "target": "#57C77A",
        "break": "#A9B4C0",
        "danger": "#FF8A80",
    },
}

HEAT: dict[Theme, tuple[str, str]] = {"light": ("#F3F6F9", "#9CC4E8"), "dark": ("#1B2129", "#2C4F73")}
"""Ends of the heat scale; the text colour stays readable on both and on everything between."""

TOLD_APART: tuple[Role, ...] = ("reported", "restated")
"""Roles drawn as lines side by side; they must differ under every kind of colour vision."""

_MACHADO: dict[str, tuple[tuple[float, float, float], ...]] = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
COLOUR_VISIONS = ("usual", *_MACHADO)

Triple = tuple[float, float, float]


def _linear(colour: str) -> Triple:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return r, g, b


def luminance(colour: str) -> float:
    """Relative luminance of `#RRGGBB` (WCAG 2.1)."""
    r, g, b = _linear(colour)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.1)."""
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def difference(first: str, second: str, vision: str = "usual") -> float:
    """How far two colours lie apart (CIE 1976 ΔE) for a kind of colour vision; 10 is plain to see."""
    one, two = _lab(_seen(first, vision)), _lab(_seen(second, vision))
    return math.dist(one, two)


def _seen(colour: str, vision: str) -> Triple:
    rgb = _linear(colour)
    if vision == "usual":
        return rgb
    r, g, b = (min(1.0, max(0.0, sum(w * c for w, c in zip(row, rgb, strict=True)))) for row in _MACHADO[vision])
    return r, g, b


def _lab(rgb: Triple) -> Triple:
    r, g, b = rgb
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883
    fx, fy, fz = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)
