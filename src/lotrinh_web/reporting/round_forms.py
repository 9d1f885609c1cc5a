"""Opening a round: the period gives its dates; the office may change them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lotrinh.errors import LotrinhError
from lotrinh_web.fields import offer_choices
from lotrinh_web.programmes.models import Programme
from lotrinh_web.reporting.models import ReportingRound


def proposed_periods(programme: Programme) -> list[tuple[str, str]]:
    """Months, quarters, half-years, nine months and years around today that have no round yet: (code, name)."""
    from lotrinh.calendar import period_of

    taken = set(ReportingRound.objects.filter(programme=programme).values_list("period", flat=True))
    today = timezone.localdate()
    found: list[tuple[str, str]] = []
    for kind in ("month", "quarter", "half_year", "nine_months", "year"):
        try:
            now = period_of(today, kind)
        except (LotrinhError, ValueError):
            continue  # nine months: no such period in the last quarter
        found += [(p.code, p.name) for p in (now.previous(), now, now.next()) if p.code not in taken]
    return found


class OpenRoundForm(forms.Form):
    """The period of a new round and its dates."""

    period = forms.ChoiceField(label=_("Kỳ"))
    due_on = forms.DateField(
        label=_("Hạn gửi"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Để trống: hai ngày làm việc sau ngày chốt số liệu."),
    )  # fmt: skip

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "period", proposed_periods(programme))

    def fields_for_action(self) -> dict[str, Any]:
        """The keyword arguments of `open_round`: administrative cut-off, open ten days before it."""
        from lotrinh.calendar import VIETNAM, parse_period

        period = parse_period(self.cleaned_data["period"])
        cut_off = period.administrative.last
        due = self.cleaned_data["due_on"] or VIETNAM.add(cut_off, 2)
        return {"period": period.code, "opens_on": cut_off - timedelta(days=10), "cut_off": cut_off, "due_on": due}
