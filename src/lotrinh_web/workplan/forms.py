"""Forms of the task page; their fields are the keyword arguments of the actions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lotrinh_web.fields import offer, offer_choices
from lotrinh_web.organisations.models import Organisation
from lotrinh_web.workplan.actions import MOVES
from lotrinh_web.workplan.models import Assignment, Task, TaskEvent

Kind = TaskEvent.Kind


def _day(label: Any, *, today: bool = True, **options: Any) -> forms.DateField:
    return forms.DateField(
        label=label, initial=timezone.localdate if today else None,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options,
    )  # fmt: skip


def _body(label: Any) -> forms.ModelChoiceField[Organisation]:
    """A body to choose; the form that holds it says which there are."""
    return forms.ModelChoiceField(queryset=Organisation.objects.none(), empty_label=_("Chọn"), label=label)


class AssignForm(forms.Form):
    """A body's part in a task."""

    organisation = _body(_("Cơ quan"))
    part = forms.ChoiceField(choices=Assignment.Part, label=_("Vai trò"))
    since = _day(_("Từ ngày"))
    reason = forms.CharField(label=_("Căn cứ"), required=False, max_length=300)

    def __init__(self, *args: Any, bodies: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "organisation", bodies)


class TransferForm(forms.Form):
    """A new lead."""

    organisation = _body(_("Cơ quan chủ trì mới"))
    on = _day(_("Từ ngày"))
    reason = forms.CharField(label=_("Lý do"), max_length=300)
    document = forms.CharField(label=_("Văn bản"), required=False, max_length=300)

    def __init__(self, *args: Any, bodies: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "organisation", bodies)


class ExtendForm(forms.Form):
    """A later due."""

    due_on = _day(_("Thời hạn mới"), today=False)
    on = _day(_("Ngày quyết định"))
    reason = forms.CharField(label=_("Lý do"), max_length=300)
    document = forms.CharField(label=_("Văn bản"), required=False, max_length=300)


OFFERED = (Kind.ACCEPTED, Kind.RETURNED, Kind.CLAIMED, Kind.RESUMED, Kind.SUSPENDED)
"""The likeliest first. Cancelling is not among them: it cannot be undone, so it has a button that asks."""


def offered_moves(task: Task) -> list[tuple[str, Any]]:
    """The events that may happen to a task now: (kind, name)."""
    return [(kind, Kind(kind).label) for kind in OFFERED if task.phase in MOVES[kind][0]]


class MoveForm(forms.Form):
    """An event that changes the task's phase; only those that may happen now are offered."""

    kind = forms.ChoiceField(label=_("Thao tác"))
    on = _day(_("Ngày"))
    reason = forms.CharField(label=_("Lý do, nhận xét"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    document = forms.CharField(label=_("Văn bản, minh chứng"), required=False, max_length=300)

    def __init__(self, *args: Any, task: Task, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "kind", offered_moves(task))
