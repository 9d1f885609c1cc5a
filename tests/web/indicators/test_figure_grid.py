"""The grid of figures: who may, what typed cells say, preview before writing, conflicts, all or nothing."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lotrinh_web.audit.models import AuditEntry
from lotrinh_web.indicators.actions import record_observation, set_target
from lotrinh_web.indicators.figures.models import FigureBatch
from lotrinh_web.indicators.figures.scope import bodies
from lotrinh_web.indicators.models import FigureSource, Indicator, Observation, Series
from lotrinh_web.organisations.models import Organisation
from web.world import SYSTEM, World

GRID = reverse("indicators:figure-grid")
SPAN = "?loai-ky=year&tu=2022&den=2025"


def make_series(world: World, code: str, unit: str = "%") -> Series:
    """An indicator with a target, its series, and final figures for 2022 and 2023."""
    indicator = Indicator.objects.create(code=code, name_vi=f"Chỉ tiêu {code}", unit=unit, owner="Sở Mới")
    area = world.programme.area_version
    series = Series.objects.create(indicator=indicator, area_version=area, code=f"{code}.1", unit=unit, preferred=True)
    source = FigureSource.objects.get_or_create(title="Niên giám")[0]
    for year, value in ((2022, "33.5"), (2023, "34.02")):
        record_observation(
            actor=SYSTEM, series=series, period=str(year), value=Decimal(value), source=source, kind="final"
        )
    set_target(
        actor=SYSTEM, programme=world.programme, document=world.programme.document, code=code, indicator=indicator,
        area_version=area, due="2030", comparator="at_least", low=Decimal(50),
    )  # fmt: skip
    return series


@pytest.fixture
def series(world: World) -> Series:
    return make_series(world, "do-thi-hoa")


def cell(series: Series, period: str) -> str:
    return f"s{series.pk}.{period}"


def seen(html: str) -> str:
    """The hidden field that says which figures the person sees."""
    from html import unescape

    found = re.search(r'name="seen"\s+value="([^"]*)"', html)
    assert found
    return unescape(found[1])


def state(html: str) -> str:
    found = re.search(r'name="state"\s+value="([0-9a-f]{64})"', html)
    assert found, html[:3000]
    return found[1]


def typed(world: World, cells: dict[str, str], **fields: str) -> dict[str, str]:
    """The form as a person would send it: what was seen, the cells, what is said for all."""
    page = world.client("office").get(GRID + SPAN).content.decode()
    return {"seen": seen(page), "kind": "preliminary", "source": "Báo cáo 2025", "step": "preview", **cells, **fields}


def send(world: World, data: dict[str, str], who: str = "office", **fields: str) -> Any:
    return world.client(who).post(GRID + SPAN, data | fields)


def save(world: World, data: dict[str, str], **fields: str) -> Any:
    """Preview, then write what the preview showed."""
    shown = send(world, data).content.decode()
    return send(world, data, step="save", state=state(shown), **fields)


@pytest.mark.parametrize("who", ["officer", "head", "leader", "inspector", "stranger"])
def test_only_the_office_opens_the_grid(world: World, series: Series, who: str) -> None:
    assert world.client(who).get(GRID).status_code == 403


def test_cells_show_what_is_on_record_with_one_reading(world: World, series: Series) -> None:
    page = world.client("office").get(GRID + SPAN).content.decode()
    assert f'name="{cell(series, "2023")}"' in page
    assert 'value="34,02"' in page


def test_a_preview_writes_nothing(world: World, series: Series) -> None:
    before = Observation.objects.count()
    shown = send(world, typed(world, {cell(series, "2024"): "35,1"}))
    assert (shown.status_code, "số mới" in shown.content.decode()) == (200, True)
    assert Observation.objects.count() == before


def test_a_save_writes_all_figures_in_one_act(world: World, series: Series) -> None:
    entries = AuditEntry.objects.count()
    answer = save(world, typed(world, {cell(series, "2024"): "35,1", cell(series, "2025"): "35.9"}))
    assert answer.status_code == 302
    made = Observation.objects.filter(period__in=["2024", "2025"]).order_by("period")
    assert [(o.value, o.kind, o.source.title) for o in made if o.source] == [
        (Decimal("35.1"), "preliminary", "Báo cáo 2025"), (Decimal("35.9"), "preliminary", "Báo cáo 2025"),
    ]  # fmt: skip
    assert AuditEntry.objects.count() == entries + 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1.234", "hai cách đọc"),
        ("1,234", "hai cách đọc"),
        ("ba mươi", "không phải một số"),
        ("34,02-34,28", "không phải một số"),
        ("không áp dụng", "ghi lý do"),
        ("9" * 30, "quá lớn"),
        ("x" * 500, "quá dài"),
    ],
)
def test_a_bad_cell_is_named_and_nothing_is_written(world: World, series: Series, text: str, words: str) -> None:
    answer = send(world, typed(world, {cell(series, "2024"): text, cell(series, "2025"): "35"}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert re.search(rf"Chỉ tiêu do-thi-hoa, Vùng thử, kỳ 2024: [^<]*{words}", page), page[:4000]
    assert not Observation.objects.filter(period__in=["2024", "2025"]).exists()


def test_what_was_typed_comes_back_with_its_error(world: World, series: Series) -> None:
    page = send(world, typed(world, {cell(series, "2024"): "1.234", cell(series, "2025"): "35"})).content.decode()
    assert 'value="1.234"' in page
    assert 'value="35"' in page


@pytest.mark.parametrize(("mark", "value"), [(",", Decimal(1234)), (".", Decimal("1.234"))])
def test_the_person_says_how_numbers_are_written(world: World, series: Series, mark: str, value: Decimal) -> None:
    save(world, typed(world, {cell(series, "2024"): "1.234"}, mark=mark))
    assert Observation.objects.get(period="2024").value == value


def test_no_value_is_kept_with_its_reason(world: World, series: Series) -> None:
    save(world, typed(world, {cell(series, "2024"): "chưa công bố: niên giám ra tháng 6"}))
    made = Observation.objects.get(period="2024")
    assert (made.value, made.missing, made.missing_reason) == (None, "not_yet_published", "niên giám ra tháng 6")


def test_a_correction_replaces_with_a_reason(world: World, series: Series) -> None:
    data = typed(world, {cell(series, "2023"): "34,2"}, kind="keep")
    assert save(world, data).status_code == 400
    assert save(world, data, reason="gõ nhầm").status_code == 302
    old, new = Observation.objects.filter(period="2023").order_by("pk")
    assert (old.value, new.value, new.replaces, new.kind, new.replacement_reason) == (
        Decimal("34.02"), Decimal("34.2"), old, "final", "gõ nhầm",
    )  # fmt: skip


def test_a_weaker_kind_stands_beside_the_figure_that_counts(world: World, series: Series) -> None:
    save(world, typed(world, {cell(series, "2023"): "34,2"}, kind="estimate"))
    made = Observation.objects.get(period="2023", kind="estimate")
    assert (made.preferred, made.replaces) == (False, None)
    assert 'value="34,02"' in world.client("office").get(GRID + SPAN).content.decode()


def test_a_cleared_cell_is_named_not_dropped(world: World, series: Series) -> None:
    answer = send(world, typed(world, {cell(series, "2023"): ""}))
    assert "bị xóa trắng" in answer.content.decode()


def test_a_figure_without_source_is_asked_for_it(world: World, series: Series) -> None:
    assert save(world, typed(world, {cell(series, "2024"): "35"}, source="")).status_code == 400
    assert not Observation.objects.filter(period="2024").exists()


def test_a_figure_changed_meanwhile_is_a_conflict_until_somebody_chooses(world: World, series: Series) -> None:
    data = typed(world, {cell(series, "2024"): "35"})
    source = FigureSource.objects.get(title="Niên giám")
    record_observation(actor=SYSTEM, series=series, period="2024", value=Decimal(36), source=source, kind="final")
    answer = save(world, data)
    assert (answer.status_code, "xung đột" in answer.content.decode()) == (400, True)
    chosen = {f"choice.{cell(series, '2024')}": "mine", "reason": "theo báo cáo mới"}
    assert save(world, data, **chosen).status_code == 302
    assert sorted(o.value for o in Observation.objects.filter(period="2024") if o.value) == [35, 36]


def test_what_changed_after_the_preview_is_shown_again(world: World, series: Series) -> None:
    data = typed(world, {cell(series, "2024"): "35"})
    shown = send(world, data).content.decode()
    source = FigureSource.objects.get(title="Niên giám")
    record_observation(actor=SYSTEM, series=series, period="2024", value=Decimal(36), source=source, kind="final")
    answer = send(world, data, step="save", state=state(shown))
    assert (answer.status_code, Observation.objects.filter(period="2024").count()) == (409, 1)


def test_the_first_figure_opens_the_first_series(world: World, series: Series) -> None:
    indicator = Indicator.objects.create(code="moi", name_vi="Mới", unit="km", owner="Sở Mới")
    area = world.programme.area_version
    data = {f"i{indicator.pk}-{area.pk}.2024": "12", "seen": "{}", "kind": "final", "source": "Báo cáo"}
    query = SPAN + "&nhom=tat-ca"
    shown = world.client("office").post(GRID + query, data).content.decode()
    world.client("office").post(GRID + query, data | {"step": "save", "state": state(shown)})
    made = Series.objects.get(indicator=indicator)
    assert (made.unit, made.preferred, made.observations.get().value) == ("km", True, Decimal(12))


def test_cells_are_checked_as_one_types(world: World, series: Series) -> None:
    data = typed(world, {cell(series, "2024"): "1.234", cell(series, "2025"): "35"})
    page = world.client("office").post(reverse("indicators:check-grid") + SPAN, data).content.decode()
    assert f'data-wrong="{cell(series, "2024")}"' in page
    assert "1 số liệu khác số đang có" in page
    assert not FigureBatch.objects.exists()


def test_a_huge_cell_is_answered_plainly(world: World, series: Series) -> None:
    rows = "\n".join(str(n) for n in range(100_000))
    answer = send(world, typed(world, {cell(series, "2024"): rows}))
    assert answer.status_code == 422
    assert "quá dài cho một ô" in answer.content.decode()


@pytest.mark.parametrize("given", ["{", "[1]", '{"s1.2024": "x"}', '{"s1.2024": 99999999999999999999}'])
def test_a_broken_hidden_field_is_no_crash(world: World, series: Series, given: str) -> None:
    data = typed(world, {cell(series, "2024"): "35"})
    assert send(world, data, seen=given).status_code == 200


def test_a_stranger_figure_is_not_taken_for_the_one_seen(world: World, series: Series) -> None:
    other = make_series(world, "khac")
    foreign = other.observations.get(period="2023")
    data = typed(world, {cell(series, "2023"): "40"}) | {"seen": json.dumps({cell(series, "2023"): foreign.pk})}
    assert "xung đột" in send(world, data).content.decode()


def test_queries_do_not_grow_with_the_rows(world: World, series: Series) -> None:
    client = world.client("office")

    def count() -> int:
        client.get(GRID + SPAN)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(GRID + SPAN)
        return len(queries)

    few = count()
    for n in range(8):
        make_series(world, f"them-{n}")
    assert count() == few


@pytest.mark.django_db
def test_a_name_that_could_be_two_bodies_stands_for_neither() -> None:
    for code, place in (("phong-a", "quận A"), ("phong-b", "quận B")):
        Organisation.objects.create(code=code, name_vi=f"Phòng Kinh tế ({place})", kind="division")
    Indicator.objects.create(code="thu", name_vi="Chỉ tiêu thử", unit="%", owner="Phòng Kinh tế")
    assert [(key, body.organisation) for key, body in bodies().items()] == [("~Phòng Kinh tế", None)]
