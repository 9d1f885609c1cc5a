"""Who must do what: task tables, and the lowest nodes of the organising part.

Reads: header, nodes, annexes, body_tables. Writes: assignments, actors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lotrinh.reading import actors, bodies, deadlines, products
from lotrinh.reading.labels import UP
from lotrinh.reading.model import Assignment, Node, Paragraph, Reading
from lotrinh.reading.stages import leaderlines, tasktables
from lotrinh.reading.wording import CLOSING, ORGANISING, RESULTS, key
from lotrinh.text import dates
from lotrinh.text.fold import fold_letters

_ORDERS = re.compile(
    r"(?:chỉ đạo|kết luận|yêu cầu|thống nhất|giao|chỉ thị|giao nhiệm vụ)[^.]{0,60}(?:như sau|sau đây"
    r"|:)\s*:?\s*$"
)
_PERSON = re.compile(
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
_FORMULA = re.compile(
    r"(?:chịu trách nhiệm thi hành|là người (?:đứng đầu|giúp)\b|là cơ quan (?:chuyên môn|thuộc)\b|có hiệu lực|bãi bỏ"
    r"|thay thế (?:nghị quyết|quyết định|kế hoạch))"
)
# Under an agency's heading these open a condition or a request to others; the agency leads all the same.
_ASKS = re.compile(r"(?:Yêu cầu|Đề nghị|Đối với(?![^:]{3,120}:))\s")
# A body by its own name, at the head of a further sentence.
_BODY = (
    r"(?:Sở|Phòng|Ban|Ủy ban|Uỷ ban|UBND|HĐND|Công an|Văn phòng|Thanh tra|Hội|Trung tâm|Chi cục|Cục|Đài|Báo|Trường"
    r"|Bộ Chỉ huy|Bộ CHQS|Liên đoàn|Mặt trận|Đoàn Thanh niên|Tỉnh đoàn|Thành đoàn|Câu lạc bộ|Công ty|Quỹ|Hạt"
    r"|Kho bạc|Ngân hàng|Thuế|Thường trực|Đảng ủy|Chi bộ|Thủ trưởng|Giám đốc|Chủ tịch)\s"
)
_ASKED = re.compile(r"^(?:Đề nghị|Giao|Yêu cầu|Phân công)\s+")


def run(reading: Reading) -> None:
    """Fills `assignments` and `actors`."""
    found = [*_organising(reading), *leaderlines.assignments(reading), *_tables(reading)]
    order = {n.path: i for i, n in enumerate(reading.nodes)}
    found.sort(key=lambda a: (order.get(a.path, order.get(a.path.split(".r")[0], 1 << 30)), a.start))
    reading.assignments = found
    _years(reading)
    for assignment in found:
        for name in (*assignment.lead, *assignment.coordinating):
            if name not in reading.actors:
                reading.actors[name] = actors.resolve(name)


def _years(reading: Reading) -> None:
    """ "Trước ngày 10/12" without a year is of the document's own year, if that day is still to come and the document
    is not one of several years."""
    issued = reading.header.date
    if issued is None or re.search(r"\d{4}\s?[-–]\s?\d{4}|đến năm", reading.header.title or ""):
        return
    for assignment in reading.assignments:
        told = assignment.deadline
        if told.kind != "date" or told.due is not None or not told.text:
            continue
        for written in dates.find_dates(told.text):
            if written.day and written.month and written.year is None:
                due = f"{issued[:4]}-{written.month:02}-{written.day:02}"
                told.due = due if due >= issued and dates.exists(due) else None


# --- the organising part
# ------------------------------------------------------------------------------------------


def _organising(reading: Reading) -> Iterator[Assignment]:
    whole = _orders_follow(reading)
    lists = _agency_lists(reading)
    for node in reading.nodes:
        if not node.labelled or node.kind == "annex" or any(c.labelled for c in node.children):
            continue
        chain = node.above()
        if any(n.kind == "part" and RESULTS.search(key(n.heading[:120])) for n in chain) and not any(
            is_organising(n) for n in chain
        ):
            continue
        if whole or id(None) in lists or any(is_organising(n) or id(n) in lists for n in chain):
            yield from _of_node(node)


def is_formula(text: str) -> bool:
    """Whether a clause only says who is answerable, what enters into force, or what a post is."""
    return bool(_FORMULA.search(key(text)))


def is_organising(node: Node) -> bool:
    """Whether a heading opens the part that says who does what."""
    head = key(node.heading[:120])
    if node.kind in ("bullet", "plus", "item", "letter", "point") and len(node.heading) > 80:
        return False
    return bool(ORGANISING.search(head)) and len(node.heading) <= 140


def _orders_follow(reading: Reading) -> bool:
    """A notice of conclusions ("… kết luận và chỉ đạo như sau:"), whose every number gives an order."""
    if reading.header.type not in ("Thông báo", "Công điện", "Chỉ thị", "Công văn", "Kết luận"):
        return False
    if reading.header.type == "Thông báo" and key(reading.header.title or "").startswith(
        ("kết luận", "ý kiến kết luận")
    ):
        return True
    return bool(reading.preamble) and bool(_ORDERS.search(key(reading.preamble[-1].text)))


def _agency_lists(reading: Reading) -> set[int]:
    """Parents at least two of whose children open with "Đối với <body>:" or are a body's name and nothing
    more."""
    found: set[int] = set()
    roots = [
        n for n in reading.nodes if n.parent is None and n.labelled and n.kind not in ("annex", "bullet", "article")
    ]
    groups: list[tuple[Node | None, list[Node]]] = [(None, roots)]
    groups += [(n, [c for c in n.children if c.labelled]) for n in reading.nodes if n.kind not in ("bullet", "plus")]
    for parent, children in groups:
        if parent is not None and _ATTENDS.match(key(parent.heading[:80])):
            continue
        named = sum(_opens_list(c) for c in children)
        if len(children) >= 2 and named >= 2 and named >= 0.6 * len(children):
            found.add(id(parent))
    return found


def _opens_list(node: Node) -> bool:
    """A child of a list by agency: a body's name alone, "Đối với <body>: …", "<body>: Việc …", "Giao <body> …"."""
    text = node.heading
    if _GIVES.match(text) and _opening(text):
        return True
    colon = text.find(": ")
    said = text[colon + 1 :].lstrip()
    if 0 < colon < 160 and _pure_actor(text[:colon]) and not (_POSTED.match(key(said)) or said[:1].isdigit()):
        return True
    end = _concerns_end(text)
    return text[end : end + 1] == ":" or _pure_actor(text)


_GIVES = re.compile(r"(?:Giao|Phân công)\s")
# Who comes, or whom a rule is for, is told of, not given work.
_ATTENDS = re.compile(r"(?:thành phần|đối tượng|đại biểu|khách mời|danh sách|phạm vi|thời gian|địa điểm)\b")
# Who sits on a body that is being set up is told of, not given work.
_SETS_UP = re.compile(
    r"(?:thành lập|kiện toàn|phê duyệt|cử)\b.{0,300}\b(?:gồm|thành viên|thành phần|danh sách|ông|bà)\b"
)
_SEATS = re.compile(
    r"(?!.*(?:trách nhiệm|nhiệm vụ|chủ trì|thực hiện|phối hợp))"
    r"(?:các )?(?:thành viên|ủy viên|phó chủ tịch hội đồng|chủ tịch hội đồng|tổ trưởng|tổ phó|trưởng ban"
    r"|phó trưởng ban|trưởng đoàn|phó trưởng đoàn|thư ký)\b[^.:]{0,60}:?\s*$"
)
_POSTED = re.compile(
    r"[\s:,–-]*(?:(?:ông|bà|đồng chí|phó|quyền|nguyên)\b[ .:]{1,2}){0,2}(?:chủ tịch|giám đốc|trưởng|phó|chánh|bí thư"
    r"|tổng|đại tá|thượng tá|trung tá|thiếu tá|đại úy|thành viên|ủy viên|chuyên viên|thư ký|tổ trưởng|tổ phó"
    r"|cục trưởng|vụ trưởng|chi cục trưởng|hiệu trưởng|viện trưởng|bộ trưởng|thứ trưởng|ông|bà)\b[^:;]{0,140}[;.]?\s*$"
)


def _seat(node: Node) -> bool:
    """Whether a node only says who holds a seat ("- Ông Lý Văn Pá, Phó Giám đốc Sở Y tế;")."""
    chain = node.above()
    if any(n.kind == "article" and _SETS_UP.match(key(n.heading[:500])) for n in chain):
        return True
    if any(_SEATS.match(key(n.heading[:120])) for n in chain[1:]):
        return True
    text = node.heading
    person = _PERSON.match(text)
    return bool(person) and bool(_POSTED.match(key(text[person.end() :]))) if person else False


def _pure_actor(text: str) -> bool:
    """A heading that is a body's name (or several) and nothing more."""
    words = text.strip(" .:;")
    if not words or len(words) > 220 or not bodies.opens_with_body(words) or bodies.is_place(words):
        return False
    return bool(re.match(r"[" rf"{UP}" r"]", words)) and bodies.name_end(words) >= len(words) - 1


def _of_node(node: Node) -> Iterator[Assignment]:
    text = node.heading
    if _FORMULA.search(key(text)) or _seat(node):
        return
    above = _heading_actor(node)
    opened = None if above and _ASKS.match(text) else _opening(text)
    if opened:
        lead, at = opened
        if at < len(text.rstrip(" .:;")):
            yield _make(node, lead, node.paragraphs[0], node.offset + at)
            yield from _further(node, lead, at)
            yield from _of_paragraphs(node, besides=lead)
        elif len(node.paragraphs) > 1:
            yield _make(node, lead, node.paragraphs[1], 0)
            yield from _of_paragraphs(node, besides=lead)
        return
    if above:
        yield _make(node, above, node.paragraphs[0], node.offset)
        yield from _of_paragraphs(node, besides=above)
        return
    given = _after_adverb(text)
    if given:
        lead, at = given
        yield _timed(_make(node, lead, node.paragraphs[0], node.offset + at), text[:at])
        return
    given = _given(text)
    if given:
        lead, at = given
        yield _make(node, lead, node.paragraphs[0], node.offset + at)
        return
    yield from _of_paragraphs(node)


def _of_paragraphs(node: Node, besides: list[str] | None = None) -> Iterator[Assignment]:
    """The unlabelled paragraphs under a heading where they open with a doer themselves (another one than
    `besides`, the heading's own)."""
    if besides is None and len(node.heading) > 160:
        return
    for paragraph in node.paragraphs[1:]:
        opened = _opening(paragraph.text)
        if opened is None or _FORMULA.search(key(paragraph.text)) or CLOSING.match(key(paragraph.text)):
            continue
        lead, at = opened
        if lead != besides and at < len(paragraph.text.rstrip(" .:;")):
            yield _make(node, lead, paragraph, at, alone=True)


def _opening(text: str) -> tuple[list[str], int] | None:
    """The doer a text opens with, and where what is to be done begins."""
    person = _PERSON.match(text)
    if person:
        colon = text.find(":", person.end())
        at = colon + 1 if 0 <= colon < person.end() + 60 else person.end()
        return [person["name"].strip()], _skip(text, at)
    if at := _concerns_end(text):
        inner_at = _skip(text, at)
        inner = bodies.name_end(text[inner_at:])
        if inner and text[at : at + 1] == ":" and inner < len(text) - inner_at:
            # "Đối với các trường: Nhà trường tổ chức …"
            return bodies.cut(text[inner_at : inner_at + inner]), _skip(text, inner_at + inner)
        return bodies.cut(_CONCERNS.sub("", text[:at])), _skip(text, at)
    given = re.match(r"(?:Giao|Phân công|Yêu cầu|Đề nghị)\s+(?:cho\s+|đồng chí\s+)?", text)
    begin = given.end() if given else 0
    end = bodies.name_end(text[begin:])
    if not end:
        return None
    lead, at = text[begin : begin + end], begin + end
    return bodies.cut(lead) or [lead], _skip(text, at)


_CONCERNS = re.compile(r"Đối với\s+")


def _concerns_end(text: str) -> int:
    """Where the body ends that "Đối với <body>: …" names, or 0: at the colon, unless the name itself holds one ("các
    Sở: Tài chính, Nội vụ")."""
    opened = _CONCERNS.match(text)
    if opened is None or not bodies.opens_with_body(text[opened.end() :]):
        return 0
    named = opened.end() + bodies.name_end(text[opened.end() :])
    colon = text.find(":")
    return colon if named <= colon < 160 else named if named > opened.end() else 0


def _skip(text: str, at: int) -> int:
    match = re.match(r"[\s:,;.–-]*", text[at:])
    return at + (match.end() if match else 0)


def _heading_actor(node: Node) -> list[str] | None:
    parent = node.parent
    while parent is not None:
        text = parent.heading
        if _TITLED.match(text) and (held := _responsibility(text)):
            return bodies.cut(held)
        if _pure_actor(text):
            return bodies.cut(_ASKED.sub("", text))
        if _GIVES.match(text) and text.rstrip().endswith(":") and (opened := _opening(text)):
            return opened[0]
        if is_organising(parent) and not _responsibility(text) and not _leads_on(parent):
            return None
        held = _responsibility(text)
        if held:
            return bodies.cut(held)
        last = parent.paragraphs[-1].text if len(parent.paragraphs) > 1 else ""
        if last.rstrip().endswith(":") and (opened := _opening(last)):
            # "Giao Sở Nội vụ chủ trì, phối hợp với các cơ quan liên quan:" between the heading and a), b) …
            return opened[0]
        opened = _opening(text)
        heads = text.rstrip().endswith(":") or (len(text) <= 140 and not text.rstrip().endswith((".", ";")))
        if opened and heads and parent.kind not in ("part", "article"):
            return opened[0]
        parent = parent.parent
    return None


def _leads_on(node: Node) -> bool:
    return len(node.paragraphs) > 1 and node.paragraphs[-1].text.rstrip().endswith(":")


def _responsibility(text: str) -> str | None:
    """ "Trách nhiệm của Sở Tài chính" → "Sở Tài chính"."""
    match = re.match(
        r"(?:Trách nhiệm|Nhiệm vụ)(?: chung| cụ thể| chính)?(?: của| đối với)?\s+(?P<who>.{3,200})", text.strip(" .:;")
    )
    if match and bodies.opens_with_body(match["who"]):
        return match["who"]
    match = _TITLED.match(text)
    if match and bodies.opens_with_body(text[match.end() :]):
        return text[match.end() :].strip(" .:;")
    at = _concerns_end(text)
    return _CONCERNS.sub("", text[:at]) if at else None


_ADVERB = re.compile(
    r"(?:Đối với\s[^:.;]{3,140}:\s+|(?:Định kỳ|Hằng|Hàng|Trước|Trong|Căn cứ|Trên cơ sở|Theo|Sau khi|Khi|Để|Ngoài ra"
    r"|Đồng thời)\b[^,;.:]{0,140},\s+)"
    r"(?=[" + UP + r"cđ])"
)


def _after_adverb(text: str) -> tuple[list[str], int] | None:
    """ "Định kỳ hằng quý, Sở Nội vụ tổng hợp …", "Đối với rừng cháy: Hạt Kiểm lâm trồng lại …": time, ground or case
    before the doer."""
    match = _ADVERB.match(text)
    end = bodies.name_end(text[match.end() :]) if match else 0
    if match is None or not end or _skip(text, match.end() + end) >= len(text.rstrip(" .:;")):
        return None
    return bodies.cut(text[match.end() : match.end() + end]), _skip(text, match.end() + end)


# "Cơ quan chủ quản: UBND tỉnh Sông Hạ" as a heading.
_TITLED = re.compile(
    r"(?:Cơ quan|Đơn vị)\s(?:chủ quản|quản lý|chủ trì|thường trực|thực hiện|đầu mối|tham mưu)(?: thực hiện)?\s*:\s*"
)


def _given(text: str) -> tuple[list[str], int] | None:
    """ "…, giao Sở Tài chính chủ trì …" inside a sentence."""
    for match in _GIVE.finditer(text[:400]):
        begin = match.end()
        end = bodies.name_end(text[begin:])
        if end:
            return bodies.cut(text[begin : begin + end]), _skip(text, begin + end)
    return None


def _further(node: Node, lead: list[str], at: int) -> Iterator[Assignment]:
    """A second doer for a second thing: "…; giao Sở B …" or a new sentence that opens with another body."""
    text = node.heading
    for match in re.finditer(r"[.;]\s+(?:[Gg]iao\s+(?=[A-ZĐcđ])|(?=" + _BODY + r"))", text[at:]):
        begin = at + match.end()
        end = bodies.name_end(text[begin:])
        names = bodies.cut(text[begin : begin + end]) if end else []
        done = _skip(text, begin + end)
        if names and names != lead and done < len(text.rstrip(" .:;")) and not _FORMULA.search(key(text[done:])):
            yield _make(node, names, node.paragraphs[0], node.offset + done)


def _make(node: Node, lead: list[str], paragraph: Paragraph, at: int, *, alone: bool = False) -> Assignment:
    words = paragraph.text[at:]
    scope = (
        words
        if alone or paragraph is not node.paragraphs[0]
        else "\n".join([words, *(p.text for p in node.paragraphs[1:])])
    )
    start, end = paragraph.span(at, len(paragraph.text))
    return Assignment(
        node.path,
        words,
        lead,
        partners(scope, lead),
        deadlines.of_text(scope),
        products.of_text(scope),
        start,
        end,
        0.9 * paragraph.confidence,
    )


def _timed(assignment: Assignment, before: str) -> Assignment:
    """With the deadline that stands before the doer ("Trước ngày 10/12, các chi bộ báo cáo"), if it says none after."""
    if assignment.deadline.kind == "none":
        assignment.deadline = deadlines.of_text(before)
    return assignment


_WITH = re.compile(r"phối hợp(?: chặt chẽ| đồng bộ| thường xuyên)?(?: với| cùng| cùng với)\s+")


def partners(text: str, lead: list[str]) -> list[str]:
    """The bodies after "phối hợp với"."""
    found: list[str] = []
    low = fold_letters(text)
    for match in _WITH.finditer(low):
        rest = text[match.end() : match.end() + 420]
        grouped = re.match(r"các (?:[Ss]ở|[Bb]ộ|[Bb]an)\s*:\s*", rest)
        skip = grouped.end() if grouped else 0
        end = bodies.name_end(rest[skip:]) if not grouped else _list_end(rest[skip:])
        if end:
            found += [n for n in bodies.cut(rest[skip : skip + end]) if n not in found and n not in lead]
    return found


def _list_end(text: str) -> int:
    stop = re.search(
        r"[;.:]|\s(?:khẩn trương|rà soát|tham mưu|xây dựng|tổ chức|hướng dẫn|thực hiện|triển khai|nghiên cứu"
        r"|kiểm tra)\b",
        text,
    )
    return stop.start() if stop else len(text)


# --- task tables
# --------------------------------------------------------------------------------------------------


def _tables(reading: Reading) -> Iterator[Assignment]:
    for annex in reading.annexes:
        yield from tasktables.assignments(annex.path, annex.tables)
    by_path: dict[str, list[tasktables.Table]] = {}
    for table, path in reading.body_tables:
        by_path.setdefault(path, []).append(table)
    for path, tables in by_path.items():
        yield from tasktables.assignments(path, tables)
