"""The programme tree: counts, the chosen clause, its words with marks, and what the public sees of it."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils import timezone

from lotrinh_web.portal.outline import clause_page, outline
from lotrinh_web.programmes.models import Citation, Clause
from lotrinh_web.workplan.status import Status
from web.portal.test_overview import make_target
from web.world import World

ON = date(2026, 9, 1)
TREE = reverse("portal:programme")


def test_counts_are_summed_up_the_outline(world: World) -> None:
    branches = {b.clause.path: b for b in outline(world.programme, ON, "", signed_in=True)}
    assert (branches["III"].tasks, branches["III.1"].tasks, branches["III.1.b1"].tasks) == (3, 3, 1)


def test_only_the_branch_of_the_chosen_clause_is_open(world: World) -> None:
    branches = {b.clause.path: b for b in outline(world.programme, ON, "III.1.b2", signed_in=True)}
    assert branches["III.1.b2"].shown and branches["III.1"].expanded
    closed = {b.clause.path: b for b in outline(world.programme, ON, "", signed_in=True)}
    assert not closed["III.1.b2"].shown


def test_chosen_clause_shows_its_task_and_its_path(world: World) -> None:
    page = world.client("leader").get(TREE, {"muc": "III.1.b1"}).context["page"]
    assert [row.task.code for row in page.tasks] == ["III.1.b1"]
    assert [clause.path for clause in page.above] == ["III", "III.1"]


def test_lead_is_shown_with_the_body_it_succeeded(world: World) -> None:
    page = world.client("leader").get(TREE, {"muc": "III.1.b1"}).content.decode()
    assert "Sở Mới" in page and "trước 01/03/2025: Sở Cũ" in page


def test_htmx_gets_the_clause_alone(world: World) -> None:
    client = world.client("leader")
    page = client.get(TREE, {"muc": "III.1.b1"}, headers={"HX-Request": "true"}).content.decode()
    assert 'id="clause"' in page and "data-outline" not in page


def test_unknown_clause_is_404(world: World) -> None:
    assert world.client("leader").get(TREE, {"muc": "IX.9"}).status_code == 404


def test_words_mark_targets_and_citations_both_ways(world: World) -> None:
    clause = Clause.objects.get(path="III.1.b1")
    clause.text = "Theo Nghị quyết số 29-NQ/TW, tỷ lệ đạt trên 70% vào năm 2030."
    clause.save()
    target = make_target(world, "a", clause=clause, words="trên 70%")
    citation = Citation.objects.create(
        document=clause.document, path=clause.path, type="Nghị quyết", words="Nghị quyết số 29-NQ/TW"
    )
    page = world.client("leader").get(TREE, {"muc": clause.path}).content.decode()
    for there in (f"ct{target.pk}", f"vd{citation.pk}"):
        back = f"chu-{there}"
        assert f'id="{there}"' in page and f'href="#{back}"' in page
        assert f'id="{back}"' in page and f'href="#{there}"' in page


def test_marks_leave_the_words_as_they_are(world: World) -> None:
    clause = Clause.objects.get(path="III.1.b1")
    clause.text = "Đạt từ 30% đến 35%; đạt từ 30% là tối thiểu. <b>"
    clause.save()
    for code, words in (("a", "từ 30% đến 35%"), ("b", "từ 30%"), ("c", "35%;")):
        make_target(world, code, clause=clause, words=words)
    branches = outline(world.programme, ON, clause.path, signed_in=True)
    page = clause_page(world.programme, ON, branches, clause.path, signed_in=True)
    assert page is not None and "".join(piece.text for piece in page.pieces) == clause.text


def test_missing_text_tells_the_office_where_to_load_it(world: World) -> None:
    page = world.client("office").get(TREE, {"muc": "III.1.b1"}).content.decode()
    assert f'href="{reverse("intake:documents")}">Nạp văn bản gốc' in page


def test_missing_text_does_not_send_others_to_the_intake(world: World) -> None:
    page = world.client("leader").get(TREE, {"muc": "III.1.b1"}).content.decode()
    assert "Nguyên văn chưa được nạp" in page and "Nạp văn bản gốc" not in page


def test_public_sees_no_agency_names(world: World) -> None:
    page = world.client(None).get(TREE, {"muc": "III.1.b1"}).content.decode()
    assert "Việc 1" in page
    assert "Sở Mới" not in page and "Sở Cũ" not in page


def test_public_sees_published_targets_only(world: World) -> None:
    clause = Clause.objects.get(path="III.1.b1")
    make_target(world, "kin", clause=clause, published=False)
    make_target(world, "ho", clause=clause)
    page = world.client(None).get(TREE, {"muc": clause.path}).content.decode()
    assert "Chỉ tiêu ho" in page and "Chỉ tiêu kin" not in page


def test_public_counts_do_not_tell_what_waits_inside(world: World) -> None:
    world.tasks[0].phase = "claimed"
    world.tasks[0].save()
    on = timezone.localdate()
    branches = {b.clause.path: b for b in outline(world.programme, on, "", signed_in=False)}
    assert branches["III.1.b1"].counts == {Status.IN_TIME: 1}


def test_unpublished_programme_is_not_open(world: World) -> None:
    world.programme.published = False
    world.programme.save()
    assert world.client(None).get(TREE).status_code == 404
