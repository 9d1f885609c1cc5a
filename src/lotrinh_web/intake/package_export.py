"""A programme as a package again: what was taken in, with everything people have changed or added since.

Demonstration entries are never exported, and neither is the document's text.
"""

from __future__ import annotations

import copy
from typing import Any

from django.utils import timezone

from lotrinh.errors import InvalidData
from lotrinh_web.errors import Refused
from lotrinh_web.indicators.models import Assumption, Observation, Series, Target
from lotrinh_web.programmes.models import Programme
from lotrinh_web.workplan.models import Assignment, Task

LISTED_FAULTS = 5


def export_package(code: str) -> dict[str, Any]:
    """The package of a programme as one JSON object, valid against the published schema."""
    from lotrinh.packages import validate

    programme = Programme.objects.filter(code=code).first()
    if programme is None:
        known = ", ".join(Programme.objects.values_list("code", flat=True)) or "chưa có chương trình nào"
        raise Refused(f"Không có chương trình mã «{code}». Các mã đang có: {known}.")
    if programme.package is None:
        raise Refused(
            f"Chương trình «{code}» lập từ văn bản, chưa có đủ chủ trì, sản phẩm và chỉ số kết quả cho từng nhiệm vụ "
            "nên chưa xuất thành gói được. Xuất bản đọc (JSON) ở trang xem lại văn bản."
        )
    data: dict[str, Any] = copy.deepcopy(programme.package)
    data |= {"as_of": timezone.localdate().isoformat(), "files": [], "demo_file": None}
    _tasks(programme, data)
    _targets(programme, data)
    _series(data)
    _observations(data)
    _assumptions(programme, data)
    faults = validate(data)
    if faults:
        raise InvalidData("Gói xuất ra chưa hợp lệ: " + " ".join(faults[:LISTED_FAULTS]))
    return data


def _tasks(programme: Programme, data: dict[str, Any]) -> None:
    """Titles, products and dues as they stand; the leads in force in place of those taken in."""
    records = {task.code: task for task in Task.objects.filter(programme=programme)}
    leads: dict[int, Assignment] = {
        a.task_id: a
        for a in Assignment.objects.filter(task__programme=programme, part=Assignment.Part.LEAD, until=None)
        .select_related("organisation")
    }  # fmt: skip
    for item in data["tasks"]:
        task = records[item["code"]]
        item["title_vi"], item["title_en"] = task.title_vi, task.title_en
        item["deliverable"]["name_vi"], item["deliverable"]["name_en"] = task.product_vi, task.product_en
        if task.current_due != task.due_on:
            item["due"]["due"] = task.current_due.isoformat() if task.current_due else None
        lead = leads.get(task.pk)
        if lead is not None and lead.organisation.code != item["lead"]["organisation"]:
            item["coordinating"] = [c for c in item["coordinating"] if c["organisation"] != lead.organisation.code]
            basis = "document" if lead.basis == "document" else "proposed"
            item["lead"] = {"organisation": lead.organisation.code, "basis": basis, "note_vi": lead.reason or None}


def _targets(programme: Programme, data: dict[str, Any]) -> None:
    """Status and ledger as decided since."""
    records = {t.code: t for t in Target.objects.filter(programme=programme).prefetch_related("proposals")}
    for item in data["targets"]:
        item["status"] = records[item["code"]].status
    decided = {p.code: p.decision for t in records.values() for p in t.proposals.all()}
    for change in data["proposed_changes"]:
        change["decision"] = decided.get(change["code"], change["decision"])


def _series(data: dict[str, Any]) -> None:
    records = {s.code: s for s in Series.objects.filter(code__in=[item["code"] for item in data["series"]])}
    for item in data["series"]:
        record = records[item["code"]]
        item |= {"preferred": record.preferred, "reason_vi": record.reason, "decision": record.decision}


def _observations(data: dict[str, Any]) -> None:
    """Figures entered since, each with its source; a replaced figure is left out for its correction."""
    codes = [item["code"] for item in data["series"]]
    known = {(o["series"], o["period"], o["value"]) for o in data["observations"]}
    fresh = Observation.objects.filter(
        series__code__in=codes, demonstration=False, value__isnull=False, replaced_by=None
    ).select_related("series", "source")  # fmt: skip
    taken = {(item["series"], item["period"]) for item in data["observations"]}
    for record in fresh.order_by("pk"):
        assert record.value is not None
        value = format(record.value.normalize(), "f")
        if any((record.series.code, record.period, number) in known for number in (value, str(record.value))):
            continue
        if any(_same(item, record.series.code, record.period, value) for item in data["observations"]):
            continue
        preferred = (record.series.code, record.period) not in taken
        data["observations"].append({
            "code": f"NEW-{record.pk}", "series": record.series.code, "period": record.period, "value": value,
            "bound": record.bound, "kind": record.kind, "status_original": record.kind_words or record.kind,
            "published": record.vintage or None, "preferred": preferred, "reason_vi": None,
            "note_vi": record.note or None, "source": _source(data, record),
        })  # fmt: skip


def _same(item: dict[str, Any], series: str, period: str, value: str) -> bool:
    return item["series"] == series and item["period"] == period and float(item["value"]) == float(value)


def _source(data: dict[str, Any], record: Observation) -> str:
    """The code of the figure's source, added to the package where it is new."""
    title = record.source.title if record.source else "Nhập trong hệ thống"
    url = record.source.url if record.source else ""
    for item in data["sources"]:
        if item["title"] == title and (item["url"] or "") == url:
            return str(item["code"])
    code = f"S-NEW-{record.pk}"
    data["sources"].append({
        "code": code, "title": title, "url": url or None, "published": None, "certainty": "background",
        "note_vi": None,
    })  # fmt: skip
    return code


def _assumptions(programme: Programme, data: dict[str, Any]) -> None:
    records = {a.code: a for a in Assumption.objects.filter(programme=programme, latest=True)}
    for item in data["assumptions"]:
        record = records[item["code"]]
        item |= {"value": format(record.value.normalize(), "f"), "note_vi": record.note}
