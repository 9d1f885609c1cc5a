"""The agencies: inherited work, the line of succession, and who may see what."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from lotrinh_web.organisations.queries import Lineage
from lotrinh_web.portal.agencies import NEWEST, agency, bodies, succession_line
from lotrinh_web.reporting.models import ReportingRound, Submission
from web.world import World

ON = date(2026, 9, 1)


def page_of(world: World, code: str, who: str = "leader") -> str:
    address = reverse("portal:agency", args=[code])
    return world.client(who).get(address, {"ngay": "2026-09-01"}).content.decode()


def test_a_body_leads_what_it_inherited(world: World) -> None:
    found = agency(world.programme, world.body, ON, Lineage())
    assert [row.task.code for row in found.rows] == ["III.1.b1", "III.1.b2"]
    assert found.inherited == 1


def test_inherited_work_names_the_body_before(world: World) -> None:
    assert "trước 01/03/2025: Sở Cũ" in page_of(world, "so-moi")


def test_an_ended_body_leads_to_its_successor(world: World) -> None:
    page = page_of(world, "so-cu")
    assert "kết thúc hoạt động ngày 01/03/2025" in page
    assert f'href="{reverse("portal:agency", args=["so-moi"])}"' in page


def test_line_of_succession_is_walked_both_ways(world: World) -> None:
    back, _forth = succession_line(world.body)
    _back, forth = succession_line(world.old_body)
    assert back == forth and len(back) == 1


def test_overdue_work_is_shown_by_age(world: World) -> None:
    found = agency(world.programme, world.body, ON, Lineage())
    assert [number for _label, number in found.ages] == [0, 1, 0]  # 63 days late


def test_list_puts_the_most_overdue_first(world: World) -> None:
    assert bodies(world.programme, ON)[0].organisation == world.body


def test_list_sorts_by_name_when_asked(world: World) -> None:
    rows = world.client("leader").get(reverse("portal:agencies"), {"sap-xep": "ten"}).context["rows"]
    assert [row.organisation.code for row, _href in rows] == ["so-khac", "so-moi"]


def test_list_is_searched_without_tone_marks(world: World) -> None:
    rows = world.client("leader").get(reverse("portal:agencies"), {"tim": "so moi"}).context["rows"]
    assert [row.organisation.code for row, _href in rows] == ["so-moi"]


def test_nothing_found_offers_the_whole_list(world: World) -> None:
    page = world.client("leader").get(reverse("portal:agencies"), {"tim": "zzz"}).content.decode()
    assert "Không có cơ quan nào khớp «zzz»" in page and "Xem tất cả cơ quan" in page


def test_own_people_are_shown(world: World) -> None:
    assert "Chuyen Vien" in page_of(world, "so-moi", "officer")


def test_another_agencys_people_are_not_shown(world: World) -> None:
    assert "Chuyen Vien Khac" not in page_of(world, "so-khac", "officer")


def test_public_may_not_open_agencies(world: World) -> None:
    assert world.client(None).get(reverse("portal:agencies")).status_code == 302
    assert world.client(None).get(reverse("portal:agency", args=["so-moi"])).status_code == 302


def test_the_page_lists_two_years_of_rounds_and_leads_to_all(world: World) -> None:
    for quarter in range(NEWEST + 2):
        year, number = 2023 + quarter // 4, quarter % 4 + 1
        opened = ReportingRound.objects.create(
            programme=world.programme, period=f"{year}-Q{number}", opens_on=date(year, 3 * number, 1),
            cut_off=date(year, 3 * number, 14), due_on=date(year, 3 * number, 16),
        )  # fmt: skip
        Submission.objects.create(round=opened, organisation=world.body)
    address = reverse("portal:agency", args=["so-moi"])
    short, whole = (world.client("leader").get(address + more).content.decode() for more in ("", "?ky=tat-ca"))
    report = reverse("reporting:submission", args=[0]).removesuffix("0/")
    assert (short.count(report), whole.count(report)) == (NEWEST, NEWEST + 2)
    assert ("?ky=tat-ca#cac-ky" in short, "?ky=tat-ca#cac-ky" in whole) == (True, False)
