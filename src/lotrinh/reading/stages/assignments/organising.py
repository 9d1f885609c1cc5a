"""The organising part: the assignments of each clause that gives work."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lotrinh.reading import bodies, deadlines, products
from lotrinh.reading.above import Above
from lotrinh.reading.model import Assignment, Node, Paragraph, Reading
from lotrinh.reading.stages import leaderlines
from lotrinh.reading.stages.assignments import giving, rules
from lotrinh.reading.stages.assignments.clauses import FORMULA, is_organising
from lotrinh.reading.stages.assignments.doers import (
    GIVES,
    acts,
    asked_by,
    doer_after_adverb,
    doer_after_topic,
    doer_given,
    doer_given_on_event,
    doer_of_headings,
    doer_opening,
    past_punctuation,
    responsibility,
)
from lotrinh.reading.stages.assignments.partners import partners
from lotrinh.reading.stages.assignments.seats import Seats
from lotrinh.reading.wording import CLOSING, RESULTS, key

# Under an agency's heading these open a condition or a request to others; the agency leads all the same.
_ASKS = re.compile(r"(?:Yêu cầu|Đề nghị|Đối với(?![^:]{3,120}:))\s")

# A body by its own name, at the head of a further sentence.
_BODY = (
    r"(?:Sở|Phòng|Ban|Ủy ban|Uỷ ban|UBND|HĐND|Công an|Văn phòng|Thanh tra|Hội|Trung tâm|Chi cục|Cục|Đài|Báo|Trường"
    r"|Bộ (?!luật|Chính trị)(?=[A-ZĐ])[^\W\d_]+|Các bộ|Liên đoàn|Mặt trận|Đoàn Thanh niên"
    r"|Tỉnh đoàn|Thành đoàn|Câu lạc bộ|Công ty|Quỹ|Hạt"
    r"|Kho bạc|Ngân hàng|Thuế|Thường trực|Đảng ủy|Đảng uỷ|Chi bộ|Thủ trưởng|Giám đốc|Chủ tịch"
    r"|[Đđ]ồng chí (?:Chủ|Phó|Bí|Trưởng))\s"
)


def of_organising_part(reading: Reading) -> Iterator[Assignment]:
    organising = {id(n) for n in reading.nodes if n.labelled and is_organising(n)}
    whole = giving.orders_follow(reading)
    headings: dict[tuple[int, bool], list[str] | None] = {}  # who the headings name, told once for clauses under one
    lists = giving.agency_lists(reading) | giving.given_throughout(reading) | giving.charged_articles(reading)
    lists -= rules.chapters(reading)
    in_organising = Above(lambda node: id(node) in organising)
    in_results = Above(lambda node: node.kind == "part" and bool(RESULTS.search(key(node.heading[:120]))))
    in_list = Above(lambda node: id(node) in lists)
    ruling = rules.ruling(reading)
    in_rules = Above(lambda node: id(node) in ruling)
    asked = giving.addressed(reading) if whole else []
    seats = Seats()
    for node in reading.nodes:
        if not node.labelled or node.kind == "annex" or any(c.labelled for c in node.children):
            continue
        if node.kind in ("bullet", "plus") and leaderlines.is_line(node.heading):
            continue
        within = in_organising.with_own(node)
        if in_rules.with_own(node) or (not within and in_results.with_own(node)):
            continue
        given = node.parent is None and GIVES.match(node.heading) is not None
        if whole or within or given or id(None) in lists or in_list.with_own(node):
            above = (id(node.parent), acts(node))
            if above not in headings:
                headings[above] = doer_of_headings(node, notice=whole)
            found = list(_of_node(node, list(headings[above] or ()) or None, seats, reading.header.issuer or ""))
            yield from found or _of_all_asked(node, asked)


# "b) Chủ trì, phối hợp với:" over the partners of the agency above.
_LEADS_WITH = re.compile(r"[Cc]hủ trì,? phối hợp(?: với)?(?: các đơn vị)?\s*[:.]?")


def _names_its_own(node: Node, above: list[str] | None) -> bool:
    """Whether a clause may open with its doer: under an agency's heading a request does not, unless the heading itself
    adds whoever is concerned, nor does one of the agency's partners."""
    if not above:
        return True
    if node.parent is not None and _LEADS_WITH.fullmatch(node.parent.heading.strip()):
        return False
    return not _ASKS.match(node.heading) or any("liên quan" in name for name in above)


def _of_all_asked(node: Node, asked: list[str]) -> Iterator[Assignment]:
    """What a directive asks of all it is addressed to: a clause that opens with a verb and names nobody."""
    if asked and bodies.opens_with_verb(node.heading) and not FORMULA.search(key(node.heading)):
        yield _make(node, asked, node.paragraphs[0], node.offset)


# "UBND các xã: Theo Phụ lục II đính kèm.", and what to do where something stays unclear unless it stands below a body:
# no work of anybody's.
_REFERS = re.compile(
    r"(?:[Tt]ại|[Tt]heo|[Nn]hư|[Cc]hi tiết tại|[Cc]ó) (?:các )?(?:[Pp]hụ lục|[Bb]iểu|[Dd]anh sách)\b"
    r"[^.;]{0,60}[.;]?\s*$"
)
_IF_IN_DOUBT = re.compile(
    r"(?:trong )?quá trình (?:tổ chức |triển khai )?(?:thực hiện|triển khai)[^.]{0,60}, ?(?:nếu|trường hợp|khi có)\b"
)


def _of_node(node: Node, above: list[str] | None, seats: Seats, issuer: str) -> Iterator[Assignment]:
    text = node.heading
    folded = key(text)
    if FORMULA.search(folded) or (not above and _IF_IN_DOUBT.match(folded)) or seats.hold(node):
        return
    if len(node.paragraphs) > 1 and text.rstrip().endswith(":") and _ABOUT.match(folded):
        yield from _under_topic(node)
        return
    if above and doer_given_on_event(text):
        yield from _of_sentence(node)
        return
    opened = doer_opening(text) if _names_its_own(node, above) else None
    if opened:
        lead, at = asked_by(issuer, opened[0], text, opened[1]) or opened
        if _REFERS.match(text, at):
            return
        if at < len(text.rstrip(" .:;")):
            yield from _with_others(node, node.paragraphs[0], lead, node.offset + at)
            yield from _of_paragraphs(node, besides=lead)
        elif len(node.paragraphs) > 1:
            if not _told_below(text, lead, node.paragraphs[1].text):
                yield _make(node, lead, node.paragraphs[1], 0, more=_own_paragraphs(node, lead))
            yield from _of_paragraphs(node, besides=lead)
        return
    held = responsibility(text) if len(node.paragraphs) > 1 else None
    if held:
        lead = bodies.cut(held)
        yield _make(node, lead, node.paragraphs[1], 0, more=_own_paragraphs(node, lead))
        yield from _of_paragraphs(node, besides=lead)
        return
    if above:
        if not _announces(node):
            yield _make(node, above, node.paragraphs[0], node.offset)
        yield from _of_paragraphs(node, besides=above)
        return
    yield from _of_sentence(node)


_SEVERAL = re.compile(r"Các\s")


def _told_below(heading: str, lead: list[str], text: str) -> bool:
    """Whether the paragraph below a heading of several bodies ("Các ban quản lý dự án", "Sở A, Sở B") says which of
    them does what."""
    opened = doer_opening(text)
    if not opened:
        return False
    below, above = {key(name) for name in opened[0]}, {key(name) for name in lead}
    return _SEVERAL.match(heading) is not None or below < above


# "3. Về kiến nghị giao UBND tỉnh làm …:" is what the paragraphs below give to somebody, whoever it names.
_ABOUT = re.compile(r"về (?:việc|kiến nghị|đề nghị|đề xuất|nội dung)(?!\w)")


def _under_topic(node: Node) -> Iterator[Assignment]:
    """The paragraphs under a heading that only tells what they are about, each with its own doer; what one doer is
    given in several of them is one task."""
    given: dict[tuple[str, ...], list[tuple[int, Paragraph]]] = {}
    for paragraph in node.paragraphs[1:]:
        opened = doer_opening(paragraph.text) or doer_after_adverb(paragraph.text)
        if opened and not FORMULA.search(key(paragraph.text)) and opened[1] < len(paragraph.text.rstrip(" .:;")):
            given.setdefault(tuple(opened[0]), []).append((opened[1], paragraph))
    for lead, [(at, paragraph), *later] in given.items():
        more = [further.text for _, further in later]
        yield _timed(_make(node, list(lead), paragraph, at, alone=True, more=more), paragraph.text[:at])


def _of_sentence(node: Node) -> Iterator[Assignment]:
    """A clause that names its doer further on, or leaves it to its paragraphs."""
    text = node.heading
    given = doer_given_on_event(text) or doer_after_adverb(text) or doer_after_topic(text) or doer_given(text)
    if given is None:
        yield from _of_paragraphs(node)
        return
    lead, at = given
    yield from _with_others(node, node.paragraphs[0], lead, node.offset + at)


def _announces(node: Node) -> bool:
    """Whether a clause only announces the paragraphs below it, each of which names its own doer."""
    below = node.paragraphs[1:]
    return bool(below) and node.heading.rstrip().endswith(":") and all(doer_opening(p.text) for p in below)


def _own_paragraphs(node: Node, lead: list[str]) -> list[str]:
    """What goes on after the first paragraph under a body's heading, without the paragraphs of other doers."""
    openings = ((p.text, doer_opening(p.text)) for p in node.paragraphs[2:])
    return [text for text, opened in openings if opened is None or opened[0] == lead]


def _of_paragraphs(node: Node, besides: list[str] | None = None) -> Iterator[Assignment]:
    """The unlabelled paragraphs under a heading where they open with a doer themselves (another one than
    `besides`, the heading's own)."""
    if besides is None and len(node.heading) > 160:
        return
    for paragraph in node.paragraphs[1:]:
        text = paragraph.text
        opened = doer_opening(text) or (doer_after_adverb(text) if besides is None else None)
        if opened is None or FORMULA.search(key(text)) or _closes(key(text)):
            continue
        lead, at = opened
        if lead != besides and at < len(text.rstrip(" .:;")):
            yield from _with_others(node, paragraph, lead, at)


_OF_THIS_TEXT = re.compile(
    r"(?:nghị quyết|quyết định|chỉ thị|kế hoạch|chương trình|thông báo|kết luận|văn bản) này(?!\w)"
)


def _closes(folded: str) -> bool:
    """Whether a paragraph ends the document: a request to carry out "Chỉ thị này" does, another one gives work."""
    asks = folded.startswith(("yêu cầu", "đề nghị"))
    return CLOSING.match(folded) is not None and (not asks or _OF_THIS_TEXT.search(folded) is not None)


def _with_others(node: Node, paragraph: Paragraph, lead: list[str], at: int) -> Iterator[Assignment]:
    """What the doer named before `at` has to do, and what others are told to do further on in the same paragraph."""
    begin = node.offset if paragraph is node.paragraphs[0] else 0
    others = list(_further(paragraph.text, lead, at))
    until = others[0][0] if others else None
    yield _timed(_make(node, lead, paragraph, at, until=until), paragraph.text[begin:at])
    for index, (_, names, done) in enumerate(others):
        until = others[index + 1][0] if index + 1 < len(others) else None
        yield _make(node, names, paragraph, done, until=until)


_LONGEST_CLAUSE = 20_000
_MOST_DOERS = 20  # no clause people write names more, and each takes the words to its end


def _further(text: str, lead: list[str], at: int) -> Iterator[tuple[int, list[str], int]]:
    """A second doer for a second thing: "…; giao Sở B …" or a new sentence that opens with another body. Where its
    clause begins, its names, where what it has to do begins."""
    found = 0
    if len(text) > _LONGEST_CLAUSE:
        return
    for match in re.finditer(r"[.;]\s+(?:[Gg]iao\s+(?=[A-ZĐcđ])|(?=" + _BODY + r"))", text[at:]):
        begin = at + match.end()
        end = bodies.name_end(text[begin:])
        names = bodies.cut(text[begin : begin + end]) if end and not _lists_partners(text, at, begin) else []
        done = past_punctuation(text, begin + end)
        if names and names != lead and done < len(text.rstrip(" .:;")) and not FORMULA.search(key(text[done:])):
            yield at + match.start() + 1, names, done
            found += 1
        if found == _MOST_DOERS:
            return


_LONGEST_LIST = 500
_WITH = re.compile(r"phối hợp (?:chặt chẽ )?(?:với|cùng)\s+")


def _lists_partners(text: str, start: int, at: int) -> bool:
    """Whether nothing but names stands between "phối hợp với" and `at`: then what follows is one more of the
    partners ("phối hợp với các sở; Ủy ban nhân dân các xã; …")."""
    near = text[max(start, at - _LONGEST_LIST) : at].rstrip()
    told = list(_WITH.finditer(near))
    if not told or not near.endswith(";"):
        return False
    listed = [words.strip() for words in near[told[-1].end() :].split(";") if words.strip()]
    return all(bodies.name_end(words) >= len(words) - 1 for words in listed)


def _make(
    node: Node,
    lead: list[str],
    paragraph: Paragraph,
    at: int,
    *,
    alone: bool = False,
    until: int | None = None,
    more: Sequence[str] = (),
) -> Assignment:
    """The assignment of a paragraph from `at` on; `until` is where another doer's clause begins in it, `more` what else
    the same doer has to do there."""
    stop = len(paragraph.text) if until is None else until
    words = paragraph.text[at:stop]
    lead = [bodies.bare(name) for name in lead]
    alone = alone or until is not None or paragraph is not node.paragraphs[0]
    scope = "\n".join([words, *more]) if alone else "\n".join([words, *(p.text for p in node.paragraphs[1:])])
    start, end = paragraph.span(at, stop)
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
    told, earlier = assignment.deadline, deadlines.of_text(before)
    yearless = told.kind == "date" and told.due is None and earlier.kind == "recurring"
    if told.kind == "none" or yearless:
        assignment.deadline = earlier
    return assignment
