"""Hostile documents take time that grows with them, whatever they repeat, and break nothing."""

from __future__ import annotations

from collections import Counter

import pytest

from growth import LINEAR, TIMES, growth
from lotrinh.errors import UnreadableDocument
from lotrinh.reading import bodies, labels, read
from lotrinh.reading.formats import Limits, load
from lotrinh.reading.model import Paragraph, Reading
from lotrinh.reading.source import Source
from lotrinh.reading.stages import anomalies, outline
from lotrinh.reading.stages import targets as targets_stage
from lotrinh.reading.targets import TargetContext, extract

HEAD = "KẾ HOẠCH\nThử\n\nI. MỤC TIÊU CỤ THỂ\n"
TASKS = "KẾ HOẠCH\nThử\n\nI. TỔ CHỨC THỰC HIỆN\n"
LETTERS = "ABCDEGHIKLMNOPQRSTUV"
SIGNED = "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nNguyễn Văn An\n"


@pytest.mark.parametrize(
    ("head", "piece", "times"),
    [
        (HEAD, "| 1 | Tỷ lệ hộ nghèo | % | 5 |\n", 1200),  # after a head that makes them one table of indicators
        ("KẾ HOẠCH\nThử\n\n", "PHỤ LỤC\nDANH MỤC\n", 500),
        ("KẾ HOẠCH\nThử\n\n", "PHỤ LỤC\nDANH MỤC\n| TT | Việc | Chủ trì |\n| 1 | Việc | Sở Y tế |\n", 100),
        (HEAD, "STT\nNội dung\nChủ trì\n1\nViệc\nSở Y tế\n", 1000),
        (HEAD, "1. Cơ cấu: tỷ trọng dịch vụ chiếm 5%.\n", 1500),
        (HEAD, "Mục lục\nviệc\n", 1000),
        (HEAD, f"Điều 1. Việc\n{SIGNED}", 200),
        (TASKS, "- Việc\nĐơn vị chủ trì: Sở Y tế\n", 300),
        (TASKS + "1. Việc\nNơi nhận:\n- A\nCHỦ TỊCH\n", "b\n", 2000),
    ],
)
def test_documents_without_end_are_read_in_time_that_grows_with_them(head: str, piece: str, times: int) -> None:
    table = "| TT | Chỉ tiêu | ĐVT | 2030 |\n" if piece.startswith("| 1") else ""
    assert growth(lambda size: read((head + table + piece * size).encode(), "x.txt").to_json(), times) < LINEAR


@pytest.mark.parametrize(("first", "piece"), [(["- Một"], ["* Hai", "- Ba"]), ([], ["- Việc:", "(1) Một"])])
def test_marks_are_not_each_looked_for_among_all_before(first: list[str], piece: list[str]) -> None:
    def work(size: int) -> None:
        lines = ["I. Việc", *first * size, *piece * size] if first else piece * size
        paragraphs = [Paragraph(line, [(0, 0, len(line))], "body") for line in lines]
        outline.run(Reading(Source("", [], "txt"), paragraphs=paragraphs))

    assert growth(work, 2500) < LINEAR


@pytest.mark.parametrize("piece", ["a****", "** **", "KẾT LUẬN****"])
def test_marks_of_bold_without_end_are_looked_through_once(piece: str) -> None:
    assert growth(lambda size: read(("**" + piece * size + "x").encode(), "x.md"), 2000) < LINEAR


@pytest.mark.parametrize("opening", ["việc ", "Sở Y tế, "])
def test_a_heading_without_end_is_not_read_again_for_every_clause_below(opening: str) -> None:
    def work(size: int) -> None:
        read((TASKS + "1. " + opening * size + ":\n" + "- Hai\n" * size).encode(), "x.txt")

    assert growth(work, 400) < LINEAR


def test_names_of_one_list_are_not_each_looked_for_among_all_brackets() -> None:
    names = "Sở Y tế (An); "
    assert growth(lambda size: bodies.cut(names * size), 3000) < LINEAR


def test_sentences_of_one_clause_are_not_each_taken_to_its_end() -> None:
    def work(size: int) -> None:
        read((TASKS + "1. " + "Sở Y tế làm việc. Sở Nội vụ làm việc. " * size).encode(), "x.txt")

    assert growth(work, 200) < LINEAR


def test_attached_programmes_follow_one_another_without_end() -> None:
    attached = f"CHƯƠNG TRÌNH\n(Kèm theo Quyết định số 1)\nI. Việc\n{SIGNED}"
    reading = read((f"QUYẾT ĐỊNH\nThử\n\nĐiều 1. Việc\n{SIGNED}" + attached * 2000).encode(), "x.txt")
    assert [n.label for n in reading.nodes if n.label == "I."] == ["I."] * 2000


@pytest.mark.parametrize(
    ("before", "piece"),
    [
        ("bình quân ", "5%"),
        ("đến năm 2030, ", "việc đạt 5%"),
        (":", " năm 2024 tăng 5%, năm 2024 tăng 6%"),
    ],
)
def test_words_without_end_before_a_value_are_looked_through_once(before: str, piece: str) -> None:
    def work(size: int) -> object:
        return extract(before * size + piece, context=TargetContext(role="targets"))

    assert growth(work, 3_000) < LINEAR


@pytest.mark.parametrize(
    ("opening", "piece"),
    [
        ("Đến năm 2030 đạt ", "5% hộ, "),
        (":" * 20_000, " năm 2024 tăng 5%,"),
        ("Tỷ lệ hộ nghèo 5%, ", "trong đó hộ 5%, "),
        ("", "nếu đạt 5%, "),
        ("năm 2027 đạt 40%; ", "hộ nghèo đạt 5%; "),
    ],
)
def test_values_of_one_sentence_do_not_each_look_through_it(opening: str, piece: str) -> None:
    def work(size: int) -> object:
        return extract(opening + piece * size, context=TargetContext(role="targets"))

    assert growth(work, 500) < LINEAR


def test_documents_cited_under_symbols_of_other_kinds_are_not_each_compared_with_all() -> None:
    def work(size: int) -> object:
        cited = (
            f"- Quyết định số {n}/NQ-{LETTERS[n // 400]}{LETTERS[n // 20 % 20]}{LETTERS[n % 20]}" for n in range(size)
        )
        return read((HEAD + ";\n".join(cited)).encode(), "x.txt")

    assert growth(work, 300) < LINEAR


def test_labels_used_twice_are_not_each_looked_for_among_all_grounds() -> None:
    text = "KẾ HOẠCH\nThử\n\n{}I. VIỆC\n1. Một\n{}"
    readings = {
        size: read(text.format("Căn cứ Luật số 1;\n\n" * size, "1. Một\n" * size).encode(), "x.txt")
        for size in (1000, 1000 * TIMES)
    }
    assert growth(lambda size: anomalies.run(readings[size]), 1000) < LINEAR


def test_the_label_of_a_line_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: Counter[str] = Counter()

    def counted(text: str) -> labels.Label | None:
        asked[text] += 1
        return parse(text)

    parse = labels.parse
    monkeypatch.setattr(labels, "parse", counted)
    read((HEAD + "".join(f"{n}. Việc thứ {n}\n- Ý {n}\n" for n in range(1, 40))).encode(), "x.txt")
    assert {asked[f"{n}. Việc thứ {n}"] for n in range(2, 40)} == {1}
    assert {asked[f"- Ý {n}"] for n in range(2, 40)} == {1}


def test_a_text_of_tiny_lines_is_no_document() -> None:
    with pytest.raises(UnreadableDocument, match="một, hai chữ"):
        load(b"-\n" * 30_000, "x.txt")
    assert load(b"-\n" * 30_000, "x.txt", limits=Limits(tiny_lines=40_000)).lines


def test_more_targets_than_any_document_states_are_not_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(targets_stage, "MOST", 3)
    reading = read((HEAD + "".join(f"{n}. Tỷ lệ {n} đạt {n}%.\n" for n in range(1, 9))).encode(), "x.txt")
    assert len(reading.targets) == 3
    assert any("quá nhiều chỉ tiêu" in why for _, _, why in reading.unclear)
