"""Plain text and Markdown: bytes → characters → lines with their roles, columns parted, tables found."""

from __future__ import annotations

import codecs
import re

from lotrinh.errors import UnreadableDocument
from lotrinh.reading.formats import columns, html_page, lone_bars, roles, web_page
from lotrinh.reading.formats.build import Builder
from lotrinh.reading.formats.centred import CentredTables
from lotrinh.reading.formats.limits import Limits
from lotrinh.reading.source import Source
from lotrinh.text import glued, legacy
from lotrinh.text.repair import repair
from lotrinh.text.syllables import marked_share

_NOT_TEXT = "Tệp “{}” không phải văn bản. Hãy gửi tệp .docx, .doc, .pdf, .txt, .rtf, bảng tính hoặc ảnh chụp văn bản."
_TINY_LINES = (
    "Tệp “{}” có hàng chục nghìn dòng mà hầu như dòng nào cũng chỉ có một, hai chữ, "
    "không đọc được như một văn bản. Hãy kiểm tra lại tệp đã gửi."
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ODD = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]")
_PADDING = re.compile(r"[ \t]{2,}")
_MARKDOWN = re.compile(r"^(?:#{1,6} |\*\*|\|.+\|$|> |```)", re.MULTILINE)


def read(data: bytes, name: str, limits: Limits) -> Source:
    """Text in any encoding Vietnam has used. Raises UnreadableDocument where the bytes are no text."""
    raw, encoding = decode(data, name)
    return from_text(raw, name, limits, encoding)


def from_text(raw: str, name: str, limits: Limits, encoding: str = "utf-8", format_: str | None = None) -> Source:
    """A string → `Source`; form feeds are page ends."""
    if len(raw) > limits.text_size:
        raise UnreadableDocument(f"Tệp “{name}” có quá nhiều chữ so với một văn bản. Hãy tách tệp rồi gửi lại.")
    tables: list[html_page.Rows] = []
    if html_page.is_html(raw):
        raw, tables = html_page.words_and_tables(raw)
    elif html_page.holds_tables(raw):
        raw, tables = html_page.tables_within(raw)
    if _only_tiny_lines(raw, limits):
        raise UnreadableDocument(_TINY_LINES.format(name))
    is_markdown = name.lower().endswith((".md", ".markdown"))
    pages = raw.replace("\r\n", "\n").replace("\r", "\n").split("\x0c")
    texts, parted = _parted(_repair_pages(pages))
    if is_markdown:
        texts = [_plain_markdown(t) for t in texts]
    builder = Builder(format_ or ("md" if is_markdown else "txt"), limits)
    if encoding not in ("utf-8", "utf-16", "utf-32"):
        builder.note("glyph_artefact", f"Tệp dùng bảng mã cũ ({encoding}); đã chuyển sang Unicode.")
    odd = sum(raw.count(letter) for letter in "ƣƢ")
    if odd:
        builder.note("glyph_artefact", f"Chữ “ư” bị ghi thành “ƣ” ở {odd} chỗ; đã sửa lại.", "ƣ")
    if parted:
        builder.note("glyph_artefact", f"Mất dấu cách sau chữ có dấu ở {len(parted)} chỗ; đã tách lại.", parted[0])
    many = len(texts) > 1
    centred = CentredTables()
    for number, text in enumerate(texts, 1):
        if many and (text.strip() or number < len(texts)):
            builder.begin_page(number)
        _page(builder, text, tables, centred)
    source = builder.source()
    roles.mark_stamps(source)
    roles.mark_footnotes(source)
    web_page.mark_navigation(source)
    return source


def _only_tiny_lines(raw: str, limits: Limits) -> bool:
    if raw.count("\n") <= limits.tiny_lines:
        return False
    told = [size for size in map(len, map(str.strip, raw.split("\n"))) if size]
    return len(told) > limits.tiny_lines and sum(told) < len(told) * limits.tiny


def _repair_pages(pages: list[str]) -> list[str]:
    # Repaired in one go, so that the decision about a legacy encoding sees the whole document.
    mark = "\n\ue000\n"
    return repair(mark.join(p.replace("\ue000", "") for p in pages)).split(mark)


def _parted(texts: list[str]) -> tuple[list[str], list[str]]:
    """The pages with syllables that run together parted, and which words these were."""
    whole, words = glued.part("\x0c".join(texts))
    return (whole.split("\x0c"), words) if words else (texts, words)


def _page(builder: Builder, text: str, tables: list[html_page.Rows], centred: CentredTables) -> None:
    lines = [_PADDING.sub(" ", line) if _is_barred(line) else line for line in text.split("\n")]
    told = [i for i, line in enumerate(lines) if line.strip()]
    edges = set(told[:2] + told[-2:]) if builder.page is not None else set(told)
    numbers = {id(lines[i]) for i in edges if roles.page_number(lines[i]) is not None}
    at = 0
    for index, line in enumerate(lines) if tables else ():
        if (table := html_page.table_at(line)) is not None:
            _stretch(builder, lines[at:index], numbers)
            builder.table(tables[table])
            at = index + 1
    lines, at = lines[at:], 0
    for found in centred.on_page(lines):
        _stretch(builder, lines[at : found.start], numbers)
        builder.table(found.rows, goes_on=found.goes_on)
        at = found.end
    lines, at = lines[at:], 0
    for start, rows, end in lone_bars.find(lines):
        _stretch(builder, lines[at:start], numbers)
        builder.table(rows)
        at = end
    _stretch(builder, lines[at:], numbers)


def _stretch(builder: Builder, lines: list[str], numbers: set[int]) -> None:
    """Lines between tables drawn with lone bars; `numbers` are the ids of those that are page numbers."""
    barred = any(line.strip() == "|" for line in lines)
    for block in columns.blocks(lone_bars.without_bars(lines) if barred else lines):
        if isinstance(block, columns.TableBlock):
            builder.table(block.rows)
            continue
        for words in block:
            _line(builder, words, id(words) in numbers)


def _is_barred(line: str) -> bool:
    """Whether a line is a row "| A | B |" of a table; blanks that pad its cells are no columns."""
    return line.count("|") > 2 and line.lstrip().startswith("|") and line.rstrip().endswith("|")


def _line(builder: Builder, text: str, is_page_number: bool) -> None:
    stripped = text.strip(" \t")
    indent = len(text) - len(text.lstrip(" \t"))
    builder.line(stripped, role="page_number" if is_page_number else "body", indent=indent)


def decode(data: bytes, name: str = "tệp") -> tuple[str, str]:
    """Bytes → text and the encoding's name. Raises UnreadableDocument where the bytes are no text."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _checked(data[len(bom) :].decode(encoding, errors="replace"), name), encoding.rsplit("-le", 1)[
                0
            ].rsplit("-be", 1)[0]
    if b"\x00" in data[:4096]:
        guessed = _utf16_without_bom(data)
        if guessed:
            return _checked(data.decode(guessed, errors="replace"), name), "utf-16"
    try:
        return _checked(data.decode("utf-8"), name), "utf-8"
    except UnicodeDecodeError as error:
        # A file cut in the middle of a letter is still UTF-8.
        if error.start >= len(data) - 3:
            return _checked(data[: error.start].decode("utf-8"), name), "utf-8"
    return _one_byte(data, name)


def _utf16_without_bom(data: bytes) -> str | None:
    head = data[:4096]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > len(head) // 8 and even * 8 < odd:
        return "utf-16-le"
    if even > len(head) // 8 and odd * 8 < even:
        return "utf-16-be"
    return None


def _one_byte(data: bytes, name: str) -> tuple[str, str]:
    """The reading of eight-bit bytes that makes the most Vietnamese syllables."""
    sample = data[:60000]
    latin = sample.decode("latin-1")
    readings = {"cp1258": repair(sample.decode("cp1258", errors="replace"))}
    for encoding in legacy.ENCODINGS:
        readings[encoding] = legacy.convert(latin, encoding)
    lossy = sample.decode("utf-8", errors="replace")
    if lossy.count("\ufffd") <= max(3, len(sample) // 2000):
        return _checked(data.decode("utf-8", errors="replace").replace("\ufffd", ""), name), "utf-8"
    scores = {enc: marked_share(text) for enc, text in readings.items()}
    best = max(scores, key=lambda enc: (round(scores[enc][1], 2) * min(1, scores[enc][0]), scores[enc][0]))
    count, share = scores[best]
    if count and share >= 0.6:
        if best == "cp1258":
            return _checked(data.decode("cp1258", errors="replace"), name), best
        return _checked(legacy.convert(data.decode("latin-1"), best), name), best
    return _checked(data.decode("cp1252", errors="replace"), name), "cp1252"


def _checked(text: str, name: str) -> str:
    """`text`, unless it is plainly no text: many control characters or undecodable places."""
    sample = text[:100_000]
    if not sample.strip("\x00 \t\r\n\ufffd\ufeff"):
        raise UnreadableDocument(f"Tệp “{name}” không có chữ nào. Hãy kiểm tra lại tệp đã gửi.")
    odd = len(_ODD.findall(sample))
    if odd > 20 and odd > len(sample) // 20:
        raise UnreadableDocument(_NOT_TEXT.format(name))
    if odd and len(sample) > 200 and sum(c.isalpha() for c in sample) * 20 < len(sample.strip()):
        raise UnreadableDocument(_NOT_TEXT.format(name))
    return text


# What stands in bold may run over a line's end, but not over a blank line, a table's bar or another item.
_IN_BOLD = r"(?:[^*\n]|\n(?![ \t]*(?:\n|\||[-+] )))"


# "*4.1. *Giao …": a label in marks of its own.
_LABEL_MARKED = re.compile(
    r"(?m)^(?P<mark>\*{1,2})(?P<label>\d{1,2}(?:\.\d{1,2}){0,3}[.)]|[a-zđ][.)]|\([a-zđ\d]{1,3}\)|[IVX]{1,5}\.)[ \t]?"
    r"(?P=mark)[ \t]?"
)


_LONGEST_TITLE = 1000


def _title_lines(line: str) -> str:
    """The lines of a title that run together, those in capitals apart: "**KẾT LUẬN****CỦA BAN BÍ THƯ****về …**"."""
    bold = line.rstrip()
    runs = bold[2:-2].split("****") if len(bold) <= _LONGEST_TITLE else []
    if len(runs) < 2 or not (bold.startswith("**") and bold.endswith("**")):
        return line
    return "".join(f"{run}\n" if len(run) > 5 and run.isupper() else run for run in runs)


def _plain_markdown(text: str) -> str:
    """Markdown's marks taken off: headings' hashes, bold, emphasis, quotes, escapes. Bullets and numbers
    stay."""
    text = re.sub(r"(?m)^ {0,3}#{1,6}[ \t]+", "", text)
    text = re.sub(r"(?m)^ {0,3}> ?", "", text)
    text = re.sub(r"(?m)^ {0,3}(?:```\w*|[*_]{3,}|\*{1,3}[^\S\n]{1,9}\*{1,3})[^\S\n]*$", "", text)
    if "****" in text:
        text = "\n".join(map(_title_lines, text.split("\n")))
    text = re.sub(r"\*\*([^\S\n]?)[^\S\n]{0,8}\*\*", r"\1", text)
    text = _LABEL_MARKED.sub(r"\g<label> ", text)
    text = re.sub(rf"\*\*[ \t]?(?=[^\s*])({_IN_BOLD}{{1,2000}}?)\n?\*\*", r"\1", text)
    text = re.sub(r"__(?=\S)([^_\n]{1,2000}?)__", r"\1", text)
    text = re.sub(rf"(?<![\w*])\*(?=[^\s*])({_IN_BOLD}{{1,300}}?[:.;)][ \t])\*(?=[^\s*])", r"\1", text)
    text = re.sub(rf"(?<![\w*])\*(?=[^\s*])({_IN_BOLD}{{1,2000}}?)[ \t]?\*(?![\w*])", r"\1", text)
    text = re.sub(rf"(?m)^\*(?=[^\s*])([^*\n]{{1,60}}?|{_IN_BOLD}{{1,90}}?:[^\S\n]?)\*(?!\*)", r"\1", text)
    text = re.sub(rf"(?m)^\*[ \t](\((?:{_IN_BOLD}){{1,300}}?\)[.;]?)[ \t]?\*(?!\*)", r"\1", text)
    return re.sub(r"\\([-.*_#+()\[\]])", r"\1", text)
