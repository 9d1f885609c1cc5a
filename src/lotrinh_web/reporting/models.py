"""Reporting rounds, agencies' submissions and what they say, and the reviews made of them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportingRound(models.Model):
    """One period in which every agency with a part reports."""

    programme = models.ForeignKey("programmes.Programme", on_delete=models.PROTECT, related_name="rounds")
    period = models.CharField(max_length=12)  # 2026-Q3
    opens_on = models.DateField()
    cut_off = models.DateField()  # what happened up to this day is reported
    due_on = models.DateField()
    asks_figures = models.BooleanField(default=False)  # also of who follows an indicator; older rounds asked tasks only
    closed_at = models.DateTimeField(null=True, blank=True)
    demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ["-due_on"]
        constraints = [models.UniqueConstraint(fields=["programme", "period"], name="one_round_per_period")]

    def __str__(self) -> str:
        return self.period


class Submission(models.Model):
    """One agency's answer in one round. `state` is a copy of what its events say; only actions move it."""

    class State(models.TextChoices):
        NOT_STARTED = "not_started", _("Chưa nhập")
        DRAFT = "draft", _("Đang nhập")
        AWAITING_APPROVAL = "awaiting_approval", _("Chờ thủ trưởng duyệt")
        APPROVED = "approved", _("Đã duyệt, chờ xác nhận")
        RETURNED = "returned", _("Trả lại")
        ACCEPTED = "accepted", _("Đã xác nhận")

    round = models.ForeignKey(ReportingRound, on_delete=models.PROTECT, related_name="submissions")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="submissions")
    state = models.CharField(max_length=18, choices=State, default=State.NOT_STARTED)
    version = models.PositiveIntegerField(default=0)  # grows with each change; a stale form is told so
    demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ["organisation__name_vi"]
        constraints = [models.UniqueConstraint(fields=["round", "organisation"], name="one_submission_per_agency")]

    def __str__(self) -> str:
        return f"{self.organisation} {self.round}"

    @property
    def open_for_entry(self) -> bool:
        """Whether the agency may still change it."""
        return self.state in {self.State.NOT_STARTED, self.State.DRAFT, self.State.RETURNED}


class SubmissionEvent(models.Model):
    """Who moved a submission, when and why."""

    class Kind(models.TextChoices):
        SAVED = "saved", _("Nhập liệu")
        SUBMITTED = "submitted", _("Trình thủ trưởng")
        APPROVED = "approved", _("Thủ trưởng duyệt")
        SENT_BACK = "sent_back", _("Thủ trưởng yêu cầu sửa")
        ACCEPTED = "accepted", _("Cơ quan thường trực xác nhận")
        RETURNED = "returned", _("Cơ quan thường trực trả lại")

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=10, choices=Kind)
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.at:%d/%m/%Y}"


class ProgressEntry(models.Model):
    """What an agency says of one task in one round. A change is a new entry; the latest counts."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="entries")
    task = models.ForeignKey("workplan.Task", on_delete=models.PROTECT, related_name="entries")
    narrative = models.TextField(blank=True)
    percent = models.PositiveSmallIntegerField(null=True, blank=True)
    completed_on = models.DateField(null=True, blank=True)  # a claim of completion
    evidence = models.CharField(max_length=400, blank=True)
    difficulty = models.TextField(blank=True)
    next_steps = models.TextField(blank=True)
    result_value = models.DecimalField(
        max_digits=24, decimal_places=6, null=True, blank=True
    )  # of the task's indicator
    result_kind = models.CharField(max_length=12, blank=True)  # as said in the workbook: Ước tính, Sơ bộ, Chính thức
    result_source = models.CharField(max_length=300, blank=True)
    result_missing = models.CharField(max_length=300, blank=True)  # why there is no figure
    self_rating = models.CharField(max_length=20, blank=True)  # the agency's own word on its pace
    request = models.TextField(blank=True)  # what the agency asks for
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    latest = models.BooleanField(default=True)  # a copy: no later entry for the same task in this submission
    demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ["task__order", "entered_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "task"], condition=models.Q(latest=True), name="one_latest_entry"
            )
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.entered_at:%d/%m/%Y}"


class ReturnedWorkbook(models.Model):
    """A filled-in workbook that came back and read without a fault; kept as the source of what it changed."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="workbooks")
    name = models.CharField(max_length=200)  # as the person's machine called it
    file = models.FileField(upload_to="workbooks/")
    file_hash = models.CharField(max_length=64)
    version_seen = models.PositiveIntegerField()  # of the submission, when the workbook was issued
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)
    demonstration = models.BooleanField(default=False)
    judged: Any = None  # while it comes in: the report's version and what was read against it, not to be read twice

    class Meta:
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.name


class Review(models.Model):
    """A consolidated report as it was made: what it was made of, and the Word file itself."""

    programme = models.ForeignKey("programmes.Programme", on_delete=models.PROTECT, related_name="reviews")
    kind = models.CharField(max_length=20)  # progress, assignment_annex, urging_letter, committee_list
    period = models.CharField(max_length=12)
    profile = models.CharField(max_length=20)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    inputs = models.JSONField()  # the records it stands on, enough to make it again
    file = models.FileField(upload_to="reviews/")
    file_hash = models.CharField(max_length=64)
    demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.kind} {self.period}"


class FlagDismissal(models.Model):
    """Somebody said why a flag of a submission is in order; it comes back when its facts change."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="flag_dismissals")
    key = models.CharField(max_length=60)
    facts = models.CharField(max_length=64)
    words = models.CharField(max_length=400)  # the flag as it read
    reason = models.CharField(max_length=400)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["submission", "key", "facts"], name="one_dismissal_per_flag")]

    def __str__(self) -> str:
        return f"{self.key} {self.submission_id}"


class ReviewDraft(models.Model):
    """A review being written: what the records say, kept as assembled, with people's text beside it.

    Frozen, it keeps the finished document itself, so that the Word file can be made again byte for byte.
    """

    class Kind(models.TextChoices):
        QUARTER = "quarter", _("Báo cáo quý")
        HALF_YEAR = "half_year", _("Báo cáo 6 tháng")
        NINE_MONTHS = "nine_months", _("Báo cáo 9 tháng")
        YEAR = "year", _("Báo cáo năm")
        PRELIMINARY = "preliminary", _("Báo cáo sơ kết")
        FINAL = "final", _("Báo cáo tổng kết")

    programme = models.ForeignKey("programmes.Programme", on_delete=models.PROTECT, related_name="review_drafts")
    kind = models.CharField(max_length=12, choices=Kind)
    period = models.CharField(max_length=12)
    as_of = models.DateField()  # the records as they stood at the end of this day
    profile = models.CharField(max_length=20)
    profile_reason = models.CharField(max_length=300, blank=True)  # why not the one in force
    sections = models.JSONField()  # codes, in order
    annexes = models.JSONField()
    assembled = models.TextField()  # the report's data (writing.kept), as the records said it
    inputs = models.JSONField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    assembled_at = models.DateTimeField()
    document = models.TextField(blank=True)  # the finished document (writing.kept); only when frozen
    review = models.OneToOneField(Review, null=True, on_delete=models.PROTECT, related_name="draft")
    demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.period}"

    @property
    def frozen(self) -> bool:
        """Whether nothing of it may change any more."""
        return self.review_id is not None


class ReviewEdit(models.Model):
    """What a person wrote in one place of a review. A change is a new record; the newest counts."""

    draft = models.ForeignKey(ReviewDraft, on_delete=models.PROTECT, related_name="edits")
    slot = models.CharField(max_length=40)
    text = models.TextField(blank=True)
    withdrawn = models.BooleanField(default=False)  # back to what the records say
    based_on = models.CharField(max_length=64)  # hash of what the records said when it was written
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["draft", "slot"])]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.slot}"


class ReviewTemplate(models.Model):
    """A Word template people edit themselves. A new upload under the same name is a new version; all are kept."""

    programme = models.ForeignKey("programmes.Programme", on_delete=models.PROTECT, related_name="review_templates")
    name = models.CharField(max_length=120)
    version = models.PositiveIntegerField(default=1)
    file = models.FileField(upload_to="templates/")
    file_hash = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "-version"]
        constraints = [models.UniqueConstraint(fields=["programme", "name", "version"], name="one_template_version")]

    def __str__(self) -> str:
        return f"{self.name} ({self.version})"


from lotrinh_web.reporting.batch_models import WorkbookBatch  # noqa: E402, F401  Django looks for models here
from lotrinh_web.reporting.figure_models import ReportedFigure  # noqa: E402, F401
from lotrinh_web.reporting.remark_models import EntryRemark  # noqa: E402, F401
