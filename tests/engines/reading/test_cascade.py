"""Items of an agency's plan and the clauses of the parent they carry out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engines.reading.reading_of import reading_of
from lotrinh.reading import read
from lotrinh.reading.cascade import Parents, parents_of, propose, task_clauses

PAIRS = json.loads((Path(__file__).parent / "cascade_pairs.json").read_text(encoding="utf-8"))["pairs"]


def test_the_right_clause_is_among_three_nine_times_in_ten(shared: Path) -> None:
    parent = read(shared / "documents" / "can-tho-29nqtw.txt")
    index = parents_of(parent)
    hits = sum(path in [p.path for p in index.propose(text)] for text, path in PAIRS)
    assert len(task_clauses(parent)) == 47
    assert len(PAIRS) >= 30
    assert hits / len(PAIRS) >= 0.9


def test_scores_fall_and_lie_between_nought_and_one() -> None:
    index = Parents([("1", "trồng rừng ven biển", ""), ("2", "trồng cây trong phố", ""), ("3", "sửa đường", "")])
    found = index.propose("trồng rừng phòng hộ ven biển")
    assert found[0].path == "1"
    assert [p.score for p in found] == sorted((p.score for p in found), reverse=True)
    assert all(0 < p.score <= 1 for p in found)


def test_nothing_in_common_gives_no_proposal() -> None:
    assert Parents([("1", "trồng rừng ven biển", "")]).propose("mua máy vi tính") == []


@pytest.mark.parametrize("clauses", [[], [("1", "", "")]])
def test_empty_parents(clauses: list[tuple[str, str, str]]) -> None:
    assert Parents(clauses).propose("việc gì đó") == []


def test_plan_items_are_its_task_clauses() -> None:
    parent = reading_of("I. NHIỆM VỤ\n- Trồng rừng ven biển.\n- Sửa đường liên xã.\n")
    plan = reading_of("I. NHIỆM VỤ\n1. Ươm cây giống để trồng rừng.\n")
    assert [p.path for p in propose(parent, plan)["I.1"]][:1] == ["I.b1"]
