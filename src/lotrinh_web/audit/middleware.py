"""Ties all audit entries of one request together."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from lotrinh_web.audit.actions import request_id


class RequestContext:
    """Gives each request an id that its audit entries carry."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = request_id.set(str(uuid.uuid4()))
        try:
            return self.get_response(request)
        finally:
            request_id.reset(token)
