"""A resident reports, follows, confirms, rates, reopens and takes back what they asked for themselves."""

import secrets
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guanjia.duties.public import DutyState, duties_of, plan_now
from guanjia.foundation.files.public import FileRefused, Watermark, content_of, store
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import local, site_now
from guanjia.kernel.states import MoveRefused
from guanjia.portal.forms.request import RateForm, ReasonForm, ReportForm
from guanjia.portal.rules.shown import yuan
from guanjia.portal.views.resident import resident_page
from guanjia.servicedesk.public import (
    REQUEST,
    Ask,
    Channel,
    Quote,
    RequestRefused,
    RequestState,
    ServiceRequest,
    Word,
    cancel_request,
    close_request,
    decide_quote,
    log_request,
    rate_request,
    reopen_request,
    request_photos,
    requests_of,
    seen_request,
)

MOST = 50
NEW, ONE = "portal/home/request_new.html", "portal/home/request.html"
DONE = frozenset({RequestState.COMPLETED, RequestState.VERIFIED})
BEFORE_WORK = frozenset({RequestState.NEW, RequestState.ACKNOWLEDGED, RequestState.DISPATCHED, RequestState.ON_HOLD})


@resident_page(history=True)
@require_safe
def mine(request: HttpRequest, site_code: str) -> HttpResponse:
    """What I asked for, newest first."""
    rows = requests_of(request.site, person_ids=[request.residence.person.pk])[:MOST]
    return render(request, "portal/home/requests.html", _base(request) | {"rows": rows})


@resident_page
def report(request: HttpRequest, site_code: str) -> HttpResponse:
    """Report something. The same page sent twice is one request."""
    residence, site, at = request.residence, request.site, site_now(request.site)
    first = residence.homes[0].pk if len(residence.homes) == 1 else None
    form = ReportForm(residence, request.POST or None, request.FILES or None, initial={"unit": first})
    context = _base(request) | {"form": form, "key": request.POST.get("key") or secrets.token_hex(8)}
    if request.method != "POST" or not form.is_valid():
        return render(request, NEW, context, status=422 if request.method == "POST" else 200)
    given, unit = form.cleaned_data, residence.home(form.cleaned_data["unit"]) if form.cleaned_data["unit"] else None
    try:
        ask = Ask(
            title=given["title"], category=given["category"], channel=Channel.PORTAL,
            unit_id=unit.pk if unit else None, place_text=given["place_text"], person_id=residence.person.pk,
            file_ids=_photos(request), source_key=f"portal:{request.user.pk}:{context['key'][:40]}",
        )  # fmt: skip
        made = log_request(site=site, ask=ask, actor=request.user, at=at)
        plan_now(REQUEST, [made.pk], at=at)  # the promise stands on the page that follows
    except FileRefused as refused:
        form.add_error("photo", str(refused))
        return render(request, NEW, context, status=422)
    except SecretRefused as secret:  # FIELD 1: nothing of it is kept, not even on the page
        blank = ReportForm(residence, initial={"unit": first})
        return render(request, NEW, context | {"form": blank, "refusal": secret}, status=422)
    return redirect("portal:request", site_code, made.number)


@resident_page(history=True)
@require_safe
def one(request: HttpRequest, site_code: str, number: str) -> HttpResponse:
    """One of my requests: how far it is, until when, and what I can say about it."""
    return render(request, ONE, _context(request, _found(request, number)))


@resident_page(history=True)
@require_POST
def act(request: HttpRequest, site_code: str, number: str, verb: str) -> HttpResponse:
    """Confirm and rate, say that it is not good, take it back."""
    found, at, actor = _found(request, number), site_now(request.site), request.user
    form: Any = RateForm(request.POST) if verb in ("confirm", "rate") else ReasonForm(request.POST)
    if not form.is_valid():
        name = "rate" if verb in ("confirm", "rate") else "reason"
        return render(request, ONE, _context(request, found) | {name: form}, status=422)
    try:
        if verb == "confirm":
            rating = form.cleaned_data["rating"]
            close_request(request=found, word=Word.PORTAL, rating=rating, actor=actor, at=at)
        elif verb == "rate":
            rate_request(request=found, rating=form.cleaned_data["rating"], actor=actor, at=at)
        elif verb == "reopen":
            reopen_request(request=found, reason=form.cleaned_data["reason"], actor=actor, at=at)
        elif verb == "cancel" and found.stage in BEFORE_WORK:
            cancel_request(request=found, reason=form.cleaned_data["reason"], actor=actor, at=at)
        else:
            raise Http404
    except MoveRefused:
        messages.error(request, _("It has moved on meanwhile. Look again."))
    except (RequestRefused, SecretRefused) as refused:
        messages.error(request, str(refused))
    return redirect("portal:request", site_code, number)


@resident_page
@require_POST
def quote(request: HttpRequest, site_code: str, number: str, verb: str) -> HttpResponse:
    """Say yes or no to what paid work costs, once, before it begins."""
    offer = _found(request, number).quotes.filter(state=Quote.State.OFFERED).first()
    try:
        if offer is None:
            raise RequestRefused(_("This quote is decided already."))
        decide_quote(
            quote=offer, accepted=verb == "accept", how="portal", actor=request.user, at=site_now(request.site)
        )
    except RequestRefused as refused:
        messages.error(request, str(refused))
    return redirect("portal:request", site_code, number)


@resident_page(history=True)
@require_safe
def photo(request: HttpRequest, site_code: str, number: str, pk: int) -> HttpResponse:
    """A photo that came with one of my requests."""
    file = request_photos(_found(request, number)).filter(pk=pk).first()
    content = content_of(file) if file else None
    if file is None or content is None:
        raise Http404
    return HttpResponse(content, content_type=file.kind, headers={"Content-Disposition": "inline"})


def _found(request: HttpRequest, number: str) -> ServiceRequest:
    """The request with this number if it is mine; a neighbour's is not found, like none."""
    found = seen_request(request.site, number, person_ids=[request.residence.person.pk])
    if found is None:
        raise Http404
    return found


def _context(request: HttpRequest, found: ServiceRequest) -> dict[str, Any]:
    running = [line.duty for line in duties_of(REQUEST, found.pk) if line.duty.state == DutyState.OPEN]
    moves = [entry for entry in timeline((REQUEST, found.pk)) if entry.to_state and entry.to_state != entry.from_state]
    return _base(request) | {
        "found": found,
        "photos": request_photos(found),
        "quotes": [_shown(row) for row in found.quotes.order_by("-pk")[:3]],
        "due": min((duty.due_at for duty in running if duty.due_at), default=None),
        "steps": [(RequestState(entry.to_state), entry.at) for entry in moves],
        "done": found.stage in DONE,
        "can_cancel": found.stage in BEFORE_WORK,
        "can_reopen": found.stage in DONE | {RequestState.CLOSED},
        "can_rate": found.stage is RequestState.CLOSED,
        "rate": RateForm(initial={"rating": found.rating or 5}),
        "reason": ReasonForm(),
    }


def _shown(row: Quote) -> dict[str, Any]:
    """A quote as its reader sees it: title, count and price of each line, the sum, whether it waits for a word."""
    lines = [(each["title"], each["count"], yuan(each["price_fen"] * each["count"])) for each in row.lines]
    return {"row": row, "lines": lines, "total": yuan(row.total_fen), "open": row.state == Quote.State.OFFERED}


def _photos(request: HttpRequest) -> list[int]:
    """Keep the photos with place and time on them; ids. Raises FileRefused."""
    site, at = request.site, site_now(request.site)
    mark = Watermark(site.name, "", f"{local(site, at):%Y-%m-%d %H:%M}", "")
    return [
        store(site=site, upload=each, name=each.name or "photo.jpg", actor=request.user, at=at, watermark=mark).pk
        for each in request.FILES.getlist("photo")
    ]


def _base(request: HttpRequest) -> dict[str, Any]:
    return {"residence": request.residence, "phone": request.site.settings.get("phone", "")}
