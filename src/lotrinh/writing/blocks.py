"""Body blocks → Word: paragraphs, headings, bullets, tables, pictures, and the table of sources."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from lotrinh.errors import InvalidData
from lotrinh.writing import ooxml as x
from lotrinh.writing.document import (
    Block,
    Bullet,
    Column,
    Heading,
    Paragraph,
    Picture,
    Run,
    SectionRow,
    Source,
    Table,
    Text,
    runs_of,
)
from lotrinh.writing.ooxml import Look
from lotrinh.writing.profiles import Profile
from lotrinh.writing.widths import fitted_widths

_LETTERS = "abcdđeghiklmnopqrstuvxy"
_MARK = "[00]"
"""What a source mark adds to a cell, for measuring."""


def roman(number: int) -> str:
    """1 → I. Headings never pass a few dozen."""
    out = ""
    for value, letters in ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while number >= value:
            out, number = out + letters, number - value
    return out


def heading_text(block: Heading, profile: Profile) -> str:
    """A heading with its mark as the profile writes it: `I- …`, `1. …`, `a) …`."""
    if block.number is None or not 1 <= block.level <= 3:
        return block.text
    mark = str(profile.value("heading_marks")[str(block.level)]).removesuffix("{text}")
    n = block.number
    return mark.format(roman=roman(n), n=n, letter=_LETTERS[(n - 1) % len(_LETTERS)]) + block.text


def _measured(text: Text) -> str:
    """A cell's words as long as they stand, each source mark fixed to the word before it."""
    return "".join(run.text + (_MARK if run.source else "") for run in runs_of(text))


class Composer:
    """Adds blocks at the end of a Word body and numbers the sources in the order they are first met."""

    def __init__(self, word: Any, profile: Profile, sources: dict[str, Source]) -> None:
        self._word, self._profile, self._sources = word, profile, sources
        self.used: dict[str, int] = {}
        body = profile.value("body")
        exact, multiple = body["line_exact_pt"], body["line_multiple"]
        self._look = Look(
            size=body["size"][0],
            align=body["align"],
            first_line_mm=body["first_line_mm"][0],
            after=body["space_pt"],
            line_exact=exact[0] if exact else None,
            line_multiple=multiple[0] if multiple else None,
        )
        self._last: Any = None
        self._pictures = 0
        self.set_width(landscape=False)

    def set_width(self, *, landscape: bool) -> None:
        """The width for tables and pictures on the pages that follow."""
        page = self._profile.value("page")
        across = page["height_mm"] if landscape else page["width_mm"]
        self._width = across - page["left_mm"][0] - page["right_mm"][0]

    def add(self, block: Block) -> None:
        """Adds one block."""
        if isinstance(block, Picture):
            self._add_picture(block)
            return
        for element in x.parsed(self._xml(block)):
            self._insert(element)
        self._last = block

    def _xml(self, block: Paragraph | Heading | Bullet | Table) -> str:
        if isinstance(block, Heading):
            return self._heading(block)
        if isinstance(block, Bullet):
            mark = self._profile.value("heading_marks")["bullet" if block.level == 1 else "sub_bullet"]
            return x.paragraph_xml(self._runs((Run(mark), *runs_of(block.text)), self._look), self._look)
        if isinstance(block, Table):
            return self._table(block)
        look = replace(self._look, align=block.align)
        look = look if block.indent else replace(look, first_line_mm=0)
        return x.paragraph_xml(self._runs(block.text, look), look)

    def _insert(self, element: Any) -> None:
        body = self._word.element.body
        rows = element.findall(f"{{{x.W}}}tr")
        for row in rows:
            element.remove(row)
        body.insert(len(body) - 1, element)
        for row in rows:  # one by one: lxml takes quadratic time to move a large tree to another document
            element.append(row)

    def _runs(self, text: Text, look: Look) -> str:
        return "".join(x.run_xml(run, look, number=self._number(run.source)) for run in runs_of(text))

    def _number(self, key: str) -> int | None:
        if not key:
            return None
        if key not in self._sources:
            raise InvalidData(f"Số liệu dẫn nguồn «{key[:60]}» nhưng nguồn này không có trong danh mục nguồn.")
        return self.used.setdefault(key, len(self.used) + 1)

    def _heading(self, block: Heading) -> str:
        style = self._profile.style("heading")
        bold = block.level <= 2
        look = replace(
            self._look, size=style.size[0], bold=bold, italic=not bold, keep_next=True, keep_lines=True,
            outline=min(block.level, 9) - 1, before=6 if block.level == 1 else 0, align="left",
        )  # fmt: skip
        if block.center:
            look = replace(look, align="center", first_line_mm=0)
        return x.text_xml(self._numbered(block), look)

    def _numbered(self, block: Heading) -> str:
        return heading_text(block, self._profile)

    def _table(self, table: Table) -> str:
        widths = fitted_widths(
            [column.width for column in table.columns], [column.title for column in table.columns],
            [[_measured(cell) for cell in row] for row in table.rows if not isinstance(row, SectionRow)],
            self._width, table.size,
        )  # fmt: skip
        cell = Look(size=table.size, before=2, after=2)
        xml = ""
        if table.caption:
            look = Look(size=self._look.size - 1, bold=True, align="center", before=6, after=3, keep_next=True)
            xml += x.text_xml(table.caption, look)
        if table.unit_note:
            look = Look(size=table.size, italic=True, align="right", after=3, keep_next=True)
            xml += x.text_xml(table.unit_note, look)
        head = [
            x.cell_xml(
                x.text_xml(column.title, replace(cell, bold=True, align="center", keep_next=True)),
                w,
                middle=True,
            )
            for column, w in zip(table.columns, widths, strict=True)
        ]
        rows = [x.row_xml(head, head=True)]
        rows += [self._row(row, table.columns, widths, cell) for row in table.rows]
        return xml + x.table_xml(rows, widths, borders=True) + x.text_xml("", Look(size=6))

    def _row(self, row: Sequence[Text] | SectionRow, columns: Sequence[Column], widths: list[float], look: Look) -> str:
        if isinstance(row, SectionRow):
            group = x.text_xml(row.text, replace(look, bold=True, keep_next=True))
            return x.row_xml([x.cell_xml(group, sum(widths), span=len(widths))])
        if len(row) > len(columns):
            raise InvalidData(f"Bảng có {len(columns)} cột nhưng một dòng có {len(row)} ô.")
        cells = [*row, *[""] * (len(columns) - len(row))]
        return x.row_xml(
            x.cell_xml(x.paragraph_xml(self._runs(text, look), replace(look, align=column.align)), width)
            for text, column, width in zip(cells, columns, widths, strict=True)
        )

    def _add_picture(self, picture: Picture) -> None:
        inline = self._inline(picture)
        (paragraph,) = x.parsed(x.paragraph_xml("<w:r/>", Look(align="center", keep_next=True, before=6)))
        paragraph[-1].append(x.parsed("<w:drawing/>")[0])
        paragraph[-1][-1].append(inline)
        self._insert(paragraph)
        caption = Look(size=self._look.size - 1, italic=True, align="center", before=3, after=8)
        for element in x.parsed(x.text_xml(picture.caption, caption)):
            self._insert(element)
        self._last = picture

    def _inline(self, picture: Picture) -> Any:
        """The picture as a drawing. python-docx's own way searches the whole document for each picture."""
        from docx.oxml.shape import CT_Inline
        from docx.shared import Mm

        try:
            key, image = self._word.part.get_or_add_image(io.BytesIO(picture.png))
            width, height = image.scaled_dimensions(Mm(min(picture.width_mm, self._width)), None)
        except Exception as error:  # python-docx raises many kinds for a broken picture
            raise InvalidData(f"Hình «{picture.caption[:60]}» không phải ảnh PNG đọc được.") from error
        self._pictures += 1
        inline = CT_Inline.new_pic_inline(1000 + self._pictures, key, "hinh.png", width, height)
        inline.docPr.set("descr", x.clean(picture.alt))
        inline.docPr.set("name", x.clean(picture.caption)[:120] or "Hình")
        return inline

    def end_text(self) -> None:
        """Ends the last paragraph the way the profile ends a text (`./.` for State documents)."""
        mark = self._profile.value("end_of_text")
        if mark == "." or not isinstance(self._last, Paragraph | Bullet):
            return
        texts = list(self._word.element.body.iterchildren(f"{{{x.W}}}p"))[-1].findall(f".//{{{x.W}}}t")
        if texts and texts[-1].text and texts[-1].text.rstrip().endswith("."):
            texts[-1].text = texts[-1].text.rstrip().rstrip("./") + mark

    def add_sources(self) -> None:
        """The table of sources used, in the order of their numbers."""
        widths = [self._width * share for share in (0.08, 0.62, 0.30)]
        look = Look(size=12, before=2, after=2)
        head = Look(size=12, bold=True, align="center", before=2, after=2)
        titles = ("Số", "Bản ghi, nguồn số liệu", "Địa chỉ")
        rows = [x.row_xml((x.cell_xml(x.text_xml(t, head), w) for t, w in zip(titles, widths, strict=True)), head=True)]
        for key, number in self.used.items():
            source = self._sources[key]
            mark = x.bookmark_xml(f"nguon_{number}", number) + x.run_xml(Run(f"[{number}]"), look)
            cells = (
                x.paragraph_xml(mark, replace(look, align="center")),
                x.text_xml(source.text, look),
                x.text_xml(source.link, look),
            )
            rows.append(x.row_xml(x.cell_xml(c, w) for c, w in zip(cells, widths, strict=True)))
        for element in x.parsed(x.table_xml(rows, widths, borders=True) + x.text_xml("", Look(size=2))):
            self._insert(element)
