"""Digits that are no value at all: dates, years, numbers of documents, references, labels, footnote marks."""

from __future__ import annotations

import re

from lotrinh.reading.labels import UP
from lotrinh.reading.targets import lexicon
from lotrinh.reading.targets.words import beginning

_YEAR = r"(?:19|20)\d\d(?!\d)(?![.,]\d)"
# These come before values, too: what follows them is judged later.
_NAMES = set(lexicon.NUMBERED) - {"nhóm", "mức", "điểm", "đường", "tổ", "t", "ca"}
_SYMBOL = r"[A-ZĐƯ]{2,8}(?:[-/][A-ZĐƯa-z]{1,8}){0,3}"
# On the text as printed: what makes these stand out is their capitals. Each pattern, here and below, comes with words
# or signs one of which it cannot do without (in the folded text; one or two of them), so that most texts need not be
# searched.
_PRINTED = (
    (
        ("-", "/"),
        re.compile(
            rf"\d{{1,6}} ?(?:/\d{{4}})? ?[-‐‑–/] ?(?=(?:CTr|CTR|QyĐ|TTr|QH\d|"
            rf"[A-ZĐ]{{2,4}}[-/])){_SYMBOL}\d{{0,2}}"
        ),
    ),
    (("/",), re.compile(r"\d{1,6}/\d{4}/[A-ZĐ]{2,5}\d{0,2}(?:-[A-ZĐa-z]{2,10})?")),
    (
        (".", ")"),
        re.compile(
            r"(?m)^[ \t]*(?:[-–+*•][ \t]*)?(?:\(?\d{1,3}(?:\.\d{1,3}){0,3}[.)](?!\d)|"
            r"\(\d{1,3}\))[ \t]*(?=[^\d\s%])"
        ),
    ),
    (("-",), re.compile(rf"(?m)^[ \t]*\d{{1,3}}[-–][ \t]*(?=[{UP}])")),
)
# On the folded text.
_FOLDED = tuple(
    (needles, re.compile(pattern))
    for needles, pattern in (
        (("[",), r"\[\d{1,3}\]"),
        (("(",), r"\(\d{1,2}\)"),
        (("19", "20"), r"\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d(?!\d)"),
        (
            ("ng",),
            r"(?:ngày|mùng) \d{1,2}(?: ?[-/] ?\d{1,2}(?:[-/]\d{4})?)?(?: tháng \d{1,2})?(?: năm \d{4})?(?!\d)(?! làm)",
        ),
        (("tháng",), r"tháng \d{1,2}(?: ?[-/] ?\d{4}| năm \d{4})?(?!\d)"),
        (("-",), rf"{_YEAR} ?- ?(?:{_YEAR}|\d\d(?![\d.,%]))"),
        (
            ("19", "20"),
            rf"(?:năm học|năm|niên độ|mốc|kỳ|khóa) ?{_YEAR}"
            rf"|(?:đến|tới|trước|sau|từ) ?{_YEAR}"
            r"(?! ?(?:tỷ(?! lệ| trọng)|triệu|ha|người(?! dân)|hộ|km|mw|usd|đồng)(?!\w))",
        ),
        (("quý",), r"quý (?:i{1,3}v?|iv|[1-4])(?!\w)(?: ?[-/] ?\d{4}| năm \d{4})?"),
        (("(", "/"), rf"(?<=[(/]){_YEAR}"),
        (("h", "g"), r"\d{1,2}(?: ?h ?| ?g)\d{0,2}(?!\w)"),  # "8 h 30", "8g30"; not "phủ sóng 5G 99% dân số"
        (("24/",), r"24/(?:24|7)(?!\d)"),
        (("biểu số",), r"biểu số \d{1,2}(?:(?:,| và) \d{1,2}){0,20}"),
        ((" kíp", " rõ"), r"(?<!\w)\d ca,? ?\d kíp(?!\w)|(?<!\w)\d rõ(?!\w)"),
        ((" sạch", " chỗ"), r"(?<!\w)\d không,? ?\d sạch(?!\w)|(?<!\w)\d tại chỗ(?!\w)"),  # watchwords
        ((" số",), r"(?:\d{1,2}|hai) (?:con|chữ) số(?!\w)"),
        (("mã số", "mst"), r"(?:mã số(?: [^\W\d_]+){0,3}|mst) ?:? ?\d{8,13}(?!\d)"),
        (("-", "/"), r"(?:số|tel|fax|đt|sđt|điện thoại) ?:? ?\d{1,6} ?[-/] ?[a-zđ]{2,5}(?:[-/][a-zđ]{2,10})?"),
        (
            ("",),  # not in "phục vụ 47 triệu lượt", "nâng cấp 35 trạm", "thủy điện 500 mw"
            rf"(?:{beginning(_NAMES, ('phục ', 'nâng ', 'cung ', 'trợ ', 'hạ '))})"
            r"(?: số)?[ -]{0,2}\d{1,4}(?:[.,]\d{1,2}(?!\d))?(?![\d.,]*\d| ?(?:-|đến) ?\d| ?(?:%|‰)"
            r"| (?:nghìn|ngàn|triệu|tỷ|ha|km|mw|tấn|m2|m3|usd|người|hộ)(?!\w))(?:[a-z](?!\w))?",
        ),
        (("mức",), r"(?<!\w)mức \d(?=[,;. ]*(?:mức|$|trên|của|trở))"),
        (("km",), r"km ?\d+ ?\+ ?\d+"),
        (("/",), r"(?<=\d)/0?1 ?(?=(?:năm|người|xã|đơn vị|trường|trạm)(?!\w))"),
    )
)
# These hold number words, too.
_WORDED = tuple(
    (needles, re.compile(pattern))
    for needles, pattern in (
        (
            ("lần ", "thứ "),
            r"(?:lần|thứ) (?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)(?: \w+)?(?!\w)",
        ),
        (
            ("vạn", "nghìn", "triệu", "00"),
            r"(?:/|trên|cho|tính trên) ?(?:(?:1|01|một) ?)?(?:vạn|10[. ]?000|nghìn|1[.]?000|100[.]?000|100|triệu) ?"
            r"(?:(?:người )?dân|trẻ(?: đẻ sống| em)?|ca sinh|bà mẹ|người)(?!\w)",
        ),
    )
)
_DIGIT = re.compile(r"\d")
_IN_PRINTED = [(needles[0], needles[-1], pattern) for needles, pattern in _PRINTED]
_IN_FOLDED = [(needles[0], needles[-1], pattern) for needles, pattern in _FOLDED]


def mask(text: str, low: str) -> bytearray:
    """1 for every letter that belongs to a date, a number of a document or the like.

    Reads: the text as printed and folded. Writes: a new array of the text's length.
    """
    masked = bytearray(len(text))
    patterns = [(low, pattern) for needles, pattern in _WORDED if any(map(low.__contains__, needles))]
    if _DIGIT.search(low):
        patterns += [(text, pattern) for one, other, pattern in _IN_PRINTED if one in low or other in low]
        patterns += [(low, pattern) for one, other, pattern in _IN_FOLDED if one in low or other in low]
    for source, pattern in patterns:
        for match in pattern.finditer(source):
            masked[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
    return masked
