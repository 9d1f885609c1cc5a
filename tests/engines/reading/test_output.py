"""The published schema, the spans and the coverage."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest

from engines.reading.reading_of import reading_of
from lotrinh.reading import Reading, read
from lotrinh.reading.output import schema
from lotrinh.reading.stages.account import run as account
from lotrinh.text.fold import fold

SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.txt"))
REAL = [
    "can-tho-29nqtw.txt",
    "nq-57-nq-tw.txt",
    "nq-248-2025-qh15.txt",
    "kh-1105-dkt.txt",
    "kh-ubnd-chi-thi-11.docx",
]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)
def test_output_of_a_sample_is_valid(path: Path) -> None:
    jsonschema.validate(read(path).to_json(), schema())


@pytest.mark.parametrize("name", REAL)
def test_output_of_a_real_document_is_valid(shared: Path, name: str) -> None:
    jsonschema.validate(read(shared / "documents" / name).to_json(), schema())


def squeezed(text: str) -> str:
    return "".join(c for c in fold(text) if c.isalnum())


def check_spans(reading: Reading) -> None:
    text = reading.source.text
    for item in (*reading.targets, *reading.citations):
        told = item.mention.text if hasattr(item, "mention") else item.text
        assert squeezed(text[item.start : item.end]) == squeezed(told)
    for node in reading.nodes:
        first = node.paragraphs[0]
        if first.text and node.kind != "annex":
            assert squeezed(text[first.start : first.end]).startswith(squeezed(first.text)[:20])


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)
def test_spans_of_a_sample_hold_the_words(path: Path) -> None:
    check_spans(read(path))


@pytest.mark.parametrize("name", REAL)
def test_spans_of_a_real_document_hold_the_words(shared: Path, name: str) -> None:
    check_spans(read(shared / "documents" / name))


def test_what_is_not_understood_is_given_back() -> None:
    reading = reading_of(
        "1. Một\nNơi nhận:\n- Lưu: VT.\nCHỦ TỊCH\nVõ Minh Tâm\nđoạn chữ lạc ở cuối tệp, không rõ là gì\n"
    )
    assert [reading.source.text[a:b] for a, b in reading.unread] == ["đoạn chữ lạc ở cuối tệp, không rõ là gì"]
    assert reading.coverage < 1


def test_coverage_counts_characters_not_lines() -> None:
    reading = reading_of("1. Một\n")
    reading.strips[-1].zone = ""
    account(reading)
    total = sum(len(s.text.replace(" ", "")) for s in reading.strips)
    assert reading.coverage == pytest.approx(1 - len("1.Một") / total)


DUTIES = "I. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế trồng cây.\n2. Cây phải sống qua mùa khô.\n"


def test_a_duty_without_a_doer_is_shown_though_it_was_read() -> None:
    reading = reading_of(DUTIES)
    assert [u["text"] for u in reading.to_json()["unread"]] == ["2. Cây phải sống qua mùa khô."]
    assert reading.coverage == 1.0


def test_a_group_with_a_leader_line_is_understood() -> None:
    text = "I. NHIỆM VỤ\n1. Trồng cây\n- Ươm giống.\n- Đào hố.\nĐơn vị chủ trì: Sở Y tế; Đơn vị phối hợp: Sở Nội vụ.\n"
    assert reading_of(text).unclear == []


def test_a_table_of_unknown_columns_and_a_strange_deadline_are_shown() -> None:
    tail = "Nơi nhận:\n- Lưu: VT.\nCHỦ TỊCH\nVõ Minh Tâm\nPHỤ LỤC\nDANH MỤC\n"
    table = "| Mã | Màu | Vị |\n| a | đỏ | chua |\n| b | xanh | ngọt |\n"
    (row,) = reading_of("1. Một.\n" + tail + table).to_json()["unread"]
    assert row["text"].startswith("Mã") and "cột" in row["why"]
    table = "| TT | Nhiệm vụ | Chủ trì | Thời gian |\n| 1 | Trồng cây | Sở Y tế | Lúc mát trời |\n"
    (row,) = reading_of("1. Một.\n" + tail + table).to_json()["unread"]
    assert "Lúc mát trời" in row["why"]
