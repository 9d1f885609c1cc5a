"""What every page's frame needs: the navigation the person's role may open, the language, the version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from lotrinh_web.accounts.access import Viewer
from lotrinh_web.accounts.models import OFFICE, READS_ALL, Role, User
from lotrinh_web.oversight.models import Notice
from lotrinh_web.programmes.queries import visible_programmes


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry of the navigation: label, URL name, icon, and who sees it (empty: everybody).

    `also`: names of pages that belong to it and have their address elsewhere.
    """

    label: Any
    url: str
    icon: str
    roles: frozenset[str] = frozenset()
    signed_in: bool = False
    also: tuple[str, ...] = ()


NAVIGATION = (
    NavItem(_("Tổng quan"), "portal:overview", "speedometer2", signed_in=True),
    NavItem(_("Chương trình"), "portal:programme", "diagram-3"),
    NavItem(_("Chỉ tiêu"), "indicators:targets", "bullseye"),
    NavItem(_("Nhiệm vụ"), "workplan:tasks", "list-check", signed_in=True),
    NavItem(_("Sản phẩm"), "products:index", "box-seam", signed_in=True),
    NavItem(_("Cơ quan"), "portal:agencies", "buildings", signed_in=True, also=("plans:plans",)),
    NavItem(_("Kỳ báo cáo"), "reporting:rounds", "calendar3", signed_in=True),
    NavItem(
        _("Báo cáo"),
        "reporting:reviews",
        "file-earmark-text",
        frozenset(READS_ALL),
        also=("reporting:templates", "reporting:check-format"),
    ),
    NavItem(_("Văn bản"), "intake:documents", "file-earmark-arrow-up", frozenset(OFFICE)),
    NavItem(_("Giám sát"), "oversight:alerts", "shield-check", frozenset(READS_ALL)),
    NavItem(_("Nhật ký"), "oversight:audit", "journal-text", frozenset({Role.ADMINISTRATOR, Role.INSPECTOR})),
)


def navigation_for(user: Viewer) -> list[NavItem]:
    """The entries a person may open."""
    if not isinstance(user, User):
        return [item for item in NAVIGATION if not item.roles and not item.signed_in]
    return [item for item in NAVIGATION if not item.roles or user.role in item.roles]


def unread(user: Viewer | None) -> int:
    """How many notices the person has not read."""
    return Notice.objects.filter(person=user, read_at=None).count() if isinstance(user, User) else 0


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of the frame, for every template."""
    user = getattr(request, "user", None)
    match = getattr(request, "resolver_match", None)
    return {
        "navigation": navigation_for(user) if user is not None else [],
        "current_view": match.view_name if match else "",
        "product_version": settings.VERSION,
        "unread_notices": SimpleLazyObject(lambda: unread(user)),
        "programme_choices": SimpleLazyObject(lambda: list(visible_programmes(user)[:30]) if user is not None else []),
    }
