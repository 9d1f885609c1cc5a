"""Indicators, their figures with sources, targets with their ledger, and forecasts kept as made."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Direction(models.TextChoices):
    UP = "up", _("càng cao càng tốt")
    DOWN = "down", _("càng thấp càng tốt")
    WITHIN = "within", _("trong khoảng")


class Indicator(models.Model):
    """What is measured."""

    code = models.SlugField(max_length=80, unique=True)
    name_vi = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300, blank=True)
    definition_vi = models.TextField(blank=True)
    definition_en = models.TextField(blank=True)
    formula = models.TextField(blank=True)
    unit = models.CharField(max_length=60, blank=True)
    price_basis = models.CharField(max_length=40, blank=True)
    direction = models.CharField(max_length=8, choices=Direction, default=Direction.UP)
    frequency = models.CharField(max_length=40, blank=True)
    additive = models.CharField(max_length=30, blank=True)  # sum, weighted_mean, ratio_of_sums, last, none
    formula_words = models.TextField(blank=True)
    accumulation = models.CharField(max_length=12, default="periodic")  # cumulative, periodic, stock
    decimals = models.PositiveSmallIntegerField(default=1)
    forecast_type = models.CharField(max_length=60, blank=True)  # growth, level, share, composition:…, count
    owner = models.CharField(max_length=200, blank=True)
    legal_source = models.CharField(max_length=300, blank=True)
    national_code = models.CharField(max_length=40, blank=True)
    code_status = models.CharField(max_length=20, blank=True)  # confirmed, to_be_confirmed, none
    role = models.CharField(max_length=12, default="programme")  # programme, supporting, library, result
    groups = models.JSONField(default=list, blank=True)  # clause paths of the task groups it serves
    composition = models.CharField(max_length=60, blank=True)  # the shares of one whole share this code
    part_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    numerator = models.CharField(max_length=80, blank=True)  # code; ratio_of_sums: above the line
    denominator = models.CharField(max_length=80, blank=True)  # below it; weighted_mean: the weight
    factor = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)  # of a ratio of sums
    formula_unit = models.CharField(max_length=60, blank=True)  # in full, where `unit` leaves out "per person"
    publication_lag = models.JSONField(default=dict, blank=True)  # {"quarter": 6}: days from period end to first figure
    lag_source = models.CharField(max_length=300, blank=True)  # document, or whose assumption
    qualitative = models.BooleanField(default=False)
    proposed = models.BooleanField(default=False)  # put forward by us, not by a document
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name_vi


class FigureSource(models.Model):
    """The publication a figure was read in."""

    title = models.CharField(max_length=400)
    url = models.URLField(max_length=600, blank=True)
    document_number = models.CharField(max_length=80, blank=True)
    published_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["title", "url"], name="one_source_per_title_and_address")]

    def __str__(self) -> str:
        return self.title


class Series(models.Model):
    """Figures of one indicator over one territory that can be compared with one another.

    Two conventions (with product taxes apart or not, two official methods) are two series. One of them is declared
    preferred, with the reason; the others stay beside it.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="series")
    area_version = models.ForeignKey("organisations.AreaVersion", on_delete=models.PROTECT, related_name="series")
    code = models.CharField(max_length=120, unique=True)
    unit = models.CharField(max_length=60)
    convention_vi = models.CharField(max_length=400, blank=True)
    convention_en = models.CharField(max_length=400, blank=True)
    preferred = models.BooleanField(default=False)
    reason = models.CharField(max_length=600, blank=True)
    decision = models.CharField(max_length=10, default="proposed")  # proposed, confirmed

    class Meta:
        verbose_name_plural = "series"
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "area_version"], condition=Q(preferred=True), name="one_preferred_series"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Observation(models.Model):
    """One figure as published or reported. Append-only: a correction is a new record that replaces this one."""

    class Kind(models.TextChoices):
        ESTIMATE = "estimate", _("ước tính")
        PRELIMINARY = "preliminary", _("sơ bộ")
        REVISED = "revised", _("điều chỉnh")
        FINAL = "final", _("chính thức")
        CENSUS = "census", _("tổng điều tra")
        CENSUS_PRELIMINARY = "census_preliminary", _("tổng điều tra, sơ bộ")
        ADMINISTRATIVE = "administrative", _("số liệu hành chính")
        CLAIMED = "claimed", _("báo chí nêu")
        DERIVED = "derived", _("tính toán")
        UNSTATED = "unstated", _("không nêu")

    class Missing(models.TextChoices):
        MISSING = "missing", _("chưa có số liệu")
        NOT_APPLICABLE = "not_applicable", _("không áp dụng")
        NOT_YET_PUBLISHED = "not_yet_published", _("chưa đến kỳ công bố")
        CANNOT_COMPUTE = "cannot_compute", _("không tính được")

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="observations")
    period = models.CharField(max_length=20)  # 2024, 2025-Q1, 2025-H1, 2025-9M, 2021/2025
    value = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    missing = models.CharField(max_length=20, choices=Missing, blank=True)
    missing_reason = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.UNSTATED)
    kind_words = models.CharField(max_length=60, blank=True)  # as the publication says
    bound = models.CharField(max_length=12, default="exact")  # exact, about, more_than, range_low, range_high
    preferred = models.BooleanField(default=True)  # the one that counts where a period has several
    preferred_reason = models.CharField(max_length=400, blank=True)
    vintage = models.CharField(max_length=80, blank=True)  # when it was published, as far as known
    source = models.ForeignKey(FigureSource, on_delete=models.PROTECT, related_name="observations", null=True)
    note = models.CharField(max_length=500, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    replacement_reason = models.CharField(max_length=300, blank=True)
    demonstration = models.BooleanField(default=False)
    batch = models.ForeignKey(
        "indicators.FigureBatch", null=True, blank=True, on_delete=models.PROTECT, related_name="observations"
    )  # the save of the grid or the file it came with

    class Meta:
        ordering = ["period", "recorded_at", "pk"]
        indexes = [models.Index(fields=["series", "period"])]
        constraints = [
            models.CheckConstraint(
                condition=(Q(value__isnull=False) & Q(missing="")) | (Q(value__isnull=True) & ~Q(missing="")),
                name="a_value_or_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.period}: {self.value if self.value is not None else self.get_missing_display()}"


class Target(models.Model):
    """What a document wants an indicator to reach, for one territory, by one date."""

    class Status(models.TextChoices):
        IN_FORCE = "in_force", _("còn áp dụng")
        ADJUSTED = "adjusted", _("đã điều chỉnh")
        REPLACED = "replaced", _("đã thay thế")
        WITHDRAWN = "withdrawn", _("đã rút bỏ")

    programme = models.ForeignKey("programmes.Programme", on_delete=models.PROTECT, related_name="targets")
    code = models.CharField(max_length=80)
    status = models.CharField(max_length=14, choices=Status, default=Status.IN_FORCE)  # copy of the ledger's last word
    clause = models.ForeignKey(
        "programmes.Clause", null=True, blank=True, on_delete=models.PROTECT, related_name="targets"
    )
    document = models.ForeignKey("programmes.Document", on_delete=models.PROTECT, related_name="targets")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="targets")
    area_version = models.ForeignKey("organisations.AreaVersion", on_delete=models.PROTECT, related_name="targets")
    order = models.PositiveIntegerField(default=0)
    due = models.CharField(max_length=20)
    comparator = models.CharField(max_length=20)
    low = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    high = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    approximate = models.BooleanField(default=False)
    unit = models.CharField(max_length=60, blank=True)
    per = models.CharField(max_length=40, blank=True)
    basis = models.CharField(max_length=200, blank=True)
    measure = models.CharField(max_length=16, default="level")  # level, period_average, qualitative
    period_from = models.PositiveIntegerField(null=True, blank=True)  # first year of a period average
    period_to = models.PositiveIntegerField(null=True, blank=True)
    convention = models.CharField(max_length=300, blank=True)
    words = models.CharField(max_length=600, blank=True)
    in_programme = models.BooleanField(default=True)  # false: another document's target, shown beside
    source = models.CharField(max_length=600, blank=True)
    note = models.TextField(blank=True)
    published = models.BooleanField(default=True)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="one_target_per_code")]

    def __str__(self) -> str:
        return f"{self.indicator} {self.due}"


class TargetEvent(models.Model):
    """The ledger of a target: set, adjusted, replaced, confirmed, each citing its document."""

    class Kind(models.TextChoices):
        SET = "set", _("đặt ra")
        ADJUSTED = "adjusted", _("điều chỉnh")
        REPLACED = "replaced", _("thay thế")
        CONFIRMED = "confirmed", _("xác nhận còn áp dụng")
        WITHDRAWN = "withdrawn", _("rút bỏ")

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=10, choices=Kind)
    on = models.DateField(null=True, blank=True)
    document = models.ForeignKey("programmes.Document", on_delete=models.PROTECT, related_name="+")
    by_target = models.ForeignKey(Target, null=True, blank=True, on_delete=models.PROTECT, related_name="replaces")
    reason = models.CharField(max_length=400, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.target}"


class TargetProposal(models.Model):
    """A change of a target that the sources suggest and a person must decide."""

    class Decision(models.TextChoices):
        PENDING = "pending", _("chờ quyết định")
        ACCEPTED = "accepted", _("chấp nhận")
        REJECTED = "rejected", _("bác bỏ")

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="proposals")
    code = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, choices=TargetEvent.Kind)
    by_target = models.ForeignKey(Target, null=True, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey("programmes.Document", on_delete=models.PROTECT, related_name="+")
    reason_vi = models.TextField(blank=True)
    reason_en = models.TextField(blank=True)
    decision = models.CharField(max_length=10, choices=Decision, default=Decision.PENDING)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.code


class Assumption(models.Model):
    """A number nobody published that a check needs; people may change it, each value is kept."""

    programme = models.ForeignKey("programmes.Programme", on_delete=models.PROTECT, related_name="assumptions")
    code = models.CharField(max_length=80)
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    value = models.DecimalField(max_digits=24, decimal_places=6)
    low = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    high = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    unit = models.CharField(max_length=60)
    note = models.TextField(blank=True)
    source = models.CharField(max_length=400, blank=True)
    set_at = models.DateTimeField(auto_now_add=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    latest = models.BooleanField(default=True)

    class Meta:
        ordering = ["code", "-set_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "code"], condition=Q(latest=True), name="one_latest_assumption"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} = {self.value}"


class Forecast(models.Model):
    """A predictive distribution, kept as it was made."""

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="forecasts")
    made_at = models.DateTimeField()
    method = models.CharField(max_length=200)
    label_vi = models.CharField(max_length=300)
    label_en = models.CharField(max_length=300, blank=True)
    last_period = models.CharField(max_length=20)
    points = models.PositiveIntegerField()
    path = models.JSONField()  # [{"period", "median", "lo80", "hi80", "lo95", "hi95"}]
    note_vi = models.CharField(max_length=500, blank=True)
    note_en = models.CharField(max_length=500, blank=True)
    inputs = models.JSONField(default=list)  # keys of the observations it stands on

    class Meta:
        ordering = ["-made_at", "-pk"]
        get_latest_by = "made_at"

    def __str__(self) -> str:
        return f"{self.series} {self.made_at:%d/%m/%Y}"


class Chance(models.Model):
    """The chance of one target, as computed on a day; null with a reason where nothing can be said."""

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="chances")
    forecast = models.ForeignKey(Forecast, null=True, on_delete=models.PROTECT, related_name="chances")
    made_at = models.DateTimeField()
    value = models.FloatField(null=True)  # between 0 and 1
    reason = models.CharField(max_length=40, blank=True)  # why there is none: not_enough_data, qualitative …
    sentence_vi = models.TextField(blank=True)
    sentence_en = models.TextField(blank=True)
    required_growth = models.FloatField(null=True)
    observed_over_required = models.FloatField(null=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        get_latest_by = "made_at"
        indexes = [models.Index(fields=["target", "-made_at"])]

    def __str__(self) -> str:
        return f"{self.target}: {self.value if self.value is not None else self.reason}"


class Scenario(models.Model):
    """A what-if kept as it was answered: what was moved, and what came of it. Append-only."""

    programme = models.ForeignKey("programmes.Programme", on_delete=models.PROTECT, related_name="scenarios")
    name = models.CharField(max_length=120)
    values = models.JSONField()  # {lever code: number as moved, as text}
    base = models.JSONField()  # {lever code: number it was moved from, as text}
    effects = models.JSONField()  # [{"target", "before", "after", "middle_before", "middle_after", "unit", "met"}]
    note = models.CharField(max_length=400, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["programme", "name"], name="one_scenario_per_name")]

    def __str__(self) -> str:
        return self.name


class CheckDismissal(models.Model):
    """A finding of the checks on figures set aside with a reason. Its key changes when the figures do."""

    key = models.CharField(max_length=40, unique=True)
    code = models.CharField(max_length=40)
    words = models.CharField(max_length=600, blank=True)  # the finding as it read
    reason = models.CharField(max_length=400)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.code} {self.key}"


from lotrinh_web.indicators.figures.models import FigureBatch  # noqa: E402, F401
from lotrinh_web.indicators.methods.models import MethodVersion  # noqa: E402, F401  Django looks for models here
from lotrinh_web.indicators.targets.judgement_models import ConfidenceRating, InterimTarget  # noqa: E402, F401
