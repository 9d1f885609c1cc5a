"""Word files (.docx): paragraphs, numbers from list definitions, tables, notes, headers, text boxes, tracked
changes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from lotrinh.errors import UnreadableDocument
from lotrinh.reading.formats import docx_styles, roles, web_page
from lotrinh.reading.formats.build import Builder, Draft
from lotrinh.reading.formats.docx_head import Letterhead
from lotrinh.reading.formats.docx_text import PAGE_BREAK, Tally, TextReader
from lotrinh.reading.formats.limits import Limits
from lotrinh.reading.formats.numbering import Numbering
from lotrinh.reading.formats.package import Package
from lotrinh.reading.formats.xml import attr, child, children, local, on, path, val
from lotrinh.reading.source import Role, Source

if TYPE_CHECKING:
    from lxml.etree import _Element

_WRAPPERS = frozenset(["sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"])
_BLANKS = re.compile(r"[ \t]*\n")


def read(data: bytes, limits: Limits) -> Source:
    """A .docx file. Raises UnreadableDocument where it is damaged, locked, or holds no Word document."""
    package = Package(data, limits)
    main = _main_part(package)
    return _Reader(package, main, limits).read()


def _main_part(package: Package) -> str:
    if "_rels/.rels" in package:
        for item in package.xml("_rels/.rels"):
            if (item.get("Type") or "").endswith("/officeDocument"):
                target = (item.get("Target") or "").lstrip("/")
                if target in package:
                    return target
    if "word/document.xml" in package:
        return "word/document.xml"
    raise UnreadableDocument("Tệp không có nội dung văn bản Word. Hãy mở tệp bằng Word, lưu lại rồi gửi lại.")


class _Reader:
    def __init__(self, package: Package, main: str, limits: Limits) -> None:
        self._package = package
        self._main = main
        self._relations = package.relations(main)
        styles = self._part("styles")
        self._styles = docx_styles.read(styles)
        self._numbering = Numbering(self._part("numbering"), docx_styles.style_lists(styles))
        self._tally = Tally()
        self._text = TextReader(self._styles, self._tally)
        self._out = Builder("docx", limits)
        self._limits = limits
        self._cells = 0
        self._joined: list[str] = []
        self._head = Letterhead()

    def _part(self, name: str) -> _Element | None:
        folder = self._main.rsplit("/", 1)[0] if "/" in self._main else ""
        for target in (*self._relations.values(), f"{folder}/{name}.xml"):
            if target.rsplit("/", 1)[-1] == f"{name}.xml" and target in self._package:
                return self._package.xml(target)
        return None

    def read(self) -> Source:
        body = child(self._package.xml(self._main), "body")
        if body is None:
            raise UnreadableDocument("Tệp Word không có nội dung. Hãy mở tệp bằng Word, lưu lại rồi gửi lại.")
        headers, footers = self._margins(body)
        for text in headers:
            self._margin_line(text)
        self._blocks(body)
        self._flush()
        self._notes_at_end()
        for text in footers:
            self._margin_line(text)
        self._report()
        source = self._out.source()
        roles.mark_stamps(source)
        web_page.mark_navigation(source)
        return source

    # -- blocks
    # ---------------------------------------------------------------------------------------------------

    def _blocks(self, parent: _Element, role: Role = "body") -> None:
        for item in parent:
            name = local(item)
            if name == "p":
                self._paragraph(item, role)
            elif name == "tbl":
                self._flush()
                self._table(item, role)
            elif name in _WRAPPERS:
                self._blocks(item, role)
            elif name == "AlternateContent":
                choice = child(item, "Choice")
                self._blocks(choice if choice is not None else item, role)

    def _paragraph(self, node: _Element, role: Role) -> None:
        properties = child(node, "pPr")
        label, words = self._labelled(node)
        text = "".join(self._joined) + words.text
        self._joined = []
        if on(path(properties, "rPr", "del")) and text.strip():
            self._joined = [text]  # the paragraph's end was deleted: it runs into the next one
            return
        if text.strip() or not label:
            self._lines(_with_label(label, text), role, words.bold, _indent(properties))
        for box in words.boxes:
            self._blocks(box, "textbox")
        for drawn in words.drawn:
            self._lines(drawn, "textbox", None, 0)

    def _flush(self) -> None:
        if self._joined:
            text, self._joined = "".join(self._joined), []
            self._lines(text, "body", None, 0)
        self._end_head()

    def _lines(self, text: str, role: Role, bold: bool | None, indent: int) -> None:
        pieces = _BLANKS.sub("\n", text.replace(PAGE_BREAK, "\n")).split("\n")
        while len(pieces) > 1 and not pieces[-1].strip():
            pieces.pop()
        for index, piece in enumerate(pieces):
            if role == "body":
                if self._head.takes(piece):
                    continue
                self._end_head()
            last = index == len(pieces) - 1
            self._out.line(piece.strip(), role=role, hard=last, bold=bold, indent=indent)

    def _end_head(self) -> None:
        if self._head.open:
            for text in self._head.done():
                self._out.line(text.strip(), hard=True)

    def _labelled(self, node: _Element):  # type: ignore[no-untyped-def]
        """The label Word would show before this paragraph, and its words."""
        properties = child(node, "pPr")
        style = val(child(properties, "pStyle")) or self._styles.default_paragraph
        words = self._text.paragraph(node, style)
        number, level = self._list_of(properties, style)
        return (self._numbering.label(number, level) if number is not None else None), words

    def _list_of(self, properties: _Element | None, style: str | None) -> tuple[str | None, int]:
        own = child(properties, "numPr")
        number, level = val(child(own, "numId")), val(child(own, "ilvl"))
        by_style, style_level = self._styles.numbering(style)
        linked = self._numbering.level_of_style(style) if style else None
        if number is None:
            number = by_style
            if linked and by_style is not None and level is None:
                return by_style, linked[1]
        if level is not None and level.isdigit():
            return number, int(level)
        if own is not None and val(child(own, "numId")) is not None:
            return number, 0
        return number, style_level or 0

    # -- tables
    # ---------------------------------------------------------------------------------------------------

    def _table(self, table: _Element, role: Role) -> None:
        rows = list(_rows(table))
        if len(rows) == 1 and len(cells := list(_cells(rows[0]))) == 1:
            self._blocks(cells[0], role)  # a frame around text, not a table
            return
        drafts: list[list[Draft]] = []
        above: dict[int, Draft] = {}
        for row in rows:
            drafts.append(self._row(row, above))
        width = max((len(r) for r in drafts), default=0)
        if not any(d.text.strip() for r in drafts for d in r):
            return
        for draft in drafts:
            draft.extend(Draft() for _ in range(width - len(draft)))
        self._out.table(drafts)

    def _row(self, row: _Element, above: dict[int, Draft]) -> list[Draft]:
        properties = child(row, "trPr")
        line = [Draft() for _ in range(_count(val(child(properties, "gridBefore")), 0))]
        for cell in _cells(row):
            cell_properties = child(cell, "tcPr")
            span = _count(val(child(cell_properties, "gridSpan")), 1)
            merge = child(cell_properties, "vMerge")
            column = len(line)
            if merge is not None and (val(merge) or "continue") == "continue" and column in above:
                origin = above[column]
                line.append(Draft(origin.text, same_as=origin))
            else:
                origin = Draft(self._cell_text(cell))
                line.append(origin)
            if merge is None:
                above.pop(column, None)
            else:
                above[column] = origin
            line.extend(Draft(origin.text, same_as=origin) for _ in range(span - 1))
            self._cells += span
            if self._cells > self._limits.cells:
                raise UnreadableDocument("Tệp có bảng quá lớn. Hãy tách bảng thành nhiều tệp rồi gửi lại.")
        return line

    def _cell_text(self, cell: _Element) -> str:
        return "\n".join(self._cell_lines(cell)).strip("\n")

    def _cell_lines(self, parent: _Element) -> Iterator[str]:
        for item in parent:
            name = local(item)
            if name == "p":
                label, words = self._labelled(item)
                text = _BLANKS.sub("\n", words.text.replace(PAGE_BREAK, "\n")).strip()
                yield _with_label(label, text).strip()
                for box in words.boxes:
                    yield from self._cell_lines(box)
                yield from words.drawn
            elif name == "tbl":
                for row in _rows(item):
                    told = [" ".join(self._cell_lines(c)).strip() for c in _cells(row)]
                    yield " | ".join(told) if len(told) > 1 else told[0] if told else ""
            elif name in _WRAPPERS:
                yield from self._cell_lines(item)

    # -- what stands around the body
    # -----------------------------------------------------------------------------------

    def _margins(self, body: _Element) -> tuple[list[str], list[str]]:
        """The distinct lines of headers and of footers, in the order of their sections."""
        headers: dict[str, None] = {}
        footers: dict[str, None] = {}
        seen: set[str] = set()
        for section in body.iter():
            if local(section) != "sectPr":
                continue
            for reference in section:
                kind = local(reference)
                target = self._relations.get(attr(reference, "id") or "", "")
                if kind not in ("headerReference", "footerReference") or target in seen or target not in self._package:
                    continue
                seen.add(target)
                into = headers if kind == "headerReference" else footers
                for text in self._margin_texts(self._package.xml(target)):
                    into.setdefault(text)
        return list(headers), list(footers)

    def _margin_texts(self, parent: _Element) -> Iterator[str]:
        for text in self._cell_lines(parent):
            for piece in text.split("\n"):
                if piece.strip():
                    yield piece.strip()

    def _margin_line(self, text: str) -> None:
        role: Role = "page_number" if roles.page_number(text) is not None else "running_header"
        self._out.line(text, role=role, hard=True)

    def _notes_at_end(self) -> None:
        for part, element, order, mark in (
            ("footnotes", "footnote", self._tally.footnotes, "[{}]"),
            ("endnotes", "endnote", self._tally.endnotes, "[*{}]"),
        ):
            root = self._part(part) if order else None
            if root is None:
                continue
            texts = {
                attr(n, "id") or "": " ".join(t for t in self._cell_lines(n) if t) for n in children(root, element)
            }
            for index, number in enumerate(order, 1):
                text = " ".join(texts.get(number, "").split())
                line = self._out.line(f"{mark.format(index)} {text}", role="footnote", hard=True)
                self._out.note(
                    "footnote_glued",
                    f"Chú thích {mark.format(index)} đứng trong văn bản; nội dung chú thích ở cuối.",
                    text,
                    line.start,
                    line.end,
                )

    def _report(self) -> None:
        tally = self._tally
        if tally.inserted or tally.deleted:
            self._out.note(
                "tracked_changes",
                f"Tệp còn {tally.inserted} chỗ thêm và {tally.deleted} chỗ xóa chưa được duyệt; "
                "đã đọc như khi chấp nhận hết.",
            )
        if tally.hidden:
            self._out.note("hidden_text", f"Tệp có {tally.hidden} đoạn chữ ẩn; chữ ẩn không được đọc.")


def _rows(table: _Element) -> Iterator[_Element]:
    for item in table:
        name = local(item)
        if name == "tr":
            if child(child(item, "trPr"), "del") is None:
                yield item
        elif name in _WRAPPERS:
            yield from _rows(item)


def _cells(row: _Element) -> Iterator[_Element]:
    for item in row:
        name = local(item)
        if name == "tc":
            yield item
        elif name in _WRAPPERS:
            yield from _cells(item)


def _count(text: str | None, default: int) -> int:
    return min(int(text), 200) if text and text.isdigit() else default


def _with_label(label: str | None, text: str) -> str:
    if not label:
        return text
    return f"{label} {text.lstrip()}" if text.strip() else label


def _indent(properties: _Element | None) -> int:
    """The left edge of the first line in points."""
    indent = child(properties, "ind")
    total = 0
    for name, sign in (("left", 1), ("start", 1), ("firstLine", 1), ("hanging", -1)):
        value = attr(indent, name) or ""
        if re.fullmatch(r"-?\d{1,6}", value):
            total += sign * int(value)
    return total // 20


__all__: Sequence[str] = ("read",)
