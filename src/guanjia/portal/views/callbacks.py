"""The address at which 企业微信 checks us and tells us things; only what carries its signature is answered."""

from xml.etree.ElementTree import ParseError

from defusedxml.ElementTree import fromstring
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from guanjia.foundation.messages.public import BadCallback, line_of, open_box
from guanjia.people.public import public_page
from guanjia.portal.views.resident import public_site

MOST_BYTES = 64 * 1024


@csrf_exempt
@public_page
def wecom(request: HttpRequest, site_code: str) -> HttpResponse:
    """GET: answer the check of the address with the opened text. POST: take a message note of; anything forged is 403."""
    line = line_of(public_site(site_code), "wecom")
    if line is None or not line.text("callback_key"):
        raise Http404
    sealed = request.GET.get("echostr", "") if request.method == "GET" else _sealed(request)
    given = {name: request.GET.get(name, "") for name in ("timestamp", "nonce")}
    try:
        text = open_box(
            token=line.text("callback_token"), aes_key=line.text("callback_key"), receiver=line.text("corp_id"),
            signature=request.GET.get("msg_signature", ""), sealed=sealed, **given,
        )  # fmt: skip
    except BadCallback:
        return HttpResponse(status=403)
    return HttpResponse(text if request.method == "GET" else "success", content_type="text/plain; charset=utf-8")


def _sealed(request: HttpRequest) -> str:
    """The box inside the XML; nothing for what is no XML."""
    try:
        return fromstring(request.body[:MOST_BYTES].decode(errors="replace")).findtext("Encrypt") or ""
    except (ParseError, ValueError):
        return ""
