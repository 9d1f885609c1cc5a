"""CSV and SDMX-CSV: out and back, and what is refused."""

import pytest

from lotrinh.errors import InvalidData
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
        (b"DATAFLOW,A,OBS_VALUE\nX:Y(1),x,1\nX:Y(1),x,2\n", "hai số liệu cùng khóa x"),
        (b"DATAFLOW,A,OBS_VALUE\nX:Y(1),,1\n", "Thiếu mã ở dòng 2, cột A"),
        (b"DATAFLOW,A,OBS_VALUE\nXY,x,1\n", "luồng dữ liệu"),
        (b"DATAFLOW,A,OBS_VALUE\nX:Y(1),x,\xff\n", "không phải UTF-8"),
    ],
)
def test_bad_files_are_refused(text: bytes, message: str) -> None:
    with pytest.raises(InvalidData) as caught:
        read_sdmx_csv(text)
    assert message in str(caught.value)
