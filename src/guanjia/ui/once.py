"""The same form sent twice counts once (decision 0115): a double click, a slow line, a way back and "send" again."""

import time
from collections.abc import Callable
from hashlib import sha256

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.http.multipartparser import MultiPartParserError
from django.http.request import RequestDataTooBig, TooManyFieldsSent, UnreadablePostError
from django.utils.translation import gettext as _

from guanjia.ui.errors import refused

NONCE = "csrfmiddlewaretoken"
KEPT_S = 600
"""How long a form is remembered after it was taken."""
RUNNING_S = 60
PATIENCE_S, LOOK_EVERY_S = 10.0, 0.05
UNREADABLE = (MultiPartParserError, RequestDataTooBig, TooManyFieldsSent, UnreadablePostError)


class OnceMiddleware:
    """Leads the second of two equal sendings of one drawn page to where the first one led, without doing it again.

    Each drawing of a page masks its token anew, so equal fields with an equal token are one form sent twice, while two
    equal reports from two drawings are two. Only pages that browsers turn to are looked at; what islands, programs and
    devices send has keys of its own. Whatever was not answered by a redirect is forgotten and may be sent again.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        key = _key(request)
        if key is None:
            return self.get_response(request)
        until = time.monotonic() + PATIENCE_S
        while not cache.add(key, "", RUNNING_S):
            if led_to := cache.get(key):
                messages.info(request, _("This was sent twice and counts once."), fail_silently=True)
                return HttpResponseRedirect(led_to)
            if time.monotonic() > until:
                reason = _("This was sent already and is still being done. Look before you send it again.")
                return refused(request, reason, back=request.get_full_path())
            time.sleep(LOOK_EVERY_S)
        return self._first(request, key)

    def _first(self, request: HttpRequest, key: str) -> HttpResponseBase:
        """Do it, and remember where it led. A log-in is not remembered: whoever sends it again needs the cookie."""
        session = request.session.session_key
        try:
            response = self.get_response(request)
        except BaseException:
            cache.delete(key)
            raise
        led = isinstance(response, HttpResponseRedirect) and not response.cookies
        if led and request.session.session_key == session:
            cache.set(key, response["Location"], KEPT_S)
        else:
            cache.delete(key)
        return response


def _key(request: HttpRequest) -> str | None:
    """What makes this sending the same as another one; None where that is not asked."""
    if request.method != "POST" or "HX-Request" in request.headers:
        return None
    if "text/html" not in request.headers.get("accept", ""):
        return None
    try:
        if NONCE not in request.POST:
            return None
        files = [(name, file.name, file.size) for name in request.FILES for file in request.FILES.getlist(name)]
        sent = [request.get_full_path(), request.session.session_key, sorted(request.POST.lists()), files]
    except UNREADABLE:
        return None
    return f"once:{sha256(repr(sent).encode('utf-8', 'replace')).hexdigest()}"
