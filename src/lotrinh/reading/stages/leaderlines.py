"""Lines "Đơn vị chủ trì: A; đơn vị phối hợp: B; thời gian: C" under a task or a group of tasks.

Reads: nodes. Yields assignments for the stage `assignments`.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from lotrinh.reading import bodies, deadlines
from lotrinh.reading.model import Assignment, Node, Reading
from lotrinh.reading.stages.assignments.partners import partners
from lotrinh.text.fold import fold_letters

_WHO = (
    r"(?:(?:các )?(?:cơ quan|đơn vị|bộ phận|cá nhân|sở, ngành|sở,? ban,? ngành)(?:, ?(?:cơ quan|đơn vị|cá nhân))?\s*)?"
)
_LEAD = re.compile(
    rf"(?:[-+*•(]\s*)?{_WHO}(?:chủ trì|thực hiện|đầu mối)(?:,? (?:thực hiện|tham mưu|phối hợp|chính))*\s*:\s*"
)
# Words that open other clauses too: a line of the lead only where a body follows.
_LEAD_IF_BODY = re.compile(
    rf"(?:[-+*•(]\s*)?{_WHO}(?:tham mưu|phụ trách|chịu trách nhiệm|trách nhiệm|phân công)"
    r"(?: (?:lãnh đạo|chỉ đạo|tổ chức|triển khai),?)*(?: thực hiện| chính| chủ trì)?\s*:\s*"
)
_PARTNER = re.compile(rf"{_WHO}(?:phối hợp)(?: thực hiện)?\s*:\s*")
_TIME = re.compile(
    r"(?:thời gian|thời hạn|tiến độ|hoàn thành)(?: (?:thực hiện|hoàn thành|trình|ban hành|triển khai|báo cáo)){0,3}"
    r"\s*:\s*"
    r"|(?=(?:hoàn thành|thời gian|xong)\s(?:trước|trong|chậm nhất|vào)\s)"
)
_PRODUCT = re.compile(r"(?:sản phẩm|kết quả)(?: đầu ra| thực hiện| dự kiến)?\s*:\s*")
_OTHERS = (("partner", _PARTNER), ("time", _TIME), ("product", _PRODUCT))


def is_line(text: str) -> bool:
    """Whether a clause only says who leads, who helps, by when or what comes of the task above it."""
    head = text[:80]
    return ":" in head and bool(_mark(text, fold_letters(head), 0))


def _mark(text: str, low: str, at: int) -> tuple[str, int] | None:
    """The meaning that words at `at` announce ("Đơn vị chủ trì:" the lead), and where what they announce begins."""
    if match := _LEAD.match(low, at):
        return "lead", match.end()
    if (match := _LEAD_IF_BODY.match(low, at)) and bodies.opens_with_body(text[match.end() :]):
        return "lead", match.end()
    for name, pattern in _OTHERS:
        match = pattern.match(low, at)
        if match and (match.end() > match.start() or at > 0):
            return name, match.end()
    return None


def _fields(text: str) -> dict[str, str]:
    """The parts of a line "Đơn vị chủ trì: A; đơn vị phối hợp: B; thời gian: C", in any order."""
    low = fold_letters(text)
    starts = [0, *(m.end() for m in re.finditer(r"[;.,]\s+", text))]
    marks: list[tuple[int, str, int]] = []
    for at in starts:
        found = _mark(text, low, at)
        if found and (not marks or at >= marks[-1][2]):
            marks.append((at, *found))
    out: dict[str, str] = {}
    for index, (_, name, begin) in enumerate(marks):
        stop = marks[index + 1][0] if index + 1 < len(marks) else len(text)
        name = "carrying" if name == "lead" and "lead" in out else name
        words = text[begin:stop].strip(" ;.,()")
        if name == "time" and name in out:
            out[name] += f"; {words}"  # "Thường xuyên; hoàn thành trước ngày 30/11/2026"
        out.setdefault(name, words)
    return out


_CARRIES_OUT = re.compile(rf"(?:[-+*•(]\s*)?{_WHO}thực hiện\s*:")
_LEADS = re.compile(r"[^:]*(?:chủ trì|đầu mối)[^:]*:")


def _beside_a_lead(nodes: list[Node], fields: dict[int, dict[str, str]]) -> None:
    """Turns the lead of a line "Cơ quan thực hiện: …" that stands beside a line "Cơ quan chủ trì: …" into who carries
    the task out with that one."""
    low = {id(n): fold_letters(n.heading[:80]) for n in nodes if "lead" in fields.get(id(n), ())}
    led = {id(n.parent) for n in nodes if id(n) in low and _LEADS.match(low[id(n)])}
    for node in nodes:
        if id(node) in low and id(node.parent) in led and _CARRIES_OUT.match(low[id(node)]):
            told = fields[id(node)]
            told["carrying"] = told.pop("lead")


# "b) Cơ quan thực hiện:" over "- Đơn vị chủ trì: …", and "a) Nhiệm vụ: …" beside it.
_LINES_HEAD = re.compile(
    rf"(?:{_WHO}(?:chủ trì|thực hiện)|(?:tổ chức|phân công|trách nhiệm)(?: thực hiện)?|phân công nhiệm vụ)\s*:?\s*"
)
_TASKS_HEAD = re.compile(r"(?:các )?(?:nhiệm vụ|nội dung)(?: (?:thực hiện|cụ thể|công việc))?\s*(?::\s*|$)")


def _under_head(owner: Node) -> Node:
    """The node that lines speak of under a heading of their own ("Cơ quan thực hiện:"): the one above that heading."""
    alone = owner.kind in ("letter", "bullet", "plus", "item", "point") and owner.parent is not None
    return owner.parent if alone and owner.parent and _LINES_HEAD.fullmatch(fold_letters(owner.heading)) else owner


def _task_words(owner: Node) -> str:
    """What is to be done: the node's own words, or those of the clause "Nhiệm vụ: …" below it."""
    for child in owner.children:
        head = _TASKS_HEAD.match(fold_letters(child.heading)) if child.labelled else None
        if head:
            below = next((c.heading for c in child.children if c.labelled), "")
            return child.heading[head.end() :] or below or owner.heading
    return owner.heading


_ALONE = 2  # a group of one task: the line speaks of that one, as where each of several has its own


def _group_of(node: Node, with_lines: set[int], told: dict[int, int]) -> Node:
    """The node a line "Đơn vị chủ trì: …" speaks of: the one task above it, or the whole group it closes."""
    owner = node.parent or node
    if node.labelled:
        task = _under_head(owner)
        return task.parent if task.parent is not None and _closes_group(task, with_lines) else task
    if owner.kind not in ("bullet", "plus", "letter", "item", "point") or owner.parent is None:
        return owner
    group = id(owner.parent)
    if group not in told:
        tasks = [c for c in owner.parent.children if c.labelled]
        told[group] = sum(id(c) in with_lines for c in tasks) if len(tasks) > 1 else _ALONE
    return owner if told[group] > 1 else owner.parent


def _closes_group(task: Node, with_lines: set[int]) -> bool:
    """Whether a task is the last of several of which only it has lines of lead and partners below it: they speak of all
    of them."""
    if task.kind not in ("item", "letter", "point", "bullet", "subsection") or task.parent is None:
        return False
    beside = [c for c in task.parent.children if c.labelled and c.kind == task.kind]
    return len(beside) > 1 and beside[-1] is task and not any(id(c) in with_lines for c in beside[:-1])


def assignments(reading: Reading, told_of: Container[str] = ()) -> Iterator[Assignment]:
    """One assignment a line, at the task or the group of tasks it speaks of; `told_of` are the paths of clauses whose
    doer is known."""
    nodes = reading.nodes
    fields = {id(n): _fields(n.heading) for n in nodes if n.kind != "annex" and is_line(n.heading)}
    _beside_a_lead(nodes, fields)
    with_lines = {id(n.parent) for n in nodes if "lead" in fields.get(id(n), ())}
    counts: dict[int, int] = {}  # how many tasks of a group have a line of their own
    for index, node in enumerate(nodes):
        if not node.labelled and node.heading.startswith("(") and node.parent is not None:
            yield from _in_brackets(node, node.parent)
        if node.labelled and node.kind != "annex" and id(node) not in fields and node.path not in told_of:
            yield from _at_the_end(node)
        told = fields.get(id(node), {})
        if "lead" not in told:
            continue
        owner = _group_of(node, with_lines, counts)
        beside = [fields.get(id(c), {}) for c in owner.children] if owner is not node.parent else []
        beside = [line for line in beside if "lead" not in line]
        for more in (_of_neighbours(nodes, index, fields), *beside):
            told |= {k: v for k, v in more.items() if k not in told}
        start, end = node.paragraphs[0].span(node.offset, len(node.paragraphs[0].text))
        lead, helpers = _lead_and_partners(told["lead"])
        if not lead:
            yield from _listed_below(node, owner)
        else:
            yield Assignment(
                owner.path,
                _task_words(owner),
                lead,
                [*(bodies.cut(told.get("partner", "")) or helpers), *bodies.cut(told.get("carrying", ""))],
                deadlines.of_cell(told["time"]) if "time" in told else deadlines.of_text(owner.heading),
                told.get("product") or None,
                start,
                end,
                0.9,
            )


def _listed_below(head: Node, owner: Node) -> Iterator[Assignment]:
    """ "Cơ quan thực hiện:" over a list of its own: who "chủ trì" there leads the task above, whoever is told to do
    something else does that."""
    if any(is_line(line.heading) for line in head.children):
        return
    for line in head.children:
        text, end = line.heading, bodies.name_end(line.heading) if line.labelled else 0
        words = text[end:].lstrip(" ,:")
        if not end or not words:
            continue
        lead, helpers = _lead_and_partners(text)
        leads = fold_letters(words).startswith(("chủ trì", "phối hợp"))
        place, task = (owner.path, _task_words(owner)) if leads else (line.path, words)
        lead = lead if leads else bodies.cut(text[:end])
        start, stop = line.paragraphs[0].span(line.offset, len(line.paragraphs[0].text))
        due = deadlines.of_text(_task_words(owner) if leads else words)
        yield Assignment(place, task, lead, helpers if leads else partners(words, lead), due, None, start, stop, 0.85)


def _lead_and_partners(words: str) -> tuple[list[str], list[str]]:
    """ "Sở Tài chính chủ trì, phối hợp với Sở Nội vụ" on the line of the lead."""
    end = bodies.name_end(words)
    if end and re.match(r"\s*(?:chủ trì|phối hợp)", words[end:]):
        lead = [bodies.bare(name) for name in bodies.cut(words[:end])]
        return lead, partners(words[end:], lead)
    return bodies.cut("; ".join(_without_work(part) for part in words.split(";"))), []


_WORK = re.compile(
    r"\s+(?:theo (?:chức năng|thẩm quyền|phạm vi)|tiến hành|rà soát|thực hiện|triển khai|tổ chức|xây dựng)(?!\w)"
)


_IN_ITS_FIELD = re.compile(r",? (?:trong phạm vi|theo) chức năng,? nhiệm vụ(?: quản lý)?(?: của mình| được giao)?")


def _without_work(words: str) -> str:
    """The names alone, where a line of the lead tells what they do as well ("Sở Y tế tiến hành rà soát …")."""
    words = _IN_ITS_FIELD.sub("", words.strip())
    end = bodies.name_end(words)
    return words[:end] if end and _WORK.match(words, end) else words


def _in_brackets(node: Node, owner: Node) -> Iterator[Assignment]:
    """ "(Sở Tài chính chủ trì, phối hợp với …; hoàn thành trong quý IV/2026)" under the task it speaks of."""
    yield from _bracket(node, owner, node.heading[1:].rstrip(" .;)"), owner.heading)


def _bracket(node: Node, owner: Node, words: str, task: str) -> Iterator[Assignment]:
    end = bodies.name_end(words)
    if not end or not words[end:].lstrip(" ,").startswith(("chủ trì", "thực hiện", "là đơn vị chủ trì")):
        return
    lead = bodies.cut(words[:end])
    start, stop = node.paragraphs[0].span(node.offset, len(node.paragraphs[0].text))
    due = deadlines.of_text(words)
    yield Assignment(owner.path, task, lead, partners(words, lead), due, None, start, stop, 0.85)


_CLOSING_BRACKET = re.compile(r"\s\((?P<in>[^()]{8,300}(?:\([^()]{1,120}\)[^()]{0,200}){0,3})\)\s?[.;]?\s*$")
_SENTENCE = re.compile(r"(?:[.;]\s+|\s\()(?=\S)")


def _at_the_end(node: Node) -> Iterator[Assignment]:
    """The lead told behind the task in one paragraph: "Lập danh sách. Đơn vị chủ trì: Sở Y tế; …", "… (Sở Y tế chủ
    trì)"."""
    text = node.heading
    if "rì" not in text and "ực hiện:" not in text:
        return
    low = fold_letters(text)
    for sentence in _SENTENCE.finditer(text):
        mark = _LEAD.match(low, sentence.end())
        if not mark or not bodies.opens_with_body(text[mark.end() :]):
            continue
        told = _fields(text[sentence.end() :])
        lead, helpers = _lead_and_partners(told["lead"])
        due = deadlines.of_cell(told["time"]) if "time" in told else deadlines.of_text(text[: sentence.start()])
        start, stop = node.paragraphs[0].span(node.offset, len(node.paragraphs[0].text))
        helpers = bodies.cut(told.get("partner", "")) or helpers
        task = text[: sentence.start() + 1].strip()
        yield Assignment(node.path, task, lead, helpers, due, told.get("product") or None, start, stop, 0.85)
        return
    if closing := _CLOSING_BRACKET.search(text):
        yield from _bracket(node, node, closing["in"], text[: closing.start()])


_NEAR = 6


def _of_neighbours(nodes: list[Node], index: int, fields: dict[int, dict[str, str]]) -> dict[str, str]:
    """The fields that lines of their own tell after the lead's ("- Thời gian hoàn thành: Quý III/2026."), or before it
    where the lead's is the last of the lines."""
    out: dict[str, str] = {}
    for lines in (nodes[index + 1 : index + 1 + _NEAR], nodes[max(0, index - _NEAR) : index][::-1]):
        for line in lines:
            told = fields.get(id(line))
            if not told or line.parent is not nodes[index].parent or "lead" in told:
                break
            out = told | out
    return out
