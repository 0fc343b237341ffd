"""The one screen of the counter (FIELD 10)."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guanjia.foundation.persons.public import BadValue, find_same, link_person, make_person, reveal, seen_by
from guanjia.foundation.sites.public import setting, site_now
from guanjia.frontdesk.desk.forms import RegisterForm
from guanjia.frontdesk.desk.models import Call
from guanjia.frontdesk.desk.permissions import stands_at_desk
from guanjia.frontdesk.desk.queries.card import Card, filled_panels, find_card, today
from guanjia.frontdesk.desk.queries.finding import Candidate, candidates
from guanjia.frontdesk.desk.queries.lists import (
    notes_for,
    on_hand,
    open_cases,
    ringing,
    show_phones,
    to_call_back,
)
from guanjia.frontdesk.desk.queries.machines import machine_of
from guanjia.frontdesk.desk.rules.phrases import opening, said_in
from guanjia.kernel import typed
from guanjia.people.public import require_page
from guanjia.ui.card import Whom, acts


@require_GET
@require_page(stands_at_desk)
def desk_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """Who was typed or scanned: one is shown as a card, several as a list to choose from by number keys."""
    site, at, text = request.site, site_now(request.site), request.GET.get("q", "").strip()[:80]
    found = candidates(request.user, site, text, today(site, at)) if text else []
    if len(found) == 1 and found[0].url:
        return redirect(found[0].url)
    context = _board(request) | {"q": text, "found": _numbered(request, found) if len(found) > 1 else []}
    card = None
    if len(found) == 1:
        card = find_card(site, person_id=found[0].person_id, unit_id=found[0].unit_id, on=today(site, at))
    else:
        card = _named(request)
    context |= card_of(request, card)
    if text and not found:
        context["form"] = RegisterForm(initial=RegisterForm.read(text))
    return render(request, "desk/desk.html", context)


@require_GET
@require_page(stands_at_desk)
def card_part(request: HttpRequest, site_code: str) -> HttpResponse:
    """Who it is, with marks and acts, while the telephone still rings; the panels follow with `?panels`."""
    card = _named(request)
    if card is None:
        raise Http404
    if "panels" in request.GET:
        panels = filled_panels(request.user, request.site, card.whom, site_now(request.site))
        return render(request, "desk/parts/panels.html", {"panels": panels})
    return render(request, "desk/parts/card.html", card_of(request, card, panels=False) | {"later": True})


def _named(request: HttpRequest) -> Card | None:
    """The card of `person` or `unit`, None where neither is named; a foreign one is not found."""
    person, unit = _id(request, "person"), _id(request, "unit")
    if not person and not unit:
        return None
    card = find_card(request.site, person_id=person, unit_id=unit, on=today(request.site, site_now(request.site)))
    if card is None:
        raise Http404
    return card


def card_of(request: HttpRequest, card: Card | None, *, panels: bool = True) -> dict[str, Any]:
    """The card with its marks, panels and acts; the first row is there without a card too."""
    site, at, user = request.site, site_now(request.site), request.user
    every = [(act, act.url(site, card.narrow if card is not None else Whom())) for act in acts(user, site)]
    marks = filled_panels(user, site, card.whom, at, marks=True) if card is not None else []
    return {
        "card": card,
        "marks": [row for _panel, rows in marks for row in rows],
        "panels": filled_panels(user, site, card.whom, at) if card is not None and panels else [],
        "first_row": [pair for pair in every if pair[0].first_row],
        "acts": [pair for pair in every if not pair[0].first_row],
    }


def _board(request: HttpRequest) -> dict[str, Any]:
    """What rings and hangs at the desk now."""
    site, at = request.site, site_now(request.site)
    machine = machine_of(request)
    rings, backs, hand = (
        ringing(site, machine.extension if machine else ""),
        to_call_back(site),
        on_hand(site, request.user),
    )
    show_phones([*rings, *backs, *hand])
    return {
        "machine": machine,
        "idle_seconds": int(setting(site, "desk.idle_minutes")) * 60,
        "rings": rings,
        "backs": backs,
        "hand": hand,
        "open_cases": open_cases(site),
        "my_notes": list(notes_for(request.user, site, at)[:10]),
        "opening": opening(
            said_in(setting(site, "desk.opening"), get_language() or ""),
            company=site.company.name,
            name=str(request.user),
        ),
    }


def _numbered(request: HttpRequest, found: list[Candidate]) -> list[tuple[int, Candidate, str]]:
    """Each candidate with its number key and address."""
    base = reverse("desk:desk", args=[request.site.code])
    return [
        (number, each, each.url or f"{base}?{'person' if each.person_id else 'unit'}={each.person_id or each.unit_id}")
        for number, each in enumerate(found, 1)
    ]


def _id(request: HttpRequest, name: str) -> int:
    return typed.number(request.GET.get(name))


@require_GET
@require_page(stands_at_desk)
def board_part(request: HttpRequest, site_code: str) -> HttpResponse:
    """The column of what hangs, or with `?rings` what rings, fetched anew when the desk's topic moves."""
    part = "rings" if "rings" in request.GET else "board"
    return render(request, f"desk/parts/{part}.html", _board(request))


@require_POST
@require_page(stands_at_desk)
def register(request: HttpRequest, site_code: str) -> HttpResponse:
    """Somebody unknown is registered in one step, and becomes the caller of the call on hand."""
    site, at = request.site, site_now(request.site)
    form = RegisterForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            with transaction.atomic():
                person = _person(request, given, at)
                call = request.POST.get("call", "")
                Call.objects.filter(site=site, number=call).update(caller=person, caller_name=given["name"])
        except BadValue as bad:
            form.add_error(bad.field if bad.field in form.fields else None, _(bad.reason))
        else:
            messages.success(request, _("%(name)s is registered.") % {"name": person.name})
            return redirect(f"{reverse('desk:desk', args=[site.code])}?person={person.pk}")
    context = _board(request) | card_of(request, None) | {"form": form, "q": request.POST.get("name", "")}
    return render(request, "desk/desk.html", context, status=422)


def _person(request: HttpRequest, given: dict[str, str], at: Any) -> Any:
    """The person of that name and phone, known already or made."""
    site = request.site
    if same := [each for each in find_same(site, given["name"], phone=given["phone"]) if each.why == "phone"]:
        link_person(site=site, people=[same[0].person], kind="contact", at=at)
        return same[0].person
    private = {"phone": given["phone"], "plate": given["plate"]}
    private = {name: value for name, value in private.items() if value}
    note = given["affiliation"]
    return make_person(site=site, name=given["name"], actor=request.user, at=at, private=private, affiliation=note)


@require_POST
@require_page(stands_at_desk)
def show_number(request: HttpRequest, site_code: str, person_id: int) -> HttpResponse:
    """The whole number of somebody of this site, so that the desk can ring; every look is written down."""
    site = request.site
    person = seen_by(site).filter(pk=person_id).first()
    if person is None:
        raise Http404
    reason = request.POST.get("reason", "")[:100] or _("rung by the desk")
    numbers = reveal(person, "phone", actor=request.user, at=site_now(site), site=site, reason=reason)
    return render(request, "desk/number.html", {"person": person, "numbers": numbers})
