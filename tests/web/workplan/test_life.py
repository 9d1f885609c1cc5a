"""Evidence, milestones, waiting, instances and triggers of a task: what is kept, what is refused, who may."""

from __future__ import annotations

import io
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lotrinh.errors import ClassifiedDocument
from lotrinh_web.audit.models import AuditEntry
from lotrinh_web.errors import NotAllowed, Refused
from lotrinh_web.workplan import life
from lotrinh_web.workplan.evidence import add_evidence, path_of
from lotrinh_web.workplan.life_models import EvidenceFile, TaskInstance
from lotrinh_web.workplan.models import Task
from lotrinh_web.workplan.queries import tasks_of
from web.world import SYSTEM, World

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\n" \
      b"trailer<</Root 1 0 R>>\n%%EOF"  # fmt: skip


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def task(world: World) -> Task:
    """Led by the first agency, due 30/6/2026."""
    return world.tasks[0]


def add(world: World, task: Task, name: str, content: bytes, who: str = "officer") -> EvidenceFile:
    return add_evidence(actor=world.people[who], task=task, name=name, content=content)


def text(words: str) -> bytes:
    return words.encode()


def word(*lines: str, macro: bool = False) -> bytes:
    import docx

    made = docx.Document()
    for line in lines:
        made.add_paragraph(line)
    out = io.BytesIO()
    made.save(out)
    if macro:
        with zipfile.ZipFile(out, "a") as package:
            package.writestr("word/vbaProject.bin", b"x")
    return out.getvalue()


# ---- evidence


def test_a_file_is_kept_under_its_hash(world: World, task: Task, media: Path) -> None:
    kept = add(world, task, "ket-qua.txt", text("Đã ban hành."))
    assert (media / path_of(kept.sha256)).read_bytes() == text("Đã ban hành.")


def test_the_same_content_of_two_tasks_is_stored_once(world: World, task: Task, media: Path) -> None:
    add(world, task, "a.txt", text("Một nội dung."))
    add(world, world.tasks[1], "b.txt", text("Một nội dung."))
    assert len([p for p in media.rglob("*") if p.is_file()]) == 1


def test_the_same_file_twice_on_one_task_is_told(world: World, task: Task) -> None:
    add(world, task, "a.txt", text("Một."))
    with pytest.raises(Refused, match="đã có"):
        add(world, task, "b.txt", text("Một."))


def test_a_program_named_pdf_is_refused(world: World, task: Task) -> None:
    with pytest.raises(Refused, match="chương trình máy tính"):
        add(world, task, "ke-hoach.pdf", b"MZ\x90\x00" + b"\x00" * 300)


def test_a_file_of_another_type_than_its_name_is_refused(world: World, task: Task) -> None:
    with pytest.raises(Refused, match="đuôi"):
        add(world, task, "ke-hoach.pdf", word("Kế hoạch"))


def test_macros_are_refused(world: World, task: Task) -> None:
    with pytest.raises(Refused, match="macro"):
        add(world, task, "ke-hoach.docx", word("Kế hoạch", macro=True))


def test_a_file_over_the_limit_is_refused(world: World, task: Task, settings: Any) -> None:
    settings.MAX_DOCUMENT_BYTES = 2**20
    with pytest.raises(Refused, match="lớn hơn 1 MB"):
        add(world, task, "dai.txt", b"a" * (2**20 + 1))


@pytest.mark.parametrize("mark", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
def test_a_classified_file_is_refused_and_not_kept(world: World, task: Task, media: Path, mark: str) -> None:
    with pytest.raises(ClassifiedDocument):
        add(world, task, "van-ban.docx", word("TỈNH ỦY", mark, "Nội dung"))
    assert [p for p in media.rglob("*") if p.is_file()] == []


def test_a_name_cannot_leave_its_folder(world: World, task: Task, media: Path) -> None:
    kept = add(world, task, "../../etc/passwd.txt", text("Một."))
    assert kept.name == "passwd.txt"


def test_another_agency_adds_nothing(world: World, task: Task) -> None:
    with pytest.raises(NotAllowed):
        add(world, task, "a.txt", text("Một."), who="other_officer")


def test_a_file_is_given_out_as_a_download_only(world: World, task: Task) -> None:
    kept = add(world, task, "a.txt", text("<script>"))
    answer = world.client("leader").get(reverse("workplan:evidence-file", args=[task.pk, kept.pk]))
    assert answer["Content-Disposition"].startswith("attachment")
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/octet-stream", "nosniff")


def test_another_agency_does_not_open_it(world: World, task: Task) -> None:
    kept = add(world, task, "a.txt", text("Một."))
    address = reverse("workplan:evidence-file", args=[task.pk, kept.pk])
    assert world.client("other_officer").get(address).status_code == 404


def test_on_the_page_the_sentence_comes_back(world: World, task: Task) -> None:
    bad = SimpleUploadedFile("ke-hoach.pdf", b"MZ\x90\x00" + b"\x00" * 300)
    answer = world.client("officer").post(reverse("workplan:add-evidence", args=[task.pk]), {"file": bad}, follow=True)
    assert "chương trình máy tính" in answer.content.decode()


def test_two_gigabytes_are_refused_before_they_are_read(world: World, task: Task) -> None:
    client: Client = world.client("officer")
    address = reverse("workplan:add-evidence", args=[task.pk])
    answer = client.generic("POST", address, b"x", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=2**31)
    assert answer.status_code == 413


# ---- received, started


def test_the_agency_says_it_has_received_the_task(world: World, task: Task) -> None:
    life.take_up(actor=world.people["officer"], task=task, kind="received", on=date(2026, 1, 5))
    assert AuditEntry.objects.filter(action="workplan.received").exists()


def test_a_task_is_received_once(world: World, task: Task) -> None:
    life.take_up(actor=world.people["officer"], task=task, kind="received", on=date(2026, 1, 5))
    with pytest.raises(Refused, match="đã ghi"):
        life.take_up(actor=world.people["officer"], task=task, kind="received", on=date(2026, 1, 6))


# ---- milestones


def milestone(world: World, task: Task, due: date = date(2026, 3, 1)) -> Any:
    return life.plan_milestone(actor=world.people["officer"], task=task, title="Trình dự thảo", due_on=due)


def test_a_milestone_after_the_due_is_refused(world: World, task: Task) -> None:
    with pytest.raises(Refused, match="sau thời hạn"):
        milestone(world, task, date(2026, 7, 1))


def test_a_milestone_reached_stands_in_the_history(world: World, task: Task) -> None:
    made = milestone(world, task)
    life.reach_milestone(
        actor=world.people["officer"], task=task, milestone=made, on=date(2026, 2, 20), document="Tờ trình số 5/TTr"
    )
    assert task.events.filter(kind="milestone", document="Tờ trình số 5/TTr").exists()


def test_a_milestone_reached_needs_its_document(world: World, task: Task) -> None:
    with pytest.raises(Refused, match="minh chứng"):
        life.reach_milestone(
            actor=world.people["officer"],
            task=task,
            milestone=milestone(world, task),
            on=date(2026, 2, 20),
            document="",
        )


def test_a_milestone_that_was_reached_is_not_dropped(world: World, task: Task) -> None:
    made = milestone(world, task)
    fields: dict[str, Any] = {"actor": world.people["officer"], "task": task, "milestone": made}
    life.reach_milestone(**fields, on=date(2026, 2, 20), document="TTr 5")
    with pytest.raises(Refused, match="không bỏ được"):
        life.drop_milestone(**fields, reason="Nhầm")


# ---- waiting


def wait(world: World, first: int, second: int) -> None:
    life.make_wait(actor=world.people["office"], task=world.tasks[first], after=world.tasks[second])


def test_a_circle_is_refused_with_its_way(world: World) -> None:
    wait(world, 0, 1)
    wait(world, 1, 2)
    with pytest.raises(Refused, match=r"III\.1\.b1 → III\.1\.b2 → III\.1\.b3 → III\.1\.b1"):
        wait(world, 2, 0)


def test_a_task_that_waits_for_a_later_due_is_warned_of(world: World) -> None:
    """The first is due 30/6/2026, the third 31/12/2030."""
    wait(world, 0, 2)
    assert ["31/12/2030" in w for w in life.life_of(world.tasks[0], date(2026, 1, 1)).warnings] == [True]


def test_a_waiting_that_was_ended_no_longer_makes_a_circle(world: World) -> None:
    wait(world, 0, 1)
    life.end_wait(actor=world.people["office"], task=world.tasks[0], after=world.tasks[1], reason="Tách việc")
    wait(world, 1, 0)
    assert life.life_of(world.tasks[0], date(2026, 1, 1)).waits_for == []


# ---- recurring


@pytest.fixture
def quarterly(world: World) -> Task:
    task = world.tasks[1]
    task.due_kind, task.due_recurrence = Task.DueKind.RECURRING, "quarter"
    task.save()
    return task


def periods(task: Task) -> list[str]:
    return sorted(task.instances.values_list("period", flat=True))


def test_the_first_instance_is_that_of_the_day(quarterly: Task) -> None:
    life.make_instances(actor=SYSTEM, on=date(2026, 8, 1))
    assert periods(quarterly) == ["2026-Q3"]


def test_made_twice_makes_nothing_twice(quarterly: Task) -> None:
    made = [life.make_instances(actor=SYSTEM, on=date(2026, 8, 1)) for _ in range(2)]
    assert made == [1, 0]


def test_missed_quarters_are_made_up(quarterly: Task) -> None:
    life.make_instances(actor=SYSTEM, on=date(2026, 2, 1))
    life.make_instances(actor=SYSTEM, on=date(2026, 11, 1))
    assert periods(quarterly) == ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]


@pytest.mark.parametrize(
    ("done", "on", "status"),
    [
        (None, date(2026, 9, 30), "open_in_time"), (None, date(2026, 10, 1), "overdue"),
        (date(2026, 9, 30), date(2026, 12, 1), "done_on_time"), (date(2026, 10, 1), date(2026, 12, 1), "done_late"),
    ],
)  # fmt: skip
def test_an_instance_counts_by_the_official_arithmetic(done: date | None, on: date, status: str) -> None:
    instance = TaskInstance(period="2026-Q3", due_on=date(2026, 9, 30), done_on=done)
    assert life.instance_status(instance, on) == status


def test_the_recurring_task_itself_stays_outside_in_time_and_overdue(world: World, quarterly: Task) -> None:
    life.make_instances(actor=SYSTEM, on=date(2026, 2, 1))
    today = timezone.localdate()
    assert tasks_of(world.programme, today).get(pk=quarterly.pk).status == "continuous"  # type: ignore[attr-defined]


# ---- triggered


@pytest.fixture
def waiting(world: World) -> Task:
    task = world.tasks[1]
    task.due_kind = Task.DueKind.TRIGGERED
    task.save()
    return task


def pull(world: World, task: Task, **more: Any) -> Any:
    fields = {"on": date(2026, 3, 1), "due_on": date(2026, 6, 1), "document": "Nghị định 12/2026/NĐ-CP", **more}
    return life.trigger(actor=world.people["office"], task=task, **fields)


def test_with_its_ground_the_due_runs(world: World, waiting: Task) -> None:
    pull(world, waiting)
    later = timezone.localdate() + timedelta(days=1)
    assert tasks_of(world.programme, later).get(pk=waiting.pk).status == "overdue"  # type: ignore[attr-defined]


def test_the_day_before_it_still_had_no_due(world: World, waiting: Task) -> None:
    pull(world, waiting)
    assert tasks_of(world.programme, date(2026, 2, 28)).get(pk=waiting.pk).status == "continuous"  # type: ignore[attr-defined]


def test_the_ground_is_named(world: World, waiting: Task) -> None:
    with pytest.raises(Refused, match="căn cứ"):
        pull(world, waiting, document=" ")


def test_a_due_before_the_ground_is_refused(world: World, waiting: Task) -> None:
    with pytest.raises(Refused, match="phải sau"):
        pull(world, waiting, due_on=date(2026, 3, 1))


def test_a_task_of_another_kind_is_not_triggered(world: World, task: Task) -> None:
    with pytest.raises(Refused, match="không phải loại chờ căn cứ"):
        pull(world, task)


# ---- the pages


def test_the_timeline_shows_milestones_and_waiting(world: World, task: Task) -> None:
    milestone(world, task)
    wait(world, 0, 1)
    page = world.client("office").get(reverse("workplan:tasks") + "?xem=lich").content.decode()
    assert "gantt-milestone" in page
    assert "chờ III.1.b2" in page


def test_the_page_of_a_task_asks_no_more_with_more_life(
    world: World, task: Task, django_assert_max_num_queries: Any
) -> None:
    for index in range(5):
        add(world, task, f"{index}.txt", text(f"Số {index}"))
        milestone(world, task, date(2026, 3, 1) + timedelta(days=index))
    with django_assert_max_num_queries(50):
        world.client("office").get(reverse("workplan:task", args=[task.pk]))
