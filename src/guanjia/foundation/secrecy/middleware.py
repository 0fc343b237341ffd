"""The last net: what is sent with a state-secret mark is not kept, whichever page it was sent to (FIELD 1)."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import RequestDataTooBig, TooManyFieldsSent, UnreadablePostError

from guanjia.foundation.secrecy.refusal import SecretRefused, refuse_marked, refused_meanwhile
from guanjia.ui.errors import refused

WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
UNREADABLE = (
    MultiPartParserError,
    RequestDataTooBig,
    TooManyFieldsSent,
    UnreadablePostError,
    ValueError,
    RecursionError,
)
FAILED = 400
UNPROCESSABLE = 422


class SecrecyMiddleware:
    """Undoes a write that carried a mark and was not refused by its own page, and says so.

    A page that knows the rule refuses by field and keeps the rest of the form: its answer stands. One that does not
    know it (or forgot a field) runs inside a transaction that is rolled back. Files are looked at where they are stored.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in WRITES or (refusal := _mark_in(request)) is None:
            return self.get_response(request)
        with transaction.atomic(), refused_meanwhile() as by_the_page:
            response = self.get_response(request)
            if by_the_page or response.status_code >= FAILED:
                return response
            transaction.set_rollback(True)
        return _answer(request, _of_site(request, refusal))

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """A refusal that no page put into words."""
        return _answer(request, exception) if isinstance(exception, SecretRefused) else None


class _NoSite:
    settings: dict[str, Any] = {}


def _mark_in(request: HttpRequest) -> SecretRefused | None:
    """The refusal of the first text sent that carries a mark. What cannot be read is the page's own affair."""
    try:
        refuse_marked(_sent(request), site=_NoSite)
    except SecretRefused as refusal:
        return refusal
    except UNREADABLE:
        return None
    return None


def _sent(request: HttpRequest) -> dict[str, Any]:
    if request.content_type == "application/json":
        return {"body": json.loads(request.body or b"null")}
    return {name: values for name, values in request.POST.lists() if "password" not in name}


def _of_site(request: HttpRequest, refusal: SecretRefused) -> SecretRefused:
    """The same with whom to phone at the site of the page."""
    site = getattr(request, "site", None) or _NoSite
    try:
        refuse_marked(_sent(request), site=site)
    except SecretRefused as known:
        return known
    return refusal


def _answer(request: HttpRequest, refusal: SecretRefused) -> HttpResponseBase:
    if request.content_type == "application/json":
        body = {"type": "urn:guanjia:secret", "status": UNPROCESSABLE, "error": "secret", "message": str(refusal)}
        further = {"field": refusal.field, "rule": ""}
        return JsonResponse(
            body | further, status=UNPROCESSABLE, content_type="application/problem+json; charset=utf-8"
        )
    came_from = urlsplit(request.headers.get("referer", "")).path
    return refused(request, str(refusal), back=came_from or "/")
