"""Reads of the audit trail."""

from __future__ import annotations

from django.db import models
from django.db.models import Q, QuerySet

from lotrinh_web.audit.models import AuditEntry


def history_of(subject: models.Model) -> QuerySet[AuditEntry]:
    """Everything done to one record, newest first."""
    return AuditEntry.objects.filter(object_type=subject._meta.label_lower, object_id=str(subject.pk))


def search(*, words: str = "", actor: str = "", action: str = "") -> QuerySet[AuditEntry]:
    """Entries whose label, actor and action hold the given words, newest first."""
    entries = AuditEntry.objects.all()
    if words:
        entries = entries.filter(Q(object_label__icontains=words) | Q(actor_name__icontains=words))
    if actor:
        entries = entries.filter(actor_key=actor)
    if action:
        entries = entries.filter(action=action)
    return entries
