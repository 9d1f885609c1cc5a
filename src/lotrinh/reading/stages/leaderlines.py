"""Lines "Đơn vị chủ trì: A; đơn vị phối hợp: B; thời gian: C" under a task or a group of tasks.

Reads: nodes. Yields assignments for the stage `assignments`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lotrinh.reading import bodies, deadlines
from lotrinh.reading.model import Assignment, Node, Reading
from lotrinh.reading.stages.assignments.partners import partners
from lotrinh.text.fold import fold_letters

_LEAD_LINE = re.compile(
    r"(?:[-+*•(]\s*)?(?:cơ quan|đơn vị|sở, ngành|sở,? ban,? ngành)?\s*(?:chủ trì|thực hiện|đầu mối)(?: thực "
    r"hiện| tham mưu)?\s*:\s*"
)
_PARTNER_LINE = re.compile(r"(?:cơ quan|đơn vị|sở, ngành|các cơ quan)?\s*(?:phối hợp)(?: thực hiện)?\s*:\s*")
_TIME_LINE = re.compile(
    r"(?:thời gian(?: thực hiện| hoàn thành| trình)?|thời hạn|tiến độ|hoàn thành)(?: thực hiện| hoàn "
    r"thành)?\s*:\s*"
)
_PRODUCT_LINE = re.compile(r"(?:sản phẩm|kết quả)(?: đầu ra| thực hiện| dự kiến)?\s*:\s*")


_OTHERS = (("partner", _PARTNER_LINE), ("time", _TIME_LINE), ("product", _PRODUCT_LINE))


def is_line(text: str) -> bool:
    """Whether a clause only says who leads, who helps, by when or what comes of the task above it."""
    low = fold_letters(text[:80])
    return bool(_LEAD_LINE.match(low)) or any(pattern.match(low) for _, pattern in _OTHERS)


def _group_of(node: Node, with_lines: set[int]) -> Node:
    """The node a line "Đơn vị chủ trì: …" speaks of: the one task above it, or the whole group it closes."""
    owner = node.parent or node
    if node.labelled:
        return owner
    if owner.kind not in ("bullet", "plus", "letter", "item", "point") or owner.parent is None:
        return owner
    siblings = [c for c in owner.parent.children if c.labelled]
    told = sum(id(c) in with_lines for c in siblings)
    return owner if told > 1 else owner.parent


def assignments(reading: Reading) -> Iterator[Assignment]:
    """One assignment a line, at the task or the group of tasks it speaks of."""
    with_lines = {
        id(n.parent) for n in reading.nodes if not n.labelled and _LEAD_LINE.match(fold_letters(n.heading[:80]))
    }
    for index, node in enumerate(reading.nodes):
        words = node.heading
        if not node.labelled and words.startswith("(") and node.parent is not None:
            yield from _in_brackets(node, node.parent)
        match = _LEAD_LINE.match(fold_letters(words[:80]))
        if not match or node.kind == "annex":
            continue
        owner = _group_of(node, with_lines)
        fields = _fields(words) | _in_following(reading.nodes, index)
        start, end = node.paragraphs[0].span(node.offset, len(node.paragraphs[0].text))
        lead, helpers = _lead_and_partners(fields.get("lead", ""))
        if lead:
            yield Assignment(
                owner.path,
                owner.heading,
                lead,
                bodies.cut(fields.get("partner", "")) or helpers,
                deadlines.of_cell(fields["time"]) if "time" in fields else deadlines.of_text(owner.heading),
                fields.get("product") or None,
                start,
                end,
                0.9,
            )


def _lead_and_partners(words: str) -> tuple[list[str], list[str]]:
    """ "Sở Tài chính chủ trì, phối hợp với Sở Nội vụ" on the line of the lead."""
    end = bodies.name_end(words)
    if end and re.match(r"\s*(?:chủ trì|phối hợp)", words[end:]):
        lead = [bodies.bare(name) for name in bodies.cut(words[:end])]
        return lead, partners(words[end:], lead)
    return bodies.cut(words), []


def _in_brackets(node: Node, owner: Node) -> Iterator[Assignment]:
    """ "(Sở Tài chính chủ trì, phối hợp với …; hoàn thành trong quý IV/2026)" under the task it speaks of."""
    words = node.heading[1:].rstrip(" .;)")
    end = bodies.name_end(words)
    if not end or not words[end:].lstrip(" ,").startswith(("chủ trì", "thực hiện", "là đơn vị chủ trì")):
        return
    lead = bodies.cut(words[:end])
    start, stop = node.paragraphs[0].span(node.offset, len(node.paragraphs[0].text))
    due = deadlines.of_text(words)
    yield Assignment(owner.path, owner.heading, lead, partners(words, lead), due, None, start, stop, 0.85)


_FOLLOWING = 6


def _in_following(nodes: list[Node], index: int) -> dict[str, str]:
    """The fields that lines of their own tell after the lead's ("- Thời gian hoàn thành: Quý III/2026.")."""
    out: dict[str, str] = {}
    for line in nodes[index + 1 : index + 1 + _FOLLOWING]:
        low = fold_letters(line.heading)
        if line.parent is not nodes[index].parent or _LEAD_LINE.match(low):
            break
        for name, pattern in _OTHERS:
            if match := pattern.match(low):
                out.setdefault(name, line.heading[match.end() :].strip(" ;.,()"))
    return out


def _fields(text: str) -> dict[str, str]:
    """The parts of a line "Đơn vị chủ trì: A; đơn vị phối hợp: B; thời gian: C"."""
    low = fold_letters(text)
    marks: list[tuple[int, int, str]] = []
    first = _LEAD_LINE.match(low)
    if first:
        marks.append((0, first.end(), "lead"))
    for name, pattern in _OTHERS:
        for match in pattern.finditer(low):
            if first and match.start() >= first.end():
                marks.append((match.start(), match.end(), name))
                break
    marks.sort()
    out: dict[str, str] = {}
    for index, (_, begin, name) in enumerate(marks):
        stop = marks[index + 1][0] if index + 1 < len(marks) else len(text)
        out.setdefault(name, text[begin:stop].strip(" ;.,()"))
    return out
