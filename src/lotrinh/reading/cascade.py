"""Which clause of the parent document does an item of an agency's own plan carry out?

Each clause is a vector of syllables and pairs of syllables, weighted by how rare they are among the
clauses (TF-IDF,
Salton and Buckley 1988, with the logarithm of the count); an item's likeness to a clause is the cosine. A
clause also
counts with the words of its headings, at a lower weight, for an item often repeats those. The three likest
are proposed,
with their scores; a person decides.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from lotrinh.reading.model import Node, Reading
from lotrinh.text.fold import fold

# Words too common in programmes to tell clauses apart.
_STOP = frozenset(
    [
        "và",
        "của",
        "các",
        "có",
        "cho",
        "để",
        "với",
        "trong",
        "theo",
        "về",
        "được",
        "là",
        "từ",
        "trên",
        "tại",
        "đến",
        "những",
        "một",
        "này",
        "thực",
        "hiện",
        "tổ",
        "chức",
        "công",
        "tác",
        "nhằm",
        "việc",
        "cơ",
        "quan",
        "đơn",
        "vị",
        "phối",
        "hợp",
        "chủ",
        "trì",
        "tham",
        "mưu",
        "xây",
        "dựng",
        "triển",
        "khai",
        "ban",
        "hành",
        "kế",
        "hoạch",
        "năm",
        "quý",
        "tháng",
        "thành",
        "phố",
        "tỉnh",
        "phường",
        "xã",
        "địa",
        "bàn",
    ]
)
_HEADING_WEIGHT = 0.35
_PAIR_WEIGHT = 1.4


@dataclass(frozen=True, slots=True)
class Proposal:
    """A clause of the parent and how like it the item is (0 to 1)."""

    path: str
    score: float
    text: str


class Parents:
    """The clauses of a parent document, ready to be asked."""

    def __init__(self, clauses: Sequence[tuple[str, str, str]]) -> None:
        """`clauses` are (path, words, words of the headings above)."""
        self.paths = [path for path, _, _ in clauses]
        self.texts = [text for _, text, _ in clauses]
        bags = [_bag(text, heading) for _, text, heading in clauses]
        seen: Counter[str] = Counter()
        for bag in bags:
            seen.update(bag.keys())
        count = len(bags)
        self.idf = {term: math.log((1 + count) / (0.5 + n)) for term, n in seen.items()}
        self.rare = math.log((1 + count) / 0.5)
        self.vectors = [_unit(bag, self.idf, self.rare) for bag in bags]

    def propose(self, item: str, top: int = 3) -> list[Proposal]:
        """The `top` likest clauses, best first; those without a common word are left out."""
        vector = _unit(_bag(item, ""), self.idf, self.rare)
        scored: list[tuple[float, int]] = []
        for index, other in enumerate(self.vectors):
            score = sum(weight * other[term] for term, weight in vector.items() if term in other)
            if score > 0:
                scored.append((score, index))
        scored.sort(key=lambda s: (-s[0], s[1]))
        return [Proposal(self.paths[i], round(score, 4), self.texts[i]) for score, i in scored[:top]]


def parents_of(reading: Reading) -> Parents:
    """The task clauses of a reading: the first-level items of its task part, or all lowest clauses where
    it has none."""
    nodes = task_clauses(reading)
    return Parents([(n.path, n.text + " " + _below(n), " ".join(a.heading for a in n.above()[1:])) for n in nodes])


def task_clauses(reading: Reading) -> list[Node]:
    """The clauses that set tasks: bullets (or lowest numbers) under a heading that says nhiệm vụ or giải
    pháp."""
    from lotrinh.reading.wording import ORGANISING, TASKS, key

    found: list[Node] = []
    for node in reading.nodes:
        if not node.labelled or node.kind in ("annex", "plus"):
            continue
        heads = [key(a.heading[:160]) for a in node.above()[1:]]
        if not any(TASKS.search(h) for h in heads) or any(ORGANISING.search(h) for h in heads):
            continue
        if node.kind == "bullet" or not any(c.labelled for c in node.children):
            found.append(node)
    return found or [
        n for n in reading.nodes if n.labelled and n.kind != "annex" and not any(c.labelled for c in n.children)
    ]


def propose(parent: Reading, plan: Reading, top: int = 3) -> dict[str, list[Proposal]]:
    """For each item of the plan (task clauses, else assignments), the clauses of the parent it may carry
    out."""
    index = parents_of(parent)
    items = {n.path: n.text for n in task_clauses(plan)} or {a.path: a.task for a in plan.assignments}
    return {path: index.propose(text, top) for path, text in items.items()}


def _below(node: Node) -> str:
    return " ".join(c.text for c in node.children if c.labelled)


def _terms(text: str) -> list[tuple[str, float]]:
    syllables = re.findall(r"[^\W_]+", fold(text))
    singles = [(s, 1.0) for s in syllables if s not in _STOP and len(s) > 1]
    pairs = [(f"{a} {b}", _PAIR_WEIGHT) for a, b in pairwise(syllables) if a not in _STOP or b not in _STOP]
    return singles + pairs


def _bag(text: str, heading: str) -> dict[str, float]:
    weights: dict[str, float] = {}
    for term, weight in _terms(text):
        weights[term] = weights.get(term, 0.0) + weight
    logged = {term: 1.0 + math.log(w) if w >= 1 else w for term, w in weights.items()}
    for term, weight in _terms(heading):
        logged[term] = max(logged.get(term, 0.0), _HEADING_WEIGHT * weight)
    return logged


def _unit(bag: dict[str, float], idf: dict[str, float], rare: float) -> dict[str, float]:
    vector = {term: weight * idf.get(term, rare) for term, weight in bag.items()}
    length = math.sqrt(sum(w * w for w in vector.values())) or 1.0
    return {term: weight / length for term, weight in vector.items()}
