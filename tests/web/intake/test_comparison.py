"""A newer version of a document: what differs, what that does, who decides, and that nothing is written by halves."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lotrinh_web.errors import ActionError, Conflict, NotAllowed, Refused
from lotrinh_web.indicators.models import Target, TargetEvent
from lotrinh_web.indicators.queries import targets_of
from lotrinh_web.intake.actions import accept_sure, read_file, take_in
from lotrinh_web.intake.comparison import (
    adopt_without_effect,
    decide_difference,
    give_up,
    read_newer,
    state_of,
    take_in_newer,
)
from lotrinh_web.intake.comparison_finish import finish
from lotrinh_web.intake.confirm import make_programme
from lotrinh_web.intake.models import Comparison, Difference, Draft
from lotrinh_web.intake.naming import suggested
from lotrinh_web.organisations.models import Organisation
from lotrinh_web.programmes.models import Clause, ClauseChange, Document, Programme
from lotrinh_web.workplan.models import Assignment, Task, TaskEvent
from web.world import SYSTEM, World

HTMX = {"HX-Request": "true"}
OLD = """ỦY BAN NHÂN DÂN
TỈNH THỬ NGHIỆM

Số: 12/KH-UBND

Thử Nghiệm, ngày 10 tháng 3 năm 2026

KẾ HOẠCH
Phát triển thử nghiệm giai đoạn 2026 - 2030

I. MỤC TIÊU
1. Đến năm 2030, tỷ lệ đô thị hóa đạt 80%.
2. Đến năm 2030, tỷ lệ hộ dân dùng nước sạch đạt 95%.

II. PHÂN CÔNG THỰC HIỆN
1. Sở Tài chính chủ trì, phối hợp với Sở Nội vụ xây dựng đề án thử nghiệm, hoàn thành trước ngày 30/6/2026.
2. Sở Nội vụ chủ trì rà soát tổ chức bộ máy của các đơn vị sự nghiệp công lập.
3. Sở Xây dựng chủ trì lập quy hoạch các khu dân cư ven sông.

III. CHẾ ĐỘ BÁO CÁO
1. Các sở, ngành triển khai thực hiện Kế hoạch này.

Nơi nhận:
- Như trên;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Nguyễn Văn Thử
"""


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def programme(world: World) -> Programme:
    """A programme made of the older version."""
    draft = take_in(actor=SYSTEM, file=read_file("ke-hoach.txt", OLD.encode()))
    accept_sure(actor=SYSTEM, draft=draft, doubtful_too=True)
    return make_programme(actor=SYSTEM, draft=draft, **suggested(draft))


def newer(programme: Programme, *changes: tuple[str, str], base: str = OLD, name: str = "ban-moi.txt") -> Comparison:
    text = base
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return taken_in(programme, name, text)


def taken_in(programme: Programme, name: str, text: str) -> Comparison:
    return take_in_newer(actor=SYSTEM, programme=programme, newer=read_newer(programme, name, text.encode()))


def one(comparison: Comparison, **fields: Any) -> Difference:
    return comparison.differences.get(**fields)


def adopt_all(comparison: Comparison) -> None:
    for difference in comparison.differences.all():
        decide_difference(actor=SYSTEM, difference=difference, decision="adopted")


def effects(comparison: Comparison) -> list[tuple[str, str]]:
    return [(d.path, e["kind"]) for d in comparison.differences.all() for e in d.effects]


LEVEL = ("đô thị hóa đạt 80%", "đô thị hóa đạt 85%")
NO_TARGET = ("2. Đến năm 2030, tỷ lệ hộ dân dùng nước sạch đạt 95%.\n", "")
NO_TASK = ("3. Sở Xây dựng chủ trì lập quy hoạch các khu dân cư ven sông.\n", "")
NEW_TASK = (
    "\nIII. CHẾ ĐỘ",
    "4. Sở Y tế chủ trì mở trạm cấp cứu lưu động ở bến phà, hoàn thành trước ngày 31/12/2027.\n\nIII. CHẾ ĐỘ",
)
LATER = ("trước ngày 30/6/2026", "trước ngày 30/9/2026")


# --- what is found


def test_the_same_words_in_another_file_are_no_difference(programme: Programme) -> None:
    assert newer(programme, ("Nơi nhận:", "Nơi nhận: ")).differences.count() == 0


def test_a_changed_level_touches_its_target(programme: Programme) -> None:
    comparison = newer(programme, LEVEL)
    assert effects(comparison) == [("I.1", "target_changed")]


def test_the_words_put_in_and_taken_out_are_kept(programme: Programme) -> None:
    words = one(newer(programme, LEVEL)).words
    assert ["removed", "80%."] in words
    assert ["added", "85%."] in words


def test_a_clause_that_is_gone_touches_its_task(programme: Programme) -> None:
    assert effects(newer(programme, NO_TASK)) == [("II.3", "task_removed")]


def test_a_new_clause_brings_a_task(programme: Programme) -> None:
    assert effects(newer(programme, NEW_TASK)) == [("II.4", "task_added")]


def test_a_clause_that_only_moved_touches_nothing(programme: Programme) -> None:
    first = (
        "1. Sở Tài chính chủ trì, phối hợp với Sở Nội vụ xây dựng đề án thử nghiệm, hoàn thành trước ngày 30/6/2026."
    )
    comparison = newer(
        programme, (first, "1. Sở Y tế chủ trì mở trạm cấp cứu lưu động ở bến phà.\n" + first.replace("1.", "2.", 1)),
        ("2. Sở Nội vụ chủ trì rà", "3. Sở Nội vụ chủ trì rà"), ("3. Sở Xây", "4. Sở Xây"),
    )  # fmt: skip
    assert {d.kind for d in comparison.differences.filter(effects=[])} == {"moved"}


def test_another_document_is_not_a_newer_version(programme: Programme) -> None:
    with pytest.raises(Refused, match="không phải bản mới"):
        taken_in(programme, "khac.txt", "I. QUY ĐỊNH\n1. Thủ kho ghi sổ nhập hàng.\n2. Bảo vệ đóng cổng lúc 18 giờ.\n")
    assert Draft.objects.count() == 1


def test_a_secret_document_is_refused_and_not_kept(programme: Programme, world: World) -> None:
    content = ("MẬT\n" + OLD.replace("80%", "85%")).encode()
    data = {"programme": programme.pk, "file": SimpleUploadedFile("mat.txt", content)}
    response = world.client("office").post(reverse("intake:compare"), data)
    assert response.status_code == 422
    assert Draft.objects.count() == 1
    assert "độ mật" in response.content.decode() or "MẬT" in response.content.decode()


def test_a_programme_without_its_words_says_what_to_do(world: World) -> None:
    with pytest.raises(Refused, match="chưa có nguyên văn"):
        taken_in(world.programme, "moi.txt", OLD)
    assert not Document.objects.exclude(file_hash=None).exists()


def test_one_comparison_at_a_time(programme: Programme) -> None:
    newer(programme, LEVEL)
    with pytest.raises(Refused, match="chưa xong"):
        newer(programme, NO_TASK, name="nua.txt")


# --- deciding


def test_keeping_needs_a_reason(programme: Programme) -> None:
    difference = one(newer(programme, LEVEL))
    with pytest.raises(Refused, match="lý do"):
        decide_difference(actor=SYSTEM, difference=difference, decision="kept", reason="  ")


def test_deciding_changes_nothing_of_the_programme(programme: Programme) -> None:
    adopt_all(newer(programme, LEVEL, NO_TASK))
    assert set(programme.targets.values_list("status", flat=True)) == {"in_force"}
    assert not Task.objects.filter(phase="cancelled").exists()


def test_it_cannot_be_finished_while_an_effect_waits(programme: Programme) -> None:
    comparison = newer(programme, LEVEL, NO_TASK)
    decide_difference(actor=SYSTEM, difference=one(comparison, new_path="I.1"), decision="adopted")
    with pytest.raises(Refused, match="chưa quyết định"):
        finish(actor=SYSTEM, comparison=comparison)
    assert programme.targets.filter(status="adjusted").count() == 0


def test_differences_without_an_effect_are_adopted_at_once(programme: Programme) -> None:
    comparison = newer(programme, LEVEL, ("III. CHẾ ĐỘ BÁO", "III. VIỆC BÁO"))
    assert adopt_without_effect(actor=SYSTEM, comparison=comparison) == 1
    assert state_of(comparison).touching_open == 1


# --- finishing


def test_an_adopted_level_is_written_in_the_ledger(programme: Programme) -> None:
    comparison = newer(programme, LEVEL)
    adopt_all(comparison)
    finish(actor=SYSTEM, comparison=comparison)
    old = programme.targets.get(words__contains="80%")
    event = old.events.get(kind=TargetEvent.Kind.ADJUSTED)
    assert (old.status, old.low) == ("adjusted", Decimal(80))
    assert event.document == comparison.draft.document
    assert event.by_target is not None
    assert event.by_target.low == Decimal(85)


def test_only_the_new_target_is_followed(programme: Programme) -> None:
    comparison = newer(programme, LEVEL)
    adopt_all(comparison)
    finish(actor=SYSTEM, comparison=comparison)
    followed = [t.low for t in targets_of(programme).filter(clause__path="I.1")]
    assert followed == [Decimal(85)]


def test_what_people_settled_on_a_target_stays(programme: Programme) -> None:
    programme.targets.filter(words__contains="80%").update(convention="cách tính riêng", unit="% dân số")
    comparison = newer(programme, LEVEL)
    adopt_all(comparison)
    finish(actor=SYSTEM, comparison=comparison)
    made = programme.targets.get(words__contains="85%")
    assert (made.convention, made.unit) == ("cách tính riêng", "% dân số")


def test_another_date_replaces_a_target(programme: Programme) -> None:
    comparison = newer(programme, ("Đến năm 2030, tỷ lệ đô thị", "Đến năm 2035, tỷ lệ đô thị"))
    adopt_all(comparison)
    finish(actor=SYSTEM, comparison=comparison)
    old = programme.targets.get(due="2030", words__contains="80%")
    assert (old.status, programme.targets.filter(due="2035").count()) == ("replaced", 1)


def test_a_target_whose_clause_is_gone_is_withdrawn(programme: Programme) -> None:
    comparison = newer(programme, NO_TARGET)
    adopt_all(comparison)
    finish(actor=SYSTEM, comparison=comparison)
    assert programme.targets.get(words__contains="95%").status == "withdrawn"


def test_a_task_whose_clause_is_gone_is_cancelled_with_the_document(programme: Programme) -> None:
    comparison = newer(programme, NO_TASK)
    decide_difference(actor=SYSTEM, difference=one(comparison), decision="adopted", reason="Bỏ khỏi kế hoạch")
    finish(actor=SYSTEM, comparison=comparison)
    event = TaskEvent.objects.get(kind="cancelled")
    assert (event.task.code, event.reason) == ("II.3", "Bỏ khỏi kế hoạch")
    assert event.document == comparison.draft.document.citation


def test_a_new_task_is_a_proposal_with_the_body_it_names(programme: Programme) -> None:
    comparison = newer(programme, NEW_TASK)
    adopt_all(comparison)
    finish(actor=SYSTEM, comparison=comparison)
    task = programme.tasks.get(code="II.4")
    lead = Assignment.objects.get(task=task, part="lead")
    assert (lead.organisation.name_vi, lead.basis, task.due_basis) == ("Sở Y tế", "proposed", "proposed")
    assert task.clause == Clause.objects.get(document=programme.document, path="II")


def test_a_later_due_extends_the_task(programme: Programme) -> None:
    comparison = newer(programme, LATER)
    adopt_all(comparison)
    finish(actor=SYSTEM, comparison=comparison)
    task = programme.tasks.get(code="II.1")
    assert task.current_due > task.due_on
    assert task.events.filter(kind="extended", document=comparison.draft.document.citation).count() == 1


def test_another_lead_takes_over(programme: Programme) -> None:
    Organisation.objects.create(code="so-yt", name_vi="Sở Y tế", kind="department")
    comparison = newer(programme, ("3. Sở Xây dựng chủ trì", "3. Sở Y tế chủ trì"))
    adopt_all(comparison)
    finish(actor=SYSTEM, comparison=comparison)
    lead = Assignment.objects.get(task__code="II.3", task__programme=programme, part="lead", until=None)
    assert lead.organisation.code == "so-yt"


def test_what_is_kept_changes_nothing_and_is_remembered(programme: Programme) -> None:
    comparison = newer(programme, LEVEL)
    decide_difference(actor=SYSTEM, difference=one(comparison), decision="kept", reason="Chờ ý kiến tỉnh")
    finish(actor=SYSTEM, comparison=comparison)
    change = ClauseChange.objects.get(kind="changed")
    assert (change.adopted, change.reason, change.former.path) == (False, "Chờ ý kiến tỉnh", "I.1")
    assert programme.targets.filter(status="in_force").count() == 2


def test_the_old_document_and_its_clauses_stay(programme: Programme) -> None:
    before = list(Clause.objects.filter(document=programme.document).values_list("path", "text"))
    comparison = newer(programme, LEVEL, NO_TASK, NEW_TASK)
    adopt_all(comparison)
    finish(actor=SYSTEM, comparison=comparison)
    programme.refresh_from_db()
    assert list(Clause.objects.filter(document=programme.document).values_list("path", "text")) == before
    assert Clause.objects.filter(document=comparison.draft.document, path="II.4").exists()


def test_a_fault_in_the_middle_writes_nothing(programme: Programme) -> None:
    comparison = newer(programme, NO_TASK, LEVEL)
    adopt_all(comparison)
    Target.objects.filter(words__contains="80%").update(status="withdrawn")
    with pytest.raises(Conflict):
        finish(actor=SYSTEM, comparison=comparison)
    assert not TaskEvent.objects.filter(kind="cancelled").exists()
    comparison.refresh_from_db()
    assert comparison.finished_at is None


def test_it_is_finished_once(programme: Programme) -> None:
    comparison = newer(programme, LEVEL)
    adopt_all(comparison)
    finish(actor=SYSTEM, comparison=comparison)
    with pytest.raises(Conflict):
        finish(actor=SYSTEM, comparison=comparison)


def test_the_next_version_is_compared_with_the_newest(programme: Programme) -> None:
    comparison = newer(programme, LEVEL, NEW_TASK)
    adopt_all(comparison)
    finish(actor=SYSTEM, comparison=comparison)
    text = OLD.replace(*LEVEL).replace(*NEW_TASK)
    third = newer(
        programme, ("đạt 85%", "đạt 88%"), ("bến phà, hoàn", "bến phà và bến xe, hoàn"), base=text, name="3.txt"
    )
    assert effects(third) == [("I.1", "target_changed"), ("II.4", "task_changed")]
    assert one(third, new_path="II.4").effects[0]["task"] == programme.tasks.get(code="II.4").pk


def test_a_dropped_comparison_leaves_the_draft(programme: Programme) -> None:
    comparison = newer(programme, LEVEL)
    draft = give_up(actor=SYSTEM, comparison=comparison, reason="Nhập nhầm tệp")
    assert (Comparison.objects.count(), draft.items.exists()) == (0, True)


# --- pages


@pytest.mark.parametrize("who", ["officer", "head", "leader", "inspector"])
def test_only_the_office_decides(programme: Programme, world: World, who: str) -> None:
    difference = one(newer(programme, LEVEL))
    with pytest.raises(NotAllowed):
        decide_difference(actor=world.people[who], difference=difference, decision="adopted")


def test_the_office_uploads_and_sees_the_difference(programme: Programme, world: World) -> None:
    client = world.client("office")
    content = OLD.replace(*LEVEL).encode()
    data = {"programme": programme.pk, "file": SimpleUploadedFile("moi.txt", content)}
    response = client.post(reverse("intake:compare"), data, follow=True)
    page = response.content.decode()
    assert "<ins>85%.</ins>" in page
    assert "<del>80%.</del>" in page


def test_a_document_read_before_can_be_compared(programme: Programme, world: World) -> None:
    draft = take_in(actor=SYSTEM, file=read_file("moi.txt", OLD.replace(*LEVEL).encode()))
    world.client("office").post(reverse("intake:compare-draft", args=[draft.pk]), {"programme": programme.pk})
    assert effects(Comparison.objects.get(draft=draft)) == [("I.1", "target_changed")]


def test_a_document_in_comparison_is_not_confirmed_as_a_programme(programme: Programme) -> None:
    draft = newer(programme, LEVEL).draft
    accept_sure(actor=SYSTEM, draft=draft, doubtful_too=True)
    with pytest.raises(ActionError, match="so sánh"):
        make_programme(actor=SYSTEM, draft=draft, **suggested(draft))


def test_a_key_press_decides_and_the_bar_follows(programme: Programme, world: World) -> None:
    comparison = newer(programme, LEVEL)
    address = reverse("intake:decide-difference", args=[comparison.pk, one(comparison).pk])
    page = world.client("office").post(address, {"decision": "adopted"}, headers=HTMX).content.decode()
    assert 'id="comparison-bar" hx-swap-oob="true"' in " ".join(page.split())
    assert "decision-adopted" in page


def test_keeping_without_a_reason_is_said_at_the_card(programme: Programme, world: World) -> None:
    comparison = newer(programme, LEVEL)
    address = reverse("intake:decide-difference", args=[comparison.pk, one(comparison).pk])
    response = world.client("office").post(address, {"decision": "kept", "reason": ""}, headers=HTMX)
    assert response.status_code == 422
    assert "Ghi lý do giữ nguyên" in response.content.decode()


def test_the_clause_shows_what_the_newer_version_did(programme: Programme, world: World) -> None:
    comparison = newer(programme, LEVEL)
    adopt_all(comparison)
    finish(actor=SYSTEM, comparison=comparison)
    client = world.client("officer")
    client.post(reverse("portal:switch-programme"), {"programme": programme.pk})
    assert "<ins>85%.</ins>" in client.get(reverse("portal:programme") + "?muc=I.1").content.decode()


def test_the_page_asks_the_same_number_of_questions_for_few_and_many(programme: Programme, world: World) -> None:
    client = world.client("office")

    def count(comparison: Comparison) -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(reverse("intake:comparison", args=[comparison.pk]))
        return len(queries)

    few = newer(programme, LATER)
    client.get(reverse("intake:comparison", args=[few.pk]))
    first = count(few)
    give_up(actor=SYSTEM, comparison=few, reason="thử")
    many = newer(programme, LATER, LEVEL, NO_TARGET, NEW_TASK, ("công lập", "ngoài công lập"), name="nhieu.txt")
    assert count(many) == first
