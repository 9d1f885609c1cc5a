"""Many tasks changed by spreadsheet: what is shown, what is refused by name, all or nothing."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from lotrinh.errors import UnreadableDocument
from lotrinh_web.audit.models import AuditEntry
from lotrinh_web.errors import Conflict, NotAllowed
from lotrinh_web.workplan import actions, bulk
from lotrinh_web.workplan.models import Task
from lotrinh_web.workplan.queries import rows, tasks_of
from web.world import World

FIRST = bulk.HEAD + 2  # the first task's row in the sheet


def issued(world: World) -> bytes:
    today = timezone.localdate()
    return bulk.workbook(world.programme, rows(tasks_of(world.programme, today).order_by("order"), today))


def filled(content: bytes, sheet: str = bulk.SHEET, **cells: Any) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    for place, value in cells.items():
        book[sheet][place] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def later(days: int = 400) -> date:
    return timezone.localdate() + timedelta(days=days)


def extended(world: World, **more: Any) -> bytes:
    """The first task gets a later due, with its reason."""
    cells = {f"D{FIRST}": f"{later():%d/%m/%Y}", f"G{FIRST}": "Chờ vốn", **more}
    return filled(issued(world), **cells)


def apply(world: World, content: bytes, who: str = "office", **more: Any) -> list[bulk.Change]:
    digest = bulk.judge(world.programme, content).digest
    return bulk.apply_changes(
        actor=world.people[who], programme=world.programme, content=content, digest=digest, **more
    )


def problems(world: World, content: bytes) -> list[str]:
    with pytest.raises(bulk.BadCells) as caught:
        bulk.judge(world.programme, content)
    return caught.value.problems


def test_a_file_that_comes_back_as_it_went_changes_nothing(world: World) -> None:
    assert bulk.judge(world.programme, issued(world)).changes == []


def test_a_later_due_is_an_extension_with_its_reason(world: World) -> None:
    apply(world, extended(world))
    assert world.tasks[0].events.filter(kind="extended", reason="Chờ vốn", due_on=later()).exists()


def test_a_real_date_in_the_cell_is_read(world: World) -> None:
    content = filled(issued(world), **{f"D{FIRST}": later(), f"G{FIRST}": "Chờ vốn"})
    assert [change.new for change in bulk.judge(world.programme, content).changes] == [f"{later():%d/%m/%Y}"]


def test_another_lead_is_a_transfer(world: World) -> None:
    apply(world, filled(issued(world), **{f"C{FIRST}": "Sở Khác", f"G{FIRST}": "Phân công lại"}))
    lead = actions.lead_assignment(world.tasks[0])
    assert lead is not None
    assert lead.organisation == world.other_body


def test_a_product_keeps_its_former_words_in_the_trail(world: World) -> None:
    apply(world, filled(issued(world), **{f"E{FIRST}": "Đề án", f"G{FIRST}": "Theo công văn"}))
    entry = AuditEntry.objects.get(action="workplan.describe")
    assert (entry.data["from"], entry.data["to"]) == ("Kế hoạch", "Đề án")


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({f"D{FIRST}": "31/13/2026"}, f"Ô D{FIRST}"),
        ({f"D{FIRST}": "01/01/2020"}, "trước thời hạn hiện nay"),
        ({f"C{FIRST}": "Sở Không Có"}, "không phải cơ quan đang hoạt động"),
        ({f"C{FIRST}": "Sở Cũ"}, ""),
        ({f"E{FIRST}": ""}, "không để trống sản phẩm"),
        ({f"A{FIRST}": "X.1"}, "không có trong tệp đã phát"),
        ({f"A{FIRST + 1}": "III.1.b1"}, f"đã có ở dòng {FIRST}"),
        ({f"A{FIRST}": ""}, "thiếu mã"),
    ],
)
def test_each_wrong_cell_is_named(world: World, cells: dict[str, Any], sentence: str) -> None:
    if sentence:
        assert sentence in " ".join(problems(world, filled(issued(world), **{f"G{FIRST}": "Lý do", **cells})))


def test_a_change_without_a_reason_is_named(world: World) -> None:
    content = filled(issued(world), **{f"E{FIRST}": "Đề án"})
    assert [f"Ô G{FIRST}" in sentence for sentence in problems(world, content)] == [True]


def test_one_wrong_cell_keeps_the_right_ones_out(world: World) -> None:
    content = extended(world, **{f"C{FIRST + 1}": "Sở Không Có", f"G{FIRST + 1}": "Lý do"})
    problems(world, content)
    assert Task.objects.get(pk=world.tasks[0].pk).current_due == world.tasks[0].current_due


def test_a_file_of_another_programme_is_refused(world: World) -> None:
    content = filled(issued(world), sheet=bulk.ORIGIN, A1="khac")
    with pytest.raises(UnreadableDocument, match="chương trình này"):
        bulk.judge(world.programme, content)


def test_a_renamed_sheet_is_refused(world: World) -> None:
    book = openpyxl.load_workbook(io.BytesIO(issued(world)))
    book[bulk.SHEET].title = "Khác"
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(UnreadableDocument):
        bulk.judge(world.programme, out.getvalue())


def test_no_spreadsheet_at_all_is_refused(world: World) -> None:
    with pytest.raises(UnreadableDocument):
        bulk.judge(world.programme, b"MZ" + b"\x00" * 100)


def test_what_somebody_changed_meanwhile_is_a_conflict(world: World) -> None:
    content = extended(world)
    actions.extend(
        actor=world.people["office"], task=world.tasks[0], due_on=later(100), on=timezone.localdate(), reason="Khác"
    )
    judged = bulk.judge(world.programme, content)
    assert [change.conflict for change in judged.conflicts] == [f"{later(100):%d/%m/%Y}"]


def test_a_conflict_is_not_written_over_unasked(world: World) -> None:
    content = extended(world)
    actions.extend(
        actor=world.people["office"], task=world.tasks[0], due_on=later(100), on=timezone.localdate(), reason="Khác"
    )
    with pytest.raises(Conflict, match="người khác đã sửa"):
        apply(world, content)


def test_what_moved_after_the_preview_is_a_conflict(world: World) -> None:
    content = extended(world)
    digest = bulk.judge(world.programme, content).digest
    actions.extend(
        actor=world.people["office"], task=world.tasks[0], due_on=later(100), on=timezone.localdate(), reason="Khác"
    )
    with pytest.raises(Conflict, match="sau khi bạn xem trước"):
        bulk.apply_changes(actor=world.people["office"], programme=world.programme, content=content, digest=digest)


def test_an_agency_does_not_change_tasks_so(world: World) -> None:
    with pytest.raises(NotAllowed):
        apply(world, extended(world), who="head")


def test_a_formula_in_a_name_goes_out_as_text(world: World) -> None:
    Task.objects.filter(pk=world.tasks[0].pk).update(product_vi="=1+1")
    cell = openpyxl.load_workbook(io.BytesIO(issued(world)))[bulk.SHEET][f"E{FIRST}"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_on_the_screen_it_is_seen_first_and_then_made(world: World, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    client = world.client("office")
    sent = SimpleUploadedFile("sua.xlsx", extended(world))
    page = client.post(reverse("workplan:bulk"), {"file": sent})
    fields = {"file": page.context["file"], "digest": page.context["judged"].digest}
    assert Task.objects.get(pk=world.tasks[0].pk).current_due == date(2026, 6, 30)
    client.post(reverse("workplan:bulk-apply"), fields)
    assert Task.objects.get(pk=world.tasks[0].pk).current_due == later()
