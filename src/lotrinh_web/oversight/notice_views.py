"""Pages of notices: a person's own, and for the office the digests that went out."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lotrinh_web.accounts.access import SignedInRequest, is_office, office_only, signed_in
from lotrinh_web.jobs.actions import start
from lotrinh_web.oversight.models import Mail, Notice
from lotrinh_web.oversight.notice_actions import mark_read, send_again

ON_A_PAGE = 50


@signed_in
@require_GET
def notice_list(request: SignedInRequest) -> HttpResponse:
    """What the person was told, newest first."""
    found = Notice.objects.filter(person=request.user)
    context = {
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("trang")),
        "unread": found.filter(read_at=None).count(), "office": is_office(request.user),
        "trail": [(_("Thông báo"), "")],
    }  # fmt: skip
    return render(request, "oversight/notices.html", context)


@signed_in
@require_POST
def read_all(request: SignedInRequest) -> HttpResponse:
    """Mark all read."""
    mark_read(actor=request.user, person=request.user)
    return redirect("oversight:notices")


@office_only
@require_GET
def mail_list(request: SignedInRequest) -> HttpResponse:
    """Digests by day, with what became of them."""
    found = Mail.objects.select_related("person")
    context = {
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("trang")),
        "trail": [(_("Giám sát"), "/giam-sat/"), (_("Thư nhắc việc"), "")],
    }
    return render(request, "oversight/mails.html", context)


@office_only
@require_POST
def tell_now(request: SignedInRequest) -> HttpResponse:
    """Raise today's notices now instead of waiting for the hour."""
    today = timezone.localdate()
    job = start(
        actor=request.user, kind="notices", title=_("Nhắc việc %(day)s") % {"day": f"{today:%d/%m/%Y}"},
        arguments={"on": str(today)},
    )  # fmt: skip
    return redirect("jobs:job", job.pk)


@office_only
@require_POST
def mail_again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send one digest again."""
    mail = send_again(actor=request.user, mail=get_object_or_404(Mail, pk=pk))
    start(actor=request.user, kind="mail", title=_("Gửi lại thư nhắc việc"), arguments={})
    messages.success(request, _("Thư gửi %(address)s đã vào hàng chờ.") % {"address": mail.address})
    return redirect("oversight:mails")
