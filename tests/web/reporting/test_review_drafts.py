"""A review being written: assembled, edited in places, assembled again with edits kept, frozen and made again."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from lotrinh_web.errors import Conflict, NotAllowed, Refused
from lotrinh_web.jobs.worker import make_worker
from lotrinh_web.reporting import actions, review_content
from lotrinh_web.reporting.models import ReviewDraft, Submission
from lotrinh_web.reporting.review_actions import (
    assemble_again,
    begin_review,
    choose_parts,
    decide,
    freeze,
    reproduce,
    same_as_kept,
    verdict,
    write,
)
from web.remembered import remembered
from web.world import SYSTEM, World

ON = date(2026, 10, 1)


def report(world: World, quarter: int, words: str) -> None:
    """One accepted report."""
    month = quarter * 3
    opened = actions.open_round(
        actor=SYSTEM, programme=world.programme, period=f"2026-Q{quarter}", opens_on=date(2026, month, 4),
        cut_off=date(2026, month, 14), due_on=date(2026, month, 16),
    )  # fmt: skip
    submission = Submission.objects.get(round=opened, organisation=world.body)
    said = {task.pk: {"narrative": f"{words} {task.code}"} for task in world.tasks[:2]}
    officer = world.people["officer"]
    actions.save_entries(actor=officer, submission=submission, version=0, entries=said)
    actions.submit(actor=officer, submission=submission)
    actions.approve(actor=world.people["head"], submission=submission)
    actions.accept(actor=world.people["office"], submission=submission)


@pytest.fixture
def draft(world: World, settings: Any, tmp_path: Path) -> ReviewDraft:
    settings.MEDIA_ROOT = tmp_path

    def begun() -> ReviewDraft:
        report(world, 2, "Đã trình kế hoạch")
        return begin(world)

    return remembered(begun)


def begin(world: World, **more: Any) -> ReviewDraft:
    fields = {"kind": "preliminary", "period": "2026-Q3", "on": ON, **more}
    return begin_review(actor=world.people["office"], programme=world.programme, **fields)


def group(draft: ReviewDraft) -> review_content.Slot:
    """The place of the task group that has a report."""
    return next(s for s in review_content.slots(draft) if s.section == "groups" and s.said)


def place(draft: ReviewDraft, code: str) -> review_content.Slot:
    return next(s for s in review_content.slots(draft) if s.code == code)


def wrote(world: World, draft: ReviewDraft, code: str, text: str, who: str = "office") -> None:
    write(actor=world.people[who], draft=draft, slot=code, text=text, version=place(draft, code).version)


def body(draft: ReviewDraft) -> str:
    from lotrinh.writing.document import Table, plain

    return "\n".join(
        plain(block.text)
        for block in review_content.put_together(draft).body
        if not isinstance(block, Table)  # type: ignore[union-attr]
    )


def test_what_agencies_reported_stands_in_its_group_with_its_source(draft: ReviewDraft) -> None:
    assert "Đã trình kế hoạch" in group(draft).said
    assert "[^e" in group(draft).said


def test_only_reports_up_to_the_day_are_told(draft: ReviewDraft, world: World) -> None:
    assert not any(s.said for s in review_content.slots(begin(world, on=date(2026, 6, 1))) if s.section == "groups")


def test_what_a_person_writes_stands_in_the_document(draft: ReviewDraft, world: World) -> None:
    wrote(world, draft, "direction", "Tập trung hoàn thành ba quy hoạch.")
    assert "Tập trung hoàn thành ba quy hoạch." in body(draft)


def test_a_text_that_is_not_touched_keeps_its_marks(draft: ReviewDraft, world: World) -> None:
    wrote(world, draft, group(draft).code, group(draft).said)
    from lotrinh.writing.document import runs_of

    runs = [r for b in review_content.put_together(draft).body if hasattr(b, "text") for r in runs_of(b.text)]
    assert sum(run.source.startswith("e") for run in runs) == 2


def test_a_mark_of_no_record_is_refused(draft: ReviewDraft, world: World) -> None:
    with pytest.raises(Refused, match="không chỉ bản ghi nào"):
        wrote(world, draft, "direction", "Đạt 40% [^o999999].")


def test_assembling_again_keeps_what_people_wrote(draft: ReviewDraft, world: World) -> None:
    wrote(world, draft, "direction", "Giữ nguyên câu này.")
    assemble_again(actor=world.people["office"], draft=draft, on=ON)
    assert place(ReviewDraft.objects.get(pk=draft.pk), "direction").words == "Giữ nguyên câu này."


@pytest.fixture
def moved_on(draft: ReviewDraft, world: World) -> ReviewDraft:
    """A group's text was edited, then a newer report was accepted and the review assembled again."""
    wrote(world, draft, group(draft).code, "Văn phòng viết gọn lại.")
    report(world, 3, "Đã ban hành kế hoạch")
    return assemble_again(actor=world.people["office"], draft=draft, on=ON)


def test_an_edit_over_records_that_changed_is_pointed_out(moved_on: ReviewDraft) -> None:
    assert [s.words for s in review_content.slots(moved_on) if s.outdated] == ["Văn phòng viết gọn lại."]


def test_a_review_with_something_to_decide_is_not_frozen(moved_on: ReviewDraft, world: World) -> None:
    with pytest.raises(Refused, match="Quyết định từng mục"):
        freeze(actor=world.people["office"], draft=moved_on)


@pytest.mark.parametrize(("keep", "words"), [(True, "Văn phòng viết gọn lại."), (False, "Đã ban hành kế hoạch")])
def test_the_person_decides(moved_on: ReviewDraft, world: World, keep: bool, words: str) -> None:
    slot = next(s for s in review_content.slots(moved_on) if s.outdated)
    decide(actor=world.people["office"], draft=moved_on, slot=slot.code, keep=keep, version=slot.version)
    after = place(moved_on, slot.code)
    assert (words in after.words, after.outdated) == (True, False)


def test_of_two_who_edit_one_place_the_second_is_told(draft: ReviewDraft, world: World) -> None:
    version = place(draft, "direction").version
    write(actor=world.people["office"], draft=draft, slot="direction", text="Một.", version=version)
    with pytest.raises(Conflict, match="vừa sửa"):
        write(actor=world.people["admin"], draft=draft, slot="direction", text="Hai.", version=version)


def test_on_the_page_the_second_keeps_what_was_typed(draft: ReviewDraft, world: World) -> None:
    wrote(world, draft, "direction", "Một.")
    address = reverse("reporting:write-review", args=[draft.pk, "direction"])
    answer = world.client("admin").post(
        address, {"text": "Hai, của tôi.", "version": "0"}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 409
    assert "Hai, của tôi." in answer.content.decode()


def test_nothing_written_is_lost(draft: ReviewDraft, world: World) -> None:
    for words in ("Một.", "Hai.", "Ba."):
        wrote(world, draft, "direction", words)
    assert [e.text for e in draft.edits.all()] == ["Một.", "Hai.", "Ba."]


def test_another_profile_needs_a_reason(draft: ReviewDraft, world: World) -> None:
    other = "HD36-2018" if draft.profile != "HD36-2018" else "ND30-2020"
    with pytest.raises(Refused, match="Ghi lý do"):
        begin(world, profile=other)


def test_sections_stand_in_the_order_chosen(draft: ReviewDraft, world: World) -> None:
    choose_parts(actor=world.people["office"], draft=draft, sections=["direction", "targets"], annexes=[])
    from lotrinh.writing.document import Heading

    again = ReviewDraft.objects.get(pk=draft.pk)
    heads = [b.text for b in review_content.put_together(again).body if isinstance(b, Heading) and b.level == 1]
    assert [h.split(",")[0] for h in heads] == ["PHƯƠNG HƯỚNG", "KẾT QUẢ THỰC HIỆN MỤC TIÊU"]


def test_an_agency_does_not_write_in_it(draft: ReviewDraft, world: World) -> None:
    with pytest.raises(NotAllowed):
        wrote(world, draft, "direction", "Không được.", who="officer")


@pytest.fixture
def frozen(draft: ReviewDraft, world: World) -> ReviewDraft:
    wrote(world, draft, "direction", "Tập trung ba việc.")
    freeze(actor=world.people["office"], draft=draft)
    return ReviewDraft.objects.select_related("review").get(pk=draft.pk)


def test_a_frozen_review_is_made_again_byte_for_byte(frozen: ReviewDraft) -> None:
    assert frozen.review is not None
    with frozen.review.file.open("rb") as handle:
        assert reproduce(frozen) == handle.read()


def test_later_changes_of_records_do_not_reach_it(frozen: ReviewDraft, world: World) -> None:
    report(world, 3, "Hoàn toàn khác")
    world.tasks[0].title_vi = "Tên khác"
    world.tasks[0].save()
    assert same_as_kept(frozen)


def test_a_frozen_review_is_not_written_in(frozen: ReviewDraft, world: World) -> None:
    with pytest.raises(Refused, match="đã chốt"):
        wrote(world, frozen, "direction", "Thêm.")


def test_a_file_changed_afterwards_is_found(frozen: ReviewDraft) -> None:
    assert frozen.review is not None
    Path(frozen.review.file.path).write_bytes(b"PK other")
    assert not same_as_kept(frozen)


def test_a_fresh_process_gives_the_same_bytes(frozen: ReviewDraft, tmp_path: Path) -> None:
    """What was kept is enough: no database, no order of this process's sets."""
    kept = tmp_path / "kept.json"
    kept.write_text(json.dumps([frozen.document, frozen.profile, str(tmp_path / "review-pictures")]))
    script = (
        "import json,sys,hashlib,pathlib\n"
        "from lotrinh.writing.kept import from_json\nfrom lotrinh.writing.word import build\n"
        "text,profile,folder=json.loads(pathlib.Path(sys.argv[1]).read_text())\n"
        "get=lambda key:(pathlib.Path(folder)/f'{key}.png').read_bytes()\n"
        "print(hashlib.sha256(build(from_json(text,get),profile)).hexdigest())\n"
    )
    env = {**os.environ, "PYTHONPATH": "src", "PYTHONHASHSEED": "7"}
    out = subprocess.run([sys.executable, "-c", script, str(kept)], env=env, capture_output=True, text=True, check=True)
    assert frozen.review is not None
    assert out.stdout.strip() == frozen.review.file_hash


def test_the_page_shows_the_figure_with_a_link_to_its_record(draft: ReviewDraft, world: World) -> None:
    page = world.client("office").get(reverse("reporting:review-draft", args=[draft.pk])).content.decode()
    submission = Submission.objects.get(organisation=world.body)
    assert f'href="/ky-bao-cao/bao-cao/{submission.pk}/#nv-' in page


def test_words_of_people_cannot_act_on_the_page(draft: ReviewDraft, world: World) -> None:
    wrote(world, draft, "direction", "<script>alert(1)</script>")
    page = world.client("leader").get(reverse("reporting:review-draft", args=[draft.pk])).content.decode()
    assert "<script>alert" not in page


@pytest.mark.django_db(transaction=True)
def test_a_review_begun_on_the_screen_opens_when_it_is_assembled(draft: ReviewDraft, world: World) -> None:
    fields = {"kind": "preliminary", "period": "2026-Q2", "on": "2026-10-01", "profile": "", "profile_reason": ""}
    answer = world.client("office").post(reverse("reporting:begin-review"), fields)
    make_worker(batch=True).run()
    newest = ReviewDraft.objects.latest("pk")
    page = world.client("office").get(answer.headers["Location"])
    assert page.headers["Location"] == reverse("reporting:review-draft", args=[newest.pk])


def test_a_review_of_a_day_to_come_is_refused(world: World) -> None:
    with pytest.raises(Refused, match="chưa đến"):
        begin(world, on=date(2099, 1, 1))


def test_a_finding_stands_in_its_annex_with_a_link_to_its_record(draft: ReviewDraft, world: World) -> None:
    """Products come in as the records stand; here a finding, with the mark of its record."""
    from lotrinh.writing.document import Table, plain
    from lotrinh_web.products.queries import FindingLine, Origin
    from lotrinh_web.reporting.review_annexes import _findings

    origin = Origin("III.1", "III.1.b1", "Việc 1", "Sở Mới", "/san-pham/kien-nghi/7/", False, 0)
    line = FindingLine(
        origin, "Kết luận số 12-KL/UBKTTU", "Ủy ban Kiểm tra", "Sở Mới", "Rà soát định mức", date(2026, 9, 1),
        "overdue", "Quá hạn", 30, None, "", "", (), "",
    )  # fmt: skip
    sources: dict[str, Any] = {}
    annex = _findings([line], sources)
    assert annex is not None
    table = annex.blocks[-1]
    assert isinstance(table, Table)
    assert plain(table.rows[0][1]) == "Kết luận số 12-KL/UBKTTU"  # type: ignore[index]
    assert [source.link for source in sources.values()] == ["/san-pham/kien-nghi/7/"]


# --- the first draft of the words


def said(world: World, draft: ReviewDraft, **fields: Any) -> ReviewDraft:
    """A third quarter's report with something in other fields, and a review of it."""
    opened = actions.open_round(
        actor=SYSTEM, programme=world.programme, period="2026-Q3", opens_on=date(2026, 9, 4),
        cut_off=date(2026, 9, 14), due_on=date(2026, 9, 16),
    )  # fmt: skip
    submission = Submission.objects.get(round=opened, organisation=world.body)
    entries = {task.pk: {"narrative": f"Đã làm {task.code}", **fields} for task in world.tasks[:2]}
    officer = world.people["officer"]
    actions.save_entries(actor=officer, submission=submission, version=0, entries=entries)
    actions.submit(actor=officer, submission=submission)
    actions.approve(actor=world.people["head"], submission=submission)
    actions.accept(actor=world.people["office"], submission=submission)
    return begin(world)


@pytest.mark.parametrize(
    ("field", "code"),
    [("difficulty", "assessment-shortcomings"), ("next_steps", "direction"), ("request", "proposals_here")],
)
def test_what_agencies_said_is_drafted_in_its_place_with_its_record(
    world: World, draft: ReviewDraft, field: str, code: str
) -> None:
    words = place(said(world, draft, **{field: "Thiếu vốn đối ứng."}), code).said
    assert "- Sở Mới: Thiếu vốn đối ứng. [^e" in words


def test_a_task_past_its_day_is_named_among_the_shortcomings(world: World, draft: ReviewDraft) -> None:
    # The first task was due on 30/6/2026; 1/10 is 93 days later.
    assert "- Sở Mới: Việc 1 (quá hạn 93 ngày)." in place(draft, "assessment-shortcomings").said


def test_a_source_leads_to_the_report_it_came_from(world: World, draft: ReviewDraft, settings: Any) -> None:
    settings.SITE_ADDRESS = "https://lotrinh.example/"
    sources = review_content.data_of(begin(world)).sources
    link = next(source.link for key, source in sources.items() if key.startswith("e"))
    submission = Submission.objects.get(round__period="2026-Q2", organisation=world.body)
    assert link == f"https://lotrinh.example/ky-bao-cao/bao-cao/{submission.pk}/#nv-{world.tasks[0].pk}"


# --- a later version of the program


def test_a_file_made_by_an_earlier_writer_is_told_apart_from_a_damaged_one(frozen: ReviewDraft) -> None:
    assert frozen.review is not None
    earlier = b"a file laid out in another way"
    frozen.review.file.save("truoc.docx", ContentFile(earlier), save=False)
    frozen.review.file_hash = hashlib.sha256(earlier).hexdigest()
    frozen.review.inputs = {**frozen.review.inputs, "writer": 1}
    frozen.review.save()
    assert verdict(frozen) == "earlier_writer"


def test_a_damaged_file_of_an_earlier_writer_is_still_found(frozen: ReviewDraft) -> None:
    assert frozen.review is not None
    frozen.review.inputs = {**frozen.review.inputs, "writer": 0}
    frozen.review.file_hash = "0" * 64
    frozen.review.save()
    assert verdict(frozen) == "changed"
