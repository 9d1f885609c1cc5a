"""The Cần Thơ package goes in whole, comes out equal, and is refused a second time."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from lotrinh.packages import load_package
from lotrinh_web.audit.models import AuditEntry
from lotrinh_web.commands import main
from lotrinh_web.errors import Refused
from lotrinh_web.indicators.actions import record_observation
from lotrinh_web.indicators.models import FigureSource, Observation, Series, Target
from lotrinh_web.indicators.targets.forecasts import make_forecasts
from lotrinh_web.intake.demonstration import load_demonstration
from lotrinh_web.intake.package_export import export_package
from lotrinh_web.intake.package_import import import_package
from lotrinh_web.organisations.models import AreaVersion, Organisation
from lotrinh_web.programmes.models import Clause, Programme
from lotrinh_web.reporting.models import ProgressEntry, ReportingRound, SubmissionEvent
from lotrinh_web.workplan.actions import transfer_lead
from lotrinh_web.workplan.models import Assignment, Task, TaskEvent
from lotrinh_web.workplan.queries import rows, tasks_of
from web.remembered import remembered
from web.world import SYSTEM, make_cantho

pytestmark = pytest.mark.django_db
CODE = "cantho-29nqtw"


@pytest.fixture
def programme(db: None) -> Programme:
    return remembered(make_cantho)


def test_the_outline_is_whole(programme: Programme) -> None:
    paths = set(Clause.objects.filter(document=programme.document).values_list("path", flat=True))
    parts = {p for p in paths if "." not in p}
    groups = {p for p in paths if p.startswith("III.") and p.count(".") == 1}
    tasks = {p for p in paths if p.startswith("III.") and p.count(".") == 2}
    organising = {p for p in paths if p.startswith("IV.") and p.count(".") == 1}
    assert (len(parts), len(groups), len(tasks), len(organising)) == (4, 10, 47, 5)


def test_each_task_has_one_lead_a_product_and_a_result_indicator(programme: Programme) -> None:
    tasks = Task.objects.filter(programme=programme)
    leads = Assignment.objects.filter(task__in=tasks, part="lead", until=None)
    assert tasks.count() == leads.count() == 52
    assert not tasks.filter(product_vi="").exists() and not tasks.filter(result_indicator=None).exists()


def test_old_and_merged_territory_are_kept_apart(programme: Programme) -> None:
    versions = set(
        Series.objects.filter(indicator__code="grdp_growth_real").values_list("area_version__code", flat=True)
    )
    assert len(versions) >= 2


def test_conflicting_publications_are_both_kept(programme: Programme) -> None:
    found = Observation.objects.filter(
        series__indicator__code="grdp_per_capita_vnd", period="2013", series__area_version=programme.area_version
    )
    assert {o.value for o in found} >= {Decimal("62.9"), Decimal("50.12")}


def test_every_figure_has_a_source(programme: Programme) -> None:
    assert not Observation.objects.filter(source=None).exists()


def test_the_city_has_its_103_units_since_the_merger(programme: Programme) -> None:
    units = AreaVersion.objects.filter(area__level="commune", valid_from=date(2025, 7, 1), valid_to=None)
    assert units.filter(official_code__regex=r"^\d{5}$").count() == 103


def test_planning_and_investment_is_succeeded_by_finance(programme: Programme) -> None:
    old = Organisation.objects.get(name_vi="Sở Kế hoạch và Đầu tư")
    led = Task.objects.filter(assignments__organisation=old, assignments__part="lead").values_list("pk", flat=True)
    before = rows(tasks_of(programme, date(2024, 1, 1)).filter(pk__in=led), date(2024, 1, 1))
    after = rows(tasks_of(programme, date(2026, 1, 1)).filter(pk__in=led), date(2026, 1, 1))
    assert before and {row.lead.current for row in before if row.lead} == {old}
    assert {str(row.lead.current) for row in after if row.lead} == {"Sở Tài chính"}


def test_a_second_import_says_so_and_changes_nothing(programme: Programme) -> None:
    before = (Task.objects.count(), Observation.objects.count(), AuditEntry.objects.count())
    with pytest.raises(Refused, match="đã được nạp"):
        import_package(actor=SYSTEM, package=load_package(CODE))
    assert (Task.objects.count(), Observation.objects.count(), AuditEntry.objects.count()) == before


def test_what_goes_out_is_what_came_in(programme: Programme) -> None:
    exported, shipped = export_package(CODE), dict(programme.package or {})
    for name in ("as_of", "files", "demo_file"):
        exported.pop(name)
        shipped.pop(name)
    assert exported == shipped


def test_an_exported_package_loads_again(programme: Programme, tmp_path: Path) -> None:
    path = tmp_path / "goi.json"
    path.write_text(json.dumps(export_package(CODE), ensure_ascii=False), encoding="utf-8")
    assert len(load_package(path).tasks) == 52


def test_a_new_lead_and_a_new_figure_are_exported(programme: Programme) -> None:
    task = Task.objects.get(programme=programme, code="NV-2.2")
    other = Organisation.objects.get(code="SNV") if Organisation.objects.filter(code="SNV").exists() else None
    other = other or Organisation.objects.filter(valid_to=None).exclude(assignments__task=task).first()
    assert other
    transfer_lead(actor=SYSTEM, task=task, organisation=other, on=date(2026, 1, 1), reason="Phân công lại")
    series = Series.objects.filter(indicator__code="urbanisation_rate", preferred=True).first()
    assert series
    source = FigureSource.objects.create(title="Niên giám thử")
    record_observation(actor=SYSTEM, series=series, period="2025", value=Decimal("75.5"), source=source, kind="final")
    data = export_package(CODE)
    item = next(t for t in data["tasks"] if t["code"] == "NV-2.2")
    assert item["lead"]["organisation"] == other.code
    assert any(o["value"] == "75.5" and o["period"] == "2025" for o in data["observations"])


def test_the_command_writes_the_whole_file(programme: Programme, tmp_path: Path) -> None:
    path = tmp_path / "goi.json"
    assert main(["package", "export", CODE, "-o", str(path)]) == 0
    assert json.loads(path.read_text(encoding="utf-8"))["code"] == CODE


def test_demonstration_is_marked_everywhere(programme: Programme) -> None:
    demo = load_package(CODE, demo=True).demo
    assert demo is not None
    load_demonstration(actor=SYSTEM, programme=programme, demo=demo)
    for model in (ReportingRound, ProgressEntry, SubmissionEvent):
        assert not model.objects.filter(demonstration=False).exists(), model
    assert not TaskEvent.objects.filter(demonstration=False).exclude(kind="assigned").exists()


def test_each_target_gets_a_chance_or_a_reason(programme: Programme) -> None:
    chances = make_forecasts(actor=SYSTEM, programme=programme)
    assert len(chances) == Target.objects.filter(programme=programme).count()
    assert all((c.value is None) == bool(c.reason) and c.sentence_vi for c in chances)


def test_a_qualitative_target_is_not_forecast(programme: Programme) -> None:
    chances = {c.target.code: c for c in make_forecasts(actor=SYSTEM, programme=programme)}
    assert chances["MT-12"].reason == "qualitative"
