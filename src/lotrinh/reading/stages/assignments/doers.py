"""Who a clause names as its doer: in its opening words, in its parent's heading, inside a sentence."""

from __future__ import annotations

import itertools
import re

from lotrinh.reading import bodies
from lotrinh.reading.labels import UP
from lotrinh.reading.model import Node
from lotrinh.reading.stages.assignments.clauses import is_organising
from lotrinh.reading.wording import key

PERSON = re.compile(
    r"(?:(?:Ông|Bà|Đồng chí"
    r"|Đ/c)\.?:?\s+)(?P<name>(?:["
    rf"{UP}"
    r"][^\W\d_]*\s?){2,5})"
)

_GIVE = re.compile(
    r"(?:^|[,;.:]\s|\s)(?:[Gg]iao|[Pp]hân công|[Yy]êu cầu|[Đđ]ề nghị)\s+(?:cho\s+|đồng "
    r"chí\s+)?(?=["
    rf"{UP}"
    r"cđ])"
)

_ASKED = re.compile(r"^(?:Đề nghị|Giao|Yêu cầu|Phân công):?\s+")

_ASKED_OF = re.compile(r"(?:Giao|Phân công|Yêu cầu|Đề nghị)\s+(?:cho\s+|đồng chí\s+)?")
_CAPITAL = re.compile(rf"[{UP}]")
GIVES = re.compile(r"(?:Giao|Phân công)\s")


# "Các doanh nghiệp hoạt động trong lĩnh vực xây dựng, vận tải": a general noun and where they work, to the end.
_ACTIVE = re.compile(r"Các (?:doanh nghiệp|tổ chức|hộ|cơ sở)[^,;:.]{0,40} hoạt động (?:trong|tại|trên) [^;:.]{3,130}")


# "Cán bộ phụ trách lĩnh vực giám sát", "Đồng chí Phó Giám đốc Trung tâm - Phó Trưởng tiểu ban": a post, and what for.
_HOLDER = (
    r"(?:Các |Những )?(?:[Đđ]ồng chí |[Đđ]/c )?(?:Phó |Nguyên )?(?:[Cc]hủ tịch|[Bb]í thư|[Tt]rưởng|[Gg]iám đốc|Chánh"
    r"|[Uu]ỷ viên|[Ủủ]y viên|[Tt]hành viên|[Cc]án bộ|[Cc]huyên viên|[Cc]ông chức|[Tt]ổ (?:trưởng|phó)|[Cc]hủ nhiệm)"
    r"(?!\w)"
)
_NO_DEED = (
    r"(?![^:;.]*\s(?:chủ trì|thực hiện|triển khai|chỉ đạo|chịu trách nhiệm|có trách nhiệm|phối hợp|tham mưu|rà soát"
    r"|tổ chức thực hiện|căn cứ|phải|cần|gồm|bao gồm|là)(?!\w))"
)
_HOLDER_ALONE = re.compile(
    rf"{_HOLDER}{_NO_DEED}(?=[^:;.]*\s(?:phụ trách|làm công tác|chuyên trách|thường trực|[-–] ))[^:;.]{{2,140}}"
)
_HOLDER_TO_COLON = re.compile(rf"{_HOLDER}{_NO_DEED}[^:;.]{{2,140}}(?=:\s+[{UP}])")


def is_doer_alone(text: str) -> bool:
    """A heading that is a body's name (or several), or a post and what it is for, and nothing more."""
    words = text.strip(" .:;")
    if _ACTIVE.fullmatch(words) or _HOLDER_ALONE.fullmatch(words):
        return True
    if not words or len(words) > 220 or not bodies.opens_with_body(words) or bodies.is_place(words):
        return False
    return _CAPITAL.match(words) is not None and bodies.name_end(words) >= len(words) - 1


# "Đồng chí Trưởng Ban Xây dựng Đảng": a post, told by the grammar of names.
_POST = re.compile(r"(?:Trưởng|Phó|Bí thư|Chủ tịch|Giám đốc|Chánh|Thường trực|Ủy viên)\b")


# "…, Phó Bí thư Thường trực Huyện ủy, chỉ đạo …": what the person is, before what he has to do.
HOLDING = re.compile(
    r"\s*[,–-]\s*(?:Phó |Nguyên )?(?:Trưởng|Bí thư|Phó|Chủ tịch|Giám đốc|Chánh|Ủy viên|Uỷ viên|Tổng|Chủ nhiệm)"
    r"[^;:.]{2,100}?,\s+(?=(?:trực tiếp |cùng |giúp |thay mặt )?"
    r"(?:chỉ đạo|phụ trách|chịu trách nhiệm|theo dõi|chủ trì|điều hành|lãnh đạo)\s)"
)


def doer_opening(text: str) -> tuple[list[str], int] | None:
    """The doer a text opens with, and where what is to be done begins."""
    holder = _HOLDER_TO_COLON.match(text)
    if holder and bodies.name_end(text) < holder.end():
        return [holder.group()], past_punctuation(text, holder.end())
    person = PERSON.match(text)
    if person and not _POST.match(person["name"]):
        colon = text.find(":", person.end())
        at = colon + 1 if 0 <= colon < person.end() + 60 else person.end()
        if at == person.end() and (post := HOLDING.match(text, at)):
            at = post.end()
        return [person["name"].strip()], past_punctuation(text, at)
    if at := concerns_end(text):
        inner_at = past_punctuation(text, at)
        inner = bodies.name_end(text[inner_at:])
        if inner and text[at : at + 1] == ":" and inner < len(text) - inner_at:
            # "Đối với các trường: Nhà trường tổ chức …"
            return bodies.cut(text[inner_at : inner_at + inner]), past_punctuation(text, inner_at + inner)
        return bodies.cut(_CONCERNS.sub("", text[:at])), past_punctuation(text, at)
    given = _ASKED_OF.match(text)
    begin = given.end() if given else 0
    end = bodies.name_end(text[begin:])
    if not end:
        return None
    at = _to_colon(text, begin + end) if _GENERAL.match(text, begin) else _past_area(text, begin + end)
    members = _MEMBERS_OF.match(text, at) if "thành viên" in text[begin:at] else None
    at = members.end() if members else _past_concern(text, at)
    lead = text[begin:at]
    return bodies.cut(lead) or [lead], past_punctuation(text, at)


# "Các thành viên khác trong tiểu ban căn cứ …": of which committee.
_MEMBERS_OF = re.compile(
    r"\s(?:trong|của|thuộc) "
    r"(?:[Tt]iểu ban|[Bb]an [Cc]hỉ đạo|[Tt]ổ(?: [Cc]ông tác| [Gg]iúp việc)?|[Đđ]oàn|[Hh]ội đồng)(?!\w)"
)


# "Các sở có liên quan tới việc thực hiện Kế hoạch này có trách nhiệm …": in what they have a part.
_CONCERNED = re.compile(
    r"\s(?:tới|đến)\s[^,;.:]{3,70}?"
    r"(?=\s(?:(?:có|chịu) trách nhiệm|chủ động|phối hợp|chủ trì|nghiêm túc|khẩn trương|triển khai thực hiện)\s)"
)
_GENERAL = re.compile(r"(?:[Cc]ác|[Nn]hững|[Mm]ọi|Cơ quan|Đơn vị|Tổ chức|Doanh nghiệp|Chủ đầu tư)\s")


def _past_concern(text: str, end: int) -> int:
    concerned = _CONCERNED.match(text, end) if text.endswith("liên quan", 0, end) else None
    return concerned.end() if concerned else end


_QUALIFIED = re.compile(
    r"\s+(?!chủ trì,|phối hợp|có trách nhiệm|chịu trách nhiệm|chỉ đạo|căn cứ|triển khai|tiếp tục|rà soát|phải|cần|theo"
    r"|tham mưu cho|hướng dẫn|tổ chức|thực hiện)[a-zà-ỹđ][^:;.(]{2,70}(?=:\s+[" + UP + r"])"
)


def _to_colon(text: str, end: int) -> int:
    """Where a name goes on to its colon with words no list knows: "Các cơ sở nuôi tôm ven biển: Theo dõi …"."""
    qualified = _QUALIFIED.match(text, end)
    return qualified.end() if qualified else end


# "Chi cục Kiểm lâm Khu vực IV địa bàn tỉnh Sông Hạ: …": for which area, between the name and its colon.
_AREA = re.compile(r"\s(?:(?:đóng )?trên )?địa bàn\s[^:;.(]{2,60}(?=:\s)")


def _past_area(text: str, end: int) -> int:
    area = _AREA.match(text, end)
    return area.end() if area else end


_ASKS_OTHERS = re.compile(r"(?:trân trọng )?(?:đề nghị|yêu cầu|giao)\s+(?=[" + UP + r"cđ])")


def asked_by(issuer: str, lead: list[str], text: str, at: int) -> tuple[list[str], int] | None:
    """Whom the document's own issuer gives the work to ("Chính phủ trân trọng đề nghị Ủy ban Trung ương … vận động"),
    None where another body opens the clause: then it is that one's work to ask."""
    asked = _ASKS_OTHERS.match(text, at)
    if asked is None or len(lead) != 1 or not _same_body(issuer, lead[0]):
        return None
    return _doer_at(text, asked.end())


def _same_body(issuer: str, name: str) -> bool:
    """Whether a name, perhaps shortened ("UBND tỉnh"), is that of the issuer or of its chairman."""
    written = [key(words).replace("ủy ban nhân dân", "ubnd").removeprefix("chủ tịch ") for words in (issuer, name)]
    return bool(written[1]) and written[0].startswith(written[1])


_CONCERNS = re.compile(r"Đối với\s+")


def concerns_end(text: str) -> int:
    """Where the body ends that "Đối với <body>: …" names, or 0: at the colon, unless the name itself holds one ("các
    Sở: Tài chính, Nội vụ")."""
    opened = _CONCERNS.match(text)
    if opened is None or not bodies.opens_with_body(text[opened.end() :]):
        return 0
    named = opened.end() + bodies.name_end(text[opened.end() :])
    colon = text.find(":")
    return colon if named <= colon < 160 else named if named > opened.end() else 0


_PUNCTUATION = re.compile(r"[\s:,;.–-]*")


def past_punctuation(text: str, at: int) -> int:
    match = _PUNCTUATION.match(text, at)
    return match.end() if match else at


_ITEMS = ("bullet", "subsection", "item", "letter", "point")


def acts(node: Node) -> bool:
    """Whether a node is an item that opens with a verb: what a body's sentence above it goes on with."""
    return node.kind in _ITEMS and bodies.opens_with_verb(node.heading)


def doer_of_headings(node: Node, *, notice: bool = False) -> list[str] | None:
    """Who the headings above a node name; the same for all nodes of one parent for which `acts` is the same.
    In a `notice` of conclusions also who is told there what "needs" to be done."""
    parent = node.parent
    while parent is not None:
        text = parent.heading
        if _TITLED.match(text) and (held := responsibility(text)):
            return bodies.cut(held)
        if _HOLDER_ALONE.fullmatch(text.strip(" .:;")):
            return [text.strip(" .:;")]
        if is_doer_alone(text):
            return bodies.cut(bodies.bare(_ASKED.sub("", text).strip(" .:;")))
        if GIVES.match(text) and text.rstrip().endswith(":") and (opened := doer_opening(text)):
            return opened[0]
        if is_organising(parent) and not responsibility(text) and not _leads_on(parent):
            return None
        held = responsibility(text)
        if held:
            return bodies.cut(held)
        last = parent.paragraphs[-1].text if len(parent.paragraphs) > 1 else ""
        opened = doer_opening(last) if last.rstrip().endswith(":") else None
        if opened and not _SPEAKS.match(last, opened[1]):
            # "Giao Sở Nội vụ chủ trì, phối hợp với các cơ quan liên quan:" between the heading and a), b) …
            return opened[0]
        if notice and last.rstrip().endswith(":") and (needed := _needed(last)):
            return needed
        opened = doer_opening(text) or (doer_after_adverb(text) if text.rstrip().endswith(":") else None)
        heads = text.rstrip().endswith(":") or (len(text) <= 140 and not text.rstrip().endswith((".", ";")))
        heads = heads or (text.rstrip().endswith(".") and acts(node))
        if opened and heads and parent.kind not in ("part", "article"):
            return _whole_heading(text, opened) or opened[0]
        parent = parent.parent
    return None


# "Hội đồng nhân dân tỉnh thống nhất với các nhiệm vụ sau:" says who speaks, not who acts.
_SPEAKS = re.compile(
    r"(?:cơ bản )?(?:thống nhất|nhất trí|tán thành|ghi nhận|đánh giá|biểu dương|quyết nghị|kết luận|phát động"
    r"|kêu gọi|yêu cầu|đề nghị)(?!\w)"
)


# "Cơ quan chủ trì giải quyết thủ tục đầu tư:" over its tasks: which one, not what it does.
_WHICH = re.compile(
    r"(?:Các |Những )?(?:[Cc]ơ quan|[Đđ]ơn vị|[Ss]ở, (?:ban, )?ngành|[Tt]ổ chức)(?: chủ trì| phối hợp)?"
    r"(?=[ ,](?!có trách nhiệm|chịu trách nhiệm|phối hợp với))"
)


# "Các doanh nghiệp sản xuất, chế biến và xuất khẩu hàng hóa": what kind of firms, to the heading's end.
_FIRMS = re.compile(r"(?:[Cc]ác |[Nn]hững )?(?:doanh nghiệp|cơ sở|hợp tác xã|hộ)\s", re.IGNORECASE)
_MORE_OF_FIRMS = re.compile(
    r"(?:,| và)? [a-zà-ỹđ](?!.*(?:trách nhiệm|phải|cần|chủ động|tổ chức|thực hiện|tham gia|xây dựng|hỗ trợ|phối hợp"
    r"|nâng cao|tăng cường|đẩy mạnh)\s)[^.;:]{3,90}$"
)


def _whole_heading(text: str, opened: tuple[list[str], int]) -> list[str] | None:
    """The heading as the doer's name where it opens with a general noun that the rest tells apart."""
    words = _ASKED.sub("", text).strip(" .:;")
    which = _WHICH.match(words)
    if which and len(opened[0]) == 1 and len(opened[0][0]) <= which.end():
        return [words]
    name = opened[0][0]
    firms = _FIRMS.match(words) and words.startswith(name) and _MORE_OF_FIRMS.match(words, len(name))
    return [words] if firms else None


_NEEDS = re.compile(r"\s(?:cần|phải)\s")


def _needed(text: str) -> list[str] | None:
    """ "Để đạt mục tiêu trên, tỉnh Sông Hạ cần làm những việc sau:" gives what follows to the province."""
    for piece in re.finditer(r"(?:^|,\s)(?=[" + UP + r"a-zđ])", text[:1200]):
        end = bodies.name_end(text[piece.end() :])
        if end and _NEEDS.match(text, piece.end() + end):
            return bodies.cut(text[piece.end() : piece.end() + end])
    return None


def _leads_on(node: Node) -> bool:
    return len(node.paragraphs) > 1 and node.paragraphs[-1].text.rstrip().endswith(":")


_RESPONSIBLE = re.compile(r"(?:Trách nhiệm|Nhiệm vụ)(?: chung| cụ thể| chính)?(?: của| đối với)?\s+(?P<who>.{3,200})")


# "Trách nhiệm của đối tượng kiểm kê:" over a list: whoever it names.
_OF_SOMEBODY = re.compile(r"Trách nhiệm của [^;.:]{3,90}:\s*$")


def responsibility(text: str) -> str | None:
    """ "Trách nhiệm của Sở Tài chính" → "Sở Tài chính"."""
    match = _RESPONSIBLE.match(text.strip(" .:;"))
    if match and (bodies.opens_with_body(match["who"]) or _OF_SOMEBODY.match(text)):
        return match["who"]
    match = _TITLED.match(text)
    if match and bodies.opens_with_body(text[match.end() :]):
        return text[match.end() :].strip(" .:;")
    at = concerns_end(text)
    return _CONCERNS.sub("", text[:at]) if at else None


_CASE = re.compile(r"Đối với\s[^:.;]{3,140}:\s+(?=[" + UP + r"cđ])")
_ADVERB = re.compile(
    r"(?:Định kỳ|Hằng|Hàng|Mỗi|Trước|Trong|Chậm nhất|Muộn nhất|Đến|Vào|Từ|Cuối|Đầu|Tháng|Quý|Năm|Sau|Ngay sau"
    r"|Ngay khi|Khi|Căn cứ|Trên cơ sở|Theo|Để|Nhằm|Ngoài ra|Đồng thời|Với vai trò|Với tư cách)\b"
    r"(?=[^;.:]{0,240},\s)"
)
_GIVEN_NEXT = re.compile(r"(?:giao|phân công|yêu cầu|đề nghị|chủ trì|phối hợp)\s")
_PIECE = re.compile(r"[^,;.:]{0,140},\s+")


def doer_after_adverb(text: str) -> tuple[list[str], int] | None:
    """ "Định kỳ hằng quý, Sở Nội vụ tổng hợp …", "Căn cứ Kế hoạch này, tình hình thực tế, các xã lập …", "Đối với rừng
    cháy: Hạt Kiểm lâm trồng lại …": time, ground or case before the doer."""
    case = _CASE.match(text)
    if case:
        return _doer_at(text, case.end())
    adverb = _ADVERB.match(text)
    at = adverb.end() if adverb else 0
    for _ in range(4 if adverb else 0):
        piece = _PIECE.match(text, at)
        if piece is None:
            return None
        at = piece.end()
        if _GIVEN_NEXT.match(text, at):
            return None  # who is given the work follows
        if re.match(r"[" + UP + r"cđ]", text[at:]) and (found := _doer_at(text, at)):
            names, done = found
            return (_last_of(names) if _goes_on(text, at) else names), done
    return None


_GROUP = re.compile(r"(?:(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân)\s)?các\s")


def _last_of(names: list[str]) -> list[str]:
    """The last name, or the last ones where they are groups: "các bộ, ngành", "Ủy ban nhân dân các tỉnh"."""
    groups = len(list(itertools.takewhile(_GROUP.match, reversed(names))))
    return names[-max(1, groups) :]


_OF_WHOM = re.compile(r"(?:của|giữa|đối với)\s+")


def _goes_on(text: str, at: int) -> bool:
    """Whether the names at `at` go on a list of the ground's own ("Trên cơ sở đề xuất của các sở, ngành, Sở Y tế …"):
    the last of them is the doer."""
    of = next(reversed(list(_OF_WHOM.finditer(text, 0, at))), None)
    return of is not None and bodies.name_end(text[of.end() :]) > at - of.end()


_TOPIC = re.compile(r"[" + UP + r"][^:.;]{3,80}:\s+")
_LONG_TOPIC = 700  # "Về đề nghị mở rộng cảng Sông Hạ giai đoạn 2 (từ vốn dư năm 2025): …"
_COLON = re.compile(r":\s+")


def doer_after_topic(text: str) -> tuple[list[str], int] | None:
    """ "Chế độ báo cáo: Định kỳ hằng quý, các sở gửi báo cáo …", "Về đề nghị mở rộng cảng: giao Sở Xây dựng …": what
    the clause is about before the doer."""
    if bodies.opens_with_body(text):
        return None
    topics = _COLON.finditer(text, 0, _LONG_TOPIC) if text.startswith("Về ") else filter(None, [_TOPIC.match(text)])
    return next(filter(None, (_after_topic(text, topic.end()) for topic in itertools.islice(topics, 4))), None)


def _after_topic(text: str, at: int) -> tuple[list[str], int] | None:
    rest = text[at : at + 1].upper() + text[at + 1 :]
    found = doer_after_adverb(rest) or (doer_opening(rest) if GIVES.match(rest) or _ASKED.match(rest) else None)
    found = found or (_doer_at(rest, 0) if text[at : at + 1].isupper() else None)
    if found is None:
        return None
    names, done = found
    return names, at + done


def _doer_at(text: str, at: int) -> tuple[list[str], int] | None:
    end = bodies.name_end(text[at:])
    stop = _past_concern(text, at + end)
    if not end or past_punctuation(text, stop) >= len(text.rstrip(" .:;")):
        return None
    return bodies.cut(text[at:stop]), past_punctuation(text, stop)


# "Cơ quan chủ quản: UBND tỉnh Sông Hạ" as a heading.
_TITLED = re.compile(
    r"(?:Cơ quan|Đơn vị)\s(?:chủ quản|quản lý|chủ trì|thường trực|thực hiện|đầu mối|tham mưu)(?: thực hiện)?\s*:\s*"
)


def doer_given(text: str) -> tuple[list[str], int] | None:
    """ "…, giao Sở Tài chính chủ trì …" inside a sentence."""
    for match in _GIVE.finditer(text[:400]):
        begin = match.end()
        end = bodies.name_end(text[begin:])
        if end and text[begin + end : begin + end + 1] not in (";", ".", ""):
            return bodies.cut(text[begin : begin + end]), past_punctuation(text, begin + end)
    return None


# "Khi có kết quả chấm điểm, giao Sở Y tế …": on an event the work is another's than the heading's.
_EVENT_GIVES = re.compile(
    r"(?:Khi|Ngay khi|Sau khi|Ngay sau khi|Trường hợp)\s[^.;:]{3,200}?,?\s(?:giao|phân công)\s+(?:cho\s+)?"
    r"(?=[" + UP + r"cđ])"
)


def doer_given_on_event(text: str) -> tuple[list[str], int] | None:
    """Who is given the work when something happens, at the head of a clause."""
    event = _EVENT_GIVES.match(text)
    return _doer_at(text, event.end()) if event else None
