"""Requests at a desk: the list, taking one down, one of them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guanjia.duties.public import duties_of
from guanjia.foundation.files.public import FileRefused, url
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.persons.public import Person, masked
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.foundation.tables.public import list_view
from guanjia.kernel import typed
from guanjia.kernel.words import gettext_noop as N_
from guanjia.people.public import is_auditor, require_page
from guanjia.places.public import Unit
from guanjia.servicedesk.actions.contact import contact_of
from guanjia.servicedesk.actions.logging import Ask, log_request
from guanjia.servicedesk.actions.merging import incident_for, likely_same, open_incidents
from guanjia.servicedesk.actions.triage import judge
from guanjia.servicedesk.forms import RequestForm
from guanjia.servicedesk.models import PriceItem, ServiceRequest
from guanjia.servicedesk.permissions import gives_orders, opens_orders, sees_orders, supervises, takes_requests
from guanjia.servicedesk.queries.advice import KIND, UNIT, URGENCY, Advice, advice_on
from guanjia.servicedesk.queries.requests import request_photos
from guanjia.servicedesk.rules.kinds import catalogue
from guanjia.servicedesk.rules.orders import Urgency
from guanjia.servicedesk.rules.requests import Channel, HoldReason
from guanjia.servicedesk.subjects import REQUEST
from guanjia.servicedesk.tables import REQUESTS, requests_shown
from guanjia.servicedesk.views.finding import keep_photos

SUGGESTED = {KIND: N_("Kind"), URGENCY: N_("Urgency"), UNIT: N_("Unit")}
"""What is suggested from the words, as readers call it."""
MOST_TYPED = 4000


def _above(request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
    """What stands above the list: what is out now, what may be taken down."""
    return {
        "incidents": open_incidents(request.site)[:5],
        "takes": takes_requests(request.user, request.site),
    }


request_list_page = require_page(sees_orders)(
    list_view(
        REQUESTS, lambda request, **_kwargs: requests_shown(request.site, request.GET),
        template="servicedesk/requests.html", context=_above,
    )
)  # fmt: skip
"""Requests of the site, open ones unless asked for others."""


@require_page(opens_orders)
def log_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """Take a request down; `?unit=` and `?person=` (ids) fill in whom it is for. What was typed stays when refused."""
    site = request.site
    form = RequestForm(request.POST or None, request.FILES or None, site=site, initial=_whom(request))
    if request.method == "POST" and form.is_valid():
        try:
            row = _take_down(request, form)
        except (FileRefused, SecretRefused) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Taken down as %(number)s.") % {"number": row.number})
            return redirect("servicedesk:request", site_code, row.number)
    context = {"form": form, "incidents": open_incidents(site)[:5], "units": Unit.objects.filter(site=site)[:3000]}
    if form.errors:
        context["advice"] = _advice_typed(request)
    return render(request, "servicedesk/log.html", context, status=422 if form.errors else 200)


@require_POST
@require_page(opens_orders)
def advise(request: HttpRequest, site_code: str) -> HttpResponse:
    """What the words mean while they are typed (a POST, so that they stay out of addresses and logs); nothing is kept."""
    return render(request, "servicedesk/parts/advice.html", {"advice": _advice_typed(request)})


def _advice_typed(request: HttpRequest) -> Advice | None:
    text = " ".join(request.POST.get(name, "") for name in ("title", "description", "place_text")).strip()[:MOST_TYPED]
    return advice_on(request.site, text, get_language() or "", site_now(request.site)) if text else None


def _whom(request: HttpRequest) -> dict[str, Any]:
    """What the card knew already."""
    initial: dict[str, Any] = {"channel": request.GET.get("channel") or Channel.COUNTER.value}
    unit = Unit.objects.filter(site=request.site, pk=typed.number(request.GET.get("unit"))).first()
    if unit is not None:
        initial["unit"] = unit.code
    person = seen_person(request, request.GET.get("person"))
    if person is not None:
        initial |= {"person": person.pk, "name": person.name}
    return initial


def seen_person(request: HttpRequest, text: Any) -> Person | None:
    """The person with this id, when the site has a reason to see them."""
    return Person.objects.filter(pk=typed.number(text), links__site=request.site).distinct().first()


def _take_down(request: HttpRequest, form: RequestForm) -> ServiceRequest:
    site, at, given = request.site, site_now(request.site), form.cleaned_data
    unit, place = given["unit"], given["place"]
    files = keep_photos(request, at, unit.code if unit else place.code if place else "")
    person = seen_person(request, given["person"])
    if person is None or (given["name"] and given["name"] != person.name):
        person = contact_of(
            site=site, name=given["name"], phone=given["phone"], unit_id=unit.pk if unit else None, actor=request.user,
            at=at,
        )  # fmt: skip
    ask = Ask(
        title=given["title"],
        description=given["description"],
        kind=given["kind"],
        urgency=Urgency(given["urgency"]),
        channel=Channel(given["channel"]),
        unit_id=unit.pk if unit else None,
        place_id=place.pk if place else None,
        place_text=given["place_text"],
        person_id=person.pk if person else None,
        appointment=form.appointment(),
        file_ids=files,
    )
    row = log_request(site=site, ask=ask, actor=request.user, at=at)
    if given["kind"]:
        judge(row, kind=row.kind, urgency=Urgency(row.urgency), actor=request.user, at=at)
    return row


@require_GET
@require_page(sees_orders)
def request_page(request: HttpRequest, site_code: str, number: str) -> HttpResponse:
    """One request: what, where, for whom, its clocks, orders, photos, calls, what happened."""
    row, site = find_request(request, number), request.site
    writes = opens_orders(request.user, site) and not is_auditor(request.user, site)
    phones = masked([row.person]).get(row.person_id, {}).get("phone", []) if row.person else []
    context = {
        "row": row,
        "phones": phones,
        "photos": [(url(file), url(file, thumb=True)) for file in request_photos(row)],
        "orders": row.orders.select_related("assignee").order_by("pk"),
        "notes": row.notes.select_related("user").order_by("at"),
        "calls": row.calls.select_related("user").order_by("at"),
        "quotes": row.quotes.select_related("offered_by").order_by("-pk"),
        "prices": PriceItem.objects.filter(site=site, active=True).order_by("code")[:200] if row.paid else [],
        "duties": duties_of(REQUEST, row.pk),
        "history": timeline((REQUEST, row.pk)),
        "same": likely_same(row)[:5] if row.is_open else [],
        "incident": incident_for(row) if row.incident_id is None and row.is_open else None,
        "advice": advice_on(site, f"{row.title} {row.description}", get_language() or "", site_now(site))
        if row.is_open
        else None,
        "writes": writes,
        "takes": writes and takes_requests(request.user, site),
        "gives": writes and gives_orders(request.user, site),
        "supervises": writes and supervises(request.user, site),
        "hold_reasons": list(HoldReason),
        "kinds": [(kind.code, kind.title(get_language() or "")) for kind in catalogue().kinds.values()],
        "urgencies": [each for each in Urgency if each is not Urgency.CRITICAL or row.urgency == each],
    }
    advice = context["advice"]
    context["triage_worth"] = [(_(SUGGESTED[name]), worth) for name, worth in advice.worth.items()] if advice else []
    return render(request, "servicedesk/request.html", context)


def find_request(request: HttpRequest, number: str) -> ServiceRequest:
    """The request of this site, or 404."""
    rows = ServiceRequest.objects.select_related(
        "site", "unit", "place", "building", "person", "reporter", "handler", "user", "incident", "merged_into"
    )
    return get_object_or_404(rows, site=request.site, number=number)
