"""Which clauses give work: orders, lists by agency, parts whose clauses name a doer, articles that charge bodies."""

from __future__ import annotations

import re

from lotrinh.reading import bodies
from lotrinh.reading.model import Node, Reading
from lotrinh.reading.stages.assignments.clauses import is_organising
from lotrinh.reading.stages.assignments.doers import (
    GIVES,
    concerns_end,
    doer_of_headings,
    doer_opening,
    is_doer_alone,
)
from lotrinh.reading.stages.assignments.seats import POSTED
from lotrinh.reading.wording import key

_ORDERS = re.compile(
    r"(?:chỉ đạo|kết luận|yêu cầu|đề nghị|thống nhất|giao|chỉ thị|giao nhiệm vụ)"
    # … and to whom, which may be many
    r"(?:[^.]{0,60}(?:như sau|sau đây|:)|[^.]{0,500}\b(?:sau|sau đây|nội dung|nhiệm vụ|giải pháp|công việc):)\s*:?\s*$"
)
_CHARGED = re.compile(r"(?:có|chịu) trách nhiệm\s(?!thi hành)|chủ trì\s|chủ trì,")


def charged_articles(reading: Reading) -> set[int]:
    """A decision's own articles that say what a body answers for ("Sở Y tế chịu trách nhiệm trước … về …"), or give it
    what stands below them ("Giao Sở Y tế có trách nhiệm:")."""
    if reading.header.type != "Quyết định":
        return set()
    articles = [n for n in reading.nodes if n.parent is None and n.kind == "article"]
    opened = {id(n): (n.heading, doer[1]) for n in articles if (doer := doer_opening(n.heading))}
    return {article for article, (heading, at) in opened.items() if _CHARGED.match(heading, at)}


def orders_follow(reading: Reading) -> bool:
    """A notice of conclusions ("… kết luận và chỉ đạo như sau:"), whose every number gives an order."""
    if reading.header.type not in ("Thông báo", "Công điện", "Chỉ thị", "Công văn", "Kết luận"):
        return False
    if reading.header.type == "Thông báo" and key(reading.header.title or "").startswith(
        ("kết luận", "ý kiến kết luận")
    ):
        return True
    if reading.header.type == "Kết luận" and any(is_organising(n) for n in reading.nodes if n.labelled):
        return False  # who does what stands there
    return bool(reading.preamble) and bool(_ORDERS.search(key(reading.preamble[-1].text)))


_ASKED_IN_PREAMBLE = re.compile(r"(?:yêu cầu|đề nghị|chỉ thị)(?: và (?:yêu cầu|đề nghị))?\s+")
_LAST_WORDS = 700


def addressed(reading: Reading) -> list[str]:
    """Whom a directive asks before its numbers ("… yêu cầu thủ trưởng các sở, Chủ tịch UBND các xã thực hiện:"): what
    names nobody below is theirs."""
    if reading.header.type not in ("Chỉ thị", "Công điện", "Công văn") or not reading.preamble:
        return []
    said = reading.preamble[-1].text[-_LAST_WORDS:]
    for asked in reversed(list(_ASKED_IN_PREAMBLE.finditer(said))):
        if end := bodies.name_end(said[asked.end() :]):
            return bodies.cut(said[asked.end() : asked.end() + end])
    return []


def agency_lists(reading: Reading) -> set[int]:
    """Parents at least two of whose children open with "Đối với <body>:" or are a body's name and nothing
    more."""
    found: set[int] = set()
    roots = [
        n for n in reading.nodes if n.parent is None and n.labelled and n.kind not in ("annex", "bullet", "article")
    ]
    groups: list[tuple[Node | None, list[Node]]] = [(None, roots)]
    groups += [
        (n, [c for c in n.children if c.labelled])
        for n in reading.nodes
        if len(n.children) >= 2 and n.kind not in ("bullet", "plus")
    ]
    for parent, children in groups:
        if parent is not None and any(_is_no_work(n) for n in (parent, parent.parent) if n):
            continue
        named = sum(_opens_list(c) for c in children)
        if len(children) >= 2 and named >= 2 and named >= 0.6 * len(children):
            found.add(id(parent))
    return found


def _opens_list(node: Node) -> bool:
    """A child of a list by agency: a body's name alone, "Đối với <body>: …", "<body>: Việc …", "Giao <body> …"."""
    text = node.heading
    if GIVES.match(text) and doer_opening(text):
        return True
    colon = text.find(": ")
    said = text[colon + 1 :].lstrip()
    if 0 < colon < 160 and is_doer_alone(text[:colon]) and not (POSTED.match(key(said)) or said[:1].isdigit()):
        return True
    end = concerns_end(text)
    return text[end : end + 1] == ":" or is_doer_alone(text)


_FEWEST, _MOST_OF = 5, 0.8


def given_throughout(reading: Reading) -> set[int]:
    """Parts whose lowest clauses nearly all name a doer, in their opening words or above: a list by agency as well,
    though its headings name fields of work. Articles rule what bodies may do, and are none."""
    below: dict[int, list[Node]] = {}
    part_of: dict[int, Node] = {}
    for node in reading.nodes:
        if not node.labelled or node.kind == "annex":
            continue
        part = part_of[id(node)] = part_of.get(id(node.parent), node)
        if part.kind in ("article", "bullet") or _is_no_work(part):
            continue
        if not any(c.labelled for c in node.children) and node is not part:
            below.setdefault(id(part), []).append(node)
    return {
        part
        for part, lowest in below.items()
        if len(lowest) >= _FEWEST and sum(_names_doer(n) for n in lowest) >= _MOST_OF * len(lowest)
    }


def _names_doer(node: Node) -> bool:
    return bool(doer_opening(node.heading) or doer_of_headings(node))


# Whom prizes are for, and what for.
_PRIZES = re.compile(
    r"khen thưởng|bằng khen|giấy khen|danh hiệu|(?:tiêu chuẩn|tiêu chí) (?:xét|bình xét|thi đua|đánh giá)"
)


def _is_no_work(node: Node) -> bool:
    """Whether what stands below is who comes, whom a rule is for, or who gets a prize."""
    said = key(node.heading[:80])
    return _ATTENDS.match(said) is not None or _PRIZES.search(said) is not None


# Who comes, or whom a rule is for, is told of, not given work.
_ATTENDS = re.compile(r"(?:thành phần|đối tượng|đại biểu|khách mời|danh sách|phạm vi|thời gian|địa điểm)\b")
