"""What a web page puts before and after a document: menus, the site's address, a list of contents."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lotrinh.reading.source import Source
from lotrinh.reading.wording import DECORATION, NUMBER_LINE, ORGAN_LINE, TYPES, is_upper
from lotrinh.text.fold import fold

_NAVIGATION = {
    "trang chủ", "giới thiệu", "tải về", "thuộc tính", "lược đồ", "văn bản gốc", "nội dung", "mục lục",
    "đăng nhập", "đăng ký", "liên hệ", "sitemap", "rss", "tìm kiếm", "in trang", "chia sẻ", "lịch sử",
    "văn bản liên quan", "hiển thị chi tiết cập nhật", "văn bản pháp luật trung ương",
    "văn bản pháp luật địa phương", "toàn màn hình", "tóm tắt", "tải pdf", "bản pdf", "tải văn bản",
    "english", "theo dõi hiệu lực", "tin tức", "hỏi đáp", "quay lại", "văn bản được hợp nhất",
    "văn bản tiếng anh", "thảo luận", "lưu", "in", "bình luận", "zalo", "facebook",
}  # fmt: skip
_MENU_WORDS = 3
_HEAD_SURE = re.compile(r"\s*(?:cộng h[òo]a xã hội|đảng cộng sản việt nam|độc lập\s*[-–]?\s*tự do)")
_HEAD_WITHIN = 400
# The issuing body over two lines or three, a rule, the number and a rule again.
_LINES_OF_ISSUER = 8
_LONGEST_ORGAN_LINE = 140


def mark_navigation(source: Source) -> None:
    """Gives what a web page put before and after the document the role `navigation`.

    Only where a menu is certain: at least three lines that are nothing but a site's menu words, before the
    letterhead (or, without one, before the type of the document), or after the last line of the document.
    """
    texts = [source.words(line).strip() for line in source.lines]
    keys = [fold(text) for text in texts]
    head = _head_at(texts, keys)
    front = _front_matter_end(keys)
    if front:
        _mark(source, range(max(front, head or 0)))
    elif head and (_menu_words(keys[:head]) >= _MENU_WORDS or sum(map(_told_apart, keys[:head])) >= _MENU_WORDS):
        _mark(source, range(head))
    for index, key in enumerate(keys[:_OVER_LINES]):
        if _OVER_TEXT.match(key):
            _mark(source, range(index, index + 1))
    tail = _tail_at(keys, head or 0)
    if tail is not None:
        _mark(source, range(tail, len(keys)))


def _menu_words(keys: Sequence[str]) -> int:
    return sum(key in _NAVIGATION or key == ">" for key in keys)


_ATTRIBUTE = re.compile(
    r"(?:số hiệu|số/ký hiệu|số ký hiệu|loại văn bản|nơi ban hành|cơ quan ban hành|ngày (?:ban hành|hiệu lực|có hiệu lực"
    r"|hết hiệu lực|công báo|đăng)|lĩnh vực|tình trạng(?: hiệu lực)?|người ký|trích yếu) ?:"
)


def _told_apart(key: str) -> bool:
    """Whether a line tells one of a document's attributes, as law sites list them over it ("Ngày ban hành: …")."""
    return _ATTRIBUTE.match(key) is not None


_FRONT_MATTER = re.compile(r"[a-z][\w-]{1,30}:(?: |$)")
_MOST_FRONT_LINES = 60


def _front_matter_end(keys: Sequence[str]) -> int:
    """The line behind the front matter an archive put over a Markdown file ("---", "so_hieu: …", "---"); 0 where there
    is none."""
    first = next((i for i, key in enumerate(keys[:3]) if key), len(keys))
    if keys[first : first + 1] != ["---"]:
        return 0
    for index in range(first + 1, min(len(keys), first + _MOST_FRONT_LINES)):
        if keys[index] == "---":
            return index + 1
        if keys[index] and not _FRONT_MATTER.match(keys[index]):
            return 0
    return 0


def _head_at(texts: Sequence[str], keys: Sequence[str]) -> int | None:
    """The line the document starts on: its letterhead, or the line that names its kind where no motto comes first
    (the motto further on is a form's)."""
    near = keys[:_HEAD_WITHIN]
    motto = next((i for i, key in enumerate(near) if _HEAD_SURE.match(key)), None)
    kind = next(
        (
            i
            for i, key in enumerate(near)
            if key.strip(" :.") in TYPES and is_upper(texts[i]) and _menu_words(keys[:i]) >= _MENU_WORDS
        ),
        None,
    )
    if motto is None or (kind is not None and kind < motto):
        return kind
    return _letterhead_at(texts, keys, motto)


def _letterhead_at(texts: Sequence[str], keys: Sequence[str], motto: int) -> int:
    """The first of the lines in capitals over the national motto; a menu in capitals is none of them."""
    start = motto
    while start > 0 and motto - start < _LINES_OF_ISSUER and _of_letterhead(texts[start - 1], keys[start - 1]):
        start -= 1
    body = next((i for i in range(start, motto) if ORGAN_LINE.match(keys[i])), None)
    return start if body is None else body


def _of_letterhead(text: str, key: str) -> bool:
    if not key:
        return True
    if key in _NAVIGATION or key == ">":
        return False
    if DECORATION.fullmatch(text) or NUMBER_LINE.match(key):
        return len(key) <= _LONGEST_ORGAN_LINE
    return is_upper(text) and len(key) <= _LONGEST_ORGAN_LINE


_SITE_FOOT = re.compile(
    "cơ sở dữ liệu quốc gia|đơn vị chủ quản:|cơ quan chủ quản:|bản quyền thuộc|chịu trách nhiệm chính:|copyright|©"
)
# What a news site puts under a text, and lines over it that are nothing else.
_MORE_NEWS = re.compile(
    r"(?:(?:các |những )?(?:tin|bài)(?: viết| tức)? (?:khác|liên quan|cùng chuyên mục|mới hơn|cũ hơn|đã đưa)"
    r"|in bài viết|gửi (?:email|cho bạn bè)|ý kiến bạn đọc|bình luận \(|về trang trước|về đầu trang"
    r"|lượt (?:xem|truy cập) ?:)"
)
# What a law site says of a text under it, above its own address and terms.
_OF_SITE = re.compile(r"(?:văn bản này chưa cập nhật nội dung tiếng anh|file (?:được )?đính kèm theo văn bản)\W*$")
_LONGEST_FOOT = 200
_OVER_TEXT = re.compile(
    r"trang chủ ?(?:>|»|/|\|)"
    r"|(?:cập nhật|ngày đăng|đăng ngày|lượt xem|lượt đọc) ?:? ?(?:lúc )?\d[\d/:., |a-zà-ỹ-]{0,60}$"
    r"|(?:thứ (?:hai|ba|tư|năm|sáu|bảy|\d)|chủ nhật), ?(?:ngày )?\d{1,2}[/-]\d{1,2}[/-]\d{4}[^\w]{0,4}[\d:h]{0,6}"
    r"(?: ?\(?gmt.{0,6})?$"
)
_OVER_LINES = 12


_OF_CONTENTS = re.compile(r"(?:điều|khoản|điểm|chương|mục|phần|phụ lục)(?:\s{1,2}\S|$)")


def _tail_at(keys: Sequence[str], head: int) -> int | None:
    """The first line after the document: a site's address block, or contents put after the text."""
    told = listed = 0  # of the lines behind: those that hold anything, those that a list of contents may hold
    for index in range(len(keys) - 1, head + 20, -1) if "mục lục" in keys else ():
        if keys[index] == "mục lục" and told >= 3 and listed >= 0.6 * told:
            feet = [i for i in range(max(head, index - 14), index) if _SITE_FOOT.match(keys[i])]
            return min(feet, default=index)
        told += bool(keys[index])
        listed += bool(_OF_CONTENTS.match(keys[index]))
    feet = [i for i in range(max(head + 20, len(keys) - 60), len(keys)) if _SITE_FOOT.match(keys[i])]
    feet += [i for i in range(max(head + 8, len(keys) - 60), len(keys)) if _MORE_NEWS.match(keys[i])]
    feet += [i for i in range(max(head + 8, len(keys) - _LONGEST_FOOT), len(keys)) if _OF_SITE.match(keys[i])]
    return min(feet, default=None)


def _mark(source: Source, indices: range) -> None:
    for index in indices:
        if source.lines[index].role == "body":
            source.lines[index] = source.lines[index]._replace(role="navigation")
