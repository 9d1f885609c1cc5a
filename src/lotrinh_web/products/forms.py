"""Fields and forms that the kinds of product share."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lotrinh_web.accounts.access import Viewer
from lotrinh_web.fields import RecordChoice, offer
from lotrinh_web.programmes.models import Programme
from lotrinh_web.workplan.models import Task

_WRITTEN = re.compile(r"-?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,[0-9]+)?")


def read_money(text: str) -> Decimal | None:
    """An amount as people write it here: 12.500,75. None where it is not one."""
    text = re.sub(r"(?<=\d)[\s\u00a0\u202f](?=\d{3})", "", text.strip().replace("\u2212", "-"))
    if len(text) > 40 or not _WRITTEN.fullmatch(text):
        return None
    return Decimal(text.replace(".", "").replace(",", "."))


class MoneyField(forms.CharField):
    """An amount of money: dots between thousands, a comma before decimals; a Decimal, never a float."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 40)
        options.setdefault("help_text", _("Dấu phẩy cho phần lẻ, ví dụ 12.500,75"))
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(**options)

    def clean(self, value: Any) -> Decimal | None:
        """The amount; what cannot be read as one is named."""
        text = super().clean(value)
        if not text:
            return None
        amount = read_money(text)
        if amount is None:
            raise forms.ValidationError(
                _("«%(text)s» không phải một số tiền. Nhập ví dụ 12.500,75: dấu chấm ngăn nghìn, dấu phẩy phần lẻ."),
                params={"text": text[:40]},
            )
        return amount


def day_field(label: Any, *, today: bool = False, **options: Any) -> forms.DateField:
    """A day, chosen in the browser's calendar."""
    if today:
        options["initial"] = timezone.localdate
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **options)


def reason_field(label: Any, *, required: bool = False, **options: Any) -> forms.CharField:
    """A sentence or two."""
    return forms.CharField(
        label=label, required=required, max_length=400, widget=forms.Textarea(attrs={"rows": 2}), **options
    )


class TaskChoice(RecordChoice):
    """A task by its code and title."""

    def label_from_instance(self, obj: Any) -> str:
        """ "III.1.b2 Rà soát…"."""
        return f"{obj.code} {obj.title_vi}"[:110]


class ProductForm(forms.Form):
    """A new product: first of all, the task it comes from."""

    task = TaskChoice(queryset=Task.objects.none(), label=_("Nhiệm vụ"), empty_label=_("Chọn nhiệm vụ"))

    def __init__(self, *args: Any, tasks: QuerySet[Task], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "task", tasks)


def tasks_for(user: Viewer, programme: Programme) -> QuerySet[Task]:
    """The tasks a person may add products to: all for the office, those its body leads for an agency."""
    from lotrinh_web.accounts.access import is_office
    from lotrinh_web.organisations.queries import Lineage, agency_of
    from lotrinh_web.workplan.models import Assignment

    tasks = Task.objects.filter(programme=programme).exclude(phase=Task.Phase.CANCELLED).order_by("order", "pk")
    if is_office(user):
        return tasks
    today = timezone.localdate()
    mine = agency_of(user, today)
    if mine is None:
        return tasks.none()
    led = Assignment.objects.filter(
        organisation__in=Lineage().predecessors(mine, today), part=Assignment.Part.LEAD, until=None
    )
    return tasks.filter(pk__in=led.values("task"))
