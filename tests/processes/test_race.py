"""Two people at the same moment, in two processes: one is first, the other is told; nothing is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from processes.conftest import Place, read

pytestmark = pytest.mark.load


def both(place: Place, tmp_path: Path, act: str, **env: str) -> list[dict[str, Any]]:
    """Start the act twice, open the gate, and give both answers, the one that went well first."""
    gate = tmp_path / "gate"
    processes = [place.start(act, "--gate", str(gate), **env) for _ in range(2)]
    gate.touch()
    return sorted((read(process) for process in processes), key=lambda answer: "error" in answer)


def test_of_two_who_accept_the_second_is_told(place: Place, tmp_path: Path) -> None:
    answers = both(place, tmp_path, "accept")
    assert [answer.get("error") for answer in answers] == [None, "Conflict"]


def test_a_report_accepted_twice_at_once_is_accepted_once(place: Place, tmp_path: Path) -> None:
    both(place, tmp_path, "accept")
    events = place.do("state")["rows"]["reporting.SubmissionEvent"]
    assert sum("'accepted'" in event for event in events) == 1


def test_of_two_who_save_the_same_entry_the_second_is_told(place: Place, tmp_path: Path) -> None:
    version = str(place.do("reopen")["version"])
    answers = both(place, tmp_path, "save", FORM_VERSION=version)
    assert [answer.get("error") for answer in answers] == [None, "Conflict"]


def test_what_the_first_saved_stands(place: Place, tmp_path: Path) -> None:
    version = str(place.do("reopen")["version"])
    first = both(place, tmp_path, "save", FORM_VERSION=version)[0]
    entries = place.do("state")["rows"]["reporting.ProgressEntry"]
    assert [first["words"] in entry for entry in entries].count(True) == 1


def test_of_two_who_give_the_same_figure_the_second_is_told(place: Place, tmp_path: Path) -> None:
    place.do("reopen")
    place.do("follow_one")
    answers = both(place, tmp_path, "figure")
    assert [answer.get("error") for answer in answers] == [None, "Conflict"]
    figures = place.do("state")["rows"]["reporting.ReportedFigure"]
    assert [answers[0]["source"] in figure for figure in figures] == [True]


def test_two_mergers_of_one_body_at_once_happen_once(place: Place, tmp_path: Path) -> None:
    answers = both(place, tmp_path, "merge")
    assert ["error" in answer for answer in answers] == [False, True]


def test_the_trail_holds_after_two_at_once(place: Place, tmp_path: Path) -> None:
    both(place, tmp_path, "accept")
    assert place.do("state")["breaks"] == []


def test_two_workers_do_one_job_once(place: Place, tmp_path: Path) -> None:
    place.do("ask")
    both(place, tmp_path, "work")
    notices = place.do("state")["rows"]["oversight.Notice"]
    assert len(notices) == len({notice.split(",", 1)[1] for notice in notices}) > 0
