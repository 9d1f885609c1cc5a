"""Figures in and out as files: the template and its return, data files with mapping and preview, downloads."""

from __future__ import annotations

import io
import re
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lotrinh.exchange.formats import FORMATS, Format, read
from lotrinh.writing.sheet_figures import FIGURES, HEAD_ROW
from lotrinh_web.audit.models import AuditEntry
from lotrinh_web.errors import Conflict
from lotrinh_web.indicators.actions import record_observation
from lotrinh_web.indicators.figures.actions import Given, apply_import, completed
from lotrinh_web.indicators.figures.entry import judge
from lotrinh_web.indicators.figures.importing import read_as, read_batch
from lotrinh_web.indicators.figures.models import FigureBatch, reading_beside
from lotrinh_web.indicators.models import FigureSource, Observation, Series
from web.indicators.test_figure_grid import make_series, state
from web.world import SYSTEM, World

HUB = reverse("indicators:figures")
TEMPLATE = reverse("indicators:figure-template")
SPAN = "?loai-ky=year&tu=2022&den=2024"
ROW = HEAD_ROW + 1


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def series(world: World) -> Series:
    return make_series(world, "do-thi-hoa")


def filled(world: World, who: str = "office", query: str = SPAN, **cells: Any) -> bytes:
    """The template as it comes back; columns E F 2022, G H 2023, I J 2024, K source, L reason."""
    sent = world.client(who).get(TEMPLATE + query)
    assert sent.status_code == 200
    book = openpyxl.load_workbook(io.BytesIO(sent.content))
    for place, value in cells.items():
        book[FIGURES][place] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def hand_in(world: World, content: bytes, who: str = "office", **fields: str) -> Any:
    file = SimpleUploadedFile("so-lieu.xlsx", content)
    return world.client(who).post(reverse("indicators:hand-in-figures"), {"workbook": file, **fields})


def take_in(world: World, content: bytes, name: str = "a.csv", who: str = "office", **fields: Any) -> Any:
    file = SimpleUploadedFile(name, content)
    return world.client(who).post(reverse("indicators:take-in-data"), {"file": file, **fields})


def apply(world: World, address: str, who: str = "office", **fields: str) -> Any:
    """Open the preview, then write what it showed."""
    shown = world.client(who).get(address).content.decode()
    return world.client(who).post(address, {"step": "apply", "state": state(shown), **fields})


# ---- the template --------------------------------------------------------------------------------------------------


def test_the_template_holds_what_is_on_record(world: World, series: Series) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(filled(world)))[FIGURES]
    assert [sheet.cell(ROW, c).value for c in range(1, 11)] == [
        "do-thi-hoa.1", "Chỉ tiêu do-thi-hoa", "Vùng thử", "%", 33.5, "Chính thức", 34.02, "Chính thức", None, None,
    ]  # fmt: skip


def test_an_agency_gets_and_hands_in_its_own_and_the_office_writes(world: World, series: Series) -> None:
    content = filled(world, "officer", I5=35.5, J5="Sơ bộ", K5="Báo cáo của sở")
    answer = hand_in(world, content, "officer")
    assert answer.status_code == 302
    address = answer["Location"]
    assert apply(world, address, "officer").status_code == 403
    assert apply(world, address).status_code == 302
    made = Observation.objects.get(period="2024")
    assert (made.value, made.batch.file_hash != "", made.source.title) == (  # type: ignore[union-attr]
        Decimal("35.5"), True, "Báo cáo của sở",
    )  # fmt: skip


def test_an_agency_without_indicators_gets_no_template(world: World, series: Series) -> None:
    assert world.client("other_officer").get(TEMPLATE).status_code == 403


def test_an_agency_cannot_hand_in_anothers_workbook(world: World, series: Series) -> None:
    content = filled(world, "officer", I5=35.5, J5="Sơ bộ")
    assert hand_in(world, content, "other_officer").status_code == 403
    assert not FigureBatch.objects.exists()


def test_another_agencys_file_is_not_found(world: World, series: Series) -> None:
    address = hand_in(world, filled(world, "officer", I5=35.5, J5="Sơ bộ"), "officer")["Location"]
    assert world.client("other_officer").get(address).status_code == 404
    assert world.client("leader").get(address).status_code == 200


def test_every_bad_cell_is_named_and_nothing_is_kept(world: World, series: Series) -> None:
    answer = hand_in(world, filled(world, I5="1.234", J5="Sơ bộ", G5="x"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert ("Ô I5, sheet «Số liệu»" in page, "Ô G5, sheet «Số liệu»" in page) == (True, True)
    assert not FigureBatch.objects.exists()


def test_what_changed_meanwhile_is_a_conflict(world: World, series: Series) -> None:
    content = filled(world, I5=35.5, J5="Chính thức", K5="Niên giám 2024")
    source = FigureSource.objects.get(title="Niên giám")
    record_observation(actor=SYSTEM, series=series, period="2024", value=Decimal(36), source=source, kind="final")
    address = hand_in(world, content)["Location"]
    assert apply(world, address).status_code == 400
    assert apply(world, address, choice="beside").status_code == 302
    found = Observation.objects.filter(period="2024").order_by("pk").values_list("value", "preferred")
    assert list(found) == [(Decimal(36), True), (Decimal("35.5"), False)]


def test_a_workbook_is_read_once_and_anew_where_what_it_said_is_gone(world: World, series: Series) -> None:
    address = hand_in(world, filled(world, I5=35.5, J5="Sơ bộ", K5="Báo cáo"))["Location"]
    batch = FigureBatch.objects.get()
    kept = reading_beside(batch)
    assert batch.file.storage.exists(kept)
    batch.file.storage.delete(kept)
    assert apply(world, address).status_code == 302
    assert Observation.objects.get(period="2024").value == Decimal("35.5")


def test_a_file_is_written_once(world: World, series: Series) -> None:
    address = hand_in(world, filled(world, I5=35.5, J5="Sơ bộ", K5="Báo cáo"))["Location"]
    shown = state(world.client("office").get(address).content.decode())
    data = {"step": "apply", "state": shown}
    assert world.client("office").post(address, data).status_code == 302
    assert world.client("office").post(address, data).status_code == 409
    assert Observation.objects.filter(period="2024").count() == 1


def test_queries_of_a_preview_do_not_grow_with_the_rows(world: World, series: Series) -> None:
    def count() -> int:
        rows = range(ROW, ROW + Series.objects.count())
        cells = {
            f"{c}{row}": v for row in rows for c, v in (("E", 33.9), ("I", 35.5), ("J", "Sơ bộ"), ("K", "Báo cáo"))
        }
        address = hand_in(world, filled(world, **cells))["Location"]
        world.client("office").get(address)
        client = world.client("office")
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    few = count()
    for n in range(8):
        make_series(world, f"them-{n}")
    assert count() == few


def test_a_group_without_indicators_is_said(world: World, series: Series) -> None:
    answer = world.client("office").get(TEMPLATE + SPAN + "&nhom=IX.9")
    assert (answer.status_code, "không có chỉ tiêu nào" in answer.content.decode()) == (422, True)


def test_many_files_are_taken_in_and_those_without_doubt_written(world: World, series: Series) -> None:
    good = filled(world, I5=35.5, J5="Sơ bộ", K5="Báo cáo")
    files = [
        SimpleUploadedFile("tot.xlsx", good),
        SimpleUploadedFile("thieu-nguon.xlsx", filled(world, I5=35.5, J5="Sơ bộ")),
        SimpleUploadedFile("sai.xlsx", filled(world, I5="1.234", J5="Sơ bộ")),
        SimpleUploadedFile("cu.xlsx", filled(world)),
    ]
    client, address = world.client("office"), reverse("indicators:many-figures")
    page = client.post(address, {"files": files}).content.decode()
    assert [w in page for w in ("Ghi 1 tệp sẵn sàng", "Có số chưa có nguồn", "Ô I5", "Không có gì mới")] == [True] * 4
    assert not Observation.objects.filter(period="2024").exists()
    batch = FigureBatch.objects.get(name="tot.xlsx")
    shown = re.search(rf'name="state.{batch.pk}"\s+value="(\w+)"', page)
    assert shown
    client.post(address, {"step": "apply", "batch": batch.pk, f"state.{batch.pk}": shown[1]})
    assert Observation.objects.get(period="2024").batch == batch


def test_many_files_are_the_offices_own_business(world: World, series: Series) -> None:
    answers = [world.client(who).get(reverse("indicators:many-figures")).status_code for who in ("officer", "leader")]
    assert answers == [403, 403]


# ---- data files ----------------------------------------------------------------------------------------------------


def csv(*lines: str) -> bytes:
    return "\n".join(("INDICATOR,REF_AREA,TIME_PERIOD,value", *lines)).encode()


def test_a_file_by_our_codes_is_previewed_and_written(world: World, series: Series) -> None:
    entries = AuditEntry.objects.count()
    answer = take_in(world, csv("do-thi-hoa,thu-1,2024,35.5", "do-thi-hoa,thu-1,2023,34.02"), source="Cục Thống kê")
    page = world.client("office").get(answer["Location"]).content.decode()
    assert "số mới" in page
    assert apply(world, answer["Location"]).status_code == 302
    made = Observation.objects.get(period="2024")
    assert (made.value, made.source.title, made.kind) == (  # type: ignore[union-attr]
        Decimal("35.5"), "Cục Thống kê", "unstated",
    )  # fmt: skip
    assert AuditEntry.objects.count() == entries + 2


def test_unknown_codes_are_named_and_left_out_by_choice_only(world: World, series: Series) -> None:
    lines = ("do-thi-hoa,thu-1,2024,35.5", "la,thu-1,2024,1")
    address = take_in(world, csv(*lines), source="Nguồn")["Location"]
    page = world.client("office").get(address).content.decode()
    assert ("1 mã không có ở đây: la" in page, 'name="state"' in page) == (True, False)
    refused = world.client("office").post(address, {"step": "apply", "state": "x"})
    assert (refused.status_code, Observation.objects.filter(period="2024").exists()) == (400, False)
    world.client("office").post(address, {"step": "reading", "leave.0": "1", "source": "Nguồn"})
    assert apply(world, address).status_code == 302
    assert Observation.objects.filter(period="2024").count() == 1


def test_a_code_is_joined_by_the_person(world: World, series: Series) -> None:
    address = take_in(world, csv("URB,thu-1,2024,35.5"), source="Nguồn")["Location"]
    answers = {"step": "reading", "role.0": "indicator", "source": "Nguồn"}
    world.client("office").post(address, answers)
    world.client("office").post(address, answers | {"code.0.0": "do-thi-hoa"})
    assert apply(world, address).status_code == 302
    assert Observation.objects.get(period="2024").series == series


def test_two_sources_that_differ_stand_side_by_side(world: World, series: Series) -> None:
    lines = csv("do-thi-hoa,thu-1,2023,34.9")
    address = take_in(world, lines, source="Nguồn khác", kind="final")["Location"]
    assert "xung đột" in world.client("office").get(address).content.decode()
    assert apply(world, address).status_code == 400
    assert apply(world, address, choice="beside").status_code == 302
    assert not Observation.objects.get(value=Decimal("34.9")).preferred


def test_units_that_differ_must_be_looked_at(world: World, series: Series) -> None:
    content = b"INDICATOR,REF_AREA,TIME_PERIOD,value,UNIT_MEASURE\ndo-thi-hoa,thu-1,2024,35.5,PERCENT\n"
    address = take_in(world, content, source="Nguồn")["Location"]
    assert "«PERCENT» – «%»" in world.client("office").get(address).content.decode()
    world.client("office").post(address, {"step": "reading", "units_ok": "1", "source": "Nguồn"})
    assert apply(world, address).status_code == 302


def test_a_multiplier_is_never_applied_silently(world: World, series: Series) -> None:
    content = b"INDICATOR,REF_AREA,TIME_PERIOD,value,UNIT_MEASURE,UNIT_MULT\ndo-thi-hoa,thu-1,2024,3,%,3\n"
    address = take_in(world, content, source="Nguồn")["Location"]
    assert "% × 10^3" in world.client("office").get(address).content.decode()


def test_a_file_of_one_indicator_asks_which(world: World, series: Series) -> None:
    content = b"REF_AREA,TIME_PERIOD,value\nthu-1,2024,35.5\n"
    address = take_in(world, content, source="Nguồn")["Location"]
    assert "Chọn chỉ tiêu của cả tệp" in world.client("office").get(address).content.decode()
    world.client("office").post(address, {"step": "reading", "indicator": "do-thi-hoa", "source": "Nguồn"})
    assert apply(world, address).status_code == 302


BAD = [
    (b"", "trống"),
    (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "DOCTYPE"),
    (b"INDICATOR,REF_AREA,TIME_PERIOD,value\na,b,2024,34;5\n", "dòng 2, cột value"),
    (b"INDICATOR,REF_AREA,TIME_PERIOD,value\na,b,2024,1\na,b,2024,2\n", "cùng khóa"),
    (b"{", "JSON"),
    (b"PK\x03\x04", "bảng tính"),
    (b"ten,con so\nA,1\n", "thiếu cột giá trị"),
]


@pytest.mark.parametrize(("content", "words"), BAD)
def test_a_bad_file_is_refused_in_a_sentence(world: World, series: Series, content: bytes, words: str) -> None:
    answer = take_in(world, content)
    assert answer.status_code == 422
    assert words in answer.content.decode().replace("&quot;", '"')
    assert not FigureBatch.objects.exists()


def test_only_the_office_takes_in_data_files(world: World, series: Series) -> None:
    answers = [take_in(world, csv(), who=who).status_code for who in ("officer", "leader", "inspector")]
    assert answers == [403, 403, 403]


@pytest.mark.parametrize("form", FORMATS)
def test_what_goes_out_comes_back_as_nothing_new(world: World, series: Series, form: Format) -> None:
    sent = world.client("leader").get(reverse("indicators:export", args=["do-thi-hoa", form]))
    assert (sent.status_code, len(read(sent.content, form).points)) == (200, 2)
    answer = take_in(world, sent.content, f"a.{form}", kind="final")
    assert answer.status_code == 302
    page = world.client("office").get(answer["Location"]).content.decode()
    assert "không có số liệu nào khác số đang có" in page, page[:6000]


def test_one_series_and_the_structure_are_offered_too(world: World, series: Series) -> None:
    client = world.client("officer")
    one = client.get(reverse("indicators:export", args=["do-thi-hoa", "csv"]) + f"?day={series.pk}")
    shape = client.get(reverse("indicators:export", args=["do-thi-hoa", "cau-truc"]))
    none = client.get(reverse("indicators:export", args=["do-thi-hoa", "xyz"]))
    assert (one.status_code, shape.status_code, none.status_code) == (200, 200, 404)
    assert b"DataStructure" in shape.content


def test_long_work_tells_its_progress_and_half_of_it_is_nothing(world: World, series: Series) -> None:
    lines = [f"do-thi-hoa,thu-1,{y}-{m:02d},{m}" for y in range(1901, 2111) for m in range(1, 13)]
    take_in(world, csv(*lines), source="Nguồn")
    batch = FigureBatch.objects.get()
    entries = read_as(read_batch(batch), batch.options).entries
    told: list[tuple[int, int]] = []
    given = Given(source="Nguồn")
    judged = judge(completed(entries, given))

    def stop(done: int, every: int) -> None:
        told.append((done, every))
        if done > 1_000:
            raise Conflict("dừng giữa chừng")

    with pytest.raises(Conflict):
        apply_import(actor=SYSTEM, batch=batch, entries=entries, given=given, state=judged.state, progress=stop)
    assert (told, Observation.objects.count()) == ([(1000, 2520), (2000, 2520)], 2)


def test_the_hub_opens_for_everybody_with_what_they_may_do(world: World, series: Series) -> None:
    pages = {who: world.client(who).get(HUB).content.decode() for who in ("office", "officer", "leader", "stranger")}
    assert ['name="file"' in p for p in pages.values()] == [True, False, False, False]
    assert ['name="workbook"' in p for p in pages.values()] == [True, True, False, False]
