"""People who sign in. Only name, post, unit, work e-mail and telephone are kept (personal data law)."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person is here for; one role a person."""

    ADMINISTRATOR = "administrator", _("Quản trị viên")
    PROGRAMME_OFFICER = "programme_officer", _("Cán bộ thường trực chương trình")
    AGENCY_OFFICER = "agency_officer", _("Chuyên viên cơ quan")
    AGENCY_HEAD = "agency_head", _("Người đứng đầu cơ quan")
    LEADER = "leader", _("Lãnh đạo")
    INSPECTOR = "inspector", _("Kiểm tra, giám sát")


OFFICE: frozenset[str] = frozenset({Role.ADMINISTRATOR, Role.PROGRAMME_OFFICER})
"""The programme office: runs the programme for everybody."""
READS_ALL: frozenset[str] = frozenset({Role.ADMINISTRATOR, Role.PROGRAMME_OFFICER, Role.LEADER, Role.INSPECTOR})
"""Roles that see every agency's work, accepted or not."""
AGENCY: frozenset[str] = frozenset({Role.AGENCY_OFFICER, Role.AGENCY_HEAD})
"""Roles that act for one agency."""


class User(AbstractUser):
    """A person with an account."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField(_("Họ và tên"), max_length=120)
    position = models.CharField(_("Chức vụ"), max_length=160, blank=True)
    role = models.CharField(_("Vai trò"), max_length=24, choices=Role)
    telephone = models.CharField(_("Điện thoại công vụ"), max_length=30, blank=True)
    demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ["username"]

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return self.full_name

    @property
    def audit_key(self) -> str:
        return f"user:{self.pk}"

    @property
    def audit_name(self) -> str:
        return f"{self.full_name} ({self.username})"
