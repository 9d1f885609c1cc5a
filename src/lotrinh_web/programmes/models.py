"""Documents, their clauses and citations, and the programmes they set going."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lotrinh.calendar import short_date


class Document(models.Model):
    """A text as issued, or only known by its number where another document cites it."""

    type = models.CharField(max_length=60)  # Chương trình, Nghị quyết, Kế hoạch …
    number = models.CharField(max_length=20, null=True, blank=True)
    symbol = models.CharField(max_length=40, null=True, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=80, null=True, blank=True)
    issuer = models.CharField(max_length=200, blank=True)
    title = models.TextField(blank=True)
    short_title_vi = models.CharField(max_length=300, blank=True)
    short_title_en = models.CharField(max_length=300, blank=True)
    signer = models.JSONField(default=dict, blank=True)
    recipients = models.JSONField(default=list, blank=True)
    source = models.CharField(max_length=400, blank=True)
    text = models.TextField(blank=True)  # the repaired text; empty where only facts about the document are held
    file = models.FileField(upload_to="documents/", null=True, blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    file_hash = models.CharField(max_length=64, null=True, blank=True, unique=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["issued_on", "pk"]

    def __str__(self) -> str:
        return self.citation

    @property
    def citation(self) -> str:
        """As people cite it: "Nghị quyết số 29-NQ/TW, ngày 17/11/2022"; a blank number stays visible."""
        words = self.type
        if self.symbol:
            joint = "-" if "/" in self.symbol and not self.symbol.startswith(("/", "2")) else "/"
            words += f" số {self.number or '…'}{joint}{self.symbol}"
        elif self.number:
            words += f" số {self.number}"
        elif self.short_title_vi:
            words = self.short_title_vi
        if self.issued_on:
            words += f", ngày {short_date(self.issued_on)}"
        return words


class Programme(models.Model):
    """What a document sets going."""

    code = models.SlugField(max_length=60, unique=True)
    name_vi = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300, blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="programmes")
    parents = models.ManyToManyField(Document, through="ProgrammeParent", related_name="carried_out_by")
    starts_on = models.DateField()
    ends_on = models.DateField()
    owner = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+", null=True)
    area_version = models.ForeignKey("organisations.AreaVersion", on_delete=models.PROTECT, related_name="+", null=True)
    published = models.BooleanField(default=False)
    demonstration = models.BooleanField(default=False)  # demonstration entries were loaded beside it
    package = models.JSONField(null=True, blank=True)  # the package it came from, as taken in; exports start from it

    class Meta:
        ordering = ["-starts_on", "code"]

    def __str__(self) -> str:
        return self.name_vi


class ProgrammeParent(models.Model):
    """A document that the programme carries out, or is tied in with."""

    class Relation(models.TextChoices):
        IMPLEMENTS = "implements", _("thực hiện")
        RELATED = "related", _("liên quan")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="parent_links")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="child_links")
    relation = models.CharField(max_length=12, choices=Relation, default=Relation.IMPLEMENTS)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "document"], name="one_link_per_parent")]

    def __str__(self) -> str:
        return f"{self.programme} ← {self.document}"


class Clause(models.Model):
    """A node of a document's outline with a stable path such as III.4.b2."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="clauses")
    path = models.CharField(max_length=60)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="children")
    order = models.PositiveIntegerField()
    depth = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)  # part, section, bullet, plus, article …
    label = models.CharField(max_length=40, blank=True)
    title_vi = models.CharField(max_length=400)
    title_en = models.CharField(max_length=400, blank=True)
    text = models.TextField(blank=True)  # the document's own words; empty until the original is imported
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["document", "path"], name="one_clause_per_path")]

    def __str__(self) -> str:
        return f"{self.path} {self.title_vi}"


class Citation(models.Model):
    """A clause (or the head of a document) that names another document."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="citations")
    path = models.CharField(max_length=60)
    type = models.CharField(max_length=60)
    number = models.CharField(max_length=20, null=True, blank=True)
    symbol = models.CharField(max_length=40, null=True, blank=True)
    dated = models.DateField(null=True, blank=True)
    words = models.CharField(max_length=500)
    cited = models.ForeignKey(Document, null=True, blank=True, on_delete=models.SET_NULL, related_name="cited_by")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.words


class Anomaly(models.Model):
    """Something a careful clerk would query in a document."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="anomalies")
    path = models.CharField(max_length=60)
    kind = models.CharField(max_length=40)
    words = models.TextField(blank=True)
    why = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.path}: {self.kind}"


class ClauseChange(models.Model):
    """What a newer version of a document does to one clause, and whether it was adopted. Append-only.

    The old clause stays as it was. `under` is the old clause below which an added one belongs.
    """

    class Kind(models.TextChoices):
        ADDED = "added", _("thêm mới")
        REMOVED = "removed", _("bỏ")
        CHANGED = "changed", _("sửa lời")
        MOVED = "moved", _("chuyển chỗ")

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="clause_changes")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")  # the newer version
    kind = models.CharField(max_length=8, choices=Kind)
    former = models.ForeignKey(Clause, null=True, on_delete=models.PROTECT, related_name="changes")
    clause = models.ForeignKey(Clause, null=True, on_delete=models.PROTECT, related_name="+")
    under = models.ForeignKey(Clause, null=True, on_delete=models.PROTECT, related_name="additions")
    old_path = models.CharField(max_length=60, blank=True)
    new_path = models.CharField(max_length=60, blank=True)
    words = models.JSONField(default=list)  # [[same | added | removed, words]]
    adopted = models.BooleanField()
    made = models.JSONField(default=dict)  # {"targets": [keys], "tasks": [keys]} that came of an added clause
    reason = models.CharField(max_length=400, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.new_path or self.old_path}"
