"""A real Chromium on a real server with the real Cần Thơ package."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's loop runs in the thread that also makes records

CHROMIUM = "/usr/bin/chromium"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One browser for all tests."""
    pytest.importorskip("playwright", reason="needs the browser driver (make lint installs it)")
    if not shutil.which(CHROMIUM):
        pytest.skip("needs Chromium (Debian package chromium)")
    from browser.shots import browser

    with browser() as running:
        yield running


@pytest.fixture
def loaded(transactional_db: Any) -> Any:
    """The Cần Thơ programme with its demonstration data and forecasts."""
    from lotrinh.packages import load_package
    from lotrinh_web.audit.actions import SystemActor
    from lotrinh_web.indicators.targets.forecasts import make_forecasts
    from lotrinh_web.intake.demonstration import load_demonstration
    from lotrinh_web.intake.package_import import import_package

    actor = SystemActor("kiểm thử")
    package = load_package("cantho-29nqtw", demo=True)
    programme = import_package(actor=actor, package=package)
    assert package.demo is not None
    load_demonstration(actor=actor, programme=programme, demo=package.demo)
    make_forecasts(actor=actor, programme=programme)
    return programme


@pytest.fixture
def open_as(chromium: Any, live_server: Any) -> Iterator[Callable[..., Any]]:
    """`open_as(user, path, width=1440, scripts=True)` gives a page; what the browser complains of fails the test at its
    end."""
    from browser.shots import session_cookie

    contexts: list[Any] = []
    problems: list[str] = []

    def opened(user: Any, path: str, width: int = 1440, scripts: bool = True) -> Any:
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, reduced_motion="reduce", java_script_enabled=scripts
        )
        contexts.append(context)
        if user is not None:
            context.add_cookies([session_cookie(user, live_server.url)])
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(f"{page.url}: {error}"))
        page.on(
            "console",
            lambda note: problems.append(f"{page.url}: {note.text}") if "Content Security" in note.text else None,
        )
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((live_server.url, "data:", "blob:"))
                else problems.append(f"another host: {request.url}")
            ),
        )
        page.goto(live_server.url + path, wait_until="networkidle")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert problems == []


@pytest.fixture
def shot() -> Callable[[Any, str], None]:
    """`shot(page, name)` keeps a picture where LOTRINH_SHOTS names a folder; without it, nothing."""
    folder = os.environ.get("LOTRINH_SHOTS")

    def keep(page: Any, name: str) -> None:
        if folder:
            page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)

    return keep
