"""Other documents named in the text, numbered and unnumbered.

Reads: header, title strips, preamble, nodes, closing, annexes. Writes: citations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lotrinh.reading import bodies
from lotrinh.reading.labels import UP
from lotrinh.reading.model import Citation, Paragraph, Reading
from lotrinh.reading.places import places
from lotrinh.reading.wording import key
from lotrinh.text import dates, docnumbers
from lotrinh.text.fold import fold, fold_letters

_TYPE = re.compile(
    r"(?<!\w)(nghị quyết|quyết định|chỉ thị|kết luận|quy chế|quy định|thông tri|hướng dẫn|thông báo|báo cáo"
    r"|kế hoạch|quy hoạch|chương trình hành động"
    r"|chương trình|đề án|phương án|tờ trình|công văn|nghị định|thông tư liên tịch|thông tư|bộ luật|luật"
    r"|pháp lệnh|hiến pháp|công điện|văn bản|chiến lược)(?!\w)"
)
_AFTER_DATE = re.compile(r"[\s,]{0,3}(?:được ban hành |ban hành )?\(?(?:ngày|,)\s{0,2}")
_ISSUER = re.compile(r"[\s,)]{0,3}của\s+(?=[" + UP + r"])")
# Where no body's name is known: up to a word that never stands in one.
_UNKNOWN_ISSUER = re.compile(
    r"[^,;.:\n()]{3,90}?(?=\s+(?:về|quy|hướng|ban|phê|sửa|khóa|khoá|v/v|triển|thực|tại|đến|và)\b|[,;.:\n()]|$)"
)


def run(reading: Reading) -> None:
    """Fills `citations`: once per path, in reading order."""
    own = _own(reading)
    seen: set[tuple[str, str, str, str]] = set()
    found: list[Citation] = []
    for path, paragraph in places(reading):
        for citation in [*_numbered(path, paragraph), *_standards(path, paragraph), *_named(path, paragraph)]:
            if citation.number is not None and _same(citation, own):
                continue
            name = (path, key(citation.type or ""), *_key(citation))
            if name in seen:
                continue
            seen.add(name)
            found.append(citation)
    _lend_kinds(found)
    _add_short(reading, found)
    _resolve(found)
    reading.citations = found


def _lend_kinds(found: list[Citation]) -> None:
    """A number without the word for its kind has the kind by which the document cites it elsewhere."""
    named = [citation for citation in found if citation.number and citation.type]
    kinds = {_key(citation): citation.type for citation in reversed(named)}
    there = {(citation.path, _key(citation)) for citation in named}
    found[:] = [c for c in found if c.type or not c.number or (c.path, _key(c)) not in there]
    for citation in found:
        if citation.type is None and citation.number:
            citation.type = kinds.get(_key(citation))


def _own(reading: Reading) -> tuple[str | None, str | None]:
    return reading.header.number, reading.header.symbol


def _same(citation: Citation, own: tuple[str | None, str | None]) -> bool:
    number, symbol = own
    if not symbol or key(citation.symbol or "") != key(symbol):
        return False
    return (citation.number or "").lstrip("0") == (number or "").lstrip("0")


def _key(citation: Citation) -> tuple[str, str]:
    if citation.number is None:
        return "", fold(citation.text)
    return citation.number.lstrip("0"), key(citation.symbol or "")


def _numbered(path: str, paragraph: Paragraph) -> Iterator[Citation]:
    text = paragraph.text
    previous: tuple[int, str | None] = (-1, None)
    low: str | None = None
    for item in docnumbers.find(text):
        if item.number is None:
            continue
        low = low if low is not None else fold_letters(text)
        kind, begin = _type_of(text, low, item, previous)
        date, end = _date(text, item.end)
        issuer, end = _issuer(text, end)
        start, stop = paragraph.span(begin, end)
        previous = (item.end, kind)
        yield Citation(
            path,
            kind,
            item.number,
            item.symbol,
            date,
            text[begin:end],
            start,
            stop,
            issuer,
            0.97 if item.word or item.prefixed else 0.85,
        )


# "QCVN 05:2023/BTNMT", "TCVN 11930:2017": national regulations and standards, with their year in the number.
_STANDARD = re.compile(
    r"(?<!\w)(?P<t>QCVN|TCVN|QCĐP)\s?(?P<n>\d{1,5}(?:-\d{1,2})?[A-Z]?:(?:19|20)\d{2})(?:/(?P<s>[A-ZĐ]{2,10}(?!\w)))?"
)


def _standards(path: str, paragraph: Paragraph) -> Iterator[Citation]:
    for match in _STANDARD.finditer(paragraph.text):
        start, end = paragraph.span(*match.span())
        yield Citation(path, match["t"], match["n"], match["s"], None, match.group(), start, end, None, 0.95)


def _issuer(text: str, end: int) -> tuple[str | None, int]:
    """The body after "của" behind a number and its date, and where it ends."""
    of = _ISSUER.match(text, end)
    if of is None:
        return None, end
    named = bodies.name_end(text[of.end() : of.end() + 200])
    if named:
        first = bodies.cut(text[of.end() : of.end() + named])[0]
        return first, of.end() + text[of.end() :].find(first) + len(first)
    unknown = _UNKNOWN_ISSUER.match(text, of.end())
    return (unknown.group(), unknown.end()) if unknown else (None, end)


# "Nghị quyết số 18 của Bộ Chính trị": a number whose symbol is left out.
_SHORT = re.compile(
    r"(?P<t>Nghị quyết|Kết luận|Chỉ thị|Quy định|Quyết định|Thông báo|Kế hoạch|Chương trình|Đề án|Nghị định|Thông tư)"
    rf"\s+số\s+(?P<n>\d{{1,4}})(?=(?:,?\s+ngày\s+\d{{1,2}}[/-]\d{{1,2}}[/-]\d{{4}})?\s+của\s+[{UP}])"
)


def _add_short(reading: Reading, found: list[Citation]) -> None:
    """Numbers without a symbol, where the document nowhere cites the same one in full."""
    full = {(key(c.type or ""), (c.number or "").lstrip("0")) for c in found}
    own = (fold(reading.header.type or ""), (reading.header.number or "").lstrip("0"))
    seen: set[tuple[str, str, str]] = set()
    for path, paragraph in places(reading):
        for match in _SHORT.finditer(paragraph.text) if "số" in paragraph.text else ():
            name = (fold(match["t"]), match["n"].lstrip("0"))
            if name in full or name == own or (path, *name) in seen:
                continue
            seen.add((path, *name))
            date, end = _date(paragraph.text, match.end())
            issuer, end = _issuer(paragraph.text, end)
            start, stop = paragraph.span(match.start(), end)
            words = paragraph.text[match.start() : end]
            found.append(Citation(path, match["t"], match["n"], None, date, words, start, stop, issuer, 0.7))
    found.sort(key=lambda c: c.start)


def _type_of(
    text: str, low: str, item: docnumbers.DocumentNumber, previous: tuple[int, str | None]
) -> tuple[str | None, int]:
    """The word for the kind of document, and where the mention begins.

    Right before the number; or before a title that stands between ("Luật Điện lực số 61/2024/QH15"); or
    carried on from
    the number before in a list ("các Nghị quyết số 1/…, 2/…"); or else from the symbol.
    """
    if item.word:
        at = low.rfind(fold_letters(item.word), 0, item.start)
        if at < 0:
            at = max(0, item.start - 60)
            at = max(at, next((m.start() for m in _TYPE.finditer(low, at, item.start)), item.start))
        if low.endswith("luật ", 0, at):  # "Luật Quy hoạch số 21/2017/QH14"
            return "Luật", at - len("luật ")
        return _by_symbol(_capital(item.word), item.kind), at
    last_end, last_kind = previous
    between = low[max(0, last_end) : item.start] if last_end >= 0 else ""
    if (
        last_end >= 0
        and len(between) <= 40
        and re.fullmatch(r"[\s,;]*(?:(?:và|hoặc)\s+)?(?:(?:các )?số\s*:?\s*)?", _without_date(between))
    ):
        return _carried_on(last_kind, item.kind), item.start
    back = low[max(0, item.start - 130) : item.start]
    cut = max(back.rfind(";"), back.rfind("\n"), *(m.end() for m in re.finditer(r"\.\s", back)), 0)
    hits = list(_TYPE.finditer(back, cut))
    if item.prefixed and hits:
        laws = [m for m in hits if m[1] in ("luật", "bộ luật", "pháp lệnh")]
        at = (
            max(0, item.start - 130)
            + (laws[-1] if laws and not docnumbers_between(back, laws[-1].end()) else hits[-1]).start()
        )
        named = _capital(low[at : at + len((laws or hits)[-1][1])] if laws else hits[-1][1])
        told = docnumbers.TYPE_NAMES.get(item.kind)
        if told and not named.startswith(told):
            return told, item.start  # "phê duyệt Quy hoạch … số 12/QĐ-UBND": the decision's number
        if text[at].isupper() or _WHAT_FOR.fullmatch(low, at + len(named), item.start):
            return _capital(named), at
    if re.fullmatch(r"QH\d{1,2}", item.kind) and hits:
        # Laws are cited without "số" too: "Luật Hóa chất 69/2025/QH15".
        laws = [m for m in hits if m[1] in ("luật", "bộ luật", "nghị quyết")]
        if laws and not docnumbers_between(back, laws[-1].end()):
            at = max(0, item.start - 130) + laws[-1].start()
            return _capital(laws[-1][1]), at
    return docnumbers.TYPE_NAMES.get(item.kind), item.start


# "văn bản giải trình số 12/…": what the paper is for, between its kind and its number.
_WHAT_FOR = re.compile(r"(?:\s[^\W\d_]+){1,3}\s+(?:số\s?:?\s*)?")


def _by_symbol(named: str, abbreviation: str) -> str:
    """The kind as its symbol has it where the text says more: "Chương trình hành động số 9-CTr/TU" is "Chương
    trình"."""
    told = docnumbers.TYPE_NAMES.get(abbreviation)
    return told if told and named.startswith(f"{told} ") else named


def _carried_on(last: str | None, abbreviation: str) -> str | None:
    """The kind of a later number in a list: the first one's, unless its symbol says another ("Kết luận số 48-KL/TW, số
    50-NQ/TW")."""
    told = docnumbers.TYPE_NAMES.get(abbreviation)
    differs = told is not None and last in docnumbers.TYPE_NAMES.values() and not (last or "").startswith(told)
    return told if differs else last


def docnumbers_between(text: str, start: int) -> bool:
    """Whether another document's number stands in the words between."""
    return bool(re.search(r"\d{1,5}\s?[-/]\s?(?:\d{4}/)?[a-zđ]", text[start:]))


def _without_date(text: str) -> str:
    return re.sub(r",?\s*ngày\s(?:[\d/.-]{6,10}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})", "", text)


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:].lower()


def _date(text: str, end: int) -> tuple[str | None, int]:
    match = _AFTER_DATE.match(fold_letters(text[end : end + 30]))
    if not match:
        return None, end
    window = text[end : end + match.end() + 40]
    written = next(iter(dates.find_dates(window)), None)
    if written is None or written.start > match.end() + 1:
        return None, end
    return written.iso, end + written.end


# Words that go on a law's name behind a comma: "Luật Khám bệnh, chữa bệnh".
_NAME_GOES_ON = r"(?:chống|khen thưởng|chữa bệnh|sử dụng|nhập cảnh|xuất cảnh|quá cảnh|cư trú|vệ sinh|an toàn|đấu giá)"

_UNNUMBERED = (
    re.compile(
        r"(?:(?:khoản|điểm) [\w, ]{1,20})?(?:Điều \d{1,3},? )?(?P<t>Bộ luật|Luật|Pháp lệnh) "
        r"(?P<n>["
        rf"{UP}"
        rf"](?:[^,;.:()\n]|, (?={_NAME_GOES_ON}\b)){{2,80}}?)(?=\s+(?:số"
        r"|ngày|được|và các|năm \d|quy định|đã|có|để|theo|thì|về|trong|của|từ|khi)\b"
        rf"|,(?! {_NAME_GOES_ON}\b)|[;.:()\n]|$)"
    ),
    re.compile(
        r"(?P<t>Nghị quyết) (?:Đại hội [^;.:()\n]{5,110}?(?:nhiệm kỳ \d{4}\s?-\s?\d{4}|lần thứ [IVXL]+)"
        r"|(?:của [^,;.:()\n]{5,60} )?về [^,;.:()\n]{8,140})(?=[,;.:()\n]|\s+liên quan|$)"
    ),
    re.compile(
        r"(?P<t>Quy hoạch|Chiến lược) (?:(?:tỉnh|thành phố|vùng|quốc gia|tổng thể|phát triển|chung|xuất"
        r"|phòng|bảo|chuyển|an)(?!\w)[^,;.:()\n]{0,110})(?:, tầm nhìn đến năm \d{4})?"
    ),
)


_NAMED_KINDS = re.compile(r"Luật|luật|Pháp|Nghị|Quy h|Chiến")


def _named(path: str, paragraph: Paragraph) -> Iterator[Citation]:
    """Documents by name only, for information."""
    text = paragraph.text
    if not _NAMED_KINDS.search(text):
        return
    for pattern in _UNNUMBERED:
        for match in pattern.finditer(text):
            after = text[match.end() : match.end() + 8]
            if re.match(r"\s*số\s", after) or ("số " in match.group() and re.search(r"\d+[/-]", match.group())):
                continue
            words = _trim(match.group())
            start, end = paragraph.span(match.start(), match.start() + len(words))
            yield Citation(path, match["t"], None, None, None, words, start, end, None, 0.6)


def _trim(words: str) -> str:
    words = re.split(
        r"\s+(?:và (?=Quy hoạch|Chiến lược|Luật|thực hiện|triển khai|tổ chức)|theo (?:kế hoạch|quy định)|bảo "
        r"đảm|để |nhằm |trong quá trình)",
        words,
    )[0]
    return words.rstrip()


def _resolve(found: list[Citation]) -> None:
    """A later short mention takes the date and the issuer of the first full one."""
    full: dict[tuple[str, str, str], Citation] = {}
    short: dict[tuple[str, str], Citation] = {}
    for citation in found:
        if citation.number is None:
            continue
        name = (key(citation.type or ""), *_key(citation))
        first = full.get(name) or (short.get((name[0], name[1])) if not citation.symbol else None)
        if first is None:
            full[name] = citation
            short.setdefault((name[0], name[1]), citation)
        else:
            citation.refers_to = (first.start, first.end)
            if citation.date is None:
                citation.date = first.date
            if citation.issuer is None:
                citation.issuer = first.issuer
