"""The offline round trip: a workbook out, filled in, and back, whole or not at all."""

from __future__ import annotations

import io
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from lotrinh.errors import UnreadableDocument
from lotrinh.writing.sheet_in import BadWorkbook
from lotrinh.writing.sheet_out import agency_workbook
from lotrinh_web.audit.models import AuditEntry
from lotrinh_web.errors import Conflict, NotAllowed, Refused
from lotrinh_web.indicators.models import Indicator, Observation, Series
from lotrinh_web.jobs.worker import make_worker
from lotrinh_web.organisations.models import AreaVersion
from lotrinh_web.reporting import actions, offline
from lotrinh_web.reporting.models import ProgressEntry, ReportingRound, ReturnedWorkbook, Submission, WorkbookBatch
from lotrinh_web.reporting.offline_many import receive_many, take_in_next
from web.remembered import remembered
from web.world import SYSTEM, World


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def opened(world: World) -> ReportingRound:
    world.tasks[1].result_indicator = Indicator.objects.create(
        code="ty-le", name_vi="Tỷ lệ thử", unit="%", forecast_type="share"
    )
    world.tasks[1].save()
    return remembered(lambda: actions.open_round(
        actor=SYSTEM, programme=world.programme, period="2026-Q3", opens_on=date(2026, 9, 4),
        cut_off=date(2026, 9, 14), due_on=date(2026, 9, 16),
    ))  # fmt: skip


@pytest.fixture
def mine(world: World, opened: ReportingRound) -> Submission:
    return Submission.objects.select_related("round__programme", "organisation").get(
        round=opened, organisation=world.body
    )


def sent(submission: Submission) -> bytes:
    return agency_workbook(offline.workbook_of(submission))


def filled(content: bytes, sheet: str = "Nhiệm vụ", **cells: Any) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    for place, value in cells.items():
        book[sheet][place] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def entry(world: World, index: int = 0) -> ProgressEntry:
    return ProgressEntry.objects.get(task=world.tasks[index], latest=True)


def taken(world: World, submission: Submission, content: bytes, who: str = "officer") -> ReturnedWorkbook:
    return offline.take_in(actor=world.people[who], submission=submission, name="bc.xlsx", content=content)


def applied(world: World, submission: Submission, content: bytes, who: str = "officer") -> Submission:
    workbook = taken(world, submission, content, who)
    saved, _cells = offline.apply_workbook(actor=world.people[who], workbook=workbook, version=submission.version)
    return saved


def test_the_workbook_holds_the_tasks_of_the_agency_and_of_the_body_it_succeeded(mine: Submission) -> None:
    assert [row.code for row in offline.workbook_of(mine).tasks] == ["III.1.b1", "III.1.b2"]


def test_a_task_with_a_result_indicator_asks_for_its_figure(mine: Submission) -> None:
    (row,) = offline.workbook_of(mine).indicators
    assert (row.code, row.unit, row.low, row.high) == ("III.1.b2", "%", Decimal(0), Decimal(100))


def test_what_was_filled_in_becomes_the_entry(world: World, mine: Submission) -> None:
    applied(world, mine, filled(sent(mine), E5="Đã trình dự thảo.", F5=60, G5="Đúng tiến độ", K5="Cấp kinh phí"))
    found = entry(world)
    assert (found.narrative, found.percent, found.self_rating, found.request) == (
        "Đã trình dự thảo.", 60, "Đúng tiến độ", "Cấp kinh phí",
    )  # fmt: skip


def test_a_figure_becomes_the_result_of_its_task(world: World, mine: Submission) -> None:
    applied(world, mine, filled(sent(mine), "Chỉ tiêu", D5=34.02, F5="Báo cáo của Sở"))
    assert (entry(world, 1).result_value, entry(world, 1).result_source) == (Decimal("34.02"), "Báo cáo của Sở")


def test_no_figure_is_kept_with_its_reason(world: World, mine: Submission) -> None:
    applied(world, mine, filled(sent(mine), "Chỉ tiêu", G5="Chưa điều tra"))
    assert (entry(world, 1).result_value, entry(world, 1).result_missing) == (None, "Chưa điều tra")


def test_an_empty_cell_keeps_what_was_entered_on_the_page(world: World, mine: Submission) -> None:
    saved = actions.save_entries(
        actor=world.people["officer"], submission=mine, version=0,
        entries={world.tasks[0].pk: {"narrative": "Trên trang.", "next_steps": "Trình ký."}},
    )  # fmt: skip
    applied(world, saved, filled(sent(saved), F5=40))
    assert (entry(world).narrative, entry(world).next_steps, entry(world).percent) == ("Trên trang.", "Trình ký.", 40)


def test_the_page_keeps_what_only_the_workbook_asks(world: World, mine: Submission) -> None:
    saved = applied(world, mine, filled(sent(mine), E5="Một.", K5="Cấp kinh phí"))
    actions.save_entries(
        actor=world.people["officer"], submission=saved, version=saved.version,
        entries={world.tasks[0].pk: {"narrative": "Hai."}},
    )  # fmt: skip
    assert entry(world).request == "Cấp kinh phí"


def test_the_preview_names_old_new_and_the_cell(world: World, mine: Submission) -> None:
    saved = actions.save_entries(
        actor=world.people["officer"], submission=mine, version=0, entries={world.tasks[0].pk: {"percent": 20}}
    )
    (change,) = offline.judge(saved, filled(sent(saved), F5=60)).changes
    assert (change.old_words, change.new_words, change.place) == ("20", "60", "Nhiệm vụ · F5")


def test_taking_in_changes_nothing_yet(world: World, mine: Submission) -> None:
    taken(world, mine, filled(sent(mine), E5="Đã trình."))
    assert not ProgressEntry.objects.exists()


def refused(world: World, submission: Submission, content: bytes) -> list[str]:
    with pytest.raises(BadWorkbook) as caught:
        taken(world, submission, content)
    return [problem.sentence() for problem in caught.value.problems]


def test_a_bad_cell_is_named(world: World, mine: Submission) -> None:
    (sentence,) = refused(world, mine, filled(sent(mine), F5="nhiều"))
    assert sentence.startswith("Ô F5, sheet «Nhiệm vụ»: «nhiều»")


def test_a_day_after_the_cut_off_is_named_with_its_cell(world: World, mine: Submission) -> None:
    (sentence,) = refused(world, mine, filled(sent(mine), H5=datetime(2026, 9, 15)))
    assert sentence.startswith("Ô H5, sheet «Nhiệm vụ»: ngày 15/09/2026 sau ngày chốt số liệu 14/09/2026")


def test_a_fraction_of_a_percent_is_refused_not_rounded(world: World, mine: Submission) -> None:
    (sentence,) = refused(world, mine, filled(sent(mine), F5=60.5))
    assert "60,5 phải là số nguyên" in sentence


def test_one_bad_cell_refuses_the_whole_file(world: World, mine: Submission) -> None:
    refused(world, mine, filled(sent(mine), E5="Đã trình.", F6=200))
    assert not ReturnedWorkbook.objects.exists()


def test_another_agencys_file_is_refused(world: World, mine: Submission, opened: ReportingRound) -> None:
    other = Submission.objects.get(round=opened, organisation=world.other_body)
    (sentence,) = refused(world, mine, sent(other))
    assert "Sở Khác" in sentence


def test_another_rounds_file_is_refused(world: World, mine: Submission) -> None:
    actions.open_round(
        actor=SYSTEM, programme=world.programme, period="2026-Q4", opens_on=date(2026, 12, 4),
        cut_off=date(2026, 12, 14), due_on=date(2026, 12, 16),
    )  # fmt: skip
    later = Submission.objects.get(round__period="2026-Q4", organisation=world.body)
    (sentence,) = refused(world, later, sent(mine))
    assert "Quý III/2026" in sentence


def test_a_locked_report_takes_no_workbook(world: World, mine: Submission) -> None:
    content = filled(sent(mine), E5="Đã trình.")
    Submission.objects.filter(pk=mine.pk).update(state=Submission.State.ACCEPTED)
    mine.refresh_from_db()
    with pytest.raises(Refused, match="Đã xác nhận"):
        taken(world, mine, content)


def test_a_file_that_is_too_large_is_refused(world: World, mine: Submission) -> None:
    with pytest.raises(UnreadableDocument, match="5 MB"):
        taken(world, mine, b"x" * (offline.MOST_BYTES + 1))


def test_what_is_no_workbook_is_refused(world: World, mine: Submission) -> None:
    with pytest.raises(UnreadableDocument):
        taken(world, mine, b"not a workbook")


def test_a_stranger_may_not_hand_in(world: World, mine: Submission) -> None:
    with pytest.raises(NotAllowed):
        taken(world, mine, sent(mine), who="other_officer")


def moved_on(world: World, submission: Submission) -> ReturnedWorkbook:
    """A workbook handed in after somebody else saved."""
    content = filled(sent(submission), E5="Trong tệp.")
    actions.save_entries(
        actor=world.people["head"], submission=submission, version=0,
        entries={world.tasks[0].pk: {"narrative": "Trên trang."}},
    )  # fmt: skip
    submission.refresh_from_db()
    return taken(world, submission, content)


def test_a_report_changed_meanwhile_is_a_conflict(world: World, mine: Submission) -> None:
    workbook = moved_on(world, mine)
    with pytest.raises(Conflict, match="sau khi tải bảng tính"):
        offline.apply_workbook(actor=world.people["officer"], workbook=workbook, version=1)


def test_the_conflict_shows_whose_words_would_go(world: World, mine: Submission) -> None:
    workbook = moved_on(world, mine)
    judged = offline.judge(mine, workbook.file.open("rb").read())
    assert judged.changed_by is not None
    assert (judged.changed_by.actor, judged.changes[0].old) == (world.people["head"], "Trên trang.")


def test_a_person_may_decide_for_the_file(world: World, mine: Submission) -> None:
    workbook = moved_on(world, mine)
    offline.apply_workbook(actor=world.people["officer"], workbook=workbook, version=1, overwrite=True)
    assert entry(world).narrative == "Trong tệp."


def test_a_change_between_preview_and_writing_is_a_conflict(world: World, mine: Submission) -> None:
    workbook = moved_on(world, mine)
    with pytest.raises(Conflict, match="vừa có người sửa thêm"):
        offline.apply_workbook(actor=world.people["officer"], workbook=workbook, version=0, overwrite=True)


def test_a_workbook_is_written_once(world: World, mine: Submission) -> None:
    workbook = taken(world, mine, filled(sent(mine), E5="Đã trình."))
    offline.apply_workbook(actor=world.people["officer"], workbook=workbook, version=0)
    with pytest.raises(Conflict, match="đã được ghi"):
        offline.apply_workbook(actor=world.people["officer"], workbook=workbook, version=1)


def test_the_trail_names_each_cell(world: World, mine: Submission) -> None:
    applied(world, mine, filled(sent(mine), E5="Đã trình."))
    trail = AuditEntry.objects.get(action="reporting.apply_workbook")
    assert trail.data["cells"] == [
        {"task": "III.1.b1", "field": "narrative", "place": "Nhiệm vụ · E5", "old": "", "new": "Đã trình."}
    ]


def upload(content: bytes, name: str = "bc.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_the_page_gives_preview_then_writes(world: World, mine: Submission) -> None:
    client = world.client("officer")
    content = client.get(reverse("reporting:offline-download", args=[mine.pk])).content
    shown = client.post(
        reverse("reporting:offline", args=[mine.pk]), {"file": upload(filled(content, E5="Đã trình."))}, follow=True
    )
    assert "Ghi vào báo cáo" in shown.content.decode()
    client.post(shown.request["PATH_INFO"], {"version": "0"})
    assert entry(world).narrative == "Đã trình."


def test_the_page_lists_bad_cells(world: World, mine: Submission) -> None:
    answer = world.client("officer").post(
        reverse("reporting:offline", args=[mine.pk]), {"file": upload(filled(sent(mine), F5="nhiều"))}
    )
    assert (answer.status_code, "Ô F5" in answer.content.decode()) == (422, True)


def test_another_agency_does_not_see_the_workbook(world: World, mine: Submission) -> None:
    workbook = taken(world, mine, sent(mine))
    assert world.client("other_officer").get(reverse("reporting:workbook", args=[workbook.pk])).status_code == 404


def test_a_leader_may_not_hand_in(world: World, mine: Submission) -> None:
    assert world.client("leader").get(reverse("reporting:offline", args=[mine.pk])).status_code == 403


@pytest.mark.django_db(transaction=True)  # the worker closes its connection
def test_the_office_takes_in_many_with_a_row_for_each(world: World, mine: Submission, opened: ReportingRound) -> None:
    other = Submission.objects.get(round=opened, organisation=world.other_body)
    files = [
        upload(filled(sent(mine), E5="Một."), "mot.xlsx"), upload(filled(sent(other), F5=200), "hai.xlsx"),
        upload(b"x", "ba.xlsx"),
    ]  # fmt: skip
    client = world.client("office")
    client.post(reverse("reporting:offline-many", args=[opened.pk]), {"files": files})
    make_worker(batch=True).run()
    batch = client.get(reverse("reporting:offline-many", args=[opened.pk])).context["batch"]
    assert [result["outcome"] for result in batch.results] == ["taken", "refused", "refused"]
    assert ProgressEntry.objects.count() == 1


def handed_in(world: World, opened: ReportingRound, *contents: bytes) -> WorkbookBatch:
    files = [(f"{number}.xlsx", content) for number, content in enumerate(contents)]
    return receive_many(actor=world.people["office"], opened=opened, files=files)


def test_work_broken_off_goes_on_where_it_was(world: World, mine: Submission, opened: ReportingRound) -> None:
    other = Submission.objects.get(round=opened, organisation=world.other_body)
    batch = handed_in(world, opened, filled(sent(mine), E5="Một."), filled(sent(other), E5="Hai."))
    take_in_next(batch)
    again = WorkbookBatch.objects.get(pk=batch.pk)
    while take_in_next(again):
        pass
    assert [result["outcome"] for result in again.results] == ["taken", "taken"]
    assert ProgressEntry.objects.count() == 2


def test_a_file_written_but_not_yet_told_is_not_written_twice(
    world: World, mine: Submission, opened: ReportingRound
) -> None:
    content = filled(sent(mine), E5="Một.")
    applied(world, mine, content, who="office")
    batch = handed_in(world, opened, content)
    take_in_next(batch)
    assert batch.results[0]["outcome"] in {"same", "conflict"} and ProgressEntry.objects.count() == 1


def test_more_files_than_one_hand_in_takes_are_refused_in_words(world: World, opened: ReportingRound) -> None:
    files = [upload(b"x", f"{number}.xlsx") for number in range(301)]
    answer = world.client("office").post(reverse("reporting:offline-many", args=[opened.pk]), {"files": files})
    assert answer.status_code == 422 and "Nhiều hơn 300 tệp" in answer.content.decode()


def test_no_file_at_all_is_told(world: World, opened: ReportingRound) -> None:
    answer = world.client("office").post(reverse("reporting:offline-many", args=[opened.pk]))
    assert answer.status_code == 422 and "Chọn một hoặc nhiều tệp" in answer.content.decode()


def test_only_the_office_hands_in_many(world: World, opened: ReportingRound) -> None:
    with pytest.raises(NotAllowed):
        receive_many(actor=world.people["officer"], opened=opened, files=[("a.xlsx", b"x")])


# --- an accepted figure


def accepted_with(world: World, mine: Submission, **fields: Any) -> Any:
    indicator = world.tasks[1].result_indicator
    said: dict[int, dict[str, Any]] = {task.pk: {"narrative": "Đã làm."} for task in world.tasks[:2]}
    said[world.tasks[1].pk] |= fields
    actions.save_entries(actor=world.people["officer"], submission=mine, version=mine.version, entries=said)
    actions.submit(actor=world.people["officer"], submission=mine)
    actions.approve(actor=world.people["head"], submission=mine)
    actions.accept(actor=world.people["office"], submission=mine)
    return Observation.objects.filter(series__indicator=indicator)


def test_a_figure_enters_the_store_with_the_report_as_its_source(world: World, mine: Submission) -> None:
    found = accepted_with(world, mine, result_value=Decimal("12.5"), result_kind="Sơ bộ").get()
    assert (found.value, found.period, found.kind) == (Decimal("12.5"), "2026-Q3", "preliminary")
    assert found.source.title == "Báo cáo quý III/2026 của Sở Mới về nhiệm vụ III.1.b2"


def test_a_figure_enters_the_store_over_the_boundaries_of_its_period(world: World, mine: Submission) -> None:
    """The programme was made for a territory that has ended since; the figure is of what stands in its place."""
    old = world.programme.area_version
    AreaVersion.objects.filter(pk=old.pk).update(valid_to=date(2025, 6, 30))
    new = AreaVersion.objects.create(code="thu-2", area=old.area, name_vi="Vùng thử mới", valid_from=date(2025, 7, 1))
    assert accepted_with(world, mine, result_value=Decimal("12.5")).get().series.area_version == new


def test_a_programme_without_a_territory_keeps_the_figure_in_the_report(world: World, mine: Submission) -> None:
    world.programme.area_version = None
    world.programme.save(update_fields=["area_version"])
    assert not accepted_with(world, mine, result_value=Decimal("12.5")).exists()
    assert mine.entries.get(task=world.tasks[1], latest=True).result_value == Decimal("12.5")


def test_a_reason_for_no_figure_enters_it_too(world: World, mine: Submission) -> None:
    found = accepted_with(world, mine, result_missing="Chưa đến kỳ điều tra").get()
    assert (found.value, found.missing, found.missing_reason) == (None, "missing", "Chưa đến kỳ điều tra")


def test_a_figure_held_already_goes_on_counting(world: World, mine: Submission) -> None:
    indicator = world.tasks[1].result_indicator
    series = Series.objects.create(
        indicator=indicator, area_version=world.programme.area_version, code="s", unit="%", preferred=True
    )
    held = Observation.objects.create(
        series=series, period="2026-Q3", value=Decimal(11), recorded_at=timezone.now(), kind="final"
    )
    found = accepted_with(world, mine, result_value=Decimal("12.5"))
    assert [one.pk for one in found.filter(preferred=True)] == [held.pk] and found.count() == 2


def test_a_report_that_is_only_approved_gives_no_figure(world: World, mine: Submission) -> None:
    said = {task.pk: {"narrative": "Đã làm.", "result_value": Decimal(5)} for task in world.tasks[:2]}
    actions.save_entries(actor=world.people["officer"], submission=mine, version=mine.version, entries=said)
    actions.submit(actor=world.people["officer"], submission=mine)
    actions.approve(actor=world.people["head"], submission=mine)
    assert not Observation.objects.exists()


def test_what_the_office_takes_in_waits_for_the_agency(world: World, mine: Submission) -> None:
    assert applied(world, mine, filled(sent(mine), E5="Một."), who="office").state == Submission.State.DRAFT


def test_the_office_may_not_enter_without_a_workbook(world: World, mine: Submission) -> None:
    with pytest.raises(NotAllowed):
        actions.save_entries(actor=world.people["office"], submission=mine, version=0, entries={})
