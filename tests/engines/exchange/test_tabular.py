"""CSV and SDMX-CSV: out and back, and what is refused."""

import codecs
from decimal import Decimal

import pytest

from lotrinh.errors import InvalidData
from lotrinh.exchange.formats import format_of
from lotrinh.exchange.tabular import read_csv, read_sdmx_csv, write_csv, write_sdmx_csv
from lotrinh.rollup.values import Missing, NotApplicable

from .samples import DATASET, VALUES, values


def test_csv_out_and_back() -> None:
    assert values(read_csv(write_csv(DATASET))) == VALUES


@pytest.mark.parametrize("version", ["1.0", "2.0"])
def test_sdmx_csv_out_and_back(version: str) -> None:
    assert values(read_sdmx_csv(write_sdmx_csv(DATASET, version))) == VALUES  # type: ignore[arg-type]


def test_sdmx_csv_1_begins_with_the_data_flow() -> None:
    first, second = write_sdmx_csv(DATASET).decode().split("\r\n")[:2]
    assert first == "DATAFLOW,AREA,TIME_PERIOD,OBS_VALUE,COMMENT_OBS,OBS_STATUS,UNIT_MEASURE"
    assert second == "LOTRINH:GRDP_HEAD(1.0),CT,2023,104.16,,,VND_M"


def test_sdmx_csv_2_begins_with_the_structure() -> None:
    second = write_sdmx_csv(DATASET, "2.0").decode().split("\r\n")[1]
    assert second.startswith("dataflow,LOTRINH:GRDP_HEAD(1.0),I,CT,2023,104.16")


def test_the_status_of_another_producer_is_understood() -> None:
    text = b"DATAFLOW,AREA,OBS_VALUE,OBS_STATUS\nX:Y(1.0),A,,M\nX:Y(1.0),B,NaN,\n"
    assert [type(p.value) for p in read_sdmx_csv(text).points] == [NotApplicable, Missing]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"", "trống"),
        (b"A,OBS_VALUE\nx,1\n", "không phải SDMX-CSV"),
        (b"DATAFLOW,A\nX:Y(1),x\n", "thiếu cột: OBS_VALUE"),
        (b"DATAFLOW,A,OBS_VALUE\nX:Y(1),x,abc\n", "«abc» ở dòng 2, cột OBS_VALUE"),
        (b"DATAFLOW,A,OBS_VALUE\nX:Y(1),x,1\nX:Y(1),x,2\n", "Dòng 3 và dòng 2 có hai số liệu cùng khóa x"),
        (b"DATAFLOW,A,OBS_VALUE\nX:Y(1),,1\n", "Thiếu mã ở dòng 2, cột A"),
        (b"DATAFLOW,A,OBS_VALUE\nXY,x,1\n", "luồng dữ liệu"),
        (b"DATAFLOW,A,OBS_VALUE\nX:Y(1),x,\xff\n", "không phải UTF-8"),
    ],
)
def test_bad_files_are_refused(text: bytes, message: str) -> None:
    with pytest.raises(InvalidData) as caught:
        read_sdmx_csv(text)
    assert message in str(caught.value)


def test_every_bad_line_is_named_up_to_twenty() -> None:
    lines = "".join(f"x{n},abc\n" for n in range(25))
    with pytest.raises(InvalidData) as caught:
        read_csv(f"A,value\ny,1\n{lines}".encode())
    said = str(caught.value).split("\n")
    assert (len(said), "dòng 3, cột value" in said[0], said[-1]) == (21, True, "Còn 5 dòng khác có lỗi.")


@pytest.mark.parametrize("head", ["Giá trị", "GIÁ TRỊ", "Số liệu", "gia_tri", "OBS_VALUE", "Value"])
def test_an_office_names_the_column_of_values_its_own_way(head: str) -> None:
    points = read_csv(f"Địa bàn;Năm;{head}\nCT;2024;34,5\n".encode(), mark=",").points
    assert [(p.key, p.value) for p in points] == [(("CT", "2024"), Decimal("34.5"))]


def test_columns_in_vietnamese_become_identifiers_and_attributes() -> None:
    made = read_csv("Địa bàn,Địa  bàn!,2024,Năm,Giá trị,Nguồn\na,b,c,2024,1,Niên giám\n".encode())
    assert [(d.id, d.label) for d in made.dimensions] == [
        ("DIA_BAN", "Địa bàn"), ("DIA_BAN_", "Địa  bàn!"), ("C2024", "2024"), ("NAM", "Năm"),
    ]  # fmt: skip
    assert made.points[0].attributes == {"SOURCE": "Niên giám"}


def test_without_a_column_of_values_the_person_is_told_its_name() -> None:
    with pytest.raises(InvalidData, match="Đặt tên cột số là «value» hoặc «Giá trị»"):
        read_csv("Địa bàn,Năm,2024\nCT,2024,1\n".encode())


@pytest.mark.parametrize(("mark", "codec"), [(codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")])
def test_the_unicode_text_of_a_spreadsheet_is_read(mark: bytes, codec: str) -> None:
    content = mark + "Địa bàn\tNăm\tGiá trị\nCần Thơ\t2024\t1\n".encode(codec)
    assert format_of(content) == "csv"
    assert [p.key for p in read_csv(content).points] == [("Cần Thơ", "2024")]
