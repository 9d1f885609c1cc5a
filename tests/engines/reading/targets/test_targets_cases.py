"""Sentences in the style of programmes and of news on them; what each wants is in `cases.jsonl`, by hand."""

from __future__ import annotations

import difflib
import json
from pathlib import Path
from typing import Any

import pytest

from lotrinh.reading.targets import TargetContext, TargetMention, classify, extract, extract_sentence

CASES = [json.loads(line) for line in (Path(__file__).parent / "cases.jsonl").open(encoding="utf-8")]
FIELDS = ("comparator", "low", "high", "unit", "per", "due")


def read(case: dict[str, Any]) -> list[TargetMention]:
    if "context" in case:
        return extract(case["text"], context=TargetContext(**case["context"]))
    return extract_sentence(case["text"])


def value(target: dict[str, Any]) -> tuple[object, ...]:
    due = target["due"]
    return (*(target[name] for name in FIELDS[:-1]), None if due is None else str(due))


def found(mention: TargetMention) -> tuple[object, ...]:
    return tuple(getattr(mention, name) for name in FIELDS)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_sentence_gives_the_targets_written_beside_it(case: dict[str, Any]) -> None:
    wanted = sorted((value(target) for target in case["targets"]), key=str)
    assert sorted((found(mention) for mention in read(case)), key=str) == wanted


@pytest.mark.parametrize("case", [c for c in CASES if "context" not in c], ids=lambda case: case["id"])
def test_targets_results_and_other_sentences_are_told_apart(case: dict[str, Any]) -> None:
    assert classify(case["text"]) == case["kind"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_quotations_are_the_texts_own_words(case: dict[str, Any]) -> None:
    for mention in read(case):
        assert case["text"][mention.start : mention.end] == mention.text
        assert mention.indicator
        assert 0 < mention.confidence <= 1


def test_names_are_close_to_those_written_beside_the_sentences() -> None:
    likenesses = []
    for case in CASES:
        names = {value(t): t["indicator"] for t in case["targets"]}
        for mention in read(case):
            wanted = names.get(found(mention), mention.indicator).casefold()
            likenesses.append(
                difflib.SequenceMatcher(None, wanted, mention.indicator.casefold(), autojunk=False).ratio()
            )
    assert sum(likenesses) / len(likenesses) >= 0.92


def test_the_collection_is_large_and_mixed() -> None:
    kinds = {case["kind"] for case in CASES}
    assert len(CASES) >= 120
    assert kinds == {"target", "result", "none"}


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("An Hòa phấn đấu đến năm 2027 có trên 60% số xã đạt chuẩn.", ["xã đạt chuẩn"]),
        ("Chiến lược đặt mục tiêu đến năm 2030 có 65% hộ dùng nước sạch.", ["hộ dùng nước sạch"]),
        (
            "Phấn đấu số người tập thể thao đạt 30% dân số vào năm 2027, đạt 35% dân số vào năm 2030.",
            ["số người tập thể thao", "số người tập thể thao"],
        ),
        ("Đến năm 2030 ngành văn hóa đóng góp 7% GDP của cả nước.", ["ngành văn hóa đóng góp"]),
        ("Huyện đề ra một số chỉ tiêu cơ bản như tổng diện tích gieo trồng 21.000 ha.", ["tổng diện tích gieo trồng"]),
        ("Về đào tạo giáo viên, đến năm 2027 có 60% giáo viên đạt chuẩn.", ["giáo viên đạt chuẩn"]),
        ("Phấn đấu đến năm 2030 lọt top 40 quốc gia đổi mới sáng tạo.", ["đổi mới sáng tạo"]),
    ],
)
def test_a_name_is_neither_who_wants_it_nor_the_whole_it_is_a_share_of(sentence: str, names: list[str]) -> None:
    assert [mention.indicator for mention in extract_sentence(sentence)] == names
