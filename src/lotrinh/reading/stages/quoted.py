"""Provisions quoted after a colon ("… sửa đổi như sau:" “1. … 2. …”): their numbers are those of another document."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lotrinh.reading import labels
from lotrinh.reading.model import Paragraph
from lotrinh.reading.wording import key

_MOST_QUOTED = 400
_OPENS = ("“", '"')
_CLOSED = re.compile(r"[”\"]\s?[.;,]{0,2}\s*$")
_AMENDS = re.compile(r"(?:sửa đổi|sửa |bổ sung|thay |bãi bỏ|bỏ |đổi )")


def quoted(paragraphs: Sequence[Paragraph]) -> set[int]:
    """The numbers of the paragraphs that are quoted."""
    inside: set[int] = set()
    for start in range(1, len(paragraphs)):
        if start not in inside and _opens(paragraphs, start):
            inside.update(range(start, _end(paragraphs, start)))
    return inside


def _opens(paragraphs: Sequence[Paragraph], index: int) -> bool:
    return paragraphs[index].text.startswith(_OPENS) and paragraphs[index - 1].text.rstrip().endswith(":")


def _end(paragraphs: Sequence[Paragraph], start: int) -> int:
    """The index after the quotation that opens at `start`; `start` itself where nothing closes it."""
    for index in range(start, min(len(paragraphs), start + _MOST_QUOTED)):
        if index > start and _opens(paragraphs, index):
            return _before_announcement(paragraphs, start, index - 1)  # whoever wrote it forgot to close it
        if _CLOSED.search(paragraphs[index].text[1 if index == start else 0 :]):
            return index + 1
    return start


def _before_announcement(paragraphs: Sequence[Paragraph], start: int, last: int) -> int:
    """The first of the labelled lines up to `last` that announce the next quotation ("Điều 3. Sửa đổi Điều 5" / "1. Sửa
    đổi tên Điều 5 như sau:")."""
    index = last
    while index - 1 > start and _announces(paragraphs[index - 1].text):
        index -= 1
    return index


def _announces(text: str) -> bool:
    label = labels.parse(text)
    return label is not None and bool(_AMENDS.match(key(text[label.length :])))
