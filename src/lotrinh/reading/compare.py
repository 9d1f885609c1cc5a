"""A newer version of a document against an older one, clause by clause.

changes = compare(old, new)      # two `Reading`s
for change in changes: change.kind, change.old_path, change.new_path, change.words, change.targets,
change.assignments
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from lotrinh.reading.model import Assignment, Node, Paragraph, Reading
from lotrinh.text.fold import fold

Kind = Literal["added", "removed", "changed", "moved"]
Op = Literal["same", "added", "removed"]
# Two clauses are versions of one another from this share of common words on: the same path needs less than a
# move.
_SAME_PATH = 0.4
_MOVED = 0.6


@dataclass(frozen=True, slots=True)
class Touched:
    """A target or an assignment a change concerns: where, what it said before and what it says now."""

    path: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """One clause that is not as it was. `words` are (what happened, words) in the order of the new text."""

    kind: Kind
    old_path: str | None
    new_path: str | None
    words: tuple[tuple[Op, str], ...]
    targets: tuple[Touched, ...] = ()
    assignments: tuple[Touched, ...] = ()


@dataclass(slots=True)
class _Side:
    reading: Reading
    nodes: list[Node] = field(default_factory=list)
    words: list[list[str]] = field(default_factory=list)
    bags: list[Counter[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.nodes = [n for n in self.reading.nodes if n.labelled]
        known = {n.path for n in self.reading.nodes}
        self.nodes += [_row(a) for a in self.reading.assignments if a.path not in known]
        self.words = [n.text.split() for n in self.nodes]
        self.bags = [Counter(re.findall(r"\w+", fold(n.text))) for n in self.nodes]


def _row(assignment: Assignment) -> Node:
    """A row of a task table as a node: its task, then who and by when, so that a change of any is a changed word."""
    pieces = [assignment.task, assignment.product or "", "; ".join(assignment.lead), "; ".join(assignment.coordinating)]
    words = "\n".join(piece for piece in (*pieces, assignment.deadline.text or "") if piece)
    place = [(0, assignment.start, assignment.end)]
    return Node(assignment.path, "item", None, [Paragraph(words, place, "table")])


def compare(old: Reading, new: Reading) -> list[Change]:
    """What changed from `old` to `new`, in the order of the new text; removed clauses stand where they
    were.

    Rows of task tables, which have no node of their own, are compared like clauses.
    Clauses are paired by path if their words are alike, then by words alone (a clause that moved).
    Differences of case,
    white space and tone-mark placement are none.
    """
    before, after = _Side(old), _Side(new)
    pairs = _pair(before, after)
    changes: list[tuple[float, Change]] = []
    for j, node in enumerate(after.nodes):
        i = pairs.get(j)
        if i is None:
            changes.append((j, _change("added", None, node, (("added", node.text),), before, after)))
            continue
        source = before.nodes[i]
        words = diff(before.words[i], after.words[j])
        if any(op != "same" for op, _ in words):
            changes.append((j, _change("changed", source, node, words, before, after)))
        elif source.path != node.path:
            changes.append((j, _change("moved", source, node, words, before, after)))
    place = {i: j for j, i in pairs.items()}
    for i, node in enumerate(before.nodes):
        if i not in place:
            at = max((place[k] for k in range(i) if k in place), default=-1)
            changes.append((at + 0.5, _change("removed", node, None, (("removed", node.text),), before, after)))
    changes.sort(key=lambda c: c[0])
    return [change for _, change in changes]


def _pair(before: _Side, after: _Side) -> dict[int, int]:
    by_path = {n.path: i for i, n in enumerate(before.nodes)}
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for j, node in enumerate(after.nodes):
        i = by_path.get(node.path)
        if i is not None and _alike(before.bags[i], after.bags[j]) >= _SAME_PATH:
            pairs[j] = i
            taken.add(i)
    free_old = [i for i in range(len(before.nodes)) if i not in taken]
    free_new = [j for j in range(len(after.nodes)) if j not in pairs]
    scored = [(_alike(before.bags[i], after.bags[j]), -abs(i - j), i, j) for i in free_old for j in free_new]
    for score, _, i, j in sorted(scored, reverse=True):
        if score >= _MOVED and i not in taken and j not in pairs:
            pairs[j] = i
            taken.add(i)
    return pairs


def _alike(one: Counter[str], other: Counter[str]) -> float:
    total = sum(one.values()) + sum(other.values())
    return 2 * sum((one & other).values()) / total if total else 1.0


def diff(old: list[str], new: list[str]) -> tuple[tuple[Op, str], ...]:
    """Words kept, taken away and put in."""
    matcher = difflib.SequenceMatcher(None, [fold(w) for w in old], [fold(w) for w in new], autojunk=False)
    out: list[tuple[Op, str]] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            out.append(("same", " ".join(new[c:d])))
            continue
        if b > a:
            out.append(("removed", " ".join(old[a:b])))
        if d > c:
            out.append(("added", " ".join(new[c:d])))
    return tuple(out)


def _change(
    kind: Kind,
    source: Node | None,
    node: Node | None,
    words: tuple[tuple[Op, str], ...],
    before: _Side,
    after: _Side,
) -> Change:
    old_path, new_path = source.path if source else None, node.path if node else None
    return Change(
        kind,
        old_path,
        new_path,
        words,
        _touched(_targets(before.reading, old_path), _targets(after.reading, new_path), new_path or old_path or ""),
        _touched(
            _assigned(before.reading, old_path),
            _assigned(after.reading, new_path),
            new_path or old_path or "",
        ),
    )


def _targets(reading: Reading, path: str | None) -> list[str]:
    return [t.mention.text for t in reading.targets if t.path == path]


def _assigned(reading: Reading, path: str | None) -> list[str]:
    found = []
    for item in reading.assignments:
        if item.path == path:
            due = item.deadline.text or "không nêu hạn"
            found.append(f"{'; '.join(item.lead)}: {item.task} ({due})")
    return found


def _touched(before: list[str], after: list[str], path: str) -> tuple[Touched, ...]:
    """What is in one list and not in the other, paired where most words are the same."""
    old = [b for b in before if fold(b) not in {fold(a) for a in after}]
    new = [a for a in after if fold(a) not in {fold(b) for b in before}]
    out: list[Touched] = []
    for text in new:
        close = difflib.get_close_matches(text, old, n=1, cutoff=0.5)
        if close:
            old.remove(close[0])
        out.append(Touched(path, close[0] if close else None, text))
    return (*out, *(Touched(path, text, None) for text in old))
