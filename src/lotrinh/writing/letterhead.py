"""The block on top of page 1 and the block of recipients and signature."""

from __future__ import annotations

from datetime import date
from typing import Any

from lotrinh.calendar import long_date
from lotrinh.writing import ooxml as x
from lotrinh.writing.document import Document, Letterhead
from lotrinh.writing.ooxml import Look
from lotrinh.writing.profiles import Profile, Style


def look_of(style: Style, **more: Any) -> Look:
    """The lower size of a style's range, as a paragraph look."""
    return Look(size=style.size[0], bold=style.bold, italic=style.italic, **more)


def cased(text: str, style: Style) -> str:
    """Upper case where the style asks for it."""
    return text.upper() if style.upper else text


def number_text(head: Letterhead, profile: Profile) -> str:
    """`Số 05-BC/TU`, `Số: 15/QĐ-UBND`; a blank number or organ keeps its room."""
    rule = profile.value("numbering")
    number = head.number.strip()
    if number.isdecimal() and int(number) < rule["pad_below"]:
        number = f"{int(number):02d}"
    text = str(rule["pattern"]).replace("{number}", number or "     ", 1)
    if not head.symbol_type and "/{type}-{organ}" in text:
        text = text.replace("{type}-", "", 1)  # a State công văn has no type in its symbol
    return text.replace("{type}", head.symbol_type, 1).replace("{organ}", head.symbol_organ or "     ", 1)


def place_date_text(head: Letterhead) -> str:
    """`Cần Thơ, ngày 05 tháng 02 năm 2026`; blanks where the day or the month is not known."""
    if head.day:
        when = long_date(head.day)
    elif head.month_year:
        month, year = head.month_year
        when = "ngày      " + long_date(date(year, month, 10)).removeprefix("ngày 10 ")
    else:
        when = "ngày      tháng      năm      "
    return f"{head.place}, {when}" if head.place else when


def letterhead_xml(document: Document, profile: Profile) -> str:
    """Organ and number at the left, title and date at the right, then type and subject."""
    head = document.letterhead
    page = profile.value("page")
    width = page["width_mm"] - page["left_mm"][0] - page["right_mm"][0]
    title = profile.style("title")
    right = min(width - 55, max(92.0, x.text_width_mm(profile.value("title")["text"], title.size[0]) + 4))
    left = width - right
    top = x.row_xml([x.cell_xml(_organ_xml(head, profile, left), left), x.cell_xml(_title_xml(profile, right), right)])
    number = x.text_xml(number_text(head, profile), look_of(profile.style("number"), align="center"))
    if not document.type_name:
        rule = profile.value("subject_letter")
        style = profile.style("subject_letter")
        words = rule["prefix"] + document.subject
        number += x.text_xml(words, look_of(style, align="center", before=6))
    day = x.text_xml(place_date_text(head), look_of(profile.style("place_date"), align="center"))
    second = x.row_xml([x.cell_xml(number, left), x.cell_xml(day, right)])
    return (
        x.table_xml([top, second], [left, right], borders=False)
        + _type_xml(document, profile, width)
        + _addressees_xml(document, profile)
    )


def _organ_xml(head: Letterhead, profile: Profile, width: float) -> str:
    superior, organ = profile.style("superior_organ"), profile.style("issuing_organ")
    xml = ""
    if head.superior:
        xml += x.text_xml(cased(head.superior, superior), look_of(superior, align="center"))
    name = cased(head.organ, organ)
    xml += x.text_xml(name, look_of(organ, align="center"))
    if profile.value("issuing_organ")["below"] == "star":
        return xml + x.text_xml("*", look_of(organ, align="center"))
    return xml + rule_xml(min(width, x.text_width_mm(name, organ.size[0])) * 0.42, width)


def _title_xml(profile: Profile, width: float) -> str:
    rule, style = profile.value("title"), profile.style("title")
    xml = x.text_xml(rule["text"], look_of(style, align="center"))
    line = x.text_width_mm(rule["text"], style.size[0])
    if rule["motto"]:
        motto = profile.style("motto")
        xml += x.text_xml(rule["motto"], look_of(motto, align="center"))
        line = x.text_width_mm(rule["motto"], motto.size[0])
    return xml + rule_xml(line, width)


def rule_xml(length: float, width: float) -> str:
    """A centred line of `length` mm within `width` mm."""
    free = max(0.0, (width - length) / 2)
    return x.text_xml("", Look(size=2, border=(free, free), line_exact=2, after=6))


def _type_xml(document: Document, profile: Profile, width: float) -> str:
    if not document.type_name:
        return x.text_xml("", Look(size=8))
    kind, subject = profile.style("type_name"), profile.style("subject")
    xml = x.text_xml(document.type_name.upper(), look_of(kind, align="center", before=18, keep_next=True))
    xml += x.text_xml(document.subject, look_of(subject, align="center", keep_next=True))
    below = profile.value("subject")["below"]
    if below == "line":
        return xml + rule_xml(min(width, x.text_width_mm(document.subject, subject.size[0])) * 0.4, width)
    return xml + x.text_xml(below, look_of(subject, align="center", after=12))


def _addressees_xml(document: Document, profile: Profile) -> str:
    lines = list(document.addressees)
    if not lines:
        return ""
    style = profile.style("addressee")
    if len(lines) == 1:
        return x.text_xml(f"Kính gửi: {lines[0]}", look_of(style, align="center", before=6, after=12))
    xml = x.text_xml("Kính gửi:", look_of(style, left_mm=30, before=6, after=3))
    ends = [";"] * (len(lines) - 1) + ["."]
    for line, end in zip(lines, ends, strict=True):
        xml += x.text_xml(f"- {line.rstrip(';.,')}{end}", look_of(style, left_mm=48))
    return xml + x.text_xml("", Look(size=8))


def signature_xml(document: Document, profile: Profile) -> str:
    """Recipients at the left, authority, position and name at the right; never split over pages."""
    page = profile.value("page")
    width = page["width_mm"] - page["left_mm"][0] - page["right_mm"][0]
    left = round(width * 0.46, 1)
    row = x.row_xml(
        [
            x.cell_xml(_recipients_xml(document, profile), left),
            x.cell_xml(_signer_xml(document, profile), width - left),
        ]
    )
    return x.text_xml("", Look(size=6, keep_next=True)) + x.table_xml([row], [left, width - left], borders=False)


def _recipients_xml(document: Document, profile: Profile) -> str:
    rule = profile.value("recipients")
    label = Look(
        size=rule["label_size"][0],
        bold=rule["label_bold"],
        italic=rule["label_italic"],
        underline=rule["label_underline"],
    )
    xml = x.text_xml(rule["label"], label)
    lines = [line.strip().removeprefix("-").strip().rstrip(",;.") for line in document.recipients]
    last = "." if profile.issuer == "party" or not lines else ";"
    mark = "," if profile.issuer == "party" else ";"
    for index, line in enumerate(lines):
        end = mark if index < len(lines) - 1 else last.replace(";", ".")
        xml += x.text_xml(f"- {line}{end}", Look(size=rule["size"][0]))
    return xml


def _signer_xml(document: Document, profile: Profile) -> str:
    signature = document.signature
    authority, position = profile.style("authority"), profile.style("position")
    xml = ""
    if signature.authority:
        xml += x.text_xml(cased(signature.authority, authority), look_of(authority, align="center"))
    xml += x.text_xml(cased(signature.position, position), look_of(position, align="center"))
    xml += "".join(x.text_xml("", look_of(position)) for _ in range(4))
    return xml + x.text_xml(signature.name, look_of(profile.style("signer"), align="center"))
