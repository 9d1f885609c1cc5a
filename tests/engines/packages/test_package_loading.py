"""Loading: faults are told in Vietnamese with their place; bad files never crash."""

from __future__ import annotations

import copy
import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examples import examples
from lotrinh.errors import InvalidData
from lotrinh.packages import communes, load_library, load_package, read_package, records, validate
from lotrinh.packages.package import HERE

NAME = "cantho-29nqtw"
DOCS = Path(__file__).parents[3] / "docs" / "programme-package.md"


@pytest.fixture
def data() -> dict[str, Any]:
    return copy.deepcopy(read_package(NAME, demo=True))


def test_records_and_schema_have_the_same_fields() -> None:
    schema = json.loads((HERE / "schema.json").read_text(encoding="utf-8"))
    for name, definition in schema["$defs"].items():
        record = getattr(records, "".join(part.capitalize() for part in name.split("_")))
        assert [field.name for field in dataclasses.fields(record)] == list(definition["properties"]), name
    assert [field.name for field in dataclasses.fields(records.Package)] == list(schema["properties"])


def test_the_schema_is_itself_valid() -> None:
    from jsonschema import Draft202012Validator

    Draft202012Validator.check_schema(json.loads((HERE / "schema.json").read_text(encoding="utf-8")))


def test_the_format_page_describes_every_field() -> None:
    schema = json.loads((HERE / "schema.json").read_text(encoding="utf-8"))
    page = DOCS.read_text(encoding="utf-8")
    fields = {name for definition in schema["$defs"].values() for name in definition["properties"]}
    assert [name for name in sorted(fields | schema["properties"].keys()) if f"`{name}`" not in page] == []


def change(data: dict[str, Any], place: str, value: Any) -> None:
    *path, last = place.split("/")
    target: Any = data
    for step in path:
        target = target[int(step)] if isinstance(target, list) else target[step]
    target[int(last) if isinstance(target, list) else last] = value


@pytest.mark.parametrize(
    ("place", "value", "words"),
    [
        ("tasks/0/title_vi", "", "Mục «tasks[1].title_vi» không được để trống."),
        ("tasks/0/due/kind", "soon", "phải là một trong"),
        ("targets/0/low", "7,5", "không đúng cách viết"),
        ("format_version", 2, "phải là 1"),
        ("tasks/0/extra", 1, "Mục «tasks[1]» có trường lạ"),
        ("tasks/0/lead/organisation", "KHONG-CO", "Nhiệm vụ «NV-1.1»: không có cơ quan «KHONG-CO»."),
        ("tasks/0/coordinating/0/organisation", "BTGTU", "không thể đồng thời là phối hợp"),
        ("tasks/1/clause", "III.1.b1", "một việc chỉ giao một lần"),
        ("tasks/1/due/due", None, "phải có ngày cuối"),
        ("organisations/0/valid_to", "2025-02-30", "không phải ngày có thật"),
        ("organisations/0/valid_to", "1999-01-01", "ngày bắt đầu sau ngày kết thúc"),
        ("organisation_successions/0/date", "2020-01-01", "trước ngày bắt đầu"),
        ("organisation_successions/0/primary", False, "phải có đúng một cơ quan kế thừa chính"),
        ("organisation_successions/0/successor", "TU-2004", "vòng tròn"),
        ("observations/0/source", "S-KHONG", "«source» chỉ tới «S-KHONG»"),
        ("observations/0/preferred", False, "số liệu ưu tiên"),
        ("series/0/preferred", False, "đúng một chuỗi ưu tiên"),
        ("targets/0/low", "9", "lớn hơn cận trên"),
        ("targets/0/comparator", "at_most", "không khớp với kiểu so sánh"),
        ("targets/0/clause", None, "phải ghi điều khoản"),
        ("clauses/1/parent", "II", "điều khoản cha phải là «I»"),
        ("clauses/1/order", 1, "không tăng dần"),
        ("area_successions/0/share", "0.5", "chuyển toàn bộ thì tỷ lệ phải là 1"),
        ("area_successions/3/share_reason_vi", None, "phải ghi lý do"),
        ("demo/submissions/0/state", "returned", "phải ghi lý do"),
        ("demo/entries/0/demonstration", False, "phải là true"),
        ("relations/0/clauses/0", "III.99", "không có điều khoản «III.99»"),
    ],
)
def test_a_fault_is_told_with_its_place(data: dict[str, Any], place: str, value: Any, words: str) -> None:
    change(data, place, value)
    faults = validate(data)
    assert any(words in fault for fault in faults), faults
    assert all(fault.endswith(".") for fault in faults)


def test_a_code_may_stand_only_once(data: dict[str, Any]) -> None:
    data["sources"].append(data["sources"][0])
    assert "Mục «sources»: mã «S-CTR» xuất hiện 2 lần." in validate(data)


def test_a_missing_field_is_named(data: dict[str, Any]) -> None:
    del data["tasks"][3]["lead"]
    assert validate(data) == ["Mục «tasks[4]» thiếu trường «lead»."]


@pytest.mark.parametrize("junk", [None, [], "x", 3, {}])
def test_junk_is_refused_with_words(junk: Any) -> None:
    assert validate(junk)


JUNK = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(max_size=12), st.just([]), st.just({}), st.just([None])
)
SECTIONS = [key for key, value in read_package(NAME, demo=True).items() if isinstance(value, list) and value]


@examples(40)
@given(st.sampled_from(SECTIONS), st.integers(0, 30), st.integers(0, 30), JUNK)
def test_a_broken_record_never_crashes_the_check(section: str, row: int, column: int, junk: Any) -> None:
    data = dict(read_package(NAME))
    rows = data[section] = list(data[section])
    record = rows[row % len(rows)]
    if isinstance(record, dict):
        rows[row % len(rows)] = record | {list(record)[column % len(record)]: junk}
    else:
        rows[row % len(rows)] = junk
    assert all(isinstance(fault, str) for fault in validate(data))


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(InvalidData, match="cantho-29nqtw"):
        load_package("khong-co")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"{", "JSON"),
        (b"[1]", "đối tượng JSON"),
        (b"\xff\xfe", "UTF-8"),
        (b'{"a": 1, "a": 2}', "hai lần"),
        (b"[" * 100_000, "quá sâu"),
        (b'{"files": ["../secret.json"]}', "tên tệp"),
        (b'{"files": "x.json"}', "danh sách tên tệp"),
        (b'{"files": ["thieu.json"]}', "Thiếu tệp"),
        (b'{"format": "x"}', "lỗi"),
    ],
)
def test_a_bad_file_is_told_not_crashed_on(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "package.json"
    path.write_bytes(content)
    with pytest.raises(InvalidData, match=words):
        load_package(tmp_path)


def test_a_section_may_stand_in_one_file_only(tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text('{"files": ["a.json"], "tasks": []}', encoding="utf-8")
    (tmp_path / "a.json").write_text('{"tasks": []}', encoding="utf-8")
    with pytest.raises(InvalidData, match="đã có ở tệp khác"):
        load_package(tmp_path)


def test_a_package_in_one_file_loads(tmp_path: Path, data: dict[str, Any]) -> None:
    path = tmp_path / "mot-tep.json"
    path.write_text(json.dumps(data | {"files": [], "demo_file": None}), encoding="utf-8")
    assert load_package(path).code == NAME


@pytest.mark.parametrize("name", ["khong-co", "../cantho-29nqtw/package", ""])
def test_an_unknown_library_is_refused(name: str) -> None:
    with pytest.raises(InvalidData):
        load_library(name)


def test_an_unknown_province_is_refused() -> None:
    with pytest.raises(InvalidData, match="mã «5»"):
        communes(5)
