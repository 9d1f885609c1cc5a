"""A request too large is refused before it is read: a 2 GB file must not fill the disk to be told it is too big."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from lotrinh_web.errors import error_page


class RefuseHuge:
    """Looks at the declared length only; stands before everything that reads the body."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        declared = str(request.META.get("CONTENT_LENGTH") or "0")
        if declared.isdecimal() and int(declared) > settings.MAX_REQUEST_BYTES:
            limit = settings.MAX_REQUEST_BYTES // 2**20
            message = _("Tệp gửi lên lớn hơn %(limit)d MB nên không nhận. Chia nhỏ hoặc giảm độ phân giải.")
            title = _("Tệp quá lớn")
            return error_page(request, status=413, title=title, message=message % {"limit": limit})
        return self.get_response(request)
