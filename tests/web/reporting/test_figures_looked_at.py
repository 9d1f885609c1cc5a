"""A figure of a round is looked at like a task: what was it before, is it plausible, what must change, since when."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from lotrinh_web.errors import NotAllowed, Refused
from lotrinh_web.indicators.models import Indicator, Observation
from lotrinh_web.reporting import actions, remarks
from lotrinh_web.reporting.figure_report_actions import Given
from lotrinh_web.reporting.flags import dismiss_flag, flags
from lotrinh_web.reporting.models import ReportedFigure, Submission
from lotrinh_web.reporting.owed_figures import figure_rows, last_times
from web.reporting.followed import FIGURE, accept, counting_body, follow, give, hold, open_round
from web.world import World


@pytest.fixture
def growth(world: World) -> Indicator:
    counting_body(world)
    return follow(world, "tang", "Thống kê vùng")


def report(world: World, quarter: int = 3) -> Submission:
    return Submission.objects.get(round=open_round(world, quarter), organisation__code="thong-ke")


def key_of(submission: Submission) -> str:
    (row,) = figure_rows(submission)
    return row.owed.key


def corrected(submission: Submission, value: str) -> Given:
    seen = str(ReportedFigure.objects.get(submission=submission, latest=True).pk)
    return Given(Decimal(value), "estimate", "Biểu 02", seen=seen)


# ---- remarks at the place --------------------------------------------------------------------------------------------


@pytest.fixture
def remarked(world: World, growth: Indicator) -> Submission:
    """Approved by the head; the office says at the figure what must change and returns the report."""
    mine = give(world, report(world))
    actions.submit(actor=world.people["counter"], submission=mine)
    actions.approve(actor=world.people["chief"], submission=mine)
    office = world.people["office"]
    remarks.remark_figure(actor=office, submission=mine, key=key_of(mine), words="Kiểm tra lại với biểu 05.")
    return actions.return_to_agency(actor=office, submission=mine, reason="")


def test_the_reason_of_the_return_names_the_indicator(remarked: Submission) -> None:
    assert remarked.events.get(kind="returned").reason == "Xem yêu cầu sửa ghi ở chỉ tiêu: Chỉ tiêu tang."


def test_an_open_remark_at_a_figure_holds_the_report(world: World, remarked: Submission) -> None:
    with pytest.raises(Refused, match="ở chỉ tiêu: Chỉ tiêu tang"):
        actions.submit(actor=world.people["counter"], submission=remarked)


def test_a_changed_figure_settles_its_remark(world: World, remarked: Submission) -> None:
    give(world, remarked, corrected(remarked, "7.1"))
    assert remarks.open_remarks(remarked) == []
    assert actions.submit(actor=world.people["counter"], submission=remarked).state == "awaiting_approval"


def test_an_answer_settles_a_remark_at_a_figure(world: World, remarked: Submission) -> None:
    (one,) = remarks.open_remarks(remarked)
    remarks.answer_remark(actor=world.people["counter"], submission=remarked, remark=one, words="Đã đối chiếu.")
    assert remarks.open_remarks(remarked) == []


def test_the_agency_sees_the_remark_at_its_figure_with_a_place_to_answer(world: World, remarked: Submission) -> None:
    words = world.client("counter").get(f"/ky-bao-cao/bao-cao/{remarked.pk}/").content.decode()
    place = words[words.index(f'id="cs-{key_of(remarked)}"') :]
    assert "Kiểm tra lại với biểu 05." in place
    assert "Trả lời" in place


def test_the_office_writes_a_remark_on_the_page(world: World, growth: Indicator) -> None:
    mine = give(world, report(world))
    actions.submit(actor=world.people["counter"], submission=mine)
    actions.approve(actor=world.people["chief"], submission=mine)
    path = f"/ky-bao-cao/bao-cao/{mine.pk}/chi-tieu/{key_of(mine)}/yeu-cau/"
    assert path in world.client("office").get(f"/ky-bao-cao/bao-cao/{mine.pk}/").content.decode()
    answer = world.client("office").post(path, {"words": "Ghi rõ biểu."})
    assert answer["Location"] == f"/ky-bao-cao/bao-cao/{mine.pk}/#cs-{key_of(mine)}"
    assert [one.words for one in remarks.open_remarks(mine)] == ["Ghi rõ biểu."]


def test_an_officer_may_not_remark(world: World, growth: Indicator) -> None:
    mine = give(world, report(world))
    with pytest.raises(NotAllowed):
        remarks.remark_figure(actor=world.people["counter"], submission=mine, key=key_of(mine), words="Sửa.")


def test_a_remark_at_a_figure_of_another_report_is_refused(world: World, growth: Indicator) -> None:
    mine = give(world, report(world))
    mine = actions.submit(actor=world.people["counter"], submission=mine)
    with pytest.raises(Refused, match="không có trong báo cáo"):
        remarks.remark_figure(actor=world.people["chief"], submission=mine, key="999-999", words="Sửa.")


# ---- flags -----------------------------------------------------------------------------------------------------------


def codes(submission: Submission) -> list[str]:
    return [flag.code for flag in flags(submission)]


@pytest.mark.parametrize(
    ("before", "now", "raised"),
    [
        (("7.1",), "7.25", []),
        (("7.25",), "7.25", ["repeats"]),
        (("7.1",), "71", ["jumps"]),  # ten times
        (("7.1",), "2.3", ["jumps"]),  # a third
        (("-1.2",), "7.25", []),  # from decline to growth: no ratio says anything
        (("7.0", "7.1", "6.9", "7.2", "7.0", "7.1"), "9.9", ["jumps"]),  # out of the rhythm of the series
        (("7.0", "8.9", "6.1", "9.2", "7.3", "8.1"), "9.9", []),
        ((), "7.25", []),
    ],
)
def test_a_figure_is_held_against_those_before(
    world: World, growth: Indicator, before: tuple[str, ...], now: str, raised: list[str]
) -> None:
    hold(world, growth, *before, last="2026-Q2")
    assert codes(give(world, report(world), Given(Decimal(now), "estimate", "Biểu 01"))) == raised


def test_a_figure_other_than_the_accepted_one_is_flagged(world: World, growth: Indicator) -> None:
    mine = report(world)
    hold(world, growth, "7.9")
    (flag,) = flags(give(world, mine))
    assert (flag.code, flag.place) == ("contradicts", "Chỉ tiêu tang")
    assert "khác số đang dùng 7,9" in flag.words


def test_last_time_is_the_last_round_once_accepted(world: World, growth: Indicator) -> None:
    accept(world, give(world, report(world, 2)))
    assert codes(give(world, report(world, 3))) == ["repeats"]


def test_a_flag_is_set_aside_with_a_reason_both_sides_see(world: World, growth: Indicator) -> None:
    hold(world, growth, "7.25", last="2026-Q2")
    mine = give(world, report(world))
    (flag,) = flags(mine)
    chief = world.people["chief"]
    with pytest.raises(Refused):
        dismiss_flag(actor=chief, submission=mine, key=flag.key, facts=flag.facts, reason=" ")
    dismiss_flag(actor=chief, submission=mine, key=flag.key, facts=flag.facts, reason="Số liệu năm, chưa đổi.")
    actions.submit(actor=world.people["counter"], submission=mine)
    actions.approve(actor=chief, submission=mine)
    for who in ("chief", "office"):
        assert "Số liệu năm, chưa đổi." in world.client(who).get(f"/ky-bao-cao/bao-cao/{mine.pk}/").content.decode()


def test_a_dismissal_ends_with_the_figure_it_was_for(world: World, growth: Indicator) -> None:
    hold(world, growth, "2", last="2026-Q2")
    mine = give(world, report(world))
    (flag,) = flags(mine)
    dismiss_flag(actor=world.people["chief"], submission=mine, key=flag.key, facts=flag.facts, reason="Đúng.")
    give(world, mine, corrected(mine, "8"))
    assert [flag.dismissal for flag in flags(mine)] == [None]


def test_flags_cost_the_same_queries_however_many_figures(
    world: World, growth: Indicator, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    hold(world, growth, "7.25", last="2026-Q2")
    mine = give(world, report(world))
    rows = figure_rows(mine)
    with django_assert_max_num_queries(8) as few:
        flags(mine, rows)
    again = [*rows, *rows, *rows]
    with django_assert_num_queries(len(few.captured_queries)):
        flags(mine, again)


# ---- last time -------------------------------------------------------------------------------------------------------


def test_last_time_stands_beside_and_never_in_the_field(world: World, growth: Indicator) -> None:
    accept(world, give(world, report(world, 2)))
    mine = report(world, 3)
    words = world.client("counter").get(f"/ky-bao-cao/bao-cao/{mine.pk}/").content.decode()
    assert f'data-repeats="{key_of(mine)}"' in words
    assert 'data-value="7,25"' in words
    assert f'data-source="{FIGURE.source}"' in words  # as the body gave it, not "the report of the last quarter"
    field = words[words.index(f'id="value-{key_of(mine)}"') :].split(">")[0]
    assert 'value=""' in field


def test_last_time_is_of_the_same_kind_of_period(world: World, growth: Indicator) -> None:
    hold(world, growth, "7.1", last="2026-Q2")
    hold(world, growth, "6.5", last="2025")
    mine = report(world)
    (last,) = last_times(mine, figure_rows(mine))[key_of(mine)]
    assert (last.last.value, last.last.period) == (Decimal("7.1"), "2026-Q2")


# ---- the autosave ----------------------------------------------------------------------------------------------------


def autosave(world: World, submission: Submission, **fields: str) -> Any:
    key = key_of(submission)
    typed = {f"{name}-{key}": value for name, value in fields.items() if name != "version"}
    typed["version"] = fields.get("version", str(submission.version))
    path = f"/ky-bao-cao/bao-cao/{submission.pk}/so-lieu/"
    return world.client("counter").post(path, typed, headers={"HX-Request": "true"})


def test_the_autosave_tells_the_version_and_what_was_saved(world: World, growth: Indicator) -> None:
    mine = report(world)
    answer = autosave(world, mine, value="7,25", source="Biểu 01")
    kept = ReportedFigure.objects.get()
    words = answer.content.decode()
    assert answer.status_code == 200
    assert 'data-version="1"' in words
    assert f'data-seen="seen-{key_of(mine)}">{kept.pk}<' in words


def test_an_unfinished_figure_waits_with_what_it_lacks(world: World, growth: Indicator) -> None:
    mine = report(world)
    answer = autosave(world, mine, value="7,25", source="")
    assert answer.status_code == 422
    assert f'data-field="source-{key_of(mine)}"' in answer.content.decode()
    assert not ReportedFigure.objects.exists()


def test_the_autosave_keeps_the_figures_that_are_complete(world: World, growth: Indicator) -> None:
    other = follow(world, "rieng", "Thống kê vùng")
    mine = report(world)
    typed = {"version": "0"}
    for row in figure_rows(mine):
        whole = row.owed.indicator == other
        typed |= {f"value-{row.owed.key}": "7,25", f"source-{row.owed.key}": "Biểu 01" if whole else ""}
    path = f"/ky-bao-cao/bao-cao/{mine.pk}/so-lieu/"
    answer = world.client("counter").post(path, typed, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert ReportedFigure.objects.get().indicator == other
    assert 'data-version="1"' in answer.content.decode()


def test_a_page_that_missed_anothers_saving_is_not_told_the_version(world: World, growth: Indicator) -> None:
    mine = report(world)
    Submission.objects.filter(pk=mine.pk).update(version=4)
    assert "data-version" not in autosave(world, mine, version="0", value="7,25", source="Biểu 01").content.decode()


def test_a_conflict_shows_both_and_the_next_press_decides(world: World, growth: Indicator) -> None:
    mine = give(world, report(world))
    key, path = key_of(mine), f"/ky-bao-cao/bao-cao/{mine.pk}/so-lieu/"
    typed = {f"value-{key}": "9", f"source-{key}": "Biểu 02", f"seen-{key}": ""}
    answer = world.client("counter").post(path, typed)
    words = answer.content.decode()
    assert answer.status_code == 409
    assert "Bản vừa lưu:" in words
    assert 'value="9"' in words
    typed[f"seen-{key}"] = str(ReportedFigure.objects.get().pk)
    assert f'name="seen-{key}" id="seen-{key}" value="{typed[f"seen-{key}"]}"' in " ".join(words.split())
    assert world.client("counter").post(path, typed).status_code == 302
    assert ReportedFigure.objects.get(latest=True).value == 9


# ---- dollars ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def dollars(world: World) -> Indicator:
    """An indicator in dollars with its twin in đồng."""
    counting_body(world)
    Indicator.objects.create(code="binh_quan_vnd", name_vi="Bình quân (đồng)", unit="triệu đồng/người")
    return follow(world, "binh_quan_usd", "Thống kê vùng", unit="USD/người", decimals=0)


IN_USD = Given(Decimal(4200), "estimate", "Biểu 09", currency="usd", rate=Decimal(25400))
IN_DONG = Given(Decimal("106.7"), "estimate", "Biểu 09", currency="vnd")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (Given(Decimal(4200), "", "Biểu 09"), "chọn đơn vị của số liệu: USD/người hay triệu đồng/người"),
        (Given(Decimal(4200), "", "Biểu 09", currency="usd"), "ghi tỷ giá"),
        (Given(Decimal(4200), "", "Biểu 09", currency="usd", rate=Decimal("25.4")), "số đồng cho 1 USD"),
        (Given(Decimal("106.7"), "", "Biểu 09", currency="vnd", rate=Decimal(25400)), "không ghi tỷ giá"),
    ],
)
def test_the_currency_is_asked_and_never_guessed(world: World, dollars: Indicator, given: Given, words: str) -> None:
    with pytest.raises(Refused, match=words):
        give(world, report(world), given)


def test_another_indicator_has_no_currency(world: World, growth: Indicator) -> None:
    with pytest.raises(Refused, match="không tính bằng USD"):
        give(world, report(world), Given(Decimal(7), "", "Biểu 01", currency="vnd"))


@pytest.mark.parametrize(
    ("given", "code", "value", "note"),
    [
        (IN_USD, "binh_quan_usd", "4200", "Biểu 09; tỷ giá 25.400 đồng/USD"),
        (IN_DONG, "binh_quan_vnd", "106.7", "Biểu 09"),
    ],
)
def test_it_enters_the_store_as_it_was_given(
    world: World, dollars: Indicator, given: Given, code: str, value: str, note: str
) -> None:
    accept(world, give(world, report(world), given))
    kept = Observation.objects.get()
    assert (kept.series.indicator.code, kept.value, kept.note) == (code, Decimal(value), note)


def test_what_the_store_has_in_dong_is_not_asked_again(world: World, dollars: Indicator) -> None:
    accept(world, give(world, report(world), IN_DONG))
    (row,) = figure_rows(Submission.objects.get(organisation__code="thong-ke"))
    assert row.owed.held is None
    assert row.answered


def test_a_figure_in_dong_is_held_against_figures_in_dong(world: World, dollars: Indicator) -> None:
    hold(world, Indicator.objects.get(code="binh_quan_vnd"), "106.7", last="2026-Q2")
    hold(world, dollars, "4200", last="2026-Q2")
    assert codes(give(world, report(world), IN_DONG)) == ["repeats"]


def test_the_page_asks_for_currency_and_rate(world: World, dollars: Indicator) -> None:
    mine = report(world)
    key, path = key_of(mine), f"/ky-bao-cao/bao-cao/{mine.pk}/"
    words = world.client("counter").get(path).content.decode()
    assert "triệu đồng/người" in words
    typed = {f"value-{key}": "4.200", f"source-{key}": "Biểu 09", f"currency-{key}": "usd", f"rate-{key}": "25.400"}
    assert world.client("counter").post(path + "so-lieu/", typed).status_code == 302
    kept = ReportedFigure.objects.get()
    assert (kept.value, kept.currency, kept.rate) == (Decimal(4200), "usd", Decimal(25400))
    assert "25.400" in world.client("counter").get(path + "?xem=trinh").content.decode()
