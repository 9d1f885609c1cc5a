"""Pages of products: everybody signed in reads, the right people write, what is wrong stays on the page."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lotrinh_web.products.dissemination.actions import add_activity, count_audience
from lotrinh_web.products.findings.actions import add_finding
from lotrinh_web.products.instruments.actions import add_instrument, add_type
from lotrinh_web.products.models import Activity, Disbursement, Finding, Instrument, InstrumentType, Project, StepRecord
from lotrinh_web.products.projects.actions import add_project, decide_capital
from web.remembered import remembered
from web.world import World

LISTS = ("products:index", "products:instruments", "products:projects", "products:activities", "products:findings")
EVERYBODY = ("office", "admin", "leader", "inspector", "officer", "head", "other_officer", "stranger")


def fill(world: World, n: int = 1) -> None:
    """One product of each kind on the first tasks, `n` times."""
    remembered(lambda: made(world, n), n)


def made(world: World, n: int) -> None:
    office = world.people["office"]
    kind = InstrumentType.objects.filter(name_vi="Loại thử").first() or add_type(
        actor=office, name_vi="Loại thử", line="state", source="Quy chế", certainty="verified",
        steps=[("drafting", "Soạn"), ("promulgation", "Ban hành")],
    )  # fmt: skip
    start = Instrument.objects.count()
    for number in range(start, start + n):
        task = world.tasks[number % 3]
        add_instrument(
            actor=office, task=task, type=kind, title_vi=f"Nghị quyết số {number}", starts_on=date(2026, 1, 2),
            planned={1: date(2026, 2, 1)},
        )  # fmt: skip
        project = add_project(
            actor=office, task=task, code=f"DA{number}", name_vi=f"Dự án {number}", group="B", unit="million",
            basis="cumulative", head="Ông A", starts_on=date(2025, 1, 1), ends_on=date(2028, 1, 1),
            total=Decimal(900), number="1/QĐ", decided_on=date(2024, 12, 1),
        )  # fmt: skip
        decide_capital(
            actor=office, product=project, year=2026, source="local", amount=Decimal(100), number="2/QĐ",
            decided_on=date(2025, 12, 1),
        )  # fmt: skip
        audience = count_audience(
            actor=office, organisation=world.body, name_vi=f"Đảng viên {number}", members_total=50,
            counted_on=date(2026, 1, 1),
        )  # fmt: skip
        add_activity(
            actor=office, task=task, kind="conference", title_vi=f"Hội nghị {number}", place="Hội trường",
            held_on=date(2026, 3, 1), audience=audience, reached=40, members_reached=30, adds=True, evidence="BB",
        )  # fmt: skip
        add_finding(
            actor=office, task=task, conclusion_number=f"{number}-KL", conclusion_on=date(2026, 1, 5),
            inspecting_body="UBKT", concerned=world.body, required_action="=Rà soát", due_on=date(2026, 2, 5),
        )  # fmt: skip


def pages() -> list[str]:
    found = [reverse(name) for name in (*LISTS, "products:types", "products:audiences", "products:sheet")]
    for name, model in (
        ("instrument", Instrument), ("project", Project), ("activity", Activity), ("finding", Finding),
    ):  # fmt: skip
        found += [reverse(f"products:{name}", args=[record.pk]) for record in model.objects.all()[:1]]
        found.append(reverse(f"products:{name}-new"))
    return [*found, reverse("products:instruments") + "?xem=bang"]


@pytest.mark.parametrize("who", EVERYBODY)
def test_every_page_opens_for_every_role(world: World, who: str) -> None:
    fill(world)
    client = world.client(who)
    assert {address: client.get(address).status_code for address in pages()} == dict.fromkeys(pages(), 200)


@pytest.mark.parametrize("name", LISTS)
def test_lists_ask_the_database_the_same_number_of_times(world: World, name: str) -> None:
    client = world.client("office")

    def asked() -> int:
        with CaptureQueriesContext(connection) as context:
            assert client.get(reverse(name)).status_code == 200
        return len(context)

    fill(world, 3)
    asked()
    few = asked()
    fill(world, 12)
    assert asked() == few


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("name", LISTS[1:])
def test_files_hold_exactly_what_is_shown(world: World, name: str, kind: str) -> None:
    fill(world, 3)
    address = reverse(name) + f"?tim=khong-co&dinh-dang={kind}"
    empty = world.client("leader").get(address)
    full = world.client("leader").get(reverse(name) + f"?dinh-dang={kind}")
    assert "attachment" in empty["Content-Disposition"]
    assert len(full.content) > len(empty.content)
    if kind == "csv":
        assert (empty.content.count(b"\r\n"), full.content.count(b"\r\n")) == (1, 4)


def test_what_a_spreadsheet_would_run_is_made_harmless(world: World) -> None:
    fill(world)
    content = world.client("leader").get(reverse("products:findings") + "?dinh-dang=csv").content.decode("utf-8-sig")
    assert "'=Rà soát" in content


@pytest.mark.parametrize(
    ("address", "wanted", "not_wanted"),
    [
        ("products:instruments|tim=b2 nghi quyet", "Nghị quyết số 1", "Nghị quyết số 2"),
        ("products:instruments|co-quan=so-khac", "Nghị quyết số 2", "Nghị quyết số 1"),
        ("products:projects|tim=DA1", "Dự án 1", "Dự án 2"),
        ("products:findings|trang-thai=closed_late", "Không có kiến nghị nào khớp", "2-KL"),
        ("products:activities|nam=2025", "Không có hoạt động nào khớp", "Hội nghị 1"),
    ],
)
def test_filters_in_the_address(world: World, address: str, wanted: str, not_wanted: str) -> None:
    fill(world, 3)
    name, query = address.split("|")
    text = world.client("leader").get(f"{reverse(name)}?{query}").content.decode()
    results = text[text.index('id="results"') :]
    assert wanted in results
    assert not_wanted not in results


def test_an_officer_enters_a_head_approves_the_office_confirms_on_the_page(world: World) -> None:
    fill(world, 2)
    instrument = Instrument.objects.get(task=world.tasks[1])
    page = reverse("products:instrument", args=[instrument.pk])
    step = instrument.steps.get(order=1)
    world.client("officer").post(page + "buoc/", {"step": step.pk, "done_on": "2026-01-20"})
    text = world.client("head").get(page).content.decode()
    seen = text.split('name="seen" value="')[1].split('"')[0]
    world.client("head").post(page + "quyet-dinh/duyet/", {"seen": seen})
    assert StepRecord.objects.get().check_state == "approved"
    world.client("office").post(page + "quyet-dinh/xac-nhan/", {})
    assert StepRecord.objects.get().check_state == "confirmed"


def test_the_first_page_says_what_waits_for_whom(world: World) -> None:
    fill(world, 2)
    instrument = Instrument.objects.get(task=world.tasks[1])
    address = reverse("products:instrument-step", args=[instrument.pk])
    world.client("officer").post(address, {"step": instrument.steps.get(order=1).pk, "done_on": "2026-01-20"})
    words = "Chờ bạn quyết định"
    asked = {who: words in world.client(who).get(reverse("products:index")).content.decode() for who in EVERYBODY}
    assert [who for who, shown in asked.items() if shown] == ["head"]


def test_another_agency_reads_but_sees_no_form_and_posts_nothing(world: World) -> None:
    fill(world, 2)
    project = Project.objects.get(task=world.tasks[1])
    page = reverse("products:project", args=[project.pk])
    client = world.client("other_officer")
    assert "Ghi số giải ngân" not in client.get(page).content.decode()
    client.raise_request_exception = False
    posted = client.post(page + "giai-ngan/", {"year": "2026", "month": "1", "amount": "5"})
    assert (posted.status_code, Disbursement.objects.count()) == (403, 0)


@pytest.mark.parametrize(
    ("amount", "words"), [("-5", "số âm"), ("12.5", "không phải một số tiền"), ("", "bắt buộc"), ("=1+1", "không phải")]
)
def test_a_wrong_amount_comes_back_at_the_form_as_typed(world: World, amount: str, words: str) -> None:
    fill(world, 2)
    page = reverse("products:project", args=[Project.objects.get(task=world.tasks[1]).pk])
    answer = world.client("officer").post(
        page + "giai-ngan/", {"year": "2026", "month": "1", "amount": amount, "document": "UNC 12"}
    )
    text = answer.content.decode()
    assert answer.status_code in {400, 422}
    assert words in text
    assert "UNC 12" in text
    assert not Disbursement.objects.exists()


def test_entered_for_a_task_of_another_body_is_refused_at_the_field(world: World) -> None:
    kind = InstrumentType.objects.filter(ended_on=None).first()
    answer = world.client("officer").post(
        reverse("products:instrument-new"),
        {"task": world.tasks[2].pk, "type": kind.pk, "title_vi": "X", "starts_on": "2026-01-01"},
    )
    assert (answer.status_code, Instrument.objects.count()) == (422, 0)


def test_a_task_and_its_clause_show_what_hangs_on_them_and_the_public_sees_none(world: World) -> None:
    fill(world)
    task = world.tasks[0]
    address = reverse("products:instrument", args=[Instrument.objects.get().pk])
    clause = reverse("portal:programme") + f"?muc={task.clause.path}"
    assert address in world.client("leader").get(reverse("workplan:task", args=[task.pk])).content.decode()
    assert address in world.client("leader").get(clause).content.decode()
    assert "san-pham" not in world.client(None).get(clause).content.decode()


def test_a_finding_becomes_a_task_whose_page_leads_back(world: World) -> None:
    fill(world)
    finding = Finding.objects.get()
    answer = world.client("office").post(
        reverse("products:finding-task", args=[finding.pk]), {"title_vi": "Rà soát", "due_on": "2099-01-01"}
    )
    text = world.client("leader").get(answer["Location"]).content.decode()
    assert reverse("products:finding", args=[finding.pk]) in text


def test_steps_of_a_new_type_are_read_line_by_line(world: World) -> None:
    fields = {"name_vi": "Mới", "line": "party", "source": "Quy chế 1", "certainty": "background"}
    client, address = world.client("office"), reverse("products:types")
    bad = client.post(address, {**fields, "steps": "Soạn thảo: Dự thảo\nlung tung"})
    assert "Dòng 2" in bad.content.decode()
    client.post(address, {**fields, "steps": "soan thao: Dự thảo\nThẩm định: Văn phòng\nBan hành: Ký"})
    made = InstrumentType.objects.get(name_vi="Mới")
    assert list(made.steps.values_list("stage", flat=True)) == ["drafting", "appraisal", "promulgation"]
