"""Every address carries a guard; who may open it is written down here, and tried with real people."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from web.world import World

OPEN = {
    "portal:home", "portal:programme", "portal:switch-programme", "portal:search", "indicators:targets",
    "indicators:target", "accounts:sign-in", "accounts:sign-out", "accounts:language",
    "oversight:calendar",  # by the token in its address
}  # fmt: skip


def patterns(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """All addresses with their full names."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            space = f"{entry.namespace}:" if entry.namespace else ""
            yield from patterns(entry, prefix + space)
        else:
            yield prefix + (entry.name or str(entry.pattern)), entry


def guard_of(entry: URLPattern) -> str | None:
    view = entry.callback
    return getattr(view, "guard", None) or getattr(getattr(view, "view_class", None), "guard", None)


def test_every_address_carries_a_guard() -> None:
    naked = [name for name, entry in patterns() if guard_of(entry) is None]
    assert naked == []


def test_open_addresses_are_the_listed_ones() -> None:
    found = {name for name, entry in patterns() if guard_of(entry) == "open"}
    assert found == OPEN


def test_every_address_has_a_name() -> None:
    assert [str(entry.pattern) for _, entry in patterns() if not entry.name] == []


ARGUMENTS = {
    "pk": 1,
    "item": 1,
    "series": 1,
    "proposal": 1,
    "template": 1,
    "slot": "opening",
    "code": "so-moi",
    "step": "duyet",
    "kind": "finding",
}


def address(name: str, entry: URLPattern) -> str:
    from django.urls import reverse

    wanted = entry.pattern.converters
    return reverse(name, kwargs={key: ARGUMENTS.get(key, 1) for key in wanted})


@pytest.mark.django_db
def test_a_stranger_without_an_account_is_sent_to_sign_in(world: World) -> None:
    client = world.client(None)
    let_in = []
    for name, entry in patterns():
        if guard_of(entry) == "open":
            continue
        for method in (client.get, client.post):
            response = method(address(name, entry))
            if response.status_code != 302 or "dang-nhap" not in response["Location"]:
                let_in.append((name, response.status_code))
    assert let_in == []


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["officer", "head", "stranger", "leader", "inspector", "office", "admin"])
def test_a_role_that_is_not_named_is_refused(world: World, who: str) -> None:
    client = world.client(who)
    client.raise_request_exception = False
    role = world.people[who].role
    wrong = []
    for name, entry in patterns():
        guard = guard_of(entry) or ""
        if not guard.startswith("roles:") or role in guard.removeprefix("roles:").split(","):
            continue
        for method in (client.get, client.post):
            status = method(address(name, entry)).status_code
            if status != 403:
                wrong.append((name, status))
    assert wrong == []
