"""The audit trail: who did what to which record, each entry chained to the one before by hash."""

from __future__ import annotations

from django.db import models


class AuditEntry(models.Model):
    """One act. Written in the transaction of the act itself; never changed, never deleted."""

    sequence = models.PositiveBigIntegerField(unique=True)
    recorded_at = models.DateTimeField()
    actor_key = models.CharField(max_length=80)  # "user:12" or "system:…"
    actor_name = models.CharField(max_length=200)
    action = models.CharField(max_length=80, db_index=True)  # "workplan.assign_lead"
    object_type = models.CharField(max_length=80)
    object_id = models.CharField(max_length=80)
    object_label = models.CharField(max_length=300)
    data = models.JSONField(default=dict)
    request_id = models.CharField(max_length=36, blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["-sequence"]
        indexes = [models.Index(fields=["object_type", "object_id"]), models.Index(fields=["actor_key"])]

    def __str__(self) -> str:
        return f"{self.sequence} {self.action} {self.object_label}"


class AuditHead(models.Model):
    """The end of the chain: one row, locked by each writer, so that a cut-off tail is noticed."""

    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.sequence} {self.hash[:12]}"
