"""Bodies and territories as they stood between two dates, and what became of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Certainty(models.TextChoices):
    """How sure a fact about the real world is."""

    VERIFIED = "verified", _("đã kiểm chứng")
    SECONDARY = "secondary", _("nguồn thứ cấp")
    BACKGROUND = "background", _("cần xác nhận")


class Dated(models.Model):
    """A record that holds from one day to another (both included; empty: without end)."""

    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=400, blank=True)
    certainty = models.CharField(max_length=12, choices=Certainty, default=Certainty.BACKGROUND)

    class Meta:
        abstract = True


class Organisation(Dated):
    """A body of the Party, the State or the Front, as it stood between two dates."""

    code = models.SlugField(max_length=60, unique=True)
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    abbreviation = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=40)  # department, party-body, district-party-committee, commune …
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    national_code = models.CharField(max_length=40, blank=True)  # mã định danh điện tử
    email = models.EmailField(blank=True)
    demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ["name_vi"]

    def __str__(self) -> str:
        return self.name_vi


class Succession(models.Model):
    """What became of a body on a day, by which instrument.

    `main` marks the successor that takes over tasks which name no other: at most one for each body that ended.
    """

    class Kind(models.TextChoices):
        MERGED = "merged", _("sáp nhập vào")
        SPLIT = "split", _("chia tách thành")
        RENAMED = "renamed", _("đổi tên thành")
        TRANSFERRED = "transferred", _("chuyển một phần chức năng sang")
        DISSOLVED = "dissolved", _("kết thúc hoạt động")

    predecessor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="origins", null=True, blank=True)
    on = models.DateField()
    kind = models.CharField(max_length=12, choices=Kind)
    main = models.BooleanField(default=True)
    scope = models.CharField(max_length=300, blank=True)  # which functions moved, where only some did
    instrument = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=400, blank=True)
    certainty = models.CharField(max_length=12, choices=Certainty, default=Certainty.BACKGROUND)

    class Meta:
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor"], condition=Q(main=True), name="one_main_successor",
                violation_error_message=_("Mỗi cơ quan chỉ có một cơ quan kế thừa chính."),
            ),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="no_self_succession"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor} ({self.on:%d/%m/%Y})"


class Membership(models.Model):
    """A person who acts for a body."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=Q(until=None), name="one_agency_per_person"),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.organisation}"


class Area(models.Model):
    """A territory as people speak of it, whatever its boundaries were."""

    code = models.SlugField(max_length=60, unique=True)
    name_vi = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160, blank=True)
    level = models.CharField(max_length=20)  # country, region, province, district, commune

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name_vi


class AreaVersion(Dated):
    """A territory with the boundaries it had between two dates."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="versions")
    code = models.SlugField(max_length=80, unique=True)
    name_vi = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160, blank=True)
    official_code = models.CharField(max_length=20, blank=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name_vi


class AreaSuccession(models.Model):
    """What became of a territory's ground: whole to one successor, or split by a stated share."""

    predecessor = models.ForeignKey(AreaVersion, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(AreaVersion, on_delete=models.PROTECT, related_name="origins")
    on = models.DateField()
    share = models.DecimalField(max_digits=9, decimal_places=8, null=True, blank=True)  # null: not known
    reason = models.CharField(max_length=300, blank=True)  # why the share is not known, or what it rests on
    instrument = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="one_area_succession_per_pair"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


class Reorganisation(models.Model):
    """One merger, split, renaming or dissolution as it was carried out, and all it moved; it can be undone.

    `did` holds what undoing needs: bodies made and ended, successions, leads and people moved, owners' words changed.
    """

    kind = models.CharField(max_length=12, choices=Succession.Kind)
    on = models.DateField()
    instrument = models.CharField(max_length=300)
    summary = models.CharField(max_length=600)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    did = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    undone_reason = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.summary[:300]


class CalendarFeed(models.Model):
    """The secret address of a body's calendar; a new token makes the old address dead."""

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="calendar_feed")
    token = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.organisation)
