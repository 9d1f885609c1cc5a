"""Long work: queued once, done once, its effect and its end together, taken up again when its process is gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from lotrinh_web.audit.models import AuditEntry
from lotrinh_web.errors import Refused
from lotrinh_web.jobs import clock, work
from lotrinh_web.jobs.actions import start
from lotrinh_web.jobs.models import Job
from lotrinh_web.jobs.work import Result, long_work, run_job, take_up_lost
from lotrinh_web.jobs.worker import make_worker
from lotrinh_web.organisations.models import Organisation
from web.world import World

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def kind() -> Iterator[Callable[..., None]]:
    """Registers a kind called "thu" for one test."""
    before = dict(work.KINDS)

    def register(
        finish: Callable[..., Result], compute: Callable[..., Any] = lambda arguments, progress: arguments
    ) -> None:
        long_work("thu", compute=compute)(finish)

    yield register
    work.KINDS.clear()
    work.KINDS.update(before)


def rename(world: World) -> Callable[..., Result]:
    """An effect that can be counted: one letter more in a name."""

    def finish(*, actor: Any, value: Any) -> Result:
        body = Organisation.objects.get(pk=world.body.pk)
        body.name_en += "x"
        body.save()
        return Result("/", "xong")

    return finish


def effects(world: World) -> int:
    return Organisation.objects.get(pk=world.body.pk).name_en.count("x") - world.body.name_en.count("x")


def ask(world: World, **more: Any) -> Job:
    return start(actor=world.people["office"], kind="thu", title="Việc thử", arguments={"n": 1}, **more)


def test_work_that_is_asked_for_is_done(world: World, kind: Any) -> None:
    kind(rename(world))
    job = ask(world)
    make_worker(batch=True).run()
    job.refresh_from_db()
    assert (job.state, job.result_words, effects(world)) == ("done", "xong", 1)


def test_the_same_key_is_the_same_work(world: World, kind: Any) -> None:
    kind(rename(world))
    first, second = ask(world, key="quy-3"), ask(world, key="quy-3")
    make_worker(batch=True).run()
    assert (first.pk, effects(world)) == (second.pk, 1)


def test_a_job_run_a_second_time_has_no_second_effect(world: World, kind: Any) -> None:
    kind(rename(world))
    job = ask(world)
    make_worker(batch=True).run()
    run_job.func(job.pk)
    assert effects(world) == 1


def test_a_refusal_leaves_its_sentence_and_nothing_else(world: World, kind: Any) -> None:
    done = rename(world)

    def finish(*, actor: Any, value: Any) -> Result:
        done(actor=actor, value=value)
        raise Refused("Kỳ báo cáo đã khóa.")

    kind(finish)
    job = ask(world)
    make_worker(batch=True).run()
    job.refresh_from_db()
    assert (job.state, job.error, effects(world)) == ("failed", "Kỳ báo cáo đã khóa.", 0)


def test_a_fault_of_ours_is_told_without_its_details(world: World, kind: Any) -> None:
    def finish(*, actor: Any, value: Any) -> Result:
        raise ValueError("secret path")

    kind(finish)
    job = ask(world)
    make_worker(batch=True).run()
    job.refresh_from_db()
    assert job.state == "failed"
    assert "secret" not in job.error


def test_a_job_whose_process_is_gone_is_taken_up_again(world: World, kind: Any) -> None:
    kind(rename(world))
    job = ask(world)
    long_ago = timezone.now() - timedelta(hours=1)
    Job.objects.filter(pk=job.pk).update(state="running", attempt=1, seen_at=long_ago)
    assert take_up_lost() == 1
    make_worker(batch=True).run()
    job.refresh_from_db()
    assert (job.state, job.attempt, effects(world)) == ("done", 2, 1)


def test_a_job_that_fell_out_of_the_queue_is_queued_again(world: World, kind: Any) -> None:
    kind(rename(world))
    job = ask(world)
    DBTaskResult.objects.update(status="RUNNING")  # the process was killed between taking the entry and the job
    Job.objects.filter(pk=job.pk).update(requested_at=timezone.now() - timedelta(hours=1))
    assert take_up_lost() == 1
    make_worker(batch=True).run()
    assert effects(world) == 1


def test_a_job_that_waits_its_turn_is_not_queued_twice(world: World, kind: Any) -> None:
    kind(rename(world))
    job = ask(world)
    Job.objects.filter(pk=job.pk).update(requested_at=timezone.now() - timedelta(hours=1))
    assert take_up_lost() == 0


def test_a_silent_process_that_wakes_too_late_changes_nothing(world: World, kind: Any) -> None:
    def compute(arguments: Any, progress: Any) -> Any:
        Job.objects.update(attempt=7)  # meanwhile another process took it over
        return arguments

    kind(rename(world), compute)
    job = ask(world)
    make_worker(batch=True).run()
    job.refresh_from_db()
    assert (job.state, effects(world)) == ("running", 0)


def test_after_three_lost_processes_the_person_is_told(world: World, kind: Any) -> None:
    kind(rename(world))
    job = ask(world)
    Job.objects.filter(pk=job.pk).update(state="running", attempt=3, seen_at=timezone.now() - timedelta(hours=1))
    take_up_lost()
    job.refresh_from_db()
    assert job.state == "failed"
    assert "ba lần" in job.error


def test_progress_is_seen_while_it_runs(world: World, kind: Any) -> None:
    seen = []

    def compute(arguments: Any, progress: Any) -> Any:
        progress(3, 10, "đang đọc")
        seen.append(Job.objects.values_list("done", "total", "words").get())
        return arguments

    kind(rename(world), compute)
    ask(world)
    make_worker(batch=True).run()
    assert seen == [(3, 10, "đang đọc")]


def test_a_request_is_in_the_trail(world: World, kind: Any) -> None:
    kind(rename(world))
    ask(world)
    assert AuditEntry.objects.filter(action="jobs.start", actor_key=world.people["office"].audit_key).exists()


def test_a_person_does_not_see_other_peoples_work(world: World, kind: Any) -> None:
    kind(rename(world))
    job = ask(world)
    assert world.client("stranger").get(f"/viec-nen/{job.pk}/").status_code == 404


def test_the_page_says_when_nobody_works(world: World, kind: Any) -> None:
    kind(rename(world))
    job = ask(world)
    page = world.client("office").get(f"/viec-nen/{job.pk}/").content.decode()
    assert "manage.py work" in page


def test_a_page_that_asks_again_goes_on_to_the_result(world: World, kind: Any) -> None:
    kind(rename(world))
    job = ask(world)
    make_worker(batch=True).run()
    answer = world.client("office").get(f"/viec-nen/{job.pk}/", headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == "/"


def test_what_the_clock_asks_for_is_started_once_a_day(
    world: World, kind: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind(rename(world))
    monkeypatch.setattr(clock, "DAILY", [clock.Daily("thu", "Hằng ngày", time(7, 0))])
    morning = timezone.make_aware(datetime(2026, 9, 1, 7, 30))
    asked = [len(clock.start_due(morning)), len(clock.start_due(morning))]
    assert asked == [1, 0]


def test_the_clock_waits_for_the_hour(world: World, kind: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    kind(rename(world))
    monkeypatch.setattr(clock, "DAILY", [clock.Daily("thu", "Hằng ngày", time(7, 0))])
    assert clock.start_due(timezone.make_aware(datetime(2026, 9, 1, 6, 59))) == []
