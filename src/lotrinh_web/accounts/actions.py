"""Writes on accounts."""

from __future__ import annotations

from typing import Any

from lotrinh_web.accounts.access import is_administrator
from lotrinh_web.accounts.models import Role, User
from lotrinh_web.audit.actions import Actor, action, record
from lotrinh_web.errors import Refused


def _administers(*, actor: Actor, **_: Any) -> bool:
    return is_administrator(actor)


@action(allow=_administers)
def create_user(
    *, actor: Actor, username: str, full_name: str, role: str, password: str | None,
    position: str = "", email: str = "", demonstration: bool = False,
) -> User:  # fmt: skip
    """Open an account; without a password it cannot sign in until one is set."""
    if role not in Role.values:
        raise Refused(f"Không có vai trò «{role}». Chọn một trong: {', '.join(Role.values)}.")
    if User.objects.filter(username=username).exists():
        raise Refused(f"Tên đăng nhập «{username}» đã có người dùng. Chọn tên khác.")
    user = User(
        username=username, full_name=full_name, role=role, position=position, email=email, demonstration=demonstration
    )
    user.set_password(password)
    user.save()
    record(actor=actor, action="accounts.create_user", subject=user, data={"username": username, "role": role})
    return user


@action(allow=_administers)
def set_active(*, actor: Actor, user: User, active: bool, reason: str) -> User:
    """Close or reopen an account; the reason is kept in the trail."""
    if not reason.strip():
        raise Refused("Ghi lý do khóa hoặc mở tài khoản.")
    user.is_active = active
    user.save(update_fields=["is_active"])
    record(actor=actor, action="accounts.set_active", subject=user, data={"active": active, "reason": reason})
    return user


@action(allow=lambda *, actor, user, **_: actor == user)
def change_password(*, actor: Actor, user: User, password: str) -> User:
    """A person changes their own password; the password itself is not in the trail."""
    user.set_password(password)
    user.save(update_fields=["password"])
    record(actor=actor, action="accounts.change_password", subject=user)
    return user
