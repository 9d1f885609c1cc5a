"""Pictures of pages in a real Chromium, signed in as somebody, at several widths, light and dark.

    with browser() as chromium:
        for shot in shoot(chromium, "http://127.0.0.1:8000/tong-quan/", user=user, folder=Path("var/shots")):
            print(shot)

`problems` of a shot lists what the browser complained of (content policy, missing files, script errors) and
whether the page scrolls sideways; a good page has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
WIDTHS = (1440, 390)
HEIGHTS = {1440: 900, 390: 844}


@dataclass
class Shot:
    """One picture and what was wrong with the page."""

    path: Path
    width: int
    scheme: str
    problems: list[str] = field(default_factory=list)


@contextmanager
def browser() -> Iterator[Any]:
    """A Chromium; needs the Debian package, nothing is downloaded."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield chromium
        finally:
            chromium.close()


def session_cookie(user: Any, url: str) -> dict[str, Any]:
    """The cookie of a fresh session of `user`, made in the database behind the server (no password)."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    parts = urlsplit(url)
    return {
        "name": settings.SESSION_COOKIE_NAME,
        "value": session.session_key,
        "url": f"{parts.scheme}://{parts.netloc}",
    }


def shoot(
    chromium: Any,
    url: str,
    *,
    folder: Path,
    user: Any = None,
    cookie: dict[str, Any] | None = None,
    widths: Sequence[int] = WIDTHS,
    schemes: Sequence[str] = ("light",),
    locale: str = "vi-VN",
    name: str = "",
    whole: bool = True,
) -> list[Shot]:
    """Open `url` at each width and colour scheme and keep a picture of it in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    if user is not None:
        cookie = session_cookie(user, url)
    stem = name or re.sub(r"[^a-z0-9]+", "-", urlsplit(url).path.lower()).strip("-") or "home"
    shots = []
    for scheme in schemes:
        for width in widths:
            shot = Shot(folder / f"{stem}-{width}-{scheme}.png", width, scheme)
            context = chromium.new_context(
                viewport={"width": width, "height": HEIGHTS.get(width, 900)},
                color_scheme=scheme,
                locale=locale,
                reduced_motion="reduce",
            )
            if cookie:
                context.add_cookies([cookie])
            page = context.new_page()
            _watch(page, shot.problems)
            page.goto(url, wait_until="networkidle")
            page.wait_for_timeout(250)
            inner = page.evaluate("document.documentElement.scrollWidth")
            if inner > width:
                shot.problems.append(f"scrolls sideways: {inner} px of content at {width} px")
            page.screenshot(path=str(shot.path), full_page=whole)
            context.close()
            shots.append(shot)
    return shots


def _watch(page: Any, problems: list[str]) -> None:
    page.on("console", lambda note: problems.append(note.text) if note.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("requestfailed", lambda request: problems.append(f"failed: {request.url}"))
