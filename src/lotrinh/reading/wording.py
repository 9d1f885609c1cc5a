"""Words by which the parts of an official document are known. Patterns are for folded text unless they say
otherwise."""

from __future__ import annotations

import re
from functools import lru_cache

from lotrinh.text.fold import fold, fold_letters

# Kinds of document as they stand on the title line: folded word → how it is written out.
TYPES = {
    name: name[0].upper() + name[1:]
    for name in (
        "chương trình hành động", "chương trình", "kế hoạch hành động", "kế hoạch", "nghị quyết",
        "quyết định", "chỉ thị", "thông báo", "báo cáo", "hướng dẫn", "kết luận", "đề án",
        "phương án", "dự án", "tờ trình", "quy chế", "quy định", "thông tri",
        "thông tư liên tịch", "thông tư", "nghị định", "luật", "pháp lệnh", "chiến lược",
        "quy hoạch", "công điện", "công văn", "biên bản", "thông cáo", "tuyên bố", "đề cương",
        "lời kêu gọi", "lệnh",
        "phiếu trình", "phiếu chuyển", "phiếu gửi", "phiếu báo", "giấy mời", "giấy giới thiệu", "giấy ủy quyền",
        "giấy phép", "giấy chứng nhận", "giấy xác nhận", "văn bản hợp nhất",
        "thư công", "bản ghi nhớ", "bản thỏa thuận",
        "nghị quyết liên tịch", "kế hoạch liên tịch", "chương trình liên tịch", "hướng dẫn liên tịch",
        "quy chế liên tịch", "quy định liên tịch", "thông báo liên tịch",
    )
}  # fmt: skip
_TYPE_NAMES = "|".join(sorted(TYPES, key=len, reverse=True))
TYPE_LINE = re.compile(rf"(?P<type>{_TYPE_NAMES})(?!\w)")

MOTTO = re.compile(
    r"cộng h\w{1,3} xã hội ch|độc lập ?[-–—]? ?tự do|đảng cộng sản việt nam"
    # … and what a narrow column leaves of it on a line of its own
    r"|\A(?:cộng h\w{1,3} xã hội|đảng cộng sản|(?:(?:(?:xã )?hội )?(?:chủ )?nghĩa )?việt nam"
    r"|(?:tự do ?[-–—] ?)?hạnh phúc)\Z"
)
DECORATION = re.compile(r"[\s\-–—_=*.~⎯─●◦★☆+]{1,80}")
PLACE_DATE = re.compile(
    r"(?!căn cứ|theo |luật|nghị |quyết |thông |kế hoạch|chỉ thị|từ |kể từ|trước |đến |vào |trong |hồi |ban "
    r"hành)"
    # A figure may stand close to the word before it ("ngày12 tháng5 năm 2026").
    r"(?P<place>[^\W\d][^,\d;:]{1,38}),?\s{0,3}ngày(?![^\W\d])(?:[\s.…_\d]{0,40}|\s?\S{1,4}\s?)tháng(?![^\W\d])[\s.…_\d]{0,30}"
    r"năm(?![^\W\d])[\s.…_]{0,20}(?:\d{2,4}|(?<!\d))\W{0,6}\Z"
)
_SHORTEST_PLACE_DATE = 14
_OPENS_SMALL = re.compile(r"[^\w]*[^\W\d_]")


def place_date(text: str) -> re.Match[str] | None:
    """The match of `PLACE_DATE` in a line as printed ("Bình Thuận, ngày 23 tháng 3 năm 2022"), or None.

    A place begins with a capital; "và Luật Tổ chức … ngày 22 tháng 11 năm 2019;" goes on from the line before.
    """
    if len(text) < _SHORTEST_PLACE_DATE:
        return None
    first = _OPENS_SMALL.match(text)
    if (first and first.group()[-1].islower()) or text.rstrip().endswith(";"):
        return None
    return PLACE_DATE.match(key(text))


DATE_ALONE = re.compile(r"ngày \d{1,2} tháng \d{1,2} năm \d{4}\.?")
NUMBER_LINE = re.compile(rf"(?:(?:{_TYPE_NAMES}|luật) )?số ?:? ?(?=[\d./…_ –-]|$)")
DRAFT = re.compile(
    r"\(?(?:(?:dự thảo|bản thảo)\b.{0,30}|tài liệu (?:hội nghị|họp|nội bộ|lưu hành)\b.{0,30}|lưu hành nội bộ\)?)"
)
URGENT = re.compile(r"(?:hỏa tốc|thượng khẩn|khẩn)\W*$")
ORGAN_HEADS = (
    "ủy ban|ubnd|hđnd|hội đồng|sở|ban|bộ|chi cục|tổng cục|cục|văn phòng|thành ủy|tỉnh ủy|huyện ủy|quận ủy"
    "|thị ủy|đảng ủy|đảng bộ"
    "|đảng đoàn|thanh tra|trường|bệnh viện|công an|công ty|tổng công ty|tập đoàn|trung tâm|phòng|viện|hội"
    "|liên đoàn|mặt trận|ubmttq"
    "|chính phủ|quốc hội|thủ tướng|chủ tịch|chi bộ|tòa án|kho bạc|ngân hàng|đoàn|tổ công tác|tổ|thuế|đại học"
    "|học viện|báo|đài|quân khu"
    "|vụ|bch|btv|thường trực|liên minh|bảo hiểm|thống kê|hải quan|xã đoàn|tỉnh đoàn|thành đoàn|huyện đoàn|quỹ"
    "|nhà|liên hiệp"
)
ORGAN_LINE = re.compile(rf"(?:{ORGAN_HEADS})(?!\w)")
CAPACITY = re.compile(
    r"(?:t ?/ ?m|tm|k ?/ ?t|kt|t ?/ ?l|tl|t ?/ ?uq|tuq|thay mặt|thừa lệnh|thừa ủy quyền|ký thay)(?:\s*\."
    r"|(?=\s))\s*\S"
)
POST = re.compile(
    r"(?:q\. ?)?(?:(?:phó|quyền) )?(?:bí thư(?: thường trực)?|tổng bí thư|chủ tịch|phó chủ tịch|giám đốc"
    r"|tổng giám đốc|chánh văn phòng|chánh thanh tra"
    r"|trưởng (?:ban|phòng|đoàn|thuế)|thủ tướng|bộ trưởng|thứ trưởng|thủ trưởng|cục trưởng|vụ trưởng|chi cục "
    r"trưởng|hiệu trưởng|viện trưởng"
    r"|trưởng|thường trực ban bí thư|chủ nhiệm|tổng thanh tra|thống đốc|người đứng đầu|ủy viên|cục phó|tổng "
    r"cục trưởng|đội trưởng|tổ trưởng"
    r"|lãnh đạo|người lập|thư ký|chánh án|viện phó|chỉ huy (?:trưởng|phó)|tư lệnh|chính ủy|tổng biên tập"
    r"|(?:trạm|hạt|đồn) trưởng|tổng kiểm toán|kiểm toán trưởng)\b"
)
SIGNED = re.compile(
    r"[(\[]? ?(?:đã ký|chữ ký|ký tên|ký, |ký số|(?:được )?ký bởi|người ký ?:|(?:thời gian|ngày|giờ) ký ?:"
    r"|(?:digitally )?signed|ký và ghi|(?:cơ quan|tổ chức|email) ?: ?\S)"
)
RECIPIENTS = re.compile(r"nơi nhận ?[:;]?")
# "Nơi nhận báo cáo" is the head of a column.
RECIPIENTS_HEAD = re.compile(r"nơi nhận(?=\s*(?:[^\w\s]|$))")
ANNEX = re.compile(
    r"(?:phụ lục|phụ biểu|biểu mẫu|mẫu biểu|mẫu số|biểu số|biểu|mẫu)(?: số| kèm theo)?"
    # "Mẫu 1-KNĐ", "Biểu 02/BC": a number with the letters of its series
    r"(?: ?(?P<no>\d{1,3}[a-eđ]?(?:[-/](?:[bcdđghklmnpqrstvx]{2,8}|ubnd|hđnd)(?!\w))*(?!\w)|[ivxl]{1,6}"
    r"|[a-zđ](?=\W|$)))?(?P<rest>[ :.–—-].*|)"
)
ATTACHED = re.compile(r"\(? ?(?:kèm theo|ban hành kèm theo|đính kèm|được phê duyệt|phê duyệt kèm theo|ban hành theo)\b")
CLOSING = re.compile(
    r"(?:trên đây là|nay[, ]|(?:nghị quyết|quyết định|chỉ thị|kế hoạch|chương trình|hướng dẫn|thông báo|kết "
    r"luận|quy định|luật) này (?:được|phổ biến|có hiệu lực|thay thế)"
    r"|ủy ban nhân dân .{0,60}(?:yêu cầu|đề nghị)|ubnd .{0,60}(?:yêu cầu|đề nghị)|yêu cầu (?:các|thủ trưởng"
    r"|giám đốc)|đề nghị (?:các|quý|thủ trưởng)"
    r"|trong quá trình (?:triển khai|tổ chức|thực hiện)|căn cứ (?:nội dung )?(?:kế hoạch|chương trình|chỉ "
    r"thị|nghị quyết) này"
    r"|nhận được (?:kế hoạch|công văn|chỉ thị|văn bản)|(?:ban thường vụ|ban chấp hành|thường trực|sở|bộ) "
    r".{0,60}(?:yêu cầu|đề nghị)|quá trình (?:triển khai|tổ chức|thực hiện)"
    r"|(?:thủ tướng|chủ tịch|bộ trưởng) .{0,80}(?:yêu cầu|đề nghị) .{0,400}(?:chỉ thị|công điện|kế hoạch|chương trình"
    r"|nghị quyết|quyết định|công văn|văn bản) này"
    r"|(?:đại hội|hội đồng nhân dân|hđnd|ban chấp hành|ban thường vụ|tỉnh ủy|thành ủy) .{0,60}kêu gọi"
    r"|văn phòng .{0,80}thông báo|trân trọng (?:thông báo|đề nghị|cảm ơn|báo cáo)"
    r"|\S{1,12} .{0,80}\bthông báo (?:để|cho) "
    r"(?:các|quý))"
)
PREAMBLE = re.compile(
    r"(?:-|–)?\s*(?:căn cứ|thực hiện|triển khai thực hiện|quán triệt|nhằm|để |trên cơ sở|thi hành|xét|theo "
    r"|ngày \d|trong |năm \d|phát huy|tiếp tục"
    r"|tiếp theo|sau khi|thời gian qua|vừa qua|phần thứ|kính gửi|kính trình|để triển khai|chấp hành|qua "
    r"|(?:những|nhiều) năm (?:qua|gần đây)|thời gian gần đây|trước tình hình"
    r"|hội nghị (?:lần thứ|ban chấp hành|ban thường vụ)|đại hội đại biểu"
    r"|tại (?:kỳ họp|hội nghị|phiên họp|cuộc họp|buổi làm việc)|(?:sáng|chiều) (?:ngày )?\d"
    r"|hiện nay|từ khi|ubnd|ủy ban nhân dân"
    r"|ban thường vụ|ban chấp hành|thường trực|tỉnh ủy|thành ủy)"
)
ENACTING = re.compile(r"(?:quyết nghị|quyết định|chỉ thị|yêu cầu|kết luận|ban hành)\s?:?\s*$")

# What a heading says its section is.
TARGETS = re.compile(r"mục tiêu|chỉ tiêu|tầm nhìn|phấn đấu")
TASKS = re.compile(r"nhiệm vụ|giải pháp|tổ chức thực hiện|phân công|nội dung thực hiện|nội dung")
RESULTS = re.compile(r"kết quả|tình hình|thực trạng|đánh giá|hạn chế|nguyên nhân|bài học")
NORMS = re.compile(r"định mức|phụ cấp|chế độ|kinh phí|nguồn lực|chính sách")
ORGANISING = re.compile(
    r"tổ chức,? (?:và )?thực hiện|tổ chức triển khai|phân công (?:nhiệm vụ|thực hiện|trách nhiệm|tổ chức)|trách nhiệm "
    r"(?:thực hiện|thi hành|của|và phân công)"
    r"|chế độ (?:thông tin,? )?báo cáo|chế độ thông tin|tổ chức và phân công|phân công|điều khoản thi hành"
    r"|thông tin,? báo cáo"
    r"|trách nhiệm tổ chức|phối hợp thực hiện|các cơ quan,? đơn vị thực hiện"
)


@lru_cache(maxsize=4096)
def key(text: str) -> str:
    """The folded text without outer blanks."""
    return fold(text)


def is_upper(text: str) -> bool:
    """True where the letters of `text` are nearly all capitals (a number or symbol may stand among them)."""
    return not text[1:].islower() and _nearly_all_capitals(text)


@lru_cache(maxsize=4096)
def _nearly_all_capitals(text: str) -> bool:
    letters = list(filter(str.isalpha, text))
    return len(letters) >= 2 and sum(map(str.isupper, letters)) >= 0.9 * len(letters)


_TITLES = re.compile(
    r"(?:(?:ts|ths|gs|pgs|bs|ds|ks|ls|cn|bsckii|bscki|ckii|cki|đ/c|ông|bà|luật sư|kỹ sư|đại tướng|thượng tướng"
    r"|trung tướng|thiếu tướng|chuẩn đô đốc|phó đô đốc|đô đốc|đại tá|thượng tá|trung tá|thiếu tá|đại úy|thượng úy"
    r"|trung úy|thiếu úy)(?:\.,?\s*|,?\s+)){1,4}"
)


# A surname that is also a kind of body: "Đoàn Văn Mẫu" is a person, "Đoàn Kiểm tra" and "Đoàn Thanh Niên" are not.
_SURNAME_TOO = re.compile(
    r"đoàn (?!(?:thanh|kiểm|đại|luật|công|giám|khối|cơ|thể|thẩm|khảo|liên|phường|xã|tỉnh|trường|thành)(?!\w))"
)
# "H'Hen Niê", "Y K'Sơr".
_APOSTROPHES = re.compile(r"(?<=\w)['’ʼ](?=\w)")


def is_name(text: str) -> bool:
    """True where a line can only be a person's name: two to five capitalised syllables, a degree or rank before
    them."""
    plain = text.strip().strip(".")
    titled = _TITLES.match(fold_letters(plain))
    words = plain[titled.end() if titled else 0 :].split()
    if not 2 <= len(words) <= 6:
        return False
    if ORGAN_LINE.match(key(text)) and not (len(words) >= 3 and _SURNAME_TOO.match(key(text))):
        return False
    return all(w[0].isupper() and _APOSTROPHES.sub("", w).isalpha() for w in words)
