"""The shipped package of Cần Thơ: complete, sourced, one lead for each task."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lotrinh.calendar import parse_period
from lotrinh.packages import (
    communes,
    dump_package,
    load_library,
    load_package,
    organisation_in_force,
    packages_shipped,
    read_package,
    successors,
    task_lead,
    validate,
)
from lotrinh.packages.package import HERE
from lotrinh.packages.records import Package

NAME = "cantho-29nqtw"
GOLD = Path(__file__).parents[4] / "shared" / "documents" / "can-tho-29nqtw.gold.json"
DAYS = [
    date(2023, 4, 17),
    date(2025, 2, 28),
    date(2025, 3, 1),
    date(2025, 6, 30),
    date(2025, 7, 1),
    date(2026, 11, 22),
]


@pytest.fixture(scope="module")
def package() -> Package:
    return load_package(NAME, demo=True)


@pytest.fixture(scope="module")
def data() -> dict[str, Any]:
    return read_package(NAME, demo=True)


@pytest.mark.parametrize("name", packages_shipped())
@pytest.mark.parametrize("demo", [False, True])
def test_every_shipped_package_is_valid(name: str, demo: bool) -> None:
    assert validate(read_package(name, demo=demo)) == []


def test_demonstration_data_is_read_only_on_request() -> None:
    assert load_package(NAME).demo is None


def test_dumping_and_reading_again_changes_nothing(package: Package, data: dict[str, Any]) -> None:
    assert json.loads(json.dumps(dump_package(package))) == data


def test_files_are_pretty_printed_in_the_order_of_the_schema(package: Package) -> None:
    dumped = dump_package(package)
    for path in sorted((HERE / NAME).glob("*.json")):
        part = json.loads(path.read_text(encoding="utf-8"))
        wanted = {key: value for key, value in dumped.items() if key in part}
        assert path.read_text(encoding="utf-8") == json.dumps(wanted, ensure_ascii=False, indent=2) + "\n", path.name


def test_outline_has_4_parts_10_groups_47_tasks_and_5_implementing_clauses(package: Package) -> None:
    kinds = Counter((clause.kind, clause.role) for clause in package.clauses)
    assert kinds["part", "heading"] == 4
    assert kinds["section", "group"] == 10
    assert kinds["bullet", "task"] == 47
    assert kinds["plus", "guidance"] == 2
    assert kinds["section", "implementation"] == 5
    assert kinds["bullet", "target"] == 6


@pytest.mark.skipif(not GOLD.is_file(), reason="the development sample can-tho-29nqtw.gold.json is not here")
def test_paths_and_target_values_are_those_of_the_document(package: Package) -> None:
    gold = json.loads(GOLD.read_text(encoding="utf-8"))
    ours = [(clause.path, clause.kind, clause.label) for clause in package.clauses]
    assert ours == [(node["path"], node["kind"], node["label"]) for node in gold["outline"]]

    def number(value: Any) -> float | None:
        return None if value is None else float(value)

    values = Counter(
        (
            target.clause,
            target.comparator,
            number(target.low),
            number(target.high),
            target.due,
            target.approximate,
        )
        for target in package.targets
        if target.in_programme
    )
    assert values == Counter(
        (
            item["path"],
            item["comparator"],
            number(item["low"]),
            number(item["high"]),
            item["due"],
            item["approximate"],
        )
        for item in gold["targets"]
    )


def test_eleven_targets_and_a_qualitative_one_for_the_old_territory(package: Package) -> None:
    own = [target for target in package.targets if target.in_programme]
    assert Counter(target.comparator == "qualitative" for target in own) == {False: 11, True: 1}
    assert {target.area_version for target in own} == {"CT-2004"}
    assert {target.due for target in own} == {2030}


def test_every_task_clause_has_exactly_one_task(package: Package) -> None:
    wanted = [clause.path for clause in package.clauses if clause.role in ("task", "implementation")]
    assert sorted(task.clause for task in package.tasks) == sorted(wanted)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_task_has_one_lead_in_force(package: Package, day: date) -> None:
    without = [task.code for task in package.tasks if task_lead(package, task, day) is None]
    assert without == []


def test_a_lead_passes_to_the_successor(package: Package) -> None:
    names = [
        organisation_in_force(package, "SKHDT", day) for day in (date(2023, 5, 1), date(2025, 4, 1), date(2026, 1, 1))
    ]
    assert [body.code if body else None for body in names] == ["SKHDT", "STC-2025", "STC"]


def test_a_split_body_has_one_primary_successor_and_the_others_after_it(package: Package) -> None:
    assert successors(package, "SLDTBXH") == ("SNV-2025", "CATP", "SGDDT-2004", "SYT-2004")


def test_a_district_committee_has_no_successor(package: Package) -> None:
    assert organisation_in_force(package, "QU-916", date(2025, 7, 1)) is None


def test_fourteen_agencies_of_the_merged_city(package: Package) -> None:
    agencies = [o for o in package.organisations if o.source == "S-AG14" and o.kind == "department"]
    assert len(agencies) == 14
    assert {o.valid_from for o in agencies} == {date(2025, 7, 1)}


def test_every_task_has_a_proposed_result_indicator_in_both_languages(package: Package) -> None:
    known = {item.code for item in (*package.indicators, *load_library())}
    for task in package.tasks:
        result = task.result_indicator
        assert result.proposed and result.name_vi and result.name_en and result.measured_vi and result.measured_en
        assert result.name_vi != result.name_en
        assert result.library_indicator is None or result.library_indicator in known, task.code


def test_only_clauses_that_name_a_period_have_a_due_from_the_document(package: Package) -> None:
    named = {task.clause for task in package.tasks if task.due.kind == "year" and task.due.basis == "document"}
    assert named == {"III.2.b3", "III.3.b4", "III.4.b3", "III.4.b5", "III.4.b6", "III.4.b7", "III.10.b4"}


def test_leads_of_part_three_are_proposals(package: Package) -> None:
    assert {task.lead.basis for task in package.tasks if task.group != "IV"} == {"proposed"}


def test_every_observation_has_a_source_with_an_address_or_a_note(package: Package) -> None:
    sources = {source.code: source for source in package.sources}
    for observation in package.observations:
        source = sources[observation.source]
        assert source.url or source.note_vi, observation.code


def test_old_and_merged_territory_are_apart(package: Package) -> None:
    series = {item.code: item for item in package.series}
    for observation in package.observations:
        if series[observation.series].area_version == "CT-2004":
            assert observation.period[:4] <= "2025"
    assert not {"CT-2004", "CT-2025"} - {item.area_version for item in package.series}


def test_contradicting_publications_are_both_kept(package: Package) -> None:
    values = {
        (str(o.value), o.preferred)
        for o in package.observations
        if o.series == "grdp_growth_real.CT-2025.chung" and o.period == "2025"
    }
    assert values == {("8.3", False), ("7.23", True), ("7.23", False)}


def test_periods_are_written_as_the_calendar_writes_them(package: Package) -> None:
    assert package.demo
    periods = {item.period for item in (*package.observations, *package.demo.rounds)}
    whole = {period for period in periods if len(period) != len("2021-2025")}
    assert {parse_period(period).code for period in whole} == whole


def test_four_shares_of_the_preferred_figures_sum_to_100(package: Package) -> None:
    totals: dict[tuple[str, str], float] = {}
    parts: Counter[tuple[str, str]] = Counter()
    for observation in package.observations:
        indicator, area, convention = observation.series.split(".")
        if indicator.startswith("share_") and convention == "4tp" and observation.preferred:
            totals[area, observation.period] = totals.get((area, observation.period), 0) + float(observation.value)
            parts[area, observation.period] += 1
    whole = {place: round(total, 2) for place, total in totals.items() if parts[place] == 4}
    assert whole and set(whole.values()) == {100.0}


def test_changes_of_targets_are_left_to_a_person(package: Package) -> None:
    assert {change.decision for change in package.proposed_changes} == {"pending"}
    assert {target.status for target in package.targets} == {"in_force"}


def test_split_wards_have_no_invented_share(package: Package) -> None:
    split = [s for s in package.area_successions if s.predecessor.startswith("XC-")]
    assert len(split) == 6
    assert all(s.share is None and s.share_reason_vi for s in split)


def test_cantho_has_103_communes_31_of_them_wards() -> None:
    units = communes(92)
    assert Counter(unit.kind for unit in units) == {"phường": 31, "xã": 72}


def test_successors_of_old_units_are_real_communes(package: Package) -> None:
    known = {f"X-{unit.code}" for unit in communes(92)} | {version.code for version in package.area_versions}
    assert {step.successor for step in package.area_successions} <= known


def test_formulas_name_known_indicators(package: Package) -> None:
    from lotrinh.rollup.formulas import names, parse_formula

    known = {item.code for item in (*package.indicators, *load_library())}
    for item in (*package.indicators, *load_library()):
        assert {n.code for n in names(parse_formula(item.formula))} <= known if item.formula else True, item.code


def test_library_offers_at_least_three_indicators_for_each_group() -> None:
    groups = Counter(group for item in load_library() for group in item.groups)
    assert {group: groups[group] >= 3 for group in (f"III.{n}" for n in range(1, 11))} == {
        f"III.{n}": True for n in range(1, 11)
    }


def test_every_demonstration_record_says_so(data: dict[str, Any]) -> None:
    records = [item for items in data["demo"].values() if isinstance(items, list) for item in items]
    assert records and all(item["demonstration"] is True for item in records)
    figures = [item["figure"] for item in data["demo"]["entries"] if item["figure"]]
    assert all(figure["demonstration"] is True for figure in figures)


def test_demonstration_numbers_of_documents_are_marked(package: Package) -> None:
    assert package.demo
    numbers = [event.document_vi for event in package.demo.events] + [i.number_vi for i in package.demo.instruments]
    assert all("(trình diễn)" in number for number in numbers if number)


def test_demonstration_entries_come_from_the_lead_in_force(package: Package) -> None:
    assert package.demo
    rounds = {item.code: item for item in package.demo.rounds}
    submissions = {item.code: item for item in package.demo.submissions}
    tasks = {item.code: item for item in package.tasks}
    for entry in package.demo.entries:
        submission = submissions[entry.submission]
        lead = task_lead(package, tasks[entry.task], rounds[submission.round].cut_to)
        assert lead and lead.code == submission.organisation, entry.code


def test_demonstration_rounds_follow_the_administrative_quarter(package: Package) -> None:
    assert package.demo
    cuts = {item.code: (item.cut_from, item.cut_to) for item in package.demo.rounds}
    assert cuts["2026-Q3"] == (date(2026, 6, 15), date(2026, 9, 14))
