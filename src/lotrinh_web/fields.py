"""Form fields whose choices are known only when the form is made."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet

from lotrinh_web.templatetags.lotrinh import local

if TYPE_CHECKING:
    RecordChoice = forms.ModelChoiceField[Any]
else:
    RecordChoice = forms.ModelChoiceField  # Django's own takes no [ ] at run time


class NamedChoice(RecordChoice):
    """A record by its name in the language of the page."""

    def label_from_instance(self, obj: Any) -> str:
        """`name_vi` or `name_en`."""
        return local(obj, "name")


def offer(form: forms.BaseForm, name: str, records: QuerySet[Any]) -> None:
    """The records a field of the form lets a person choose from."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = records


def offer_choices(form: forms.BaseForm, name: str, choices: Iterable[Any]) -> None:
    """The choices (value, words) or groups of choices of a field of the form."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)
