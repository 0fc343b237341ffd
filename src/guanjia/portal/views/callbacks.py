"""The address at which 企业微信 checks us and tells us what members write; only what carries its signature is answered."""

import secrets
from xml.etree.ElementTree import ParseError

from defusedxml.ElementTree import fromstring
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from guanjia.foundation.messages.public import (
    BadCallback,
    Line,
    answer_box,
    is_fresh,
    line_of,
    open_box,
    read_told,
)
from guanjia.foundation.sites.public import Site, site_now
from guanjia.kernel import clock
from guanjia.people.public import public_page
from guanjia.portal.actions.wecom import answer_wecom
from guanjia.portal.views.resident import public_site

MOST_BYTES = 64 * 1024
PLAIN = "text/plain; charset=utf-8"


@csrf_exempt
@public_page
def wecom(request: HttpRequest, site_code: str) -> HttpResponse:
    """GET: answer the check of the address with the opened text. POST: answer a member's message.

    What is forged, for somebody else, or older than five minutes is 403.
    """
    site = public_site(site_code)
    line = line_of(site, "wecom")
    if line is None or not line.text("callback_key"):
        raise Http404
    sealed = request.GET.get("echostr", "") if request.method == "GET" else _sealed(request)
    given = {name: request.GET.get(name, "") for name in ("timestamp", "nonce")}
    try:
        if not is_fresh(given["timestamp"], clock.now().timestamp()):
            raise BadCallback("time")
        text = open_box(
            token=line.text("callback_token"), aes_key=line.text("callback_key"), receiver=line.text("corp_id"),
            signature=request.GET.get("msg_signature", ""), sealed=sealed, **given,
        )  # fmt: skip
        if request.method == "GET":
            return HttpResponse(text, content_type=PLAIN)
        return _answer(site, line, text)
    except BadCallback:
        return HttpResponse(status=403)


def _answer(site: Site, line: Line, text: str) -> HttpResponse:
    """The answer in a box of ours; "success" where nothing is to be said."""
    told = read_told(text)
    words = answer_wecom(site=site, told=told, at=site_now(site))
    if not words:
        return HttpResponse("success", content_type=PLAIN)
    box = answer_box(
        words, to=told.sender, token=line.text("callback_token"), aes_key=line.text("callback_key"),
        receiver=line.text("corp_id"), timestamp=str(int(clock.now().timestamp())), nonce=secrets.token_hex(8),
        salt=secrets.token_bytes(16),
    )  # fmt: skip
    return HttpResponse(box, content_type="application/xml; charset=utf-8")


def _sealed(request: HttpRequest) -> str:
    """The box inside the XML; nothing for what is no XML."""
    try:
        return fromstring(request.body[:MOST_BYTES].decode(errors="replace")).findtext("Encrypt") or ""
    except (ParseError, ValueError):
        return ""
