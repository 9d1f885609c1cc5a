"""An official document as plain data: what it says, not how it looks (that is the profile's part)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Align = Literal["left", "center", "right", "justify"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text. `source` is a key of `Document.sources`: the figure's mark [n] follows the text."""

    text: str
    bold: bool = False
    italic: bool = False
    source: str = ""


Text = str | Sequence[Run]
"""Plain words, or runs. Text is never interpreted: no fields, no templates, no markup."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A body paragraph. `indent`: with the first-line indent of the profile."""

    text: Text
    align: Align = "justify"
    indent: bool = True


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. With `number` its mark follows the profile (level 1 `I- …`, 2 `1. …`, 3 `a) …`)."""

    text: str
    level: int = 1
    number: int | None = None
    center: bool = False


@dataclass(frozen=True, slots=True)
class Bullet:
    """A dash (level 1) or plus (level 2) line."""

    text: Text
    level: int = 1


@dataclass(frozen=True, slots=True)
class Column:
    """A table column: heading, share of the width, alignment of its cells."""

    title: str
    width: float = 1.0
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A row across all columns, naming a group."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A bordered table as wide as the page; the head repeats on each page. Short rows are filled up."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[Text] | SectionRow]
    caption: str = ""
    unit_note: str = ""
    size: float = 12


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG with its caption, and its words for a person who does not see it."""

    png: bytes
    caption: str
    alt: str
    width_mm: float = 150


Block = Paragraph | Heading | Bullet | Table | Picture


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex on pages of its own, landscape for wide tables."""

    title: str
    blocks: Sequence[Block]
    subtitle: str = ""
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """The record behind a figure. `link` is shown as text."""

    text: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The block on top of page 1. A blank `number` leaves room: `Số     -BC/TU`; so does a blank `day`."""

    organ: str
    superior: str = ""
    number: str = ""
    symbol_type: str = ""
    symbol_organ: str = ""
    place: str = ""
    day: date | None = None
    month_year: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs. `authority` such as `T/M BAN THƯỜNG VỤ`; the name may be left blank."""

    position: str
    authority: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One official document. Without `type_name` it is a công văn: the subject stands under the number.

    `addressees` are the lines after "Kính gửi:". `sources` are keyed by the `source` of runs.
    `demonstration` puts DỮ LIỆU TRÌNH DIỄN on top of every page, `draft` such as `Dự thảo lần 1` too.
    """

    letterhead: Letterhead
    subject: str
    body: Sequence[Block]
    signature: Signature
    type_name: str = ""
    recipients: Sequence[str] = ()
    addressees: Sequence[str] = ()
    annexes: Sequence[Annex] = ()
    sources: dict[str, Source] = field(default_factory=dict)
    demonstration: bool = False
    draft: str = ""


def runs_of(text: Text) -> tuple[Run, ...]:
    """Any text as runs."""
    return (Run(text),) if isinstance(text, str) else tuple(text)


def plain(text: Text) -> str:
    """Any text as a string, without marks."""
    return text if isinstance(text, str) else "".join(run.text for run in text)
