"""What figures came in together: a save of the grid, a returned workbook, a data file."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class FigureBatch(models.Model):
    """Figures that came in by one act; a file stays with its hash as the source of what it wrote."""

    class Channel(models.TextChoices):
        GRID = "grid", _("lưới nhập")
        WORKBOOK = "workbook", _("bảng tính")
        FILE = "file", _("tệp dữ liệu")

    channel = models.CharField(max_length=10, choices=Channel)
    name = models.CharField(max_length=200, blank=True)  # of the file, as the person's machine called it
    format = models.CharField(max_length=12, blank=True)  # csv, sdmx-csv, sdmx-ml, json-stat, px, xlsx
    file = models.FileField(upload_to="figures/", blank=True)
    structure = models.FileField(upload_to="figures/", blank=True)  # the structure message of an SDMX-ML file
    file_hash = models.CharField(max_length=64, blank=True)
    organisation = models.ForeignKey(
        "organisations.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="figure_batches"
    )  # the body a workbook was made for
    options = models.JSONField(default=dict, blank=True)  # how a data file is read: roles, codes, decimal mark
    counts = models.JSONField(default=dict, blank=True)  # outcome → how many figures
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        indexes = [models.Index(fields=["-uploaded_at"])]

    def __str__(self) -> str:
        return self.name or str(self.get_channel_display())


def reading_beside(batch: FigureBatch) -> str:
    """Where what a workbook said is kept: beside its file. Made anew from the file where it is gone."""
    return f"{batch.file.name}.read.json"
