"""The public page of a site: a client enquires, a government body applies."""

from datetime import datetime

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from guanjia.clientele.public import ClienteleRefused, name_referral
from guanjia.conference.public import PROFILES, Channel, Event, Refused, Segment, WishForm, clauses_at, receive_wish
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import Site, site_now
from guanjia.people.public import public_page

MOST_AN_HOUR = 10
TRAP = "website"
"""A field that no reader sees; only a machine fills it in."""


@public_page
def enquiry(request: HttpRequest, site_code: str) -> HttpResponse:
    """The needs form; a good one answers with the number. Too many from one address are refused for an hour.

    What a machine sends (the hidden field filled) is thanked for and thrown away. A secrecy mark leaves nothing, not
    even on the page; every other refusal keeps what was typed.
    """
    site = Site.objects.filter(code=site_code, rehearsal_of=None).first()
    if site is None:
        raise Http404
    now, chosen = site_now(site), request.GET.get("segment", "")
    segment = next((each for each in Segment if each.value == chosen), Segment.ENTERPRISE)
    laws = clauses_at(site, now)
    form = WishForm(request.POST or None, site=site, segment=segment, laws=laws)
    context = {"site": site, "form": form, "segments": list(Segment), "segment": segment}
    context |= {"flags": PROFILES[segment].flags, "phone": site.settings.get("phone", ""), "trap": TRAP}
    context["code"] = request.GET.get("code", "")[:12]
    status = 422 if form.errors else 200
    if request.method == "POST":
        if request.POST.get(TRAP):
            return render(request, "portal/enquiry_done.html", context | {"number": ""})
        if form.is_valid():
            if _too_many(request):
                context["refusal"] = _("Too many enquiries from your address. Please call us or try again in an hour.")
                return render(request, "portal/enquiry.html", context, status=429)
            try:
                event = receive_wish(site=site, wish=form.wish(Channel.WEB), actor=None, at=now)
                referral = _referred(event, request.GET.get("code", ""), now)
                return render(
                    request, "portal/enquiry_done.html", context | {"number": event.ref, "referral": referral}
                )
            except SecretRefused as secret:  # FIELD 1: nothing of it is kept, not even on the page
                blank = WishForm(site=site, segment=segment, laws=laws)
                return render(request, "portal/enquiry.html", context | {"form": blank, "refusal": secret}, status=422)
            except Refused as refused:
                form.add_error(refused.field if refused.field in form.fields else None, refused.message)
                status = 422
    return render(request, "portal/enquiry.html", context, status=status)


def _referred(event: Event, code: str, at: datetime) -> str:
    """Note the code of the client that sent this one (`code` in the address); what is told of it, "" without one.

    The enquiry stands whatever comes of the code.
    """
    if not code.strip():
        return ""
    try:
        name_referral(event=event, code=code[:12], actor=None, at=at)
    except ClienteleRefused as refused:
        return refused.message
    return _("The client who sent you is noted. Thank you.")


def _too_many(request: HttpRequest) -> bool:
    """Count this try; whether its address has had its share of the hour."""
    key = f"enquiry:{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, 3600)
    try:
        return cache.incr(key) > MOST_AN_HOUR
    except ValueError:  # it ran out between the two calls
        return False
