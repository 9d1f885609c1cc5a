"""Signing in, one's own password, the list of accounts."""

from __future__ import annotations

import pytest
from django.urls import reverse

from lotrinh_web.accounts.models import Role, User
from lotrinh_web.audit.models import AuditEntry
from web.world import World

pytestmark = pytest.mark.django_db
PASSWORD = "mot-mat-khau-du-dai"


@pytest.fixture
def admin_client(world: World):  # type: ignore[no-untyped-def]
    return world.client("admin")


def test_a_right_password_signs_in(world: World) -> None:
    user = world.people["leader"]
    user.set_password(PASSWORD)
    user.save()
    response = world.client(None).post(reverse("accounts:sign-in"), {"username": user.username, "password": PASSWORD})
    assert (response.status_code, response["Location"]) == (302, "/")


def test_a_wrong_password_is_said_without_telling_which(world: World) -> None:
    response = world.client(None).post(reverse("accounts:sign-in"), {"username": "lanh-dao", "password": "sai"})
    assert response.status_code == 200 and response.context["form"].errors


def test_a_closed_account_cannot_sign_in(world: World) -> None:
    user = world.people["leader"]
    user.set_password(PASSWORD)
    user.is_active = False
    user.save()
    response = world.client(None).post(reverse("accounts:sign-in"), {"username": user.username, "password": PASSWORD})
    assert response.status_code == 200


def test_changing_ones_password_is_in_the_trail_without_the_password(world: World) -> None:
    user = world.people["leader"]
    user.set_password(PASSWORD)
    user.save()
    new = "mat-khau-moi-that-dai"
    fields = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    world.client("leader").post(reverse("accounts:password"), fields)
    user.refresh_from_db()
    entry = AuditEntry.objects.get(action="accounts.change_password")
    assert user.check_password(new) and new not in str(entry.data)


def test_an_administrator_opens_an_account(world: World) -> None:
    fields = {
        "username": "moi", "full_name": "Người Mới", "role": Role.LEADER, "position": "", "email": "",
        "password": PASSWORD, "password1": PASSWORD, "password2": PASSWORD,
    }  # fmt: skip
    response = world.client("admin").post(reverse("accounts:create"), fields)
    assert response.status_code == 302, response.context["form"].errors
    assert User.objects.get(username="moi").role == Role.LEADER


def test_closing_an_account_needs_a_reason(world: World) -> None:
    user = world.people["leader"]
    world.client("admin").post(reverse("accounts:set-active", args=[user.pk]), {"active": "0", "reason": ""})
    user.refresh_from_db()
    assert user.is_active


def test_nobody_closes_their_own_account(world: World) -> None:
    admin = world.people["admin"]
    fields = {"active": "0", "reason": "thử"}
    response = world.client("admin").post(reverse("accounts:set-active", args=[admin.pk]), fields)
    admin.refresh_from_db()
    assert response.status_code == 400 and admin.is_active


def test_vietnamese_comes_first_whatever_the_browser_prefers(world: World) -> None:
    page = world.client(None).get(reverse("accounts:sign-in"), headers={"accept-language": "en-GB"})
    assert 'lang="vi"' in page.content.decode()


def test_the_chosen_language_stays(world: World) -> None:
    client = world.client(None)
    client.post(reverse("accounts:language"), {"language": "en", "next": "/"})
    assert 'lang="en"' in client.get(reverse("accounts:sign-in")).content.decode()
