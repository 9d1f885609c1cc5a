"""Pages and tables go out compressed; files that are compressed by nature go out as they are.

A page that shows a secret beside words an attacker chose could give the secret away by its length (BREACH, Prado,
Harris and Gluck 2013). Django's CSRF token is masked anew for each answer, and Django's middleware adds up to a hundred
random bytes to each compressed answer. A page with another secret, such as an agency's calendar address, is not to be
stored (`never_cache`) and goes out as it is.
"""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

TEXT = ("text/", "application/json", "application/xml", "image/svg+xml", "application/vnd.sdmx")


class CompressText(GZipMiddleware):
    """Stands below WhiteNoise, whose static files are compressed already, and above all that writes pages."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Compress what is text, was made whole and may be stored; a file streamed from the store keeps its length."""
        kind, secret = response.headers.get("Content-Type", ""), "no-store" in response.headers.get("Cache-Control", "")
        if response.streaming or secret or not kind.startswith(TEXT):
            return response
        return super().process_response(request, response)
