"""What the desk does with a request."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now, to_utc
from guanjia.kernel import typed
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import require_page
from guanjia.places.public import Unit
from guanjia.servicedesk.actions import closing, merging, ordering, progress, quoting, requests, triage
from guanjia.servicedesk.models import Incident, ServiceRequest
from guanjia.servicedesk.permissions import takes_requests
from guanjia.servicedesk.rules.orders import Urgency
from guanjia.servicedesk.rules.requests import HoldReason, Outcome, Word
from guanjia.servicedesk.views.requests import find_request

Deed = Callable[[ServiceRequest, HttpRequest, dict[str, Any]], object]


@require_POST
@require_page(takes_requests)
def act(request: HttpRequest, site_code: str, number: str, verb: str) -> HttpResponse:
    """Do one of DEEDS with the request; a refusal is told in words and changes nothing."""
    deed = DEEDS.get(verb)
    if deed is None:
        raise Http404
    row = find_request(request, number)
    try:
        deed(row, request, {"request": row, "actor": request.user, "at": site_now(request.site)})
    except MoveRefused:
        messages.error(request, _("The request has moved on meanwhile; look again."))
    except (progress.RequestRefused, SecretRefused) as refused:
        messages.error(request, str(refused))
    return redirect("servicedesk:request", site_code, number)


def _words(request: HttpRequest) -> str:
    return request.POST.get("words", "").strip()[:500]


def _one_of(states: Any, text: str | None) -> Any:
    if text not in set(states):
        raise progress.RequestRefused(_("Choose one of the list."))
    return states(text)


def _stars(request: HttpRequest) -> int | None:
    text = request.POST.get("rating", "")
    return int(text) if text.isdecimal() and len(text) == 1 else None


def _hold(row: ServiceRequest, request: HttpRequest, who: dict[str, Any]) -> None:
    why = _one_of(HoldReason, request.POST.get("why"))
    requests.hold_request(why=why, words=_words(request), **who)


def _triage(row: ServiceRequest, request: HttpRequest, who: dict[str, Any]) -> None:
    """Kind, urgency and door as the desk says; a door that is not here is told."""
    code = request.POST.get("unit", "").strip()
    unit = Unit.objects.filter(site=row.site, code=code).first() if code else None
    if code and unit is None:
        raise progress.RequestRefused(_("There is no unit %(code)s here.") % {"code": code[:60]})
    urgency = _one_of(Urgency, request.POST.get("urgency"))
    try:
        triage.triage_request(kind=request.POST.get("kind", ""), urgency=urgency, unit=unit, **who)
    except ValueError:
        raise progress.RequestRefused(_("Choose one of the list.")) from None


def _appoint(row: ServiceRequest, request: HttpRequest, who: dict[str, Any]) -> None:
    try:
        begins, ends = (parse_datetime(request.POST.get(name, "")) for name in ("begins", "ends"))
    except ValueError:
        begins = ends = None
    if begins is None or ends is None:
        raise progress.RequestRefused(_("An appointment has a beginning and an end."))
    begins, ends = (to_utc(row.site, each.replace(tzinfo=None)) for each in (begins, ends))
    requests.set_appointment(begins=begins, ends=ends, **who)


def _merge(row: ServiceRequest, request: HttpRequest, who: dict[str, Any]) -> None:
    number = request.POST.get("into", "").strip()
    into = ServiceRequest.objects.filter(site=row.site, number=number).first()
    if into is None:
        raise progress.RequestRefused(_("Choose another request of this site."))
    merging.merge_request(into=into, **who)


def _link(row: ServiceRequest, request: HttpRequest, who: dict[str, Any]) -> None:
    number = request.POST.get("incident", "").strip()
    incident = Incident.objects.filter(site=row.site, number=number).first()
    if incident is None:
        raise progress.RequestRefused(_("That incident is over already."))
    merging.link_incident(incident=incident, **who)


def _call_back(row: ServiceRequest, request: HttpRequest, who: dict[str, Any]) -> None:
    outcome = _one_of(Outcome, request.POST.get("outcome"))
    closing.call_back(outcome=outcome, words=_words(request), rating=_stars(request), **who)


def _close(row: ServiceRequest, request: HttpRequest, who: dict[str, Any]) -> None:
    word = _one_of(Word, request.POST.get("word"))
    closing.close_request(word=word, code=request.POST.get("code", ""), rating=_stars(request), **who)


def _quote(row: ServiceRequest, request: HttpRequest, who: dict[str, Any]) -> None:
    counts = {
        name.removeprefix("count-"): int(value)
        for name, value in request.POST.items()
        if name.startswith("count-") and value.strip().isdecimal() and len(value) <= 4
    }
    quoting.offer_quote(counts=counts, **who)


def _decide(row: ServiceRequest, request: HttpRequest, who: dict[str, Any]) -> None:
    number, word = request.POST.get("quote", ""), request.POST.get("word")
    quote = row.quotes.filter(pk=typed.number(number)).first()
    if quote is None or word not in {"yes", "no"}:
        raise progress.RequestRefused(_("Choose one of the list."))
    quoting.decide_quote(quote=quote, accepted=word == "yes", how="counter", actor=who["actor"], at=who["at"])


DEEDS: dict[str, Deed] = {
    "quote": _quote,
    "decide": _decide,
    "acknowledge": lambda row, request, who: requests.acknowledge_request(**who),
    "hold": _hold,
    "resume": lambda row, request, who: requests.resume_request(**who),
    "complete": lambda row, request, who: requests.complete_request(result=_words(request), **who),
    "decline": lambda row, request, who: requests.decline_request(reason=_words(request), **who),
    "cancel": lambda row, request, who: requests.cancel_request(reason=_words(request), **who),
    "triage": _triage,
    "appoint": _appoint,
    "order": lambda row, request, who: ordering.make_orders(posts=request.POST.getlist("post") or [""], **who),
    "tell": lambda row, request, who: progress.tell_progress(words=_words(request), **who),
    "verify": lambda row, request, who: closing.verify_request(**who),
    "close": _close,
    "reopen": lambda row, request, who: closing.reopen_request(reason=_words(request), **who),
    "inspect": lambda row, request, who: closing.inspect_again(words=_words(request), **who),
    "call_back": _call_back,
    "give_up": lambda row, request, who: closing.give_up_calling(reason=_words(request), **who),
    "merge": _merge,
    "link": _link,
}
