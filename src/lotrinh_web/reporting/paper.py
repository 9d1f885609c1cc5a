"""A document as HTML that looks like its Word page: for reading on screen; each figure leads to its record."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from lotrinh.writing.document import Block, Document, Run, Source, Table, Text
    from lotrinh.writing.profiles import Profile


class Paper:
    """Writes blocks one after another and numbers the sources as Word does. `links`: source key → record's address."""

    def __init__(self, document: Document, profile: Profile, links: Mapping[str, str]) -> None:
        self.document, self.profile, self.links = document, profile, links
        self.used: dict[str, int] = {}

    def html(self) -> SafeString:
        """The whole document."""
        parts = [self._top(), *(self._block(block) for block in self.document.body), self._signature()]
        for annex in self.document.annexes:
            title = format_html_join(mark_safe("<br>"), "{}", ((line,) for line in annex.title.split("\n")))
            parts.append(format_html('<h2 class="paper-annex">{}</h2>', title))
            parts += [self._block(block) for block in annex.blocks]
        if self.used:
            parts.append(self._sources())
        return SafeString("".join(parts))

    def _top(self) -> SafeString:
        head = self.document.letterhead
        number = f"Số {head.number or '     '}-{head.symbol_type}/{head.symbol_organ}".rstrip("-/")
        subject = format_html('<p class="paper-subject">{}</p>', self.document.subject)
        type_name = format_html('<h1 class="paper-type">{}</h1>', self.document.type_name)
        return format_html(
            '<header class="paper-head"><div><b>{}</b><br>*<br>{}</div><div>{}</div></header>{}{}',
            head.organ, number, head.place, type_name, subject,
        )  # fmt: skip

    def _signature(self) -> SafeString:
        sign = self.document.signature
        to = format_html_join("", "<li>{}</li>", ((line,) for line in self.document.recipients))
        return format_html(
            '<footer class="paper-foot"><div><u>Nơi nhận:</u><ul>{}</ul></div>'
            "<div><b>{}</b><br>{}<br><br>{}</div></footer>",
            to, sign.authority, sign.position, sign.name,
        )  # fmt: skip

    def _block(self, block: Block) -> SafeString:
        from lotrinh.writing.blocks import heading_text
        from lotrinh.writing.document import Bullet, Heading, Paragraph, Picture, Table

        if isinstance(block, Heading):
            words = heading_text(block, self.profile)
            return format_html('<p class="paper-h{}">{}</p>', block.level, words)
        if isinstance(block, Paragraph):
            return format_html("<p>{}</p>", self._text(block.text))
        if isinstance(block, Bullet):
            return format_html("<p>- {}</p>", self._text(block.text))
        if isinstance(block, Table):
            return self._table(block)
        assert isinstance(block, Picture)
        data = base64.b64encode(block.png).decode()
        return format_html(
            '<figure><img src="data:image/png;base64,{}" alt="{}"><figcaption>{}</figcaption></figure>',
            data, block.alt, block.caption,
        )  # fmt: skip

    def _table(self, table: Table) -> SafeString:
        from lotrinh.writing.document import SectionRow

        head = format_html_join("", '<th scope="col">{}</th>', ((column.title,) for column in table.columns))
        rows = []
        for row in table.rows:
            if isinstance(row, SectionRow):
                rows.append(
                    format_html('<tr><th colspan="{}" scope="rowgroup">{}</th></tr>', len(table.columns), row.text)
                )
                continue
            cells = format_html_join("", "<td>{}</td>", ((self._text(cell),) for cell in row))
            rows.append(format_html("<tr>{}</tr>", cells))
        return format_html(
            '<div class="table-box"><table><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>',
            head, SafeString("".join(rows)),
        )  # fmt: skip

    def _text(self, text: Text) -> SafeString:
        from lotrinh.writing.document import runs_of

        return SafeString("".join(self._run(run) for run in runs_of(text)))

    def _run(self, run: Run) -> SafeString:
        words = format_html("<i>{}</i>", run.text) if run.italic else format_html("{}", run.text)
        words = format_html("<b>{}</b>", words) if run.bold else words
        if not run.source:
            return words
        number = self.used.setdefault(run.source, len(self.used) + 1)
        link = self.links.get(run.source)
        mark = format_html('<a href="{}">[{}]</a>', link, number) if link else format_html("[{}]", number)
        return format_html('{}<sup class="paper-mark">{}</sup>', words, mark)

    def _sources(self) -> SafeString:
        lines = format_html_join(
            "", "<li>{}</li>", ((self.document.sources[key].text,) for key in self.used if key in self.document.sources)
        )
        return format_html('<h2 class="paper-annex">NGUỒN SỐ LIỆU</h2><ol class="paper-sources">{}</ol>', lines)


def links_of(keys: Mapping[str, Source]) -> dict[str, str]:
    """The record behind each source key: `o12` is an observation, `e7` an entry of a report; others name their own."""
    from django.conf import settings
    from django.urls import reverse

    from lotrinh_web.indicators.models import Observation
    from lotrinh_web.reporting.models import ProgressEntry

    wanted = {kind: [int(key[1:]) for key in keys if key[:1] == kind and key[1:].isdecimal()] for kind in "oe"}
    site = settings.SITE_ADDRESS.rstrip("/")
    links = {key: source.link.removeprefix(site) if site else source.link for key, source in keys.items()}
    found = {key: link for key, link in links.items() if link.startswith("/")}
    figures = Observation.objects.filter(pk__in=wanted["o"]).values_list("pk", "series__indicator__code")
    for pk, code in figures:
        found[f"o{pk}"] = reverse("indicators:indicator", args=[code])
    entries = ProgressEntry.objects.filter(pk__in=wanted["e"]).values_list("pk", "submission", "task")
    for pk, submission, task in entries:
        found[f"e{pk}"] = reverse("reporting:submission", args=[submission]) + f"#nv-{task}"
    return found
