"""The outline: labelled paragraphs become nodes with stable paths, the rest joins the node above it.

Reads: paragraphs. Writes: nodes, preamble, closing, annexes[*].paragraphs (tables follow in `annexes`).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from lotrinh.reading import labels
from lotrinh.reading.labels import Label
from lotrinh.reading.model import Node, NodeKind, Paragraph, Reading
from lotrinh.reading.stages.quoted import quoted
from lotrinh.reading.wording import CLOSING, key

_RANK = {
    "phan": 1,
    "chuong": 2,
    "muc": 3,
    "upper": 4,
    "roman": 5,
    "article": 6,
    "num": 7,
    "dotted": 8,
    "letter": 9,
    "letter2": 10,
    "paren": 11,
    "parenletter": 12,
    "lowroman": 13,
    "star": 20,
    "bullet": 21,
    "dot": 22,
    "plus": 23,
}
_KIND: dict[str, NodeKind] = {
    "phan": "part",
    "chuong": "part",
    "muc": "part",
    "upper": "part",
    "roman": "part",
    "article": "article",
    "num": "section",
    "dotted": "subsection",
    "letter": "letter",
    "letter2": "letter",
    "paren": "item",
    "parenletter": "item",
    "lowroman": "item",
    "star": "bullet",
    "bullet": "bullet",
    "dot": "bullet",
    "plus": "plus",
}
_KIND_IN_ARTICLE: dict[str, NodeKind] = {"num": "clause", "letter": "point", "letter2": "point"}
_MARKS = ("star", "bullet", "dot", "plus")
_CONTAINERS = ("phan", "chuong", "muc", "upper", "roman")


def run(reading: Reading) -> None:
    """Fills `nodes`, `preamble` and `closing`."""
    builder = Builder()
    body = [p for p in reading.paragraphs if p.zone in ("body", "attached")]
    inside = quoted(body)
    builder.articles = _articles(body)
    for index, paragraph in enumerate(body):
        if paragraph.zone == "attached":
            builder.restart()
            builder.articles = _articles(body[index + 1 :])
            reading.preamble.append(paragraph)
            continue
        label = paragraph.label if index not in inside else None
        if label and builder.accepts(label, paragraph):
            builder.add(label, paragraph)
        elif builder.top is None:
            reading.preamble.append(paragraph)
        else:
            if label and label.style == "star":
                builder.leave_marks()
            builder.extend(paragraph)
    reading.nodes = builder.nodes
    _take_closing(reading)
    if not any(n.labelled for n in reading.nodes):
        reading.nodes = []


def _articles(body: Sequence[Paragraph]) -> set[int]:
    """The numbers of the articles up to the next attached text."""
    own = itertools.takewhile(lambda p: p.zone != "attached", body)
    return {label.value for p in own if (label := p.label) and label.style == "article" and label.firm}


class Builder:
    """Puts one paragraph after another in its place under the open nodes."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.stack: list[Node] = []
        self.used: dict[str, int] = {}
        self.counts: dict[tuple[int, str], int] = {}
        self.below: set[tuple[int, str]] = set()  # which styles of label stand right below a node
        self.articles: set[int] = set()  # the numbers of all articles up to the next attached text

    @property
    def top(self) -> Node | None:
        return self.stack[-1] if self.stack else None

    def restart(self) -> None:
        """An attached programme begins: its numbering is its own."""
        self.stack = []

    def leave_marks(self) -> None:
        """A heading behind a star ends the list before it, whose count goes on below it."""
        while len(self.stack) > 1 and self.stack[-1].style in _MARKS:
            self.stack.pop()

    def accepts(self, label: Label, paragraph: Paragraph) -> bool:
        """Grounds ("- Căn cứ …;") and prose that only looks like a label are no nodes."""
        rest = paragraph.text[label.length :]
        if label.style in _MARKS and not self.stack:
            return not re.match(r"(?:căn cứ|theo|xét|thực hiện|quán triệt)\b", key(rest)) and bool(rest.strip())
        if label.style == "star" and _heads_a_list(rest):
            return False
        if label.style == "article" and not label.firm and not labels.UPPER_START.match(rest):
            return False
        if label.style == "upper":
            return label.firm or label.value == 1 or self._open("upper") is not None
        return bool(rest.strip()) or label.style in _CONTAINERS or label.style == "article"

    def _open(self, style: str) -> Node | None:
        for node in reversed(self.stack):
            if node.style == style:
                return node
        return None

    def add(self, label: Label, paragraph: Paragraph) -> None:
        """A labelled paragraph becomes a node."""
        label = self._recast(label)
        parent = self._parent(label)
        while self.stack and self.stack[-1] is not parent:
            self.stack.pop()
        path = self._path(label, parent)
        node = Node(path, self._kind(label, parent), label.printed, [paragraph], label.length, parent)
        node.style, node.value = label.style, label.value
        node.confidence = paragraph.confidence * (1.0 if label.firm else 0.8)
        if parent is not None:
            parent.children.append(node)
            self.below.add((id(parent), node.style))
        self.nodes.append(node)
        self.stack.append(node)

    def _recast(self, label: Label) -> Label:
        """ "C." after "B." is a letter, not a hundred; "i)" after "h)" is a letter."""
        if label.style == "parenletter":
            lowroman = self._open("lowroman")
            value = labels.roman_value(label.component.strip("()").upper())
            if lowroman is not None and value and lowroman.value == value - 1:
                return Label("lowroman", value, label.component, label.printed, label.length)
        upper = self._open("upper") if label.style == "roman" and len(label.component) == 1 else None
        if upper is not None and not self._open("roman"):
            letters = "ABCDĐEGHIKLMNOPQRSTUVX"
            place = letters.find(label.component) + 1
            if place and upper.value is not None and place == upper.value + 1 and label.value != 1:
                return Label("upper", place, label.component, label.printed, label.length)
        return label

    def _parent(self, label: Label) -> Node | None:
        if label.style == "dotted":
            return self._dotted_parent(label)
        if label.style in _MARKS:
            return self._mark_parent(label)
        if label.style == "paren" and (mark := self._heading_mark(label)):
            return mark
        same = self._open(label.style)
        if same is not None and not (label.value == 1 and self._nests(label, same)):
            return same.parent
        article = self._open("article")
        if label.style == "roman" and label.value == 1 and article is not None and self._holds_parts(article):
            return article
        rank = _RANK[label.style]
        if label.value == 1 and label.style not in (*_CONTAINERS, "article"):
            # A series that begins: under whatever numbered node is open.
            return next((n for n in reversed(self.stack) if n.style not in _MARKS), None)
        return next((n for n in reversed(self.stack) if _RANK[n.style] < rank), None)

    def _holds_parts(self, article: Node) -> bool:
        """Whether the parts that follow an article are its own: "Điều 1. Phê duyệt … với các nội dung sau:" holds them,
        and so does one that the next article follows behind the parts."""
        if article.text.endswith(":"):
            return True
        whole = not any(n.style in _CONTAINERS for n in self.nodes)
        return whole and article.value is not None and article.value + 1 in self.articles

    def _heading_mark(self, label: Label) -> Node | None:
        """The "- Về kinh tế:" right above "(1) …", and "- Về văn hóa:" where its numbers go on: "(6) …"."""
        top = self.top
        if top is None or top.style not in _MARKS or not top.heading.rstrip().endswith(":"):
            return None
        if label.value == 1:
            return top
        siblings = reversed(top.parent.children if top.parent else self.nodes)
        before = next((n for n in siblings if n.parent is top.parent and n is not top), None)
        return top if before is not None and any(child.style == "paren" for child in before.children[:1]) else None

    def _nests(self, label: Label, same: Node) -> bool:
        """A series of the same style begins again inside a node of another style opened since ("1. … a) …
        1. …")."""
        if label.style in (*_CONTAINERS, "article"):
            return False
        top = next((n for n in reversed(self.stack) if n.style not in _MARKS), None)
        if top is None or top is same or top.style == "dotted" or label.style == "num":
            return False
        return top.heading.rstrip().endswith(":")

    def _dotted_parent(self, label: Label) -> Node | None:
        prefix = ".".join(map(str, label.parts[:-1]))
        for node in reversed(self.stack):
            if node.style in ("num", "dotted") and _own_number(node) == prefix:
                return node
        for node in reversed(self.stack):
            if node.style == "dotted" and _own_number(node).count(".") == len(label.parts) - 1:
                return node.parent
        return next((n for n in reversed(self.stack) if n.style in (*_CONTAINERS, "article")), None)

    def _mark_parent(self, label: Label) -> Node | None:
        same = self._open(label.style)
        if same is not None:
            return same.parent
        top = self.top
        if top is None or top.style not in _MARKS:
            return top
        # Another mark: "+" and "•" go under "-", "-" goes under "*"; a mark that was here before is a sibling
        # of it.
        base = next(n for n in reversed(self.stack) if n.style in _MARKS)
        host = next((n for n in reversed(self.stack) if n.style not in _MARKS), None)
        if host is not None and label.style in ("bullet", "star") and (id(host), label.style) in self.below:
            return host
        if label.style == "star" and not base.heading.rstrip().endswith(":"):
            return host
        return base

    def _path(self, label: Label, parent: Node | None) -> str:
        if label.style == "article":
            return self._unique(label.component)
        if label.style in _MARKS:
            letter = "p" if label.style == "plus" else "b"
            place = (id(parent), letter)
            self.counts[place] = self.counts.get(place, 0) + 1
            component = f"{letter}{self.counts[place]}"
        else:
            component = _with_part(label, parent)
        host = parent
        if label.style == "dotted":
            under_number = False
            while host is not None and host.style in ("num", "dotted"):
                under_number = under_number or host.style == "num"
                host = host.parent
            if host is not None and host.style == "article" and host.value == label.parts[0] and not under_number:
                component = ".".join(map(str, label.parts[1:]))  # "Điều 2 … 2.1. …" is D2.1
        return self._unique(f"{host.path}.{component}" if host else component)

    def _unique(self, path: str) -> str:
        self.used[path] = self.used.get(path, 0) + 1
        return path if self.used[path] == 1 else f"{path}~{self.used[path]}"

    def _kind(self, label: Label, parent: Node | None) -> NodeKind:
        if label.style in _KIND_IN_ARTICLE and any(n.style == "article" for n in (parent.above() if parent else [])):
            return _KIND_IN_ARTICLE[label.style]
        return _KIND[label.style]

    def extend(self, paragraph: Paragraph) -> None:
        """An unlabelled paragraph belongs to the open node, and is a node of kind `paragraph` under it."""
        owner = self.stack[-1]
        if len(owner.paragraphs) == 1 and not owner.heading.strip():
            owner.paragraphs = [_joined(owner.paragraphs[0], paragraph)]
            return
        owner.paragraphs.append(paragraph)
        place = (id(owner), "t")
        self.counts[place] = self.counts.get(place, 0) + 1
        path = f"{owner.path}.t{self.counts[place]}"
        self.nodes.append(Node(path, "paragraph", None, [paragraph], 0, owner, confidence=paragraph.confidence))


_LONGEST_STAR = 120


def _heads_a_list(rest: str) -> bool:
    """Whether the words behind a star only head what follows ("* Về kinh tế", "* Lưu ý: …") and are no item."""
    words = rest.strip(" *")
    return re.match(r"(?:lưu ý|ghi chú)", key(words)) is not None or (
        0 < len(words) <= _LONGEST_STAR and words[-1] not in ".;,:"
    )


_PART_NUMBER = re.compile(r"(?P<part>[IVX]{1,5})\.\d")


def _with_part(label: Label, parent: Node | None) -> str:
    """ "II.1." with no part II open keeps the part's numeral in its path."""
    told = _PART_NUMBER.match(label.printed)
    if told is None or any(n.style in _CONTAINERS for n in (parent.above() if parent else [])):
        return label.component
    return f"{told['part']}.{label.component}"


def _joined(label: Paragraph, words: Paragraph) -> Paragraph:
    """A label on a line of its own and the heading under it ("Chương I" / "QUY ĐỊNH CHUNG")."""
    shift = len(label.text) + 1
    pieces = [*label.pieces, *((at + shift, start, end) for at, start, end in words.pieces)]
    return Paragraph(f"{label.text} {words.text}", pieces, label.zone, min(label.confidence, words.confidence))


def _own_number(node: Node) -> str:
    """The number of a node as printed, without the part before it ("II.1." is "1")."""
    match = re.search(r"(\d{1,3}(?:\.\d{1,3})*)\W*$", node.label or "")
    return match[1] if match else ""


def _take_closing(reading: Reading) -> None:
    """The closing formula at the end of the text belongs to no node."""
    while reading.nodes and reading.nodes[-1].kind == "paragraph":
        last = reading.nodes[-1]
        words = last.heading
        owner = last.parent
        formula = bool(CLOSING.match(key(words)))
        ends = words.rstrip().endswith(("./.", "/.")) and owner is not None and len(owner.paragraphs) > 1
        if not (formula or (ends and owner is not None and owner.kind not in ("part", "section"))):
            return
        reading.nodes.pop()
        reading.closing.insert(0, last.paragraphs[0])
        if owner is not None and owner.paragraphs[-1] is last.paragraphs[0]:
            owner.paragraphs.pop()
        elif owner is not None:
            owner.paragraphs.remove(last.paragraphs[0])
