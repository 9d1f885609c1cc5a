"""The grid of figures in a real browser: keys, a pasted rectangle, cells checked while typing, a phone, no scripts."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from lotrinh_web.accounts.models import User
from lotrinh_web.indicators.models import Observation, Series

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
GRID = "/chi-tieu/so-lieu/luoi/?loai-ky=year&tu=2023&den=2026"
PASTE = """([id, text]) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const paste = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
  document.getElementById(id).dispatchEvent(paste);
}"""


def cells(page: Any) -> list[list[str]]:
    """The names of all cells, row by row."""
    found: list[list[str]] = page.evaluate(
        "[...document.querySelectorAll('.figure-grid tbody tr')]"
        ".map(row => [...row.querySelectorAll('input')].map(cell => cell.id))"
    )
    return found


def focused(page: Any) -> str:
    return str(page.evaluate("document.activeElement.id"))


def value(page: Any, name: str) -> str:
    return str(page.evaluate("id => document.getElementById(id).value", name))


@pytest.fixture
def grid(loaded: Any, open_as: Callable[..., Any]) -> Any:
    return open_as(User.objects.get(username="truongphong"), GRID)


def test_keys_move_between_cells_and_escape_takes_back(grid: Any) -> None:
    rows = cells(grid)
    steps = []
    grid.focus(f"[id='{rows[0][0]}']")
    for key in ("ArrowRight", "ArrowDown", "Enter", "Shift+Enter", "ArrowLeft", "Tab", "ArrowUp"):
        grid.keyboard.press(key)
        steps.append(focused(grid))
    assert steps == [rows[0][1], rows[1][1], rows[2][1], rows[1][1], rows[1][0], rows[1][1], rows[0][1]]
    original = value(grid, rows[0][1])
    grid.keyboard.type("99")
    grid.keyboard.press("Escape")
    assert (value(grid, rows[0][1]), grid.url.endswith("den=2026")) == (original, True)


def test_a_rectangle_is_pasted_checked_previewed_and_written(grid: Any, shot: Callable[[Any, str], None]) -> None:
    rows = cells(grid)
    target = rows[0][2]
    before = Observation.objects.count()
    grid.evaluate(PASTE, [target, "41,5\t42,5\r\n1.234\t\r\n"])
    grid.wait_for_selector("#grid-state [data-wrong]")
    assert grid.locator("input[aria-invalid=true]").evaluate_all("all => all.map(i => i.id)") == [rows[1][2]]
    assert "Đã dán 3 ô; 1 ô trống giữ nguyên." in grid.inner_text("#paste-note")
    shot(grid, "grid-bad-cell")
    grid.fill(f"[id='{rows[1][2]}']", "1234")
    grid.wait_for_selector("#grid-state:not(:has([data-wrong]))")
    grid.select_option("#kind", "estimate")
    grid.fill("#source", "Báo cáo thử")
    grid.click("button[value=preview]")
    grid.wait_for_selector("button[value=save]")
    assert Observation.objects.count() == before
    shot(grid, "grid-preview")
    grid.click("button[value=save]")
    grid.wait_for_selector("[data-figure-grid]")
    made = Observation.objects.filter(source__title="Báo cáo thử").order_by("value")
    assert [o.value for o in made] == [Decimal("41.5"), Decimal("42.5"), Decimal(1234)]
    assert Series.objects.filter(observations__in=made).distinct().count() == 2


def test_a_paste_can_be_taken_back(grid: Any) -> None:
    rows = cells(grid)
    original = value(grid, rows[1][0])
    grid.evaluate(PASTE, [rows[0][0], "1\n2"])
    grid.click("[data-undo-paste]")
    assert value(grid, rows[1][0]) == original


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("\n".join(str(n) for n in range(100_000)), "Vùng dán có 100.000 dòng"),
        ("1\t2\t3\t4\t5\n1\t2\t3\t4\t5", "vượt ra ngoài lưới"),
    ],
)
def test_a_paste_that_does_not_fit_is_refused_whole(grid: Any, text: str, words: str) -> None:
    rows = cells(grid)
    original = value(grid, rows[0][1])
    grid.evaluate(PASTE, [rows[0][1], text])
    assert words in grid.inner_text("#paste-note")
    assert value(grid, rows[0][1]) == original


def test_a_phone_shows_one_series_at_a_time(
    loaded: Any, open_as: Callable[..., Any], shot: Callable[[Any, str], None]
) -> None:
    page = open_as(User.objects.get(username="truongphong"), GRID, 390)
    rows = cells(page)
    visible = "[...document.querySelectorAll('.figure-grid tbody tr')].filter(r => r.offsetParent).length"
    assert page.evaluate(visible) == 1
    page.click("[data-row-step='1']")
    assert page.evaluate("id => document.getElementById(id).offsetParent !== null", rows[1][0])
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    shot(page, "grid-phone")


def test_the_grid_works_without_scripts(loaded: Any, chromium: Any, live_server: Any) -> None:
    from browser.shots import session_cookie

    context = chromium.new_context(java_script_enabled=False)
    context.add_cookies([session_cookie(User.objects.get(username="truongphong"), live_server.url)])
    page = context.new_page()
    page.goto(live_server.url + GRID)
    name = page.locator(".figure-grid tbody tr").nth(0).locator("input").nth(3).get_attribute("name")
    page.fill(f"[id='{name}']", "41,5")
    page.select_option("#kind", "estimate")
    page.fill("#source", "Báo cáo thử")
    page.click("button[value=preview]")
    page.click("button[value=save]")
    page.wait_for_selector("[data-figure-grid]")
    context.close()
    assert Observation.objects.get(source__title="Báo cáo thử").value == Decimal("41.5")
