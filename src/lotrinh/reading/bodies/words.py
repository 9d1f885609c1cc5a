"""The words names are made of (`data/bodies.json`), as patterns."""

from __future__ import annotations

import json
import re
from pathlib import Path

from lotrinh.reading.labels import UP
from lotrinh.text.fold import fold_letters

DATA = json.loads((Path(__file__).parents[1] / "data" / "bodies.json").read_text(encoding="utf-8"))

LONGEST = 420

_OPENER = (
    r"(?:(?:các|những|toàn thể|từng|mọi|mỗi|lãnh đạo|thủ trưởng|giám đốc|chánh|trưởng|người đứng đầu"
    r"|đồng chí|chủ tịch|bí thư|tập thể)\s+)"
)

_HEADS = "|".join(DATA["heads"])

HEAD = re.compile(rf"(?:đề nghị:?\s+)?{_OPENER}{{0,4}}(?:{_HEADS})(?!\w)")

HEAD_AT = re.compile(rf"(?:{_HEADS})(?!\w)")

OPENERS_AT = re.compile(rf"(?:đề nghị:?\s+)?{_OPENER}{{0,4}}")

LEVELS = re.compile(r"cấp(?!\w)")

GROUP_AT = re.compile(r"(?:các|những|từng|mỗi|mọi)\s+")


def _longest_first(words: list[str]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=len, reverse=True))


FIELD_AT = re.compile(rf"(?:{_longest_first([fold_letters(w) for w in DATA['fields']])})(?!\w)")

QUALIFIERS = {fold_letters(w): True for w in DATA["qualifiers"]} | {
    fold_letters(w): False for w in DATA["open_qualifiers"]
}

QUALIFIER_AT = re.compile(rf"(?:{_longest_first(list(QUALIFIERS))})(?!\w)")

COMPOUND_AT = re.compile(rf"(?:{'|'.join(sorted(DATA['compounds'], key=len, reverse=True))})(?!\w)")

_VERB = "|".join(DATA["verbs"])

VERB_AT = re.compile(rf"(?:{_VERB})(?!\w)")

VERB_NEXT = re.compile(rf"(?<!\w)(?<!các )(?<!, )(?<!và )(?:{_VERB})(?!\w)")

PLACE = re.compile(
    r"(?:[Tt]ỉnh|[Tt]hành phố|[Tt][Pp]\.?|[Hh]uyện|[Qq]uận|[Tt]hị xã|[Tt]hị trấn|[Xx]ã|[Pp]hường|[Đđ]ặc khu|[Tt]hôn"
    rf"|[Kk]hu vực|[Vv]ùng)\s+(?P<name>(?:\d{{1,2}}(?!\w|/)|[{UP}][\w’']*(?:\s+[{UP}][\w’']*){{0,4}}"
    rf"(?:\s[-–]\s[{UP}]\w*(?:\s[{UP}]\w*)?)?))"
)

CAPITALS = re.compile(rf"[{UP}][^\W\d]*(?:[ \t]+[{UP}][^\W\d]*)*")

ACRONYM = re.compile(rf"[{UP}][{UP}\d]*(?:[&.,-][{UP}\d]+){{0,3}}(?!\w)")

SMALL = re.compile(r"[ \t]+(?P<word>[^\W\d_]+)")

BRACKETS = re.compile(r"\s*\([^()\n]{1,240}\)(?=\s|[,;:.]|$)")

# Ban Chỉ đạo Phong trào “Toàn dân …” tỉnh: the movement by its name
QUOTED = re.compile(r"\s+(?:[Pp]hong trào|[Cc]uộc vận động|[Cc]hương trình|[Đđ]ề án)\s[“\"][^”\"\n]{3,110}[”\"]")

BLANK = re.compile(r"[ \t\u00a0\n]+")

OF = re.compile(r"(?:của|thuộc|trực thuộc|tại|ở|đóng trên địa bàn|trên địa bàn|nơi)\s+")

# "các Sở: Công Thương, Tài chính"; "UBND các phường: Yên Bái, Văn Phú"
PLURAL = re.compile(  # "các tỉnh, thành phố"
    r"(?:các|những)\s+[^\s,]+(?:\s[^\s,]+)?(?:,\s[^\s,]+(?:\s[^\s,]+)?){0,2}(?: trực thuộc trung ương)?$"
)

LIST_JOINT = re.compile(r"\s*(?:,|;|\svà)\s+")

LISTED = re.compile(rf":\s+(?=[{UP}])")

NUMBER = re.compile(
    r"khóa\s+(?:[ivxl]{1,6}|\d{1,2})(?!\w)|"
    r"số\s+\d{1,3}(?!\w|/)|\d{1,3}(?:\s?[a-zđ])?(?=\s*[:,;]|\s+(?:xã|phường|huyện|quận|thị|đơn vị|tỉnh|thôn)(?!\w))"
)

INNER_JOINT = re.compile(r"\s*(?:,\s*|\s?[-–]\s?|\s(?:và|&)\s)\s*")

# What a name is never joined to: papers ("của Bộ Chính trị và Chỉ thị số 8-CT/TU").
PAPER = re.compile(
    r"(?:Chỉ thị|Nghị quyết|Nghị định|Kết luận|Quyết định|Thông tư|Thông báo|Hướng dẫn|Công văn|Công điện|Quy định"
    r"|Quy chế|Đề án|Dự án|Luật|Bộ luật)(?!\w)|(?:Kế hoạch|Chương trình|Báo cáo)\s+(?:số|này|hành động|phối hợp)(?!\w)"
)

JOINT = re.compile(
    r"\s*(?:,\s*(?:đặc biệt là|nhất là|trước hết là|trong đó có)\s|[,;]\s*(?:(?:và|cùng|hoặc)\s)?"
    r"|\s(?:và|cùng với|cùng|hoặc|với)\s|/(?=\w)"
    r"|\s[-–]\s(?=(?:huyện|xã|phường|thị xã|thị trấn|thành phố|ban|ngành|tỉnh|Chủ nhiệm|Trưởng [Bb]an|Giám đốc"
    r"|Chủ tịch|Chánh Văn phòng)(?!\w)))\s*"
)

# What general bodies are doing when they are named, before the words that bind them ("… khai thác khoáng sản phải").
DOING = re.compile(
    r"\s+(?:khai thác|sản xuất|kinh doanh|hoạt động|tham gia|sử dụng|có|đang|được|thi công|cung cấp|quản lý|vận hành"
    r"|khi|đã|thuộc diện)\s[^,;.:]{0,110}?(?=\s(?:có trách nhiệm|chịu trách nhiệm|phải|cần)(?!\w))"
    r"|\s+được (?:cấp|giao|phép|chọn)\s[^;.:]{3,140}?(?=\s(?:có|chịu) trách nhiệm(?!\w))"
)

# A clause that tells which of them ("các xã, phường có cụm công nghiệp"), and not what they have to do.
HAVING = re.compile(
    r"\s+có\s+(?!trách nhiệm|nhiệm vụ|kế hoạch|giải pháp|văn bản|biện pháp|ý kiến|hướng dẫn|hình thức|báo cáo"
    r"|chính sách|liên quan)[^,;.:]{3,60}?(?=\s*(?:[:.;]|$)|\s+(?:chủ trì|chủ động|phối hợp|có trách nhiệm"
    r"|chịu trách nhiệm|phải|khẩn trương|tổ chức|tập trung|chỉ đạo|rà soát|tăng cường|thực hiện|triển khai"
    r"|xây dựng)(?!\w))"
)

# "các sở, ngành phụ trách tiêu chí cử cán bộ …": which of them, and then what they have to do.
CHARGED = re.compile(
    r"\s+phụ trách\s(?:các\s|từng\s)?(?:tiêu chí|chỉ tiêu|lĩnh vực|địa bàn|nội dung|nhiệm vụ)(?:\s[^\W\d_]+){0,3}?"
    r"(?=\s(?:cử|chủ trì|chủ động|phối hợp|có trách nhiệm|chịu trách nhiệm|phải|khẩn trương|tổ chức|tập trung|chỉ đạo"
    r"|rà soát|tăng cường|thực hiện|triển khai|xây dựng|hướng dẫn|theo dõi|báo cáo|kiểm tra)(?!\w))"
)
# "các đảng ủy chưa gửi báo cáo khẩn trương …"
LAGGING = re.compile(
    r"\s+(?:chưa|chậm|còn)\s[^,;.:]{3,60}?(?=\s(?:khẩn trương|nghiêm túc|tập trung|chủ động|phải|có trách nhiệm"
    r"|rà soát|hoàn thành|báo cáo rõ|giải trình|kiểm điểm)(?!\w))"
)
# "các đơn vị được giao chủ trì nhiệm vụ tại Phụ lục chủ động …"
ENTRUSTED = re.compile(
    r"\s+được (?:giao|phân công)\s[^,;.:]{3,100}?(?=\s(?:chủ động|có trách nhiệm|chịu trách nhiệm|khẩn trương|phải"
    r"|căn cứ|tổ chức|xây dựng)(?!\w))"
)
# "UBND các xã nơi doanh nghiệp đặt trụ sở"
WHERE = re.compile(
    r"\s+nơi\s[^,;.:]{3,110}?\s(?:đặt trụ sở|có trụ sở|đóng trụ sở|cư trú|sinh sống|xảy ra [^\W\d_]+)(?!\w)"
)
# "UBND các xã Đông Hải, Tây Hải": places under one plural.
PLACES_OF = re.compile(r"(?:các|hai|ba|bốn|năm|0?\d)\s+(?:xã|phường|huyện|quận|thị xã|thị trấn|tỉnh|thôn|đặc khu)$")
WORD = re.compile(r"[^\W\d_]+")

# Kinds whose names the lists hold whole, so that a word after them is no part of the name.
CLOSED = re.compile(
    r"(?:.*\s)?(?:sở|bộ|ủy ban|ubnd|hđnd|hội đồng nhân dân|công an|tỉnh ủy|thành ủy|huyện ủy|quận ủy|thị ủy|đảng ủy"
    r"|chính phủ|thủ tướng|quốc hội|mặt trận|mttq|ubmttq|đảng đoàn|ban cán sự đảng|chủ tịch|xã|phường|huyện|quận|thị xã"
    r"|thị trấn|thành phố|tỉnh|đặc khu|ngành|địa phương|cấp|cấp ủy|chính quyền|ban thường vụ|thường trực"
    r"|thanh tra [^,;]+|bộ tư lệnh [^,;]+)$"
)

AFTER = re.compile(r"\s*(?:[.,;:!?…]|[-–]\s|$)")
