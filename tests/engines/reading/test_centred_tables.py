"""Tables kept by spaces whose cells stand in the middle of their rows."""

from __future__ import annotations

import textwrap

from hypothesis import given, settings
from hypothesis import strategies as st

from lotrinh.reading import read
from lotrinh.reading.formats.centred import CentredTables, Found

_PAGE = """\
                                            Cơ quan       Thời hạn
   TT             Nhiệm vụ
                                            chủ trì       thực hiện
        Rà soát, hoàn thiện quy định về     Sở Tư
   1    bảo vệ môi trường làng nghề nông                  2026 - 2027
                                            pháp
        thôn trên địa bàn
   2    Lập bản đồ ngập lụt               Sở Xây dựng     2027
        Thu gom, xử lý rác thải sinh hoạt   Ủy ban
   3    tại nguồn; đóng cửa các bãi rác     nhân dân      Hằng năm
        không hợp vệ sinh                   cấp xã
"""

_NEXT_PAGE = """\
                                     12

        Trồng bổ sung rừng ven biển, ven  Sở Nông
   4    sông và xử lý các điểm sạt lở     nghiệp và       2028
        nghiêm trọng                      Môi trường

   II   Nguồn lực và tổ chức thực hiện kế hoạch
        Bố trí kinh phí cho các nhiệm
   5    vụ được giao trong kế hoạch       Sở Tài chính    Trước 31/12/2026
        này
"""

_AT_THE_TOP = """\
   TT   Nhiệm vụ                            Cơ quan chủ trì
   1    Rà soát, hoàn thiện quy định về     Sở Tư pháp
        bảo vệ môi trường làng nghề
   2    Thu gom, xử lý rác thải sinh        Ủy ban nhân dân
        hoạt tại nguồn                      cấp xã
"""


def _words(found: Found) -> list[list[str]]:
    return [[cell.text for cell in row] for row in found.rows]


def test_a_row_is_the_lines_around_its_number() -> None:
    (table,) = CentredTables().on_page(_PAGE.split("\n"))
    assert _words(table) == [
        ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn thực hiện"],
        [
            "1",
            "Rà soát, hoàn thiện quy định về bảo vệ môi trường làng nghề nông thôn trên địa bàn",
            "Sở Tư pháp",
            "2026 - 2027",
        ],
        ["2", "Lập bản đồ ngập lụt", "Sở Xây dựng", "2027"],
        [
            "3",
            "Thu gom, xử lý rác thải sinh hoạt tại nguồn; đóng cửa các bãi rác không hợp vệ sinh",
            "Ủy ban nhân dân cấp xã",
            "Hằng năm",
        ],
    ]


def test_the_table_goes_on_below_a_page_number_without_its_head() -> None:
    tables = CentredTables()
    tables.on_page(_PAGE.split("\n"))
    (table,) = tables.on_page(_NEXT_PAGE.split("\n"))
    assert table.goes_on
    assert _words(table) == [
        [
            "4",
            "Trồng bổ sung rừng ven biển, ven sông và xử lý các điểm sạt lở nghiêm trọng",
            "Sở Nông nghiệp và Môi trường",
            "2028",
        ],
        ["II", "Nguồn lực và tổ chức thực hiện kế hoạch", "", ""],
        ["5", "Bố trí kinh phí cho các nhiệm vụ được giao trong kế hoạch này", "Sở Tài chính", "Trước 31/12/2026"],
    ]


def test_the_table_goes_on_below_a_page_number_where_pages_have_no_end() -> None:
    first, second = CentredTables().on_page((_PAGE + _NEXT_PAGE).split("\n"))
    assert (first.goes_on, second.goes_on) == (False, True)
    assert [row[0] for row in _words(second)] == ["4", "II", "5"]


def test_rows_that_begin_beside_their_numbers_are_left_alone() -> None:
    assert CentredTables().on_page(_AT_THE_TOP.split("\n")) == []


def test_rows_within_rows_are_not_taken_for_the_lines_of_one() -> None:
    lines = _PAGE.replace("        bảo vệ môi trường", "   a    bảo vệ môi trường").replace(
        "        thôn", "   a    thôn"
    )
    assert CentredTables().on_page(lines.split("\n")) == []
    assert CentredTables().on_page(_PAGE.replace("   3    tại", "   5    tại").split("\n")) == []


def test_a_paragraph_right_below_is_no_row() -> None:
    below = "   4. Sở Tài chính bố trí kinh phí thực hiện kế hoạch này theo phân cấp ngân sách.\n"
    (table,) = CentredTables().on_page((_PAGE + below + "hiện hành.").split("\n"))
    assert (len(table.rows), table.end) == (4, 11)


def test_below_the_same_head_numbers_may_begin_anew() -> None:
    tables = CentredTables()
    (first,) = tables.on_page(_PAGE.split("\n"))
    (second,) = tables.on_page(_PAGE.split("\n"))
    assert (first.goes_on, second.goes_on) == (False, True)


def test_below_a_caption_the_same_head_begins_a_table_of_its_own() -> None:
    tables = CentredTables()
    tables.on_page(_PAGE.split("\n"))
    (table,) = tables.on_page(("                  PHỤ LỤC II\n             DANH MỤC DỰ ÁN\n\n" + _PAGE).split("\n"))
    assert not table.goes_on


def test_a_heading_of_the_text_below_is_no_group_of_rows() -> None:
    heading = "\n   II. TỔ CHỨC THỰC HIỆN\n"
    text = "   1. Sở Tư pháp theo dõi việc thực hiện kế hoạch này và báo cáo hằng năm.\n   2. Các xã báo cáo.\n"
    (table,) = CentredTables().on_page((_PAGE + heading + text).split("\n"))
    assert (len(table.rows), table.end) == (4, 11)
    tables = CentredTables()
    tables.on_page(_PAGE.split("\n"))
    assert tables.on_page((heading + text).split("\n")) == []
    tables.on_page(_PAGE.split("\n"))
    assert tables.on_page(heading.split("\n")) == []


def test_a_group_at_the_end_of_its_page_stays_in_the_table() -> None:
    tables = CentredTables()
    (first,) = tables.on_page((_PAGE + "   II   Nguồn lực\n").split("\n"))
    (second,) = tables.on_page(_NEXT_PAGE.replace("   II   Nguồn", "   III  Nguồn").split("\n"))
    assert [row[0] for row in _words(first) + _words(second)] == ["TT", "1", "2", "3", "II", "4", "III", "5"]


def test_another_text_on_the_next_page_is_no_part_of_the_table() -> None:
    tables = CentredTables()
    tables.on_page(_PAGE.split("\n"))
    assert tables.on_page(["   1. Sở Tư pháp theo dõi việc thực hiện kế hoạch này.", "   2. Báo cáo hằng năm."]) == []


def test_assignments_are_read_from_both_pages() -> None:
    head = "ỦY BAN NHÂN DÂN TỈNH\n\nKẾ HOẠCH\nvề môi trường nông thôn\n\nI. MỤC ĐÍCH\nBảo vệ môi trường.\n\nPHỤ LỤC\n\n"
    result = read((head + _PAGE + "\x0c" + _NEXT_PAGE).encode(), "ke-hoach.txt")
    assert [(a.path, list(a.lead)) for a in result.assignments] == [
        ("PL1.r1", ["Sở Tư pháp"]),
        ("PL1.r2", ["Sở Xây dựng"]),
        ("PL1.r3", ["Ủy ban nhân dân cấp xã"]),
        ("PL1.r4", ["Sở Nông nghiệp và Môi trường"]),
        ("PL1.r5", ["Sở Tài chính"]),
    ]


_WORD = st.sampled_from(["xây", "dựng", "kế", "hoạch", "rà", "soát", "đường", "nước", "sạch", "nông", "thôn"])
_CELL = st.lists(_WORD, min_size=1, max_size=14).map(lambda words: " ".join(words).capitalize())
_LONG = st.lists(_WORD, min_size=7, max_size=20).map(lambda words: " ".join(words).capitalize())


def _laid_out(rows: list[list[str]], widths: list[int]) -> list[str]:
    """The rows as a converter writes them: every cell in the middle of its row, where need be half a line lower, and
    four blanks between columns."""
    out: list[str] = []
    for row in rows:
        cells = [textwrap.wrap(cell, width) for cell, width in zip(row, widths, strict=True)]
        height = max(map(len, cells))
        placed = [{height - len(cell) + 2 * n: words for n, words in enumerate(cell)} for cell in cells]
        for at in sorted({at for cell in placed for at in cell}):
            parts = [cell.get(at, "").ljust(width) for cell, width in zip(placed, widths, strict=True)]
            out.append("    ".join(parts).rstrip())
    return out


@settings(max_examples=60)
@given(st.lists(st.tuples(_LONG, _CELL), min_size=2, max_size=8))
def test_what_was_laid_out_is_read_back(cells: list[tuple[str, str]]) -> None:
    first = "Rà soát kế hoạch nước sạch nông thôn và rà soát đường nông thôn"
    rows = [["TT", "Nhiệm vụ", "Cơ quan chủ trì thực hiện"], ["1", first, "Sở nông thôn"]]
    rows += [[str(n), *row] for n, row in enumerate(cells, 2)]
    (table,) = CentredTables().on_page(_laid_out(rows, [3, 24, 20]))
    assert _words(table) == rows


_LINE = st.text(alphabet=" 1234.)IVAabcđêTSởtt-–", max_size=60)


@settings(max_examples=200)
@given(st.lists(st.one_of(_LINE, st.sampled_from(["TT   Nhiệm vụ   Chủ trì", " 1  rà soát   Sở A", ""])), max_size=30))
def test_no_letter_is_lost_whatever_the_page(lines: list[str]) -> None:
    tables = CentredTables()
    tables.on_page(_PAGE.split("\n"))
    for found in [*tables.on_page(lines), *CentredTables().on_page(lines)]:
        told = "".join("".join(lines[found.start : found.end]).split())
        kept = "".join("".join(cell for row in _words(found) for cell in row).split())
        assert sorted(kept) == sorted(told)
