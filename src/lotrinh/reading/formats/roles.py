"""What a line is besides text of the document: page number, stamp, running header, site navigation."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from lotrinh.reading.source import Line, Source
from lotrinh.text.fold import fold

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


_MOST_PAGES = 1900  # from here on a number on a line of its own is a year


def page_number(text: str) -> int | None:
    """The number a line consists of ("7", "- 7 -", "Trang 7/12"), or None where it is no page number."""
    match = PAGE_NUMBER.match(text)
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
            source.lines[index] = replace(source.lines[index], role="stamp")


_FOOTNOTE = re.compile(r"(?:\[(\d{1,2})\]|(\d{1,2}))\s{1,4}(?=[^\W\d_]|[“\"(])")
_FOOT_LINES = 16


def mark_footnotes(source: Source) -> None:
    """Gives the notes at the foot of each page their role.

    A note is a line "2 Theo Luật …" among the last of a page whose text calls it ("quy hoạch2"); the lines after
    it on that page belong to it. Notes are numbered on through the document or anew on each page.
    """
    last = 0
    starts = [line.start for line in source.lines]
    for page in source.pages:
        inside = range(bisect_left(starts, page.start), bisect_left(starts, page.end))
        told = [i for i in inside if source.lines[i].role == "body" and source.words(source.lines[i]).strip()]
        for place, index in enumerate(told[-_FOOT_LINES:], max(0, len(told) - _FOOT_LINES)):
            match = _FOOTNOTE.match(source.words(source.lines[index]).strip())
            number = int(match[1] or match[2]) if match else 0
            if not number or not (number == 1 or last < number <= last + 3) or not place:
                continue
            before = source.text[page.start : source.lines[index].start]
            if not re.search(rf"(?<=[^\W\d_][^\W\d_])[”\"’)]?\[?{number}\]?(?![\w%/]|[.,-]\d)", before):
                continue
            for later in told[place:]:
                source.lines[later] = replace(source.lines[later], role="footnote")
            last = _last_note(source, told[place:], number)
            break


def _last_note(source: Source, lines: Sequence[int], number: int) -> int:
    for index in lines:
        match = _FOOTNOTE.match(source.words(source.lines[index]).strip())
        if match and int(match[1] or match[2]) == number + 1:
            number += 1
    return number


_NAVIGATION = {
    "trang chủ", "giới thiệu", "tải về", "thuộc tính", "lược đồ", "văn bản gốc", "nội dung", "mục lục",
    "đăng nhập", "đăng ký", "liên hệ", "sitemap", "rss", "tìm kiếm", "in trang", "chia sẻ", "lịch sử",
    "văn bản liên quan", "hiển thị chi tiết cập nhật", "văn bản pháp luật trung ương",
    "văn bản pháp luật địa phương", "toàn màn hình", "tóm tắt", "tải pdf", "bản pdf", "tải văn bản",
    "english", "theo dõi hiệu lực", "tin tức", "hỏi đáp", "quay lại", "văn bản được hợp nhất",
    "văn bản tiếng anh", "thảo luận", "lưu", "in", "bình luận", "zalo", "facebook",
}  # fmt: skip
_HEAD_SURE = re.compile(r"\s*(?:cộng h[òo]a xã hội|đảng cộng sản việt nam|độc lập\s*[-–]\s*tự do)")


def mark_navigation(source: Source) -> None:
    """Gives what a web page put before and after the document the role `navigation`.

    Only where a menu is certain: at least three lines that are nothing but a site's menu words, before the
    letterhead or after the last line of the document.
    """
    keys = [fold(source.words(line)) for line in source.lines]
    head = _head_at(source.lines, keys)
    if head:
        before = [i for i in range(head) if keys[i]]
        if sum(keys[i] in _NAVIGATION or keys[i] == ">" for i in before) >= 3:
            _mark(source, range(head))
    for index, key in enumerate(keys[:_OVER_LINES]):
        if _OVER_TEXT.match(key):
            _mark(source, range(index, index + 1))
    tail = _tail_at(keys, head or 0)
    if tail is not None:
        _mark(source, range(tail, len(keys)))


def _head_at(lines: Sequence[Line], keys: Sequence[str]) -> int | None:
    """The line the letterhead starts on: the national motto, less the issuing body's own lines just before
    it."""
    for index, key in enumerate(keys[:400]):
        if not _HEAD_SURE.match(key):
            continue
        start = index
        while start > 0 and index - start < 6 and _issuer_line(keys[start - 1]):
            start -= 1
        return start
    return None


_ISSUERS = re.compile(
    "quốc hội|chính phủ|bộ |ủy ban|hội đồng|thủ tướng|tỉnh|thành phố|sở |ban |ngân hàng|tòa án|viện "
    "|kiểm toán|huyện|quận|xã |phường|chủ tịch|văn phòng|đảng bộ|thành ủy"
    "|tỉnh ủy|cục |tổng cục|đoàn |liên đoàn|hội "
)
_SITE_FOOT = re.compile(
    "cơ sở dữ liệu quốc gia|đơn vị chủ quản:|cơ quan chủ quản:|bản quyền thuộc|chịu trách nhiệm chính:|copyright|©"
)
# What a news site puts under a text, and lines over it that are nothing else.
_MORE_NEWS = re.compile(
    r"(?:(?:các |những )?(?:tin|bài)(?: viết| tức)? (?:khác|liên quan|cùng chuyên mục|mới hơn|cũ hơn|đã đưa)"
    r"|in bài viết|gửi (?:email|cho bạn bè)|ý kiến bạn đọc|bình luận \(|về trang trước|về đầu trang"
    r"|lượt (?:xem|truy cập) ?:)"
)
_OVER_TEXT = re.compile(
    r"trang chủ ?(?:>|»|/|\|)"
    r"|(?:cập nhật|ngày đăng|đăng ngày|lượt xem|lượt đọc) ?:? ?(?:lúc )?\d[\d/:., |a-zà-ỹ-]{0,60}$"
    r"|(?:thứ (?:hai|ba|tư|năm|sáu|bảy|\d)|chủ nhật), ?(?:ngày )?\d{1,2}[/-]\d{1,2}[/-]\d{4}[^\w]{0,4}[\d:h]{0,6}"
    r"(?: ?\(?gmt.{0,6})?$"
)
_OVER_LINES = 12


# "Số: 07/2026/TT-BCT" and "Nghị quyết số: 94/2025/UBTVQH15" stand under the issuing body, before the motto.
_NUMBER_LINE = re.compile(r"(?:nghị quyết |luật |quyết định )?số ?:? ?[\d.]{0,8} ?[-/] ?[\w/.-]{2,30}")


def _issuer_line(key: str) -> bool:
    if _NUMBER_LINE.fullmatch(key):
        return True
    if key in _NAVIGATION or key == ">" or len(key) > 60 or re.search(r"\d", key):
        return False
    return not key.strip("-–—*_ ") or bool(_ISSUERS.match(key))


def _tail_at(keys: Sequence[str], head: int) -> int | None:
    """The first line after the document: a site's address block, or contents put after the text."""
    for index in range(len(keys) - 1, head, -1):
        if keys[index] == "mục lục" and index > head + 20 and _looks_like_contents(keys[index + 1 :]):
            feet = [i for i in range(max(head, index - 14), index) if _SITE_FOOT.match(keys[i])]
            return min(feet, default=index)
    feet = [i for i in range(max(head + 20, len(keys) - 60), len(keys)) if _SITE_FOOT.match(keys[i])]
    feet += [i for i in range(max(head + 8, len(keys) - 60), len(keys)) if _MORE_NEWS.match(keys[i])]
    return min(feet, default=None)


def _looks_like_contents(keys: Sequence[str]) -> bool:
    told = [k for k in keys if k]
    if len(told) < 3:
        return False
    return sum(bool(re.match(r"(?:điều|khoản|điểm|chương|mục|phần|phụ lục)\s{1,2}\S", k)) for k in told) >= 0.6 * len(
        told
    )


def _mark(source: Source, indices: range) -> None:
    for index in indices:
        if source.lines[index].role == "body":
            source.lines[index] = replace(source.lines[index], role="navigation")
