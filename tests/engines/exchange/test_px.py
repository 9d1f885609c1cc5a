"""PX files: as a statistics office publishes them, out and back, and what is refused."""

from decimal import Decimal

import pytest

from lotrinh.errors import InvalidData
from lotrinh.exchange.px import read_px, write_px
from lotrinh.rollup.values import Missing, NotApplicable, NotYetPublished

from .samples import DATASET, KEYS, values

D = Decimal
PX = """CHARSET="ANSI";
AXIS-VERSION="2013";
CODEPAGE="utf-8";
LANGUAGE="vi";
LANGUAGES="vi","en";
MATRIX="V02.01";
TITLE="Diện tích, dân số và mật độ dân số "
"chia theo địa phương";
TITLE[en]="Area and population";
CONTENTS="Dân số";
UNITS="người; nghìn";
STUB="Địa phương","Chỉ tiêu";
HEADING="Năm";
CONTVARIABLE="Chỉ tiêu";
VALUES("Địa phương")="Cần Thơ","Hậu Giang";
VALUES("Chỉ tiêu")="Diện tích","Dân số";
VALUES("Năm")="2023","2024";
CODES("Địa phương")="92","93";
TIMEVAL("Năm")=TLIST(A1),"2023","2024";
UNITS("Diện tích")="km2";
UNITS("Dân số")="nghìn người";
SOURCE="Cục Thống kê";
DATA=
1440.4 1440.4
1258.9 ".."
"-" "..."
729.5 -1.5;
"""


def cell(*key: str, text: str = PX) -> object:
    return {p.key: p for p in read_px(text.encode()).points}[key]


def value(*key: str) -> object:
    return cell(*key).value  # type: ignore[attr-defined]


def test_the_last_dimension_varies_fastest() -> None:
    assert value("93", "Dân số", "2023") == D("729.5")


@pytest.mark.parametrize(
    ("key", "kind", "words"),
    [
        (("93", "Diện tích", "2023"), NotApplicable, "không có hiện tượng phát sinh"),
        (("92", "Dân số", "2024"), NotYetPublished, "chưa có số liệu"),
        (("93", "Diện tích", "2024"), Missing, "không thu thập được"),
    ],
)
def test_the_symbols_stay_different(key: tuple[str, ...], kind: type, words: str) -> None:
    found = value(*key)
    assert isinstance(found, kind)
    assert words in str(found)


def test_a_minus_before_a_number_is_no_symbol() -> None:
    assert value("93", "Dân số", "2024") == D("-1.5")


def test_the_unit_is_that_of_the_content() -> None:
    assert cell("92", "Diện tích", "2023").attributes["UNIT_MEASURE"] == "km2"  # type: ignore[attr-defined]


def test_a_title_over_two_lines_in_the_default_language() -> None:
    assert read_px(PX.encode()).title == "Diện tích, dân số và mật độ dân số chia theo địa phương"


def test_a_publisher_may_mean_something_else_by_a_symbol() -> None:
    secret = Missing("bảo mật")
    found = {p.key: p.value for p in read_px(PX.encode(), {"..": secret}).points}
    assert found["92", "Dân số", "2024"] == secret


def test_the_stated_code_page_is_used() -> None:
    with pytest.raises(InvalidData, match="không đọc được bằng bảng mã ascii"):
        read_px(PX.replace('CODEPAGE="utf-8"', 'CODEPAGE="ascii"').encode())


def test_an_old_file_without_code_page_is_windows_1258() -> None:
    text = 'STUB="A";\nVALUES("A")="Đ\u01b0\u1eddng".;\nDATA=\n1;\n'.replace('\u1eddng".', 'a"')
    assert list(read_px(text.encode("cp1258")).dimensions[0].codes) == ["Đưa"]


def test_out_and_back() -> None:
    back = read_px(write_px(DATASET, unit="triệu đồng"))
    known = list(values(DATASET)[:2])
    assert [p.value for p in back.points[:2]] == known


def test_the_symbol_of_the_source_is_written_again() -> None:
    first = read_px(PX.encode())
    again = read_px(write_px(first))
    assert sorted((p.key, str(p.value)) for p in again.points) == sorted((p.key, str(p.value)) for p in first.points)


def test_codes_and_labels_survive() -> None:
    assert read_px(write_px(DATASET)).dimensions[0].codes == DATASET.dimensions[0].codes


def test_every_kind_of_no_value_keeps_its_kind() -> None:
    back = {p.key: p.value for p in read_px(write_px(DATASET)).points}
    assert [type(back[k]) for k in KEYS[2:5]] == [Missing, NotApplicable, NotYetPublished]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("DATA=", "DATUM=", "thiếu phần DATA"),
        ("1440.4 1440.4", "1440.4", "có 7 ô dữ liệu, theo tiêu đề phải là 8"),
        ("1258.9", "nhiều", "«nhiều» ở ô dữ liệu thứ 3"),
        ('CODES("Địa phương")="92","93"', 'CODES("Địa phương")="92"', "VALUES và CODES của «Địa phương»"),
        ('CODES("Địa phương")="92","93"', 'CODES("Địa phương")="92","92"', "hai mã trùng nhau"),
        ('CODEPAGE="utf-8"', 'CODEPAGE="klingon"', "bảng mã «klingon» không dùng được"),
        ('LANGUAGE="vi";', "%%% ;", "sai cú pháp ở dòng 4"),
        ('SOURCE="Cục', "SOURCE=Cục", "không đóng"),
    ],
)
def test_bad_files_are_refused(old: str, new: str, message: str) -> None:
    with pytest.raises(InvalidData) as caught:
        read_px(PX.replace(old, new, 1).encode())
    assert message in str(caught.value)


def test_a_byte_order_mark_is_no_part_of_the_file() -> None:
    assert read_px(b"\xef\xbb\xbf" + PX.encode()).source == "Cục Thống kê"
