"""Long work that runs in the background: what was asked, by whom, how far it is, what came of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Job(models.Model):
    """One piece of long work. Its effect and its `done` are committed together, so it cannot take effect twice."""

    class State(models.TextChoices):
        QUEUED = "queued", _("đang chờ")
        RUNNING = "running", _("đang chạy")
        DONE = "done", _("đã xong")
        FAILED = "failed", _("không xong")

    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    arguments = models.JSONField(default=dict)
    key = models.CharField(max_length=160, unique=True)  # the same key is the same work: it is never made twice
    state = models.CharField(max_length=8, choices=State, default=State.QUEUED)
    attempt = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    words = models.CharField(max_length=200, blank=True)  # what is being done just now
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="jobs")
    requested_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)  # last sign of life of the process that runs it
    finished_at = models.DateTimeField(null=True)
    result_address = models.CharField(max_length=300, blank=True)  # where the person finds what came of it
    result_words = models.CharField(max_length=300, blank=True)
    error = models.TextField(blank=True)  # a sentence for the person

    class Meta:
        ordering = ["-requested_at", "-pk"]
        indexes = [models.Index(fields=["state"])]
        constraints = [models.CheckConstraint(condition=Q(done__lte=models.F("total")), name="not_more_than_all")]

    def __str__(self) -> str:
        return self.title

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in {self.State.DONE, self.State.FAILED}


class WorkerSeen(models.Model):
    """A process that does long work, and when it last gave a sign of life."""

    name = models.CharField(max_length=64, unique=True)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
