"""What headings say of all that stands below them is asked of each heading once."""

from __future__ import annotations

from collections import Counter

from lotrinh.reading.above import Above, Nearest
from lotrinh.reading.model import Node, Paragraph


def node(words: str, parent: Node | None = None) -> Node:
    return Node(words, "item", None, [Paragraph(words, [(0, 0, len(words))], "body")], parent=parent)


def test_what_holds_for_a_heading_holds_for_all_below_it_and_is_asked_of_it_once() -> None:
    part = node("nhiệm vụ")
    section = node("một", part)
    clauses = [node(f"việc {n}", section) for n in range(5)]
    asked: Counter[str] = Counter()

    def gives_work(one: Node) -> bool:
        asked[one.path] += 1
        return "nhiệm vụ" in one.heading

    above = Above(gives_work)
    assert [above.with_own(clause) for clause in clauses] == [True] * 5
    assert (asked["nhiệm vụ"], asked["một"]) == (1, 1)
    assert not above(None)
    assert not above.with_own(node("việc"))


def test_the_nearest_heading_that_says_something_counts() -> None:
    part = node("năm 2030")
    near, silent = node("năm 2027", part), node("một", part)
    asked: Counter[str] = Counter()

    def year(one: Node) -> str | None:
        asked[one.path] += 1
        return one.heading.removeprefix("năm ") if one.heading.startswith("năm ") else None

    nearest = Nearest(year)
    assert [nearest(one) for one in (near, silent, silent, part, None)] == ["2027", "2030", "2030", "2030", None]
    assert set(asked.values()) == {1}
