"""Is a package sound? Shape first (JSON Schema), then what a schema cannot say: references, dates, lead.

Every fault is one Vietnamese sentence naming the place.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

Records = list[dict[str, Any]]
Data = Mapping[str, Any]

MAX_FAULTS = 200
_KEYS = {
    "clauses": "path",
    "anomalies": "code",
    "documents": "code",
    "sources": "code",
    "organisations": "code",
    "organisation_successions": "code",
    "areas": "code",
    "area_versions": "code",
    "indicators": "code",
    "series": "code",
    "observations": "code",
    "assumptions": "code",
    "targets": "code",
    "proposed_changes": "code",
    "tasks": "code",
}
# section, field, section it must point into
_REFERENCES = (
    ("documents", "source", "sources"),
    ("relations", "document", "documents"),
    ("organisations", "parent", "organisations"),
    ("organisations", "source", "sources"),
    ("organisation_successions", "predecessor", "organisations"),
    ("organisation_successions", "successor", "organisations"),
    ("organisation_successions", "source", "sources"),
    ("area_versions", "area", "areas"),
    ("area_versions", "parent", "area_versions"),
    ("area_versions", "source", "sources"),
    ("area_successions", "predecessor", "area_versions"),
    ("area_successions", "source", "sources"),
    ("commune_sources", "parent", "area_versions"),
    ("commune_sources", "source", "sources"),
    ("indicators", "owner_organisation", "organisations"),
    ("indicators", "numerator", "indicators"),
    ("indicators", "denominator", "indicators"),
    ("series", "indicator", "indicators"),
    ("series", "area_version", "area_versions"),
    ("observations", "series", "series"),
    ("observations", "source", "sources"),
    ("assumptions", "source", "sources"),
    ("targets", "indicator", "indicators"),
    ("targets", "area_version", "area_versions"),
    ("targets", "document", "documents"),
    ("targets", "clause", "clauses"),
    ("targets", "source", "sources"),
    ("proposed_changes", "target", "targets"),
    ("proposed_changes", "by_target", "targets"),
    ("proposed_changes", "by_document", "documents"),
    ("tasks", "clause", "clauses"),
    ("tasks", "group", "clauses"),
)
_PROGRAMME_REFERENCES = (
    ("document", "documents"),
    ("issuer", "organisations"),
    ("monitoring_organisation", "organisations"),
    ("office_organisation", "organisations"),
    ("area_version", "area_versions"),
)


def validate(data: object) -> list[str]:
    """Faults of a package given as one plain object; an empty list means it can be loaded."""
    if not isinstance(data, Mapping):
        return ["Gói chương trình phải là một đối tượng JSON."]
    faults = _shape_faults(data, _schema())
    if faults:
        return faults
    checks: tuple[Callable[[Data], Iterator[str]], ...] = (
        _duplicates,
        _dates,
        _references,
        _outline,
        _organisations,
        _territory,
        _figures,
        _targets,
        _tasks,
        _demo,
    )
    return [fault for check in checks for fault in check(data)][:MAX_FAULTS]


def check_indicators(data: object) -> list[str]:
    """Faults of an indicator library: an object with `indicators`, each as in a package."""
    if not isinstance(data, Mapping) or not isinstance(data.get("indicators"), list):
        return ["Thư viện chỉ tiêu phải có mục «indicators» là một danh sách."]
    schema = {"$defs": _schema()["$defs"], "type": "array", "items": {"$ref": "#/$defs/indicator"}}
    faults = _shape_faults(data["indicators"], schema, start="indicators")
    return faults or list(_repeated("indicators", (item["code"] for item in data["indicators"])))


# --- shape


@cache
def _schema() -> dict[str, Any]:
    path = Path(__file__).with_name("schema.json")
    schema: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return schema


def _shape_faults(data: object, schema: Mapping[str, Any], *, start: str = "") -> list[str]:
    from jsonschema import Draft202012Validator

    faults = []
    for error in Draft202012Validator(dict(schema)).iter_errors(data):
        place = _place(start, error.absolute_path)
        faults.append(_sentence(place, str(error.validator), error.validator_value, error.instance))
        if len(faults) >= MAX_FAULTS:
            break
    return faults


def _place(start: str, path: Iterable[str | int]) -> str:
    place = start
    for step in path:
        place += f"[{step + 1}]" if isinstance(step, int) else (f".{step}" if place else step)
    return place or "gói"


def _sentence(place: str, rule: str, expected: Any, found: Any) -> str:
    shown = json.dumps(found, ensure_ascii=False, default=str)
    shown = shown if len(shown) <= 60 else shown[:57] + "…"
    if rule == "required":
        missing = [key for key in expected if key not in found]
        return f"Mục «{place}» thiếu trường {_listed(missing)}."
    if rule == "additionalProperties":
        return f"Mục «{place}» có trường lạ không thuộc định dạng; kiểm tra lại tên các trường."
    if rule == "enum":
        return f"Mục «{place}» là {shown}, phải là một trong: {_listed(expected)}."
    if rule == "const":
        return f"Mục «{place}» là {shown}, phải là {json.dumps(expected, ensure_ascii=False)}."
    if rule == "type":
        return f"Mục «{place}» là {shown}, không đúng kiểu {_listed(expected)}."
    if rule == "pattern":
        return f"Mục «{place}» là {shown}, không đúng cách viết quy định."
    if rule in ("minLength", "minItems"):
        return f"Mục «{place}» không được để trống."
    return f"Mục «{place}» là {shown}, không hợp định dạng ({rule})."


def _listed(values: Any) -> str:
    items = values if isinstance(values, list) else [values]
    return ", ".join(f"«{'không có' if item is None else item}»" for item in items)


# --- what the schema cannot say


def _repeated(section: str, keys: Iterable[str]) -> Iterator[str]:
    for key, count in Counter(keys).items():
        if count > 1:
            yield f"Mục «{section}»: mã «{key}» xuất hiện {count} lần."


def _duplicates(data: Data) -> Iterator[str]:
    for section, key in _KEYS.items():
        yield from _repeated(section, (item[key] for item in data[section]))


def _dates(data: Data) -> Iterator[str]:
    """Days that look like days but are none (30 February); found first, because later checks compare them."""
    sections = [*_KEYS, "area_successions", "commune_sources"]
    places = [(section, item) for section in sections for item in data[section]]
    places.append(("programme", data["programme"]))
    for section, items in data.get("demo", {}).items():
        if isinstance(items, list):
            places += [(f"demo.{section}", item) for item in items]
    for section, item in places:
        for field, value in _days(item):
            try:
                date.fromisoformat(value)
            except ValueError:
                place = f"Mục «{section}», «{_name(item)}»"
                yield f"{place}: «{value}» ở trường «{field}» không phải ngày có thật."


def _days(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for field, value in item.items():
        if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-":
            yield field, value
        elif isinstance(value, Mapping):
            yield from _days(value)


def _name(item: Mapping[str, Any]) -> str:
    return str(item.get("code") or item.get("path") or item.get("document") or item.get("predecessor") or "?")


def _codes(data: Data) -> dict[str, set[str]]:
    return {section: {item[key] for item in data[section]} for section, key in _KEYS.items()}


def _references(data: Data) -> Iterator[str]:
    codes = _codes(data)
    for section, field, target in _REFERENCES:
        for item in data[section]:
            value = item[field]
            if value is not None and value not in codes[target]:
                place = f"Mục «{section}», «{_name(item)}»"
                yield f"{place}: «{field}» chỉ tới «{value}», không có trong «{target}»."
    for field, target in _PROGRAMME_REFERENCES:
        value = data["programme"][field]
        if value not in codes[target]:
            yield f"Mục «programme»: «{field}» chỉ tới «{value}», không có trong «{target}»."
    for relation in data["relations"]:
        for path in relation["clauses"]:
            if path not in codes["clauses"]:
                yield f"Mục «relations», «{relation['document']}»: không có điều khoản «{path}»."
    for item in data["indicators"]:
        for path in item["groups"]:
            if path not in codes["clauses"]:
                yield f"Mục «indicators», «{item['code']}»: không có điều khoản «{path}»."


def _outline(data: Data) -> Iterator[str]:
    seen: set[str] = set()
    previous = 0
    for clause in data["clauses"]:
        path, parent = clause["path"], clause["parent"]
        expected = path.rpartition(".")[0] or None
        if parent != expected:
            yield f"Điều khoản «{path}»: điều khoản cha phải là «{expected}», không phải «{parent}»."
        elif parent is not None and parent not in seen:
            yield f"Điều khoản «{path}» đứng trước điều khoản cha «{parent}»."
        if clause["order"] <= previous:
            yield f"Điều khoản «{path}»: thứ tự {clause['order']} không tăng dần."
        previous = clause["order"]
        seen.add(path)


def _organisations(data: Data) -> Iterator[str]:
    organisations = {item["code"]: item for item in data["organisations"]}
    steps: Records = data["organisation_successions"]
    for item in organisations.values():
        if item["valid_from"] and item["valid_to"] and item["valid_from"] > item["valid_to"]:
            yield f"Cơ quan «{item['code']}»: ngày bắt đầu sau ngày kết thúc."
    for step in steps:
        before, after = organisations.get(step["predecessor"]), organisations.get(step["successor"])
        if before is None or after is None:
            continue
        if before["valid_to"] is not None and step["date"] <= before["valid_to"]:
            yield f"Kế thừa «{step['code']}»: ngày {step['date']} không sau ngày cuối của «{before['code']}»."
        if after["valid_from"] is not None and step["date"] < after["valid_from"]:
            yield f"Kế thừa «{step['code']}»: ngày {step['date']} trước ngày bắt đầu của «{after['code']}»."
    for code, item in organisations.items():
        primary = [step for step in steps if step["predecessor"] == code and step["primary"]]
        outgoing = [step for step in steps if step["predecessor"] == code]
        if outgoing and item["valid_to"] is not None and len(primary) != 1:
            yield f"Cơ quan «{code}» phải có đúng một cơ quan kế thừa chính, đang có {len(primary)}."
    yield from _cycles("cơ quan", [(step["predecessor"], step["successor"]) for step in steps])
    yield from _cycles("cơ quan cấp trên", [(i["code"], i["parent"]) for i in organisations.values() if i["parent"]])


def _cycles(what: str, edges: Iterable[tuple[str, str]]) -> Iterator[str]:
    following: dict[str, set[str]] = {}
    for before, after in edges:
        following.setdefault(before, set()).add(after)
    left = dict(following)
    while left:  # take away what leads nowhere; what stays is on, or leads into, a cycle
        ends = [node for node, afters in left.items() if not afters & left.keys()]
        if not ends:
            yield f"Chuỗi kế thừa {what} tạo thành vòng tròn qua {_listed(sorted(left)[:5])}."
            return
        for node in ends:
            del left[node]


def _territory(data: Data) -> Iterator[str]:
    versions = {item["code"] for item in data["area_versions"]}
    prefixes = tuple(item["code_prefix"] for item in data["commune_sources"])
    shares: dict[str, list[Decimal | None]] = {}
    for step in data["area_successions"]:
        name = f"«{step['predecessor']}» → «{step['successor']}»"
        if step["successor"] not in versions and not (prefixes and step["successor"].startswith(prefixes)):
            yield f"Kế thừa địa bàn {name}: không có địa bàn «{step['successor']}»."
        if step["share"] is None and not step["share_reason_vi"]:
            yield f"Kế thừa địa bàn {name}: thiếu tỷ lệ thì phải ghi lý do."
        if step["allocation"] == "whole" and step["share"] != "1":
            yield f"Kế thừa địa bàn {name}: chuyển toàn bộ thì tỷ lệ phải là 1."
        shares.setdefault(step["predecessor"], []).append(None if step["share"] is None else Decimal(step["share"]))
    for code, parts in shares.items():
        if None not in parts and sum(part for part in parts if part is not None) != 1:
            yield f"Địa bàn «{code}»: các tỷ lệ chuyển đi không cộng lại bằng 1."
    edges = [(step["predecessor"], step["successor"]) for step in data["area_successions"]]
    yield from _cycles("địa bàn", edges)


def _figures(data: Data) -> Iterator[str]:
    pairs = Counter((item["indicator"], item["area_version"]) for item in data["series"] if item["preferred"])
    for pair in sorted({(item["indicator"], item["area_version"]) for item in data["series"]}):
        if pairs[pair] != 1:
            name = f"Chỉ tiêu «{pair[0]}» ở địa bàn «{pair[1]}»"
            yield f"{name} phải có đúng một chuỗi ưu tiên, đang có {pairs[pair]}."
    chosen: dict[tuple[str, str], int] = {}
    points: set[tuple[str, str]] = set()
    for item in data["observations"]:
        place = (item["series"], item["period"])
        chosen[place] = chosen.get(place, 0) + item["preferred"]
        if not item["bound"].startswith("range_"):  # the two ends of a range are no single figure
            points.add(place)
    for place, count in sorted(chosen.items()):
        wanted = int(place in points)
        if count != wanted:
            yield f"Chuỗi «{place[0]}», kỳ {place[1]} phải có {wanted} số liệu ưu tiên, đang có {count}."


def _targets(data: Data) -> Iterator[str]:
    for item in data["targets"]:
        low, high, comparator = item["low"], item["high"], item["comparator"]
        name = f"Mục tiêu «{item['code']}»"
        wants = {
            "range": (True, True),
            "equal": (True, True),
            "about": (True, True),
            "unstated": (True, True),
            "at_least": (True, False),
            "above": (True, False),
            "at_most": (False, True),
            "below": (False, True),
            "qualitative": (False, False),
        }[comparator]
        if (low is not None, high is not None) != wants:
            yield f"{name}: cận dưới, cận trên không khớp với kiểu so sánh «{comparator}»."
        elif low is not None and high is not None and Decimal(low) > Decimal(high):
            yield f"{name}: cận dưới {low} lớn hơn cận trên {high}."
        if (item["unit_vi"] is None) != (comparator == "qualitative"):
            yield f"{name}: mục tiêu định lượng phải có đơn vị; mục tiêu định tính thì không."
        if item["in_programme"] and item["clause"] is None:
            yield f"{name}: mục tiêu của chương trình phải ghi điều khoản."


def _tasks(data: Data) -> Iterator[str]:
    organisations = {item["code"] for item in data["organisations"]}
    clauses = Counter(item["clause"] for item in data["tasks"])
    for item in data["tasks"]:
        name = f"Nhiệm vụ «{item['code']}»"
        if clauses[item["clause"]] > 1:
            yield f"{name}: điều khoản «{item['clause']}» đã có nhiệm vụ khác; một việc chỉ giao một lần."
        others = [party["organisation"] for party in item["coordinating"]]
        parties = [item["lead"]["organisation"], *others, *(p["organisation"] for p in item["each_of"])]
        for code in parties:
            if code not in organisations:
                yield f"{name}: không có cơ quan «{code}»."
        if item["lead"]["organisation"] in others:
            yield f"{name}: cơ quan chủ trì «{item['lead']['organisation']}» không thể đồng thời là phối hợp."
        if len(set(others)) != len(others):
            yield f"{name}: một cơ quan phối hợp được ghi hai lần."
        due = item["due"]
        ends = due["kind"] in ("date", "month", "quarter", "year")
        if ends != (due["due"] is not None):
            yield f"{name}: hạn kiểu «{due['kind']}» {'phải có' if ends else 'không có'} ngày cuối."
        if (due["kind"] == "recurring") != (due["recurrence"] is not None):
            yield f"{name}: hạn định kỳ phải ghi chu kỳ, các kiểu khác thì không."


def _demo(data: Data) -> Iterator[str]:
    demo = data.get("demo")
    if demo is None:
        return
    codes = _codes(data)
    codes["rounds"] = {item["code"] for item in demo["rounds"]}
    codes["submissions"] = {item["code"] for item in demo["submissions"]}
    for section, field, target in (
        ("accounts", "organisation", "organisations"),
        ("submissions", "round", "rounds"),
        ("submissions", "organisation", "organisations"),
        ("entries", "submission", "submissions"),
        ("entries", "task", "tasks"),
        ("events", "task", "tasks"),
        ("events", "organisation", "organisations"),
        ("instruments", "task", "tasks"),
        ("instruments", "organisation", "organisations"),
    ):
        for item in demo[section]:
            if item[field] not in codes[target]:
                place = f"Dữ liệu trình diễn, mục «{section}», «{item['code']}»"
                yield f"{place}: không có «{item[field]}» trong «{target}»."
    for section, items in demo.items():
        if isinstance(items, list):
            yield from _repeated(f"demo.{section}", (item["code"] for item in items))
    for item in demo["submissions"]:
        if (item["state"] == "returned") != (item["reason_vi"] is not None):
            yield f"Dữ liệu trình diễn, báo cáo «{item['code']}»: trả lại thì phải ghi lý do."
