"""Kinds of product: legal instruments, investment projects, dissemination, inspection findings.

Each hangs on one task, and so on its clause and its lead. What people report (a step done, a payment, an activity, a
measure) is a row of its own with a `check`; rows are corrected by new rows, and `ProductEvent` tells what happened.
"""

from __future__ import annotations

from typing import TypedDict

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lotrinh_web.organisations.models import Certainty


class _Digits(TypedDict):
    max_digits: int
    decimal_places: int


MONEY: _Digits = {"max_digits": 20, "decimal_places": 6}
"""Money is fixed-point: fourteen digits before the comma, six after, in the unit the project declares."""


class Check(models.TextChoices):
    """How far something reported has come: the officer enters, the head approves, the programme office confirms."""

    ENTERED = "entered", _("chờ thủ trưởng duyệt")
    APPROVED = "approved", _("chờ xác nhận")
    CONFIRMED = "confirmed", _("đã xác nhận")
    RETURNED = "returned", _("trả lại")
    UNDONE = "undone", _("đã hoàn tác")


SET_ASIDE = (Check.RETURNED, Check.UNDONE)
"""Rows that stay to be seen and no longer count."""


class Product(models.Model):
    """What the four kinds share."""

    task = models.ForeignKey("workplan.Task", on_delete=models.PROTECT, related_name="%(class)s_products")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    demonstration = models.BooleanField(default=False)

    class Meta:
        abstract = True


class Reported(models.Model):
    """A row somebody reported. Never changed but for its `check`; a correction is a new row that names it."""

    check_state = models.CharField(max_length=10, choices=Check, default=Check.ENTERED)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)
    reason = models.CharField(max_length=400, blank=True)  # why a correction was made, or why there is no figure

    class Meta:
        abstract = True


# ---- legal instruments -----------------------------------------------------------------------------------------------


class Stage(models.TextChoices):
    """The six stages that steps of all types fall into, so that one board shows them."""

    PROPOSAL = "proposal", _("Đề xuất")
    DRAFTING = "drafting", _("Soạn thảo")
    CONSULTATION = "consultation", _("Lấy ý kiến")
    APPRAISAL = "appraisal", _("Thẩm định")
    SUBMISSION = "submission", _("Trình")
    PROMULGATION = "promulgation", _("Ban hành")


class InstrumentType(models.Model):
    """A type of instrument and whose steps it goes through; data with a source, changed by the office."""

    class Line(models.TextChoices):
        PARTY = "party", _("Văn bản của Đảng")
        STATE = "state", _("Văn bản của Nhà nước")
        OTHER = "other", _("Văn bản khác")

    code = models.SlugField(max_length=60, unique=True)
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    line = models.CharField(max_length=6, choices=Line)
    source = models.CharField(max_length=400)
    certainty = models.CharField(max_length=12, choices=Certainty, default=Certainty.BACKGROUND)
    note = models.CharField(max_length=600, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    ended_on = models.DateField(null=True, blank=True)  # no new instruments of it from this day

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name_vi


class InstrumentTypeStep(models.Model):
    """A step every instrument of a type goes through."""

    type = models.ForeignKey(InstrumentType, on_delete=models.PROTECT, related_name="steps")
    order = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=12, choices=Stage)
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["type", "order"]
        constraints = [models.UniqueConstraint(fields=["type", "order"], name="one_type_step_per_place")]

    def __str__(self) -> str:
        return self.name_vi


class Instrument(Product):
    """A legal instrument to be made. `outcome`, `number` and `promulgated_on` are copies of what the rows say."""

    class Outcome(models.TextChoices):
        OPEN = "open", _("đang xây dựng")
        PROMULGATED = "promulgated", _("đã ban hành")
        WITHDRAWN = "withdrawn", _("đã rút")
        REPLACED = "replaced", _("đã thay thế")

    type = models.ForeignKey(InstrumentType, on_delete=models.PROTECT, related_name="instruments")
    title_vi = models.CharField(max_length=400)
    starts_on = models.DateField()
    outcome = models.CharField(max_length=12, choices=Outcome, default=Outcome.OPEN)
    outcome_on = models.DateField(null=True, blank=True)  # withdrawn or replaced on
    number = models.CharField(max_length=80, blank=True)
    promulgated_on = models.DateField(null=True, blank=True)
    replaced_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaces")

    class Meta:
        ordering = ["task__order", "pk"]
        indexes = [models.Index(fields=["task", "outcome"])]

    def __str__(self) -> str:
        return self.title_vi


class InstrumentStep(models.Model):
    """A step of one instrument, copied from its type when the instrument was entered."""

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="steps")
    order = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=12, choices=Stage)
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    first_planned_on = models.DateField(null=True, blank=True)
    planned_on = models.DateField(null=True, blank=True)  # a copy: what the last change of plan made of it

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["instrument", "order"], name="one_instrument_step_per_place")]

    def __str__(self) -> str:
        return self.name_vi


class StepRecord(Reported):
    """A step was done on a day, by a document, or left out for a reason."""

    step = models.ForeignKey(InstrumentStep, on_delete=models.PROTECT, related_name="records")
    left_out = models.BooleanField(default=False)
    done_on = models.DateField()
    number = models.CharField(max_length=80, blank=True)
    dated = models.DateField(null=True, blank=True)
    corrects = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="corrected_by")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.step} {self.done_on:%d/%m/%Y}"


# ---- investment projects ---------------------------------------------------------------------------------------------


class Project(Product):
    """A public investment project. `unit` and `basis` are declared once: figures rest on them."""

    class Group(models.TextChoices):
        NATIONAL = "national", _("Quan trọng quốc gia")
        A = "A", _("Nhóm A")
        B = "B", _("Nhóm B")
        C = "C", _("Nhóm C")

    class Unit(models.TextChoices):
        MILLION = "million", _("triệu đồng")
        BILLION = "billion", _("tỷ đồng")

    class Basis(models.TextChoices):
        CUMULATIVE = "cumulative", _("lũy kế từ đầu năm")
        MONTHLY = "monthly", _("từng tháng")

    code = models.CharField(max_length=40)
    name_vi = models.CharField(max_length=400)
    name_en = models.CharField(max_length=400, blank=True)
    group = models.CharField(max_length=8, choices=Group)
    unit = models.CharField(max_length=8, choices=Unit)
    basis = models.CharField(max_length=10, choices=Basis)
    head = models.CharField(max_length=160)  # the person responsible: name and post
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        ordering = ["task__order", "code"]
        constraints = [
            models.UniqueConstraint(fields=["task", "code"], name="one_project_per_code"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="project_ends_after_start",
                violation_error_message=_("Ngày kết thúc không được trước ngày khởi công."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.code} {self.name_vi}"


class Source(models.TextChoices):
    """Where the money comes from."""

    CENTRAL = "central", _("Ngân sách trung ương")
    LOCAL = "local", _("Ngân sách địa phương")
    ODA = "oda", _("Vốn ODA, vay ưu đãi")
    OTHER = "other", _("Nguồn khác")


class CapitalDecision(Reported):
    """What a decision made of the total capital (no year), or of a year's plan from one source: the whole amount.

    The last decision by its day holds; an adjustment is a new decision.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="decisions")
    year = models.PositiveSmallIntegerField(null=True)  # null: the total capital of the project
    source = models.CharField(max_length=8, choices=Source, blank=True)
    amount = models.DecimalField(**MONEY)
    number = models.CharField(max_length=120)
    decided_on = models.DateField()

    class Meta:
        ordering = ["decided_on", "pk"]
        indexes = [models.Index(fields=["project", "year"])]
        constraints = [models.CheckConstraint(condition=Q(amount__gte=0), name="capital_not_negative")]

    def __str__(self) -> str:
        return f"{self.number} {self.amount}"


class Disbursement(Reported):
    """Paid in a month, or since 1 January to the end of a month: the project's basis says which."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="disbursements")
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    amount = models.DecimalField(**MONEY)
    document = models.CharField(max_length=200, blank=True)
    corrects = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="corrected_by")

    class Meta:
        ordering = ["year", "month", "pk"]
        indexes = [models.Index(fields=["project", "year", "month"])]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="payment_not_negative"),
            models.CheckConstraint(condition=Q(month__gte=1, month__lte=12), name="payment_month_of_year"),
        ]

    def __str__(self) -> str:
        return f"{self.month:02}/{self.year}: {self.amount}"


# ---- dissemination ---------------------------------------------------------------------------------------------------


class Audience(models.Model):
    """A set of people a body has to reach, so that nobody is counted twice."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="audiences")
    name_vi = models.CharField(max_length=200)
    members_total = models.PositiveIntegerField(null=True)  # party members; null: not known
    counted_on = models.DateField(null=True)
    source = models.CharField(max_length=300, blank=True)
    replaced_by = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaces")
    demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ["organisation__name_vi", "name_vi"]

    def __str__(self) -> str:
        return self.name_vi


class Activity(Product, Reported):
    """A conference, a course, an article: held on a day for an audience."""

    class Kind(models.TextChoices):
        CONFERENCE = "conference", _("Hội nghị quán triệt")
        COURSE = "course", _("Tập huấn, bồi dưỡng")
        MEETING = "meeting", _("Sinh hoạt chi bộ, chuyên đề")
        ARTICLE = "article", _("Tin, bài báo")
        BROADCAST = "broadcast", _("Phát thanh, truyền hình")
        ONLINE = "online", _("Trang thông tin, mạng xã hội")
        CONTEST = "contest", _("Hội thi, cuộc thi tìm hiểu")
        OTHER = "other", _("Hình thức khác")

    kind = models.CharField(max_length=10, choices=Kind)
    title_vi = models.CharField(max_length=400)
    place = models.CharField(max_length=200)
    held_on = models.DateField()
    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, related_name="activities")
    reached = models.PositiveIntegerField(null=True)  # all people; null: not measured, `reason` says why
    members_reached = models.PositiveIntegerField(null=True)
    adds = models.BooleanField(default=True)  # False: the same people as an activity counted before
    evidence = models.CharField(max_length=400)
    corrects = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="corrected_by")

    class Meta:
        ordering = ["-held_on", "-pk"]
        indexes = [models.Index(fields=["task", "held_on"])]

    def __str__(self) -> str:
        return self.title_vi


# ---- findings --------------------------------------------------------------------------------------------------------


class Finding(Product):
    """What an inspection asks of a body. `phase` and `closed_on` are copies of what the events say."""

    class Phase(models.TextChoices):
        OPEN = "open", _("đang khắc phục")
        CLAIMED = "claimed", _("đã báo cáo khắc phục xong")
        CLOSED = "closed", _("đã kết thúc")

    conclusion_number = models.CharField(max_length=120)
    conclusion_on = models.DateField()
    inspecting_body = models.CharField(max_length=200)
    concerned = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="findings")
    content = models.TextField(blank=True)  # what was found
    required_action = models.TextField()
    due_on = models.DateField(null=True, blank=True)
    phase = models.CharField(max_length=8, choices=Phase, default=Phase.OPEN)
    remedied_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    became = models.OneToOneField(
        "workplan.Task", null=True, blank=True, on_delete=models.PROTECT, related_name="from_finding"
    )

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["task", "phase"])]

    def __str__(self) -> str:
        return f"{self.conclusion_number}: {self.required_action[:120]}"


class Measure(Reported):
    """What the body concerned did about a finding, with its evidence."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="measures")
    on = models.DateField()
    done = models.TextField()
    evidence = models.CharField(max_length=400)
    last = models.BooleanField(default=False)  # the finding is remedied with this measure

    class Meta:
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return self.done[:120]


# ---- what happened ---------------------------------------------------------------------------------------------------


class ProductEvent(models.Model):
    """Something that happened to a product on a day. Append-only."""

    class Kind(models.TextChoices):
        ENTERED = "entered", _("Nhập sản phẩm")
        PLANNED = "planned", _("Đổi ngày dự kiến")
        STEP_DONE = "step_done", _("Xong bước")
        STEP_LEFT_OUT = "step_left_out", _("Bỏ qua bước")
        REPORTED = "reported", _("Nhập số liệu")
        CORRECTED = "corrected", _("Sửa số liệu")
        DECIDED = "decided", _("Quyết định vốn")
        MEASURE = "measure", _("Biện pháp khắc phục")
        APPROVED = "approved", _("Thủ trưởng duyệt")
        CONFIRMED = "confirmed", _("Xác nhận")
        RETURNED = "returned", _("Trả lại")
        UNDONE = "undone", _("Hoàn tác nội dung đã xác nhận")
        WITHDRAWN = "withdrawn", _("Rút khỏi danh mục")
        REPLACED = "replaced", _("Thay thế")
        CLOSED = "closed", _("Kết thúc kiến nghị")
        REOPENED = "reopened", _("Mở lại kiến nghị")
        BECAME_TASK = "became_task", _("Chuyển thành nhiệm vụ")

    instrument = models.ForeignKey(Instrument, null=True, on_delete=models.PROTECT, related_name="events")
    project = models.ForeignKey(Project, null=True, on_delete=models.PROTECT, related_name="events")
    activity = models.ForeignKey(Activity, null=True, on_delete=models.PROTECT, related_name="events")
    finding = models.ForeignKey(Finding, null=True, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=14, choices=Kind)
    on = models.DateField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=600, blank=True)
    reason = models.TextField(blank=True)
    document = models.CharField(max_length=300, blank=True)
    demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="event_of_one_product",
                condition=(
                    Q(instrument__isnull=False, project=None, activity=None, finding=None)
                    | Q(instrument=None, project__isnull=False, activity=None, finding=None)
                    | Q(instrument=None, project=None, activity__isnull=False, finding=None)
                    | Q(instrument=None, project=None, activity=None, finding__isnull=False)
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on:%d/%m/%Y}"
