"""The errors of the web application, and the pages that show them.

    lotrinh.errors.LotrinhError
    └── ActionError            an action could not be done; nothing was changed
        ├── NotAllowed         the person may not do this (403)
        ├── Refused            a rule of the work stands against it (400): a second lead, an entry after the lock …
        └── Conflict           somebody changed the same record meanwhile (409)

Every message is a Vietnamese sentence for the person: what is wrong, where, what to do.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.translation import gettext as _

from lotrinh.errors import LotrinhError

log = logging.getLogger(__name__)


class ActionError(LotrinhError):
    """An action could not be done; nothing was changed."""

    status = 400


class NotAllowed(ActionError):
    """The person may not do this."""

    status = 403


class Refused(ActionError):
    """A rule of the work stands against it."""

    status = 400


class Conflict(ActionError):
    """Somebody changed the same record meanwhile."""

    status = 409


class NoProgramme(Http404):
    """A page speaks of a programme and there is none yet: what to do, not "not found"."""


def error_page(
    request: HttpRequest, *, status: int, title: str, message: str, reference: str = "", starts: bool = False
) -> HttpResponse:  # fmt: skip
    """A page (or, for an HTMX call, a notice) that says what happened and leads back."""
    template = "errors/notice.html" if getattr(request, "htmx", False) else "errors/page.html"
    context = {"status": status, "title": title, "message": message, "reference": reference, "starts": starts}
    return render(request, template, context, status=status)


class ErrorPages:
    """Turns the errors of actions and engines into pages with the right status."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Engine and action errors are the person's to read; anything else goes to the 500 page."""
        if not isinstance(exception, LotrinhError):
            return None
        status = getattr(exception, "status", 422)
        title = _("Bạn không có quyền làm việc này") if status == 403 else _("Chưa thực hiện được")
        return error_page(request, status=status, title=title, message=str(exception))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return error_page(
        request,
        status=400,
        title=_("Yêu cầu không hợp lệ"),
        message=_("Địa chỉ hoặc dữ liệu gửi lên không đúng. Hãy quay lại trang trước và thử lại."),
    )


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    """403, also for a failed CSRF check."""
    return error_page(
        request,
        status=403,
        title=_("Bạn không có quyền mở trang này"),
        message=_("Tài khoản của bạn không được giao việc này. Liên hệ cơ quan thường trực chương trình nếu cần."),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404; where there is no programme yet, the way to the first one."""
    if isinstance(exception, NoProgramme):
        return error_page(
            request,
            status=404,
            title=_("Chưa có chương trình nào"),
            message=_("Trang này nói về một chương trình. Khi chương trình đầu tiên được nạp, nội dung hiện ra ở đây."),
            starts=True,
        )
    return error_page(
        request,
        status=404,
        title=_("Không tìm thấy trang"),
        message=_("Địa chỉ không đúng, hoặc bản ghi không thuộc phạm vi bạn được xem."),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500, with a reference number that is also in the log."""
    reference = uuid.uuid4().hex[:8]
    log.error("error page shown, reference %s, path %s", reference, request.path)
    title = _("Hệ thống gặp lỗi")
    message = _("Việc vừa làm chưa được lưu. Hãy thử lại; nếu vẫn lỗi, báo quản trị viên mã tra cứu dưới đây.")
    try:
        return error_page(request, status=500, title=title, message=message, reference=reference)
    except Exception:  # the frame asks the database who is signed in, and the database may be what failed
        log.exception("the error page itself failed, reference %s", reference)
        plain = format_html(
            '<!doctype html><html lang="vi"><meta charset="utf-8"><title>{}</title><h1>{}</h1><p>{}</p><p><b>{}</b></p>'
            '<p><a href="/">Lộ trình</a></p></html>', title, title, message, reference,
        )  # fmt: skip
        return HttpResponse(plain, status=500)
