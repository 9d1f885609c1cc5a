"""SDMX-ML 2.1: our own reader, and the sdmx library as an outside witness."""

import io
from decimal import Decimal
from typing import Literal

import pytest

from lotrinh.errors import InvalidData
from lotrinh.exchange.sdmx_read import read_data, read_structure
from lotrinh.exchange.sdmx_write import data_message, structure_message
from lotrinh.rollup.values import Missing

from .samples import DATASET, VALUES, values

Form = Literal["generic", "structure_specific"]
FORMS: list[Form] = ["generic", "structure_specific"]
STRUCTURE = structure_message(DATASET)


@pytest.mark.parametrize("form", FORMS)
def test_out_and_back(form: Form) -> None:
    assert values(read_data(data_message(DATASET, form), read_structure(STRUCTURE))) == VALUES


def test_the_structure_keeps_codes_and_vietnamese_labels() -> None:
    area = read_structure(STRUCTURE).dimensions[0]
    assert (area.label, area.codes["CT"]) == ("Địa bàn", "Cần Thơ")


def test_generic_data_can_be_read_without_the_structure() -> None:
    assert values(read_data(data_message(DATASET))) == VALUES


@pytest.mark.parametrize("form", FORMS)
def test_the_sdmx_library_reads_the_figures(form: Form) -> None:
    sdmx = pytest.importorskip("sdmx")
    definition = sdmx.read_sdmx(io.BytesIO(STRUCTURE)).structure["GRDP_HEAD"]
    message = sdmx.read_sdmx(io.BytesIO(data_message(DATASET, form)), structure=definition)
    series = sdmx.to_pandas(message.data[0])
    assert float(series.loc[("CT", "2023")]) == 104.16


def test_the_sdmx_library_reads_the_code_list() -> None:
    sdmx = pytest.importorskip("sdmx")
    codes = sdmx.read_sdmx(io.BytesIO(STRUCTURE)).codelist["CL_AREA"]
    assert str(codes["ST"].name) == "Sóc Trăng"


def test_figures_in_series_are_read() -> None:
    """As other producers write them."""
    text = data_message(DATASET).decode()
    head = text[: text.index("<mes:DataSet")].replace("AllDimensions", "TIME_PERIOD")
    series = (
        "<mes:DataSet><gen:Series xmlns:gen='http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/generic'>"
        "<gen:SeriesKey><gen:Value id='AREA' value='CT'/></gen:SeriesKey>"
        "<gen:Obs><gen:ObsDimension value='2024'/><gen:ObsValue value='7.5'/></gen:Obs>"
        "<gen:Obs><gen:ObsDimension value='2025'/></gen:Obs></gen:Series></mes:DataSet></mes:GenericData>"
    )
    points = read_data((head + series).encode()).points
    assert (points[0].key, points[0].value) == (("CT", "2024"), Decimal("7.5"))
    assert isinstance(points[1].value, Missing)


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><x>&c;</x>'
)
EXTERNAL = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (BOMB, "DOCTYPE hoặc thực thể"),
        (EXTERNAL, "DOCTYPE hoặc thực thể"),
        ('<!DOCTYPE x SYSTEM "http://localhost:1/x.dtd"><x/>', "DOCTYPE hoặc thực thể"),
        ("<x>", "không phải XML hợp lệ (dòng 1)"),
        ("<x/>", "không phải thông điệp dữ liệu"),
        (" ", "trống"),
    ],
)
def test_bad_xml_is_refused(text: str, message: str) -> None:
    with pytest.raises(InvalidData) as caught:
        read_data(text.encode())
    assert message in str(caught.value)


def test_structure_specific_data_need_their_structure() -> None:
    with pytest.raises(InvalidData, match="cần kèm tệp cấu trúc"):
        read_data(data_message(DATASET, "structure_specific"))


def test_a_code_outside_the_list_is_named() -> None:
    data = data_message(DATASET).replace(b'id="AREA" value="HG"', b'id="AREA" value="XX"', 1)
    with pytest.raises(InvalidData, match="Quan sát thứ 3: mã «XX»"):
        read_data(data, read_structure(STRUCTURE))


def test_a_text_for_a_figure_is_named() -> None:
    data = data_message(DATASET).replace(b'value="104.16"', b'value="104,16"')
    with pytest.raises(InvalidData, match="«104,16» ở quan sát thứ 1"):
        read_data(data)
