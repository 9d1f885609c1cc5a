"""What a line is besides text of the document: page number, stamp, running header, footnote."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from lotrinh.reading.source import Source

PAGE_NUMBER = re.compile(
    r"\s*(?:[-–—]\s?)?(?:(?:trang|page)\s{1,3})?(\d{1,4})(?:\s?[-–—]|\s?/\s?\d{1,4})?\s*\Z", re.IGNORECASE
)
_SIGNED = (
    "người ký|ký bởi|được ký bởi|ký số bởi|digitally signed by|signed by|signature not verified|thời gian ký"
    "|signing time"
)
_BESIDE = "cơ quan|email|chức vụ|tổ chức|lý do|vị trí|địa điểm|reason|location|date|o|ou|cn|dn"
_SURE_STAMP = re.compile(rf"\s*(?:{_SIGNED})\b\s{{0,3}}:?", re.IGNORECASE)
STAMP = re.compile(
    rf"\s*(?:(?:{_SIGNED}|ngày ký|ký ngày)\b\s{{0,3}}:?|(?:{_BESIDE})\s{{0,2}}[:=](?=\s{{0,2}}\S))",
    re.IGNORECASE,
)


_DASHES = ("-", "–", "—")
_MOST_PAGES = 1900  # from here on a number on a line of its own is a year


def page_number(text: str) -> int | None:
    """The number a line consists of ("7", "- 7 -", "Trang 7/12"), or None where it is no page number."""
    last = text.rstrip()[-1:]
    match = PAGE_NUMBER.match(text) if last.isdigit() or last in _DASHES else None
    number = int(match[1]) if match else None
    return None if number is not None and number >= _MOST_PAGES else number


def stamps(texts: Sequence[str]) -> set[int]:
    """Which of consecutive lines belong to the imprint of a digital signature ("Người ký: …", "Thời gian ký:
    …").

    Lines such as "Cơ quan: …" or "Email: …" count only beside a line that says it is a signature.
    """
    found: set[int] = set()
    for index, text in enumerate(texts):
        if len(text) > 200 or not _SURE_STAMP.match(text):
            continue
        found.add(index)
        for step in (-1, 1):
            near = index + step
            while 0 <= near < len(texts) and abs(near - index) <= 6 and _may_be_stamp(texts[near]):
                found.add(near)
                near += step
    return found


def _may_be_stamp(text: str) -> bool:
    return len(text) <= 200 and (not text.strip() or bool(STAMP.match(text)) or bool(_TIME.match(text)))


_TIME = re.compile(r"\s*\d{1,2}[./-]\d{1,2}[./-]\d{4}\s{1,3}\d{1,2}:\d{2}(?::\d{2})?(?:\s?[+-]\d{2}:?\d{2})?\s*\Z")


def mark_stamps(source: Source) -> None:
    """Gives the lines of signature imprints their role."""
    texts = [source.words(line) for line in source.lines]
    for index in stamps(texts):
        if texts[index].strip() and source.lines[index].role == "body":
            source.lines[index] = source.lines[index]._replace(role="stamp")


_FOOTNOTE = re.compile(r"(?:\[([0-9]{1,2})\]|([0-9]{1,2}))\s{1,4}(?=[^\W\d_]|[“\"(])")
_NOTE_BEGINS = frozenset("[0123456789")
_FOOT_LINES = 16


def mark_footnotes(source: Source) -> None:
    """Gives the notes at the foot of each page their role.

    A note is a line "2 Theo Luật …" among the last of a page whose text calls it ("quy hoạch2"); the lines after
    it on that page belong to it. Notes are numbered on through the document or anew on each page.
    """
    _mark_endnotes(source)
    last = 0
    starts = [line.start for line in source.lines]
    for page in source.pages:
        inside = range(bisect_left(starts, page.start), bisect_left(starts, page.end))
        # One line more than are looked at, for the first of a page is no note.
        foot = [*islice(_shown(source, reversed(inside)), _FOOT_LINES + 1)][::-1]
        told = [index for index, _ in foot]
        for place, (index, text) in enumerate(foot[-_FOOT_LINES:], max(0, len(foot) - _FOOT_LINES)):
            match = _FOOTNOTE.match(text) if text[0] in _NOTE_BEGINS else None
            number = int(match[1] or match[2]) if match else 0
            if not number or not (number == 1 or last < number <= last + 3) or not place:
                continue
            before = source.text[page.start : source.lines[index].start]
            if not re.search(rf"(?<=[^\W\d_][^\W\d_])[”\"’)]?\[?{number}\]?(?![\w%/]|[.,-]\d)", before):
                continue
            for later in told[place:]:
                source.lines[later] = source.lines[later]._replace(role="footnote")
            last = _last_note(source, told[place:], number)
            break


def _shown(source: Source, lines: Iterable[int]) -> Iterator[tuple[int, str]]:
    """The lines of the document itself that show anything, each with its words."""
    for index in lines:
        line = source.lines[index]
        text = source.text[line.start : line.end].strip()
        if text and line.role == "body":
            yield index, text


_ENDNOTE = re.compile(r"\[(\d{1,3})\](?=\s|$)")
_ENDNOTES_HEAD = re.compile(r"PHỤ LỤC|Phụ lục|Điều \d|[IVX]{1,4}\. ")


def _mark_endnotes(source: Source) -> None:
    """Gives the notes at the end of a text without pages their role, as a web page sets them: "[1] Chương trình số …",
    called in the text before ("Thành ủy[1]"), with nothing behind them."""
    if source.pages or "[1]" not in source.text:
        return
    words = [source.words(line).strip() for line in source.lines]
    first = next((i for i in range(len(words) - 1, 0, -1) if (m := _ENDNOTE.match(words[i])) and m[1] == "1"), None)
    if first is None or any(_ENDNOTES_HEAD.match(text) for text in words[first:]):
        return
    if re.search(r"[^\W\d_][”\"’)]?\[1\]", source.text[: source.lines[first].start]) is None:
        return
    for index in range(first, len(words)):
        if source.lines[index].role == "body":
            source.lines[index] = source.lines[index]._replace(role="footnote")


def _last_note(source: Source, lines: Sequence[int], number: int) -> int:
    for index in lines:
        match = _FOOTNOTE.match(source.words(source.lines[index]).strip())
        if match and int(match[1] or match[2]) == number + 1:
            number += 1
    return number
