"""Builds an official document in a format profile. The same document gives the same bytes."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from lotrinh.writing import ooxml as x
from lotrinh.writing.blocks import Composer
from lotrinh.writing.document import Annex, Document, Letterhead, Signature, Source
from lotrinh.writing.letterhead import letterhead_xml, signature_xml
from lotrinh.writing.ooxml import Look
from lotrinh.writing.profiles import Profile, load_profile

DEMONSTRATION = "DỮ LIỆU TRÌNH DIỄN"


def build(document: Document, profile: Profile | str = "HD05-2026") -> bytes:
    """The document as .docx. InvalidData where a figure names a source that is not listed."""
    import docx

    rules = load_profile(profile) if isinstance(profile, str) else profile
    word = docx.Document()
    _set_defaults(word, rules)
    _set_page(word.sections[0], rules, landscape=False)
    composer = Composer(word, rules, document.sources)
    body = word.element.body
    _append(body, letterhead_xml(document, rules))
    for block in document.body:
        composer.add(block)
    composer.end_text()
    _append(body, signature_xml(document, rules))
    annexes = list(document.annexes)
    if composer.used:
        annexes.append(Annex("NGUỒN SỐ LIỆU", ()))
    for annex in annexes:
        _add_annex(word, annex, rules, composer)
    _set_headers(word, document, rules)
    _set_properties(word, document)
    out = io.BytesIO()
    word.save(out)
    return x.same_bytes(out.getvalue())


def build_annex(
    annex: Annex,
    profile: Profile | str = "HD05-2026",
    *,
    sources: dict[str, Source] | None = None,
    demonstration: bool = False,
) -> bytes:
    """One annex as a document of its own, to go with a signed one."""
    import docx

    rules = load_profile(profile) if isinstance(profile, str) else profile
    word = docx.Document()
    _set_defaults(word, rules)
    composer = Composer(word, rules, sources or {})
    _set_page(word.sections[0], rules, landscape=annex.landscape)
    _fill_annex(word, annex, rules, composer)
    if composer.used:
        _add_annex(word, Annex("NGUỒN SỐ LIỆU", ()), rules, composer)
    shell = Document(Letterhead(annex.title), annex.subtitle, (), Signature(""), demonstration=demonstration)
    _set_headers(word, shell, rules)
    _set_properties(word, shell)
    out = io.BytesIO()
    word.save(out)
    return x.same_bytes(out.getvalue())


def _append(body: Any, xml: str) -> None:
    """Adds before the body's own section properties, which must stay last."""
    for element in x.parsed(xml):
        body.insert(len(body) - 1, element)


def _set_defaults(word: Any, profile: Profile) -> None:
    from docx.shared import Pt

    style = word.styles["Normal"]
    font = profile.value("font")
    style.font.name, style.font.size = font, Pt(profile.value("body")["size"][0])
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(f"{{{x.W}}}{name}", font)
    style.paragraph_format.space_after = Pt(0)
    language = x.parsed('<w:lang w:val="vi-VN" w:eastAsia="vi-VN"/>')[0]
    style.element.get_or_add_rPr().append(language)


def _set_page(section: Any, profile: Profile, *, landscape: bool) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    page = profile.value("page")
    width, height = Mm(page["width_mm"]), Mm(page["height_mm"])
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (height, width) if landscape else (width, height)
    section.top_margin, section.bottom_margin = Mm(page["top_mm"][0]), Mm(page["bottom_mm"][0])
    section.left_margin, section.right_margin = Mm(page["left_mm"][0]), Mm(page["right_mm"][0])
    section.header_distance = Mm(profile.value("page_number")["from_top_mm"])
    section.footer_distance = Mm(10)


def _add_annex(word: Any, annex: Annex, profile: Profile, composer: Composer) -> None:
    from docx.enum.section import WD_SECTION

    section = word.add_section(WD_SECTION.NEW_PAGE)
    section.different_first_page_header_footer = False
    _set_page(section, profile, landscape=annex.landscape)
    _fill_annex(word, annex, profile, composer)


def _fill_annex(word: Any, annex: Annex, profile: Profile, composer: Composer) -> None:
    composer.set_width(landscape=annex.landscape)
    title = profile.style("type_name")
    look = Look(size=title.size[0] - 1, bold=True, align="center", keep_next=True, outline=0, before=6, after=3)
    _append(word.element.body, x.text_xml(annex.title, look))
    if annex.subtitle:
        small = replace(look, size=13, bold=False, italic=True, outline=None)
        _append(word.element.body, x.text_xml(annex.subtitle, small))
    _append(word.element.body, x.text_xml("", Look(size=6)))
    if annex.blocks:
        for block in annex.blocks:
            composer.add(block)
    else:
        composer.add_sources()


def _set_headers(word: Any, document: Document, profile: Profile) -> None:
    """Page number centred on top, not on page 1; the ribbon and the draft mark on every page."""
    first = word.sections[0]
    first.different_first_page_header_footer = True
    size = profile.value("page_number")["size"][0]
    number = Look(size=size, align="center", line_exact=size)
    ribbon = _ribbon_xml(document)
    _fill(first.header, x.paragraph_xml(x.page_field_xml(number), number) + ribbon)
    _fill(first.first_page_header, ribbon or x.text_xml("", Look(size=8)))


def _ribbon_xml(document: Document) -> str:
    words = " · ".join(w for w in (DEMONSTRATION if document.demonstration else "", document.draft) if w)
    return x.text_xml(words, Look(size=8, bold=True, align="center", line_exact=8)) if words else ""


def _fill(header: Any, xml: str) -> None:
    header.is_linked_to_previous = False
    element = header._element
    for old in list(element):
        element.remove(old)
    for new in x.parsed(xml):
        element.append(new)


def _set_properties(word: Any, document: Document) -> None:
    head = document.letterhead
    day = head.day
    stamp = datetime(day.year, day.month, day.day, tzinfo=UTC) if day else datetime(2000, 1, 1, tzinfo=UTC)
    properties = word.core_properties
    properties.author = properties.last_modified_by = x.clean(head.organ)[:255]
    properties.title = x.clean(f"{document.type_name} {document.subject}".strip())[:255]
    properties.created = properties.modified = stamp
    properties.revision, properties.language, properties.comments = 1, "vi-VN", ""
