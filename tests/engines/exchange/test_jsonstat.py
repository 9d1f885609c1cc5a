"""JSON-stat 2.0: out and back, the rules of the format, and what is refused."""

import json
from decimal import Decimal

import pytest

from lotrinh.errors import InvalidData
from lotrinh.exchange.jsonstat import read_jsonstat, write_jsonstat

from .samples import DATASET, VALUES, values

D = Decimal
BODY = json.loads(write_jsonstat(DATASET, geo="AREA"))
# the rules of json-stat.org/full for a data set, as a JSON schema
SCHEMA = {
    "type": "object",
    "required": ["version", "class", "id", "size", "dimension", "value"],
    "properties": {
        "version": {"const": "2.0"},
        "class": {"const": "dataset"},
        "label": {"type": "string"},
        "id": {"type": "array", "items": {"type": "string"}, "minItems": 1},
        "size": {"type": "array", "items": {"type": "integer", "minimum": 0}},
        "role": {
            "type": "object",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
            "propertyNames": {"enum": ["time", "geo", "metric"]},
        },
        "value": {"type": "array", "items": {"type": ["number", "null"]}},
        "status": {"type": "object", "additionalProperties": {"type": "string"}},
        "dimension": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "required": ["category"],
                "properties": {
                    "label": {"type": "string"},
                    "category": {
                        "type": "object",
                        "required": ["index"],
                        "properties": {
                            "index": {"type": "object", "additionalProperties": {"type": "integer"}},
                            "label": {"type": "object", "additionalProperties": {"type": "string"}},
                        },
                    },
                },
            },
        },
    },
}


def test_out_and_back() -> None:
    assert values(read_jsonstat(write_jsonstat(DATASET))) == VALUES


def test_the_shape_follows_the_format() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.validate(BODY, SCHEMA)


def test_values_are_as_many_as_the_sizes_say() -> None:
    assert (BODY["size"], len(BODY["value"])) == ([3, 2], 6)


def test_roles_are_declared() -> None:
    assert BODY["role"] == {"time": ["TIME_PERIOD"], "geo": ["AREA"]}


def test_a_missing_figure_is_null_with_its_kind() -> None:
    assert (BODY["value"][2], BODY["status"]["2"]) == (None, "missing: xã chưa báo cáo")


def test_many_digits_survive() -> None:
    text = write_jsonstat(DATASET).replace(b"104.16", b"123456789012345678.123456789")
    assert values(read_jsonstat(text))[0] == D("123456789012345678.123456789")


def edited(**changes: object) -> bytes:
    return json.dumps(BODY | changes).encode()


def test_sparse_values_and_a_list_of_codes_are_read() -> None:
    dimension = {"AREA": {"category": {"index": ["a", "b"]}}}
    body = edited(id=["AREA"], size=[2], dimension=dimension, value={"1": 5}, status={})
    assert [(p.key, p.value) for p in read_jsonstat(body).points] == [(("b",), D(5))]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "trống"),
        (b"{", "không phải JSON hợp lệ"),
        (b"[" * 100_000, "không phải JSON hợp lệ"),
        (b'{"class": "collection"}', "không phải một bộ dữ liệu JSON-stat 2.0"),
        (edited(size=[3, 3]), "size không khớp"),
        (edited(value=[1, 2]), "value có 2 phần tử, phải là 6"),
        (edited(value={"9": 1}), "value có vị trí nằm ngoài bảng"),
        (edited(value=["x"] * 6), "Giá trị thứ 1"),
        (edited(value=[float("nan")] * 6), "không phải JSON hợp lệ"),
        (edited(dimension={}), "thiếu hoặc sai mục"),
    ],
)
def test_bad_files_are_refused(data: bytes, message: str) -> None:
    with pytest.raises(InvalidData) as caught:
        read_jsonstat(data)
    assert message in str(caught.value)
