"""The office makes the letter or the list of a round, and gets the Word file."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lotrinh_web.accounts.access import SignedInRequest, office_only
from lotrinh_web.errors import ActionError
from lotrinh_web.reporting import letters
from lotrinh_web.reporting.models import ReportingRound


@office_only
@require_POST
def make_letter(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make it as of today; it stands on the round's page with its file."""
    opened = get_object_or_404(ReportingRound.objects.select_related("programme__document"), pk=pk)
    wanted = request.POST.get("kind")
    make = letters.make_committee_list if wanted == "committee_list" else letters.make_urging_letter
    try:
        make(actor=request.user, opened=opened, on=timezone.localdate())
    except ActionError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã lập văn bản. Tải tệp Word ở mục «Văn bản đã lập»."))
    return redirect("reporting:round", pk=pk)
