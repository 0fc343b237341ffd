"""Cards: the list, one of them, its next step."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guanjia.duties.public import duties_of
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.persons.public import BadValue
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import local, site_now, to_utc
from guanjia.frontdesk.cards.actions import ending, issuing
from guanjia.frontdesk.cards.actions.applying import Application, apply_for_card, refuse_card, verify_card
from guanjia.frontdesk.cards.actions.asking import UNSEEN, show_paper
from guanjia.frontdesk.cards.actions.moving import CARD, CardRefused, topic
from guanjia.frontdesk.cards.forms import ApplyForm
from guanjia.frontdesk.cards.models import Card
from guanjia.frontdesk.cards.permissions import issues_cards, sees_cards
from guanjia.frontdesk.cards.queries.cards import blanks_of, card_list
from guanjia.frontdesk.cards.queries.doors import door_lines
from guanjia.frontdesk.cards.queries.holders import holder_by_key, holders
from guanjia.frontdesk.cards.rules.cards import ACCEPTED_EVIDENCE, CARD_MOVES, CardClass, CardState, Evidence
from guanjia.kernel import typed
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import require_page

REFUSALS = (CardRefused, MoveRefused, SecretRefused, BadValue)


@require_GET
@require_page(sees_cards)
def cards_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """Cards that live, newest first; a state or all on request."""
    show, words = request.GET.get("show", ""), request.GET.get("q", "").strip()
    page = Paginator(card_list(request.site, show=show, words=words), 50).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "show": show,
        "q": words,
        "states": list(CardState),
        "blanks": blanks_of(request.site),
        "issues": issues_cards(request.user, request.site),
        "topic": topic(request.site.pk),
    }
    return render(request, "cards/cards.html", context)


@require_page(issues_cards)
def apply_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """A form of application; the applicant is looked up, the paper looked at."""
    site, at = request.site, site_now(request.site)
    if request.method != "POST":
        unit, person = request.GET.get("unit", ""), request.GET.get("person", "")
        known = holder_by_key(site, f"{unit}:{person}", at)
        found = [known] if known is not None else []
        initial = {"choice": known.key, "recipient": known.unit.code, "card_class": known.wanted} if known else {}
        return _form(request, ApplyForm(site=site, found=[each.choice for each in found], initial=initial))
    found = holders(site, request.POST.get("recipient", ""), at)
    form = ApplyForm(request.POST, site=site, found=[each.choice for each in found])
    if not form.is_valid():
        return _form(request, form, 422)
    key = request.POST.get("choice", "")
    who = next((each for each in found if each.key == key), found[0] if len(found) == 1 else None)
    if who is None:
        if not found:
            form.add_error("recipient", _("Nobody on file fits."))
        return _form(request, form, 422 if not found else 200)
    given = form.cleaned_data
    until = given["valid_until"]
    try:
        application = Application(
            person=who.person, unit=who.unit, card_class=CardClass(given["card_class"]),
            evidence=Evidence(given["evidence"]), evidence_tail=given["evidence_tail"],
            valid_until=to_utc(site, until.replace(tzinfo=None)) if until is not None else None,
            zone_ids=tuple(int(pk) for pk in given["zones"]),
        )  # fmt: skip
        card = apply_for_card(site=site, application=application, actor=request.user, at=at)
    except REFUSALS as refused:
        field = getattr(refused, "field", None)
        form.add_error(field if field in form.fields else None, str(refused))
        return _form(request, form, 422)
    return redirect("cards:card", site_code, card.number)


@require_GET
@require_page(sees_cards)
def card_page(request: HttpRequest, site_code: str, number: str) -> HttpResponse:
    """One card: its next step on top, where it opens and which door knows, what happened."""
    card, at = _find(request, number), site_now(request.site)
    context = {
        "card": card,
        "doors": door_lines(card, at),
        "may": {state.value for state in CARD_MOVES[card.stage]},
        "issues": issues_cards(request.user, request.site),
        "mine": card.made_by_id == request.user.pk,
        "unseen": card.stage is CardState.APPLIED and card.evidence == UNSEEN,
        "papers": sorted(ACCEPTED_EVIDENCE[card.sort]),
        "tenant": card.sort is CardClass.TENANT and card.stage in {CardState.ACTIVE, CardState.EXPIRED},
        "until": local(request.site, card.valid_until) if card.valid_until is not None else None,
        "replacements": list(card.replaced_by.all()),
        "duties": duties_of(CARD, card.pk),
        "history": timeline((CARD, card.pk)),
        "topic": topic(request.site.pk),
    }
    return render(request, "cards/card.html", context)


@require_POST
@require_page(issues_cards)
def card_act(request: HttpRequest, site_code: str, number: str, verb: str) -> HttpResponse:
    """Verify, refuse, make, hand out, suspend, resume, prolong, lose, replace, cancel, take in."""
    card, at = _find(request, number), site_now(request.site)
    try:
        new = _act(request, card, verb, at)
    except MoveRefused:
        messages.error(request, _("This has been settled already."))
    except REFUSALS as refused:
        messages.error(request, str(refused))
    else:
        return redirect("cards:card", site_code, new.number)
    return redirect("cards:card", site_code, number)


def _act(request: HttpRequest, card: Card, verb: str, at: datetime) -> Card:
    given = request.POST
    reason, signature = given.get("reason", "").strip()[:300], given.get("signature", "")[:120]
    common = {"card": card, "actor": request.user, "at": at}
    deeds = {
        "show": lambda: _show(request, common),
        "verify": lambda: verify_card(**common),
        "refuse": lambda: refuse_card(reason=reason, **common),
        "make": lambda: issuing.make_card(chip=given.get("chip", "")[:60], **common),
        "hand": lambda: issuing.hand_out(signature=signature, explained=bool(given.get("explained")), **common),
        "suspend": lambda: ending.suspend(reason=reason, **common),
        "resume": lambda: ending.resume(**common),
        "extend": lambda: ending.extend(until=None, signature=signature, **common),
        "lose": lambda: ending.report_lost(reason=reason, **common),
        "replace": lambda: ending.replace_card(reason=reason, damaged=bool(given.get("damaged")), **common),
        "cancel": lambda: ending.cancel(returned=bool(given.get("returned")), reason=reason, **common),
        "take": lambda: ending.take_in(**common),
    }
    if verb not in deeds:
        raise Http404
    return deeds[verb]()


def _show(request: HttpRequest, common: dict[str, Any]) -> Card:
    kind, tail = request.POST.get("evidence", ""), request.POST.get("evidence_tail", "")[:8]
    return show_paper(evidence=Evidence(kind) if kind in set(Evidence) else UNSEEN, evidence_tail=tail, **common)


@require_POST
@require_page(issues_cards)
def stock(request: HttpRequest, site_code: str) -> HttpResponse:
    """Blank cards were put into the drawer."""
    count = typed.number(request.POST.get("count"))
    try:
        issuing.stock_blanks(site=request.site, count=count, actor=request.user, at=site_now(request.site))
    except CardRefused as refused:
        messages.error(request, str(refused))
    return redirect("cards:cards", site_code)


def _form(request: HttpRequest, form: ApplyForm, status: int = 200) -> HttpResponse:
    return render(request, "cards/apply.html", {"form": form}, status=status)


def _find(request: HttpRequest, number: str) -> Card:
    rows = Card.objects.select_related("site", "person", "unit__building", "made_by", "handed_by", "replaces")
    return get_object_or_404(rows, site=request.site, number=number)
