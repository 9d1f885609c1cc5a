"""The development samples: the seed's eleven targets and one, the sentences, and the resolution of 2024."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from lotrinh.reading.targets import TargetContext, TargetMention, classify, extract, extract_sentence


def key(target: Any) -> tuple[object, ...]:
    read = target.get if isinstance(target, dict) else lambda name: getattr(target, name)
    due = read("due")
    unit = (read("unit") or "").casefold().replace("y", "i")
    return (
        read("comparator"),
        read("low"),
        read("high"),
        unit,
        read("per"),
        None if due is None else str(due),
    )


def agreement(wanted: list[tuple[object, ...]], found: list[tuple[object, ...]]) -> float:
    rest, hits = list(found), 0
    for target in wanted:
        if target in rest:
            rest.remove(target)
            hits += 1
    return 2 * hits / (len(wanted) + len(found))


def bullets(text: str, first: str, last: str) -> list[str]:
    """The bullets between two headings, wrapped lines joined."""
    block = text.replace("ƣ", "ư").split(first, 1)[1].split(last, 1)[0]
    return [" ".join(part.split()) for part in re.split(r"\n ?- ", block)[1:]]


def values(mentions: list[TargetMention]) -> list[tuple[object, ...]]:
    return [key(mention) for mention in mentions if mention.kind == "quantified"]


def test_the_seed_has_eleven_quantified_targets_and_one_qualitative(shared: Path) -> None:
    text = (shared / "documents" / "can-tho-29nqtw.txt").read_text(encoding="utf-8")
    gold = json.loads((shared / "documents" / "can-tho-29nqtw.gold.json").read_text(encoding="utf-8"))["targets"]
    context = TargetContext(heading_due="2030", role="targets", lead_in="2. Một số chỉ tiêu cụ thể đến năm 2030")
    found = [m for b in bullets(text, "2. Một số chỉ tiêu", "3. Tầm nhìn") for m in extract(b, context=context)]
    wanted = [key(target) for target in gold if target["comparator"] != "qualitative"]
    assert len(wanted) == 11
    assert sorted(values(found), key=str) == sorted(wanted, key=str)
    assert [m.indicator for m in found if m.kind == "qualitative"] == ["xây dựng chính quyền số"]


def test_the_resolution_of_2024_gives_its_targets_to_2030(shared: Path) -> None:
    text = (shared / "documents" / "nq-57-nq-tw.txt").read_text(encoding="utf-8")
    gold = json.loads((shared / "documents" / "nq-57-nq-tw.gold.json").read_text(encoding="utf-8"))["targets"]
    context = TargetContext(heading_due="2030", role="targets", lead_in="1. Đến năm 2030")
    found = [m for b in bullets(text, "1. Đến năm 2030", "2. Tầm nhìn") for m in extract(b, context=context)]
    wanted = [key(t) for t in gold if t["path"].startswith("II.1") and t["comparator"] != "qualitative"]
    assert agreement(wanted, values(found)) >= 0.95


def test_sentences_are_read_and_told_apart(shared: Path) -> None:
    lines = (shared / "documents" / "sentences.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    wanted = [(row["id"], *key(t)) for row in rows for t in row["targets"] if t["comparator"] != "qualitative"]
    found = [(row["id"], *target) for row in rows for target in values(extract_sentence(row["text"]))]
    assert agreement(wanted, found) >= 0.92
    assert sum(classify(row["text"]) == row["kind"] for row in rows) >= 0.95 * len(rows)
