"""Saved web pages, and tables written as HTML in other texts."""

from __future__ import annotations

import pytest

from lotrinh.reading import Reading, read
from lotrinh.reading.formats import load

ROWS = (
    "<tr><th>TT</th><th>Nhiệm vụ</th><th>Cơ quan chủ trì</th><th>Thời gian</th></tr>"
    '<tr><td>1</td><td>Ươm &amp; trồng cây<br>bản địa</td><td rowspan="2">Sở Y tế</td><td>Quý I/2026</td></tr>'
    "<tr><td>2</td><td>Giữ rừng</td><td>Quý II/2026</td></tr>"
)
TEXT = "KẾ HOẠCH\nTrồng rừng\n\n1. Việc phải làm tại Phụ lục.\n\nPHỤ LỤC\nNHIỆM VỤ\n"


def as_page(text: str, table: str) -> bytes:
    words = "".join(f"<p>{line}</p>" for line in text.splitlines())
    return f"<!DOCTYPE html><html><body>{words}{table}</body></html>".encode()


def tasks(reading: Reading) -> list[tuple[str, str, list[str], str | None]]:
    return [(a.path, " ".join(a.task.split()), a.lead, a.deadline.due) for a in reading.assignments]


WANTED = [
    ("PL1.r1", "Ươm & trồng cây bản địa", ["Sở Y tế"], "2026-03-31"),
    ("PL1.r2", "Giữ rừng", ["Sở Y tế"], "2026-06-30"),
]


def test_a_table_of_a_page_is_read_with_its_merged_cells() -> None:
    reading = read(as_page(TEXT, f"<table>{ROWS}</table>"), "trang.html")
    assert tasks(reading) == WANTED
    assert reading.coverage == 1


def test_a_table_written_as_html_in_markdown_is_read() -> None:
    assert tasks(read(f"{TEXT}\n<TABLE border=1>{ROWS}</TABLE>\n".encode(), "thu.md")) == WANTED


def test_a_cell_over_several_columns_is_repeated_in_each() -> None:
    rows = "<tr><td colspan=2>Rừng</td><td>Sông</td></tr><tr><td>thông</td><td>dẻ</td><td>Hồng</td></tr>"
    (table,) = load(as_page("KẾ HOẠCH\n", f"<table>{rows}</table>"), "trang.html").tables
    assert [[(c.text, c.repeated) for c in row] for row in table.rows] == [
        [("Rừng", False), ("Rừng", True), ("Sông", False)],
        [("thông", False), ("dẻ", False), ("Hồng", False)],
    ]


def test_tables_that_only_lay_out_a_page_stay_lines() -> None:
    inner = f"<table>{ROWS}</table>"
    outer = f"<table><tr><td>Trang chủ</td><td>{inner}</td><td>Liên hệ</td></tr><tr><td>a<td>b<td>c</tr></table>"
    source = load(as_page("KẾ HOẠCH\n", outer), "trang.html")
    assert len(source.tables) == 1
    assert [line for line in source.text.split("\n") if line in ("Trang chủ", "Liên hệ", "a")] == [
        "Trang chủ",
        "Liên hệ",
        "a",
    ]


@pytest.mark.parametrize(
    "broken",
    [
        "<table><tr><td>Ươm cây<td>Giữ rừng<td>Sở Y tế",
        "<table><!-- <tr><td>Ươm cây</td></tr></table>",
        "<table><tr><td>Ươm cây</table></table>",
        "<TABLE><tr><td colspan=99999999999>Ươm cây",
    ],
)
def test_a_broken_table_loses_no_text(broken: str) -> None:
    text = load(f"KẾ HOẠCH\n1. Giữ sông.\n{broken}\n2. Giữ hồ.\n".encode(), "thu.md").text
    assert ("Giữ sông" in text, "Ươm cây" in text, "Giữ hồ" in text) == (True, True, True)


def test_what_a_page_runs_is_no_text() -> None:
    page = "<script>var a = '<p>Giả</p>';</script><style>p {}</style><noscript>Bật script</noscript>"
    text = load(as_page("KẾ HOẠCH\nTrồng rừng\n", page), "trang.html").text
    assert text.split() == ["KẾ", "HOẠCH", "Trồng", "rừng"]


def test_a_piece_of_a_page_is_html_and_a_text_with_a_tag_is_not() -> None:
    piece = "".join(f"<p><b>{line}</b></p>" for line in TEXT.splitlines() if line) + f"<table>{ROWS}</table>"
    assert tasks(read(piece.encode(), "trang.txt")) == WANTED
    text = f"<div align=center>\n\n{TEXT}\n</div>\n"
    assert "KẾ HOẠCH\nTrồng rừng" in load(text.encode(), "thu.md").text
