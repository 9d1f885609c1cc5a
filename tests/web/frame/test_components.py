"""Figures, periods, pills and bars as people read them; error pages; the frame of a page."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from lotrinh_web import errors
from lotrinh_web.programmes.models import Document, Programme
from lotrinh_web.templatetags.lotrinh import figure, percent, period
from web.world import World


def render(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


@pytest.mark.parametrize(
    ("value", "shown"),
    [(Decimal("1234567.80"), "1.234.567,8"), (34.02, "34,02"), (0, "0"), (None, "–"), (Decimal("1E+3"), "1.000")],
)
def test_a_figure_is_written_the_vietnamese_way(value: object, shown: str) -> None:
    with translation.override("vi"):
        assert figure(value) == shown


def test_a_figure_is_rounded_not_cut() -> None:
    with translation.override("vi"):
        assert figure(Decimal("5.118"), 2) == "5,12"


def test_english_readers_get_english_figures() -> None:
    with translation.override("en"):
        assert figure(Decimal("1234567.8")) == "1,234,567.8"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("2026-Q3", "Quý III/2026"),
        ("2026-H1", "6 tháng đầu năm 2026"),
        ("2026", "2026"),
        ("2024-9M", "9 tháng năm 2024"),
    ],
)
def test_a_period_is_told_in_words(code: str, words: str) -> None:
    with translation.override("vi"):
        assert period(code) == words


def test_a_chance_is_a_whole_percentage() -> None:
    assert percent(0.186) == "19%"


def test_a_status_is_word_shape_and_tone() -> None:
    html = render('{% status_pill "overdue" 12 %}')
    assert "Chưa hoàn thành, quá hạn" in html and "<svg" in html and "tone-danger" in html and "12 ngày" in html


def test_no_chance_says_why() -> None:
    html = render('{% chance_bar value reason="chỉ có 2 số liệu" %}', value=None)
    assert "chưa đủ dữ liệu" in html.lower() and "chỉ có 2 số liệu" in html


def test_certainty_is_never_shown_as_0_or_100_percent() -> None:
    assert "trên 99%" in render("{% chance_bar 1.0 %}") and "dưới 1%" in render("{% chance_bar 0.0 %}")


def test_a_strip_tells_its_numbers_to_screen_readers() -> None:
    html = render("{% status_strip counts %}", counts=Counter({"overdue": 2, "continuous": 3}))
    assert "Chưa hoàn thành, quá hạn: 2" in html


def test_components_carry_no_inline_style() -> None:
    html = render(
        '{% sparkline values low=1 high=2 %}{% progress_bar 3 10 "x" %}{% chance_bar 0.4 %}', values=[1.0, 2.0]
    )
    assert "style=" not in html


@pytest.mark.django_db
def test_a_missing_page_leads_back(world: World) -> None:
    response = world.client("leader").get("/khong-co/")
    assert response.status_code == 404 and "Không tìm thấy trang" in response.content.decode()


@pytest.mark.django_db
def test_a_failed_csrf_check_gets_our_page(world: World) -> None:
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    response = client.post("/tai-khoan/dang-nhap/", {"username": "a", "password": "b"})
    assert response.status_code == 403 and "quyền" in response.content.decode()


def test_the_500_page_stands_without_a_database() -> None:
    response = errors.server_error(RequestFactory().get("/"))  # no user, no session, no database
    assert response.status_code == 500 and "Hệ thống gặp lỗi" in response.content.decode()


@pytest.mark.django_db
def test_with_two_programmes_one_can_switch(world: World) -> None:
    document = Document.objects.create(type="Kế hoạch")
    other = Programme.objects.create(
        code="khac", name_vi="Chương trình khác", document=document, starts_on="2026-01-01", ends_on="2026-12-31"
    )
    client = world.client("leader")
    client.post("/chuong-trinh/chon/", {"programme": other.pk})
    assert client.get("/nhiem-vu/").context["programme"] == other


@pytest.mark.django_db
def test_pages_come_with_a_strict_content_policy(world: World) -> None:
    policy = world.client("leader").get("/nhiem-vu/")["Content-Security-Policy"]
    assert "script-src 'self'" in policy and "unsafe" not in policy
