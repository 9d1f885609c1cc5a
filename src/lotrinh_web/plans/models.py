"""Agencies' own plans: read from a document or a spreadsheet, or entered; each item traced to the parent's clause."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Plan(models.Model):
    """What one agency itself has planned in order to carry out a programme."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Đang lập")
        CONFIRMED = "confirmed", _("Đã xác nhận")
        SUPERSEDED = "superseded", _("Đã có bản điều chỉnh")

    class Entry(models.TextChoices):
        DOCUMENT = "document", _("đọc từ văn bản")
        FORM = "form", _("nhập tay, bảng tính")

    programme = models.ForeignKey("programmes.Programme", on_delete=models.PROTECT, related_name="plans")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="plans")
    title = models.CharField(max_length=300)
    reference = models.CharField(max_length=200, blank=True)  # number and date of the plan, as people cite it
    document = models.ForeignKey(
        "programmes.Document", null=True, blank=True, on_delete=models.PROTECT, related_name="plans"
    )
    entry = models.CharField(max_length=10, choices=Entry, default=Entry.FORM)
    starts_on = models.DateField()
    ends_on = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    reason = models.CharField(max_length=400, blank=True)  # why it replaces the former one
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="plan_ends_after_it_starts")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def open(self) -> bool:
        """Whether its items may still be changed."""
        return self.state == self.State.DRAFT


class PlanItem(models.Model):
    """One piece of work of a plan."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="items")
    order = models.PositiveIntegerField()
    path = models.CharField(max_length=60, blank=True)  # where it stands in the plan's own document
    words = models.TextField()
    product = models.CharField(max_length=400, blank=True)
    due_on = models.DateField(null=True, blank=True)
    due_words = models.CharField(max_length=200, blank=True)
    unit = models.CharField(max_length=200, blank=True)  # the unit or person responsible inside the agency
    no_parent_reason = models.CharField(max_length=400, blank=True)  # a person says it carries out no clause, and why
    traced_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    traced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.words[:100]

    @property
    def has_due(self) -> bool:
        """Whether it says by when."""
        return self.due_on is not None or bool(self.due_words.strip())


class PlanLink(models.Model):
    """An item of a plan and a clause (or task) of the programme that it carries out, as proposed or confirmed."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("đề xuất")
        CONFIRMED = "confirmed", _("đã xác nhận")
        REJECTED = "rejected", _("không chọn")

    item = models.ForeignKey(PlanItem, on_delete=models.CASCADE, related_name="links")
    clause = models.ForeignKey("programmes.Clause", on_delete=models.PROTECT, related_name="plan_links")
    task = models.ForeignKey(
        "workplan.Task", null=True, blank=True, on_delete=models.PROTECT, related_name="plan_links"
    )
    score = models.FloatField(null=True, blank=True)  # likeness of the words, 0 to 1; null where a person chose it
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)

    class Meta:
        ordering = [F("score").desc(nulls_last=True), "pk"]
        constraints = [models.UniqueConstraint(fields=["item", "clause"], name="one_link_per_item_and_clause")]

    def __str__(self) -> str:
        return f"{self.item_id} → {self.clause_id}"


class PlanSheet(models.Model):
    """A filled-in spreadsheet as it was handed in; nothing of the plan changes before a person has seen it."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="sheets")
    name = models.CharField(max_length=200)
    file = models.FileField(upload_to="plans/")
    file_hash = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return self.name
