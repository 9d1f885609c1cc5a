"""Beginning a review: its kind, period, day and format."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lotrinh_web.fields import offer_choices
from lotrinh_web.programmes.models import Programme
from lotrinh_web.reporting.models import ReportingRound, ReviewDraft

PROFILES = ("HD05-2026", "HD36-2018", "ND30-2020")
SPANS = {ReviewDraft.Kind.PRELIMINARY, ReviewDraft.Kind.FINAL}


def day_of(words: str) -> date | None:
    """A day as a date field sends it, or None."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


def periods_for(programme: Programme) -> list[tuple[str, str]]:
    """Periods a review may be about: those of the rounds, and the present and last of each kind."""
    from lotrinh.calendar import parse_period, period_of
    from lotrinh.errors import LotrinhError

    today = timezone.localdate()
    codes = list(ReportingRound.objects.filter(programme=programme).values_list("period", flat=True))
    for kind in ("quarter", "half_year", "nine_months", "year"):
        try:
            now = period_of(today, kind)
        except (LotrinhError, ValueError):
            continue  # nine months: none in the last quarter
        codes += [now.code, now.previous().code]
    found = []
    for code in dict.fromkeys(codes):
        try:
            found.append((code, parse_period(code).name))
        except LotrinhError:
            continue
    return found


class BeginForm(forms.Form):
    """What a new review is about."""

    kind = forms.ChoiceField(label=_("Loại báo cáo"), choices=ReviewDraft.Kind.choices)
    period = forms.ChoiceField(label=_("Kỳ"), help_text=_("Sơ kết, tổng kết: tính từ đầu chương trình, kỳ để ghi sổ."))
    on = forms.DateField(label=_("Số liệu đến ngày"), widget=forms.DateInput(attrs={"type": "date"}))
    profile = forms.ChoiceField(label=_("Thể thức"), required=False)
    profile_reason = forms.CharField(label=_("Lý do chọn thể thức khác"), required=False, max_length=300)

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "period", periods_for(programme))
        usual = (("", gettext("Theo cơ quan ban hành và ngày")),)
        offer_choices(self, "profile", [*usual, *((p, p) for p in PROFILES)])
        self.fields["on"].initial = timezone.localdate().isoformat()

    @property
    def title(self) -> str:
        """The name of the work in the list."""
        kind = ReviewDraft.Kind(self.cleaned_data["kind"]).label
        return gettext("Lập %(kind)s %(period)s") % {"kind": str(kind).lower(), "period": self.cleaned_data["period"]}

    def arguments(self) -> dict[str, str]:
        """Plain values for the work in the background."""
        return {name: str(value) for name, value in self.cleaned_data.items()}
