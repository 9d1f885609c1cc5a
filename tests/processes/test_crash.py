"""kill −9 in the middle of an act, before each of its writes: nothing is half done, and it can be done again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from processes.conftest import Place

pytestmark = pytest.mark.load

WRITES = (1, 2, 4, 7)
"""Before which of its writing statements the process is killed."""


def rows(place: Place) -> dict[str, Any]:
    state = place.do("state")
    assert state["breaks"] == []
    found: dict[str, Any] = state["rows"]
    return found


def kill(place: Place, act: str, write: int, **env: str) -> None:
    assert place.killed_at(act, write, **env), f"{act} ended before its write number {write}: nothing was tested"


@pytest.mark.parametrize("write", WRITES)
def test_an_acceptance_that_is_killed_leaves_nothing(place: Place, write: int) -> None:
    before = rows(place)
    kill(place, "accept", write)
    assert rows(place) == before


@pytest.mark.parametrize("write", WRITES)
def test_a_reorganisation_that_is_killed_leaves_nothing(place: Place, write: int) -> None:
    before = rows(place)
    kill(place, "merge", write)
    assert rows(place) == before


@pytest.mark.parametrize("act", ["accept", "merge"])
def test_after_a_kill_it_can_be_done_again(place: Place, act: str) -> None:
    kill(place, act, 4)
    assert place.do(act)["done"]


@pytest.fixture
def workbook(place: Place, tmp_path: Path) -> str:
    """A filled-in workbook of a report that is open again."""
    place.do("reopen")
    path = str(tmp_path / "tra-loi.xlsx")
    place.do("issue", WORKBOOK=path)
    return path


@pytest.mark.parametrize("write", [1, 2, 4, 6])
def test_an_import_that_is_killed_changes_no_report(place: Place, workbook: str, write: int) -> None:
    """Keeping the file and applying it are two acts; killed in either, the report stands as it was."""
    watched = ("reporting.Submission", "reporting.ProgressEntry", "reporting.SubmissionEvent")
    before = rows(place)
    kill(place, "take_in", write, WORKBOOK=workbook)
    after = rows(place)
    assert [after[name] for name in watched] == [before[name] for name in watched]


@pytest.mark.parametrize("write", [4, 6, 8, 10])
def test_entries_and_figures_of_one_file_come_in_together_or_not_at_all(
    place: Place, tmp_path: Path, write: int
) -> None:
    place.do("reopen")
    place.do("follow_one")
    path = str(tmp_path / "tra-loi.xlsx")
    place.do("issue", WORKBOOK=path)
    watched = ("reporting.Submission", "reporting.ProgressEntry", "reporting.ReportedFigure")
    before = rows(place)
    kill(place, "take_in", write, WORKBOOK=path)
    after = rows(place)
    assert [after[name] for name in watched] == [before[name] for name in watched]
    assert place.do("take_in", WORKBOOK=path)["done"]
    assert len(rows(place)["reporting.ReportedFigure"]) == 1


def test_after_a_killed_import_the_same_file_comes_in(place: Place, workbook: str) -> None:
    kill(place, "take_in", 4, WORKBOOK=workbook)
    assert place.do("take_in", WORKBOOK=workbook)["done"]


@pytest.mark.parametrize("write", [4, 8, 14, 20])
def test_workbooks_taken_in_by_a_worker_that_is_killed_are_written_once(
    place: Place, workbook: str, write: int
) -> None:
    place.do("hand_in", WORKBOOK=workbook)
    kill(place, "work", write)
    place.do("work")
    entries = rows(place)["reporting.ProgressEntry"]
    assert sum("Nội dung từ bảng tính." in entry for entry in entries) == 1
    assert place.do("batch")["finished"]


@pytest.mark.parametrize("write", [1, 2, 3, 5, 8])
def test_a_worker_that_is_killed_leaves_its_job_to_be_taken_up_and_done_once(place: Place, write: int) -> None:
    place.do("ask")
    kill(place, "work", write)
    place.do("work")
    notices = rows(place)["oversight.Notice"]
    assert len(notices) == len({notice.split(",", 1)[1] for notice in notices}) > 0
