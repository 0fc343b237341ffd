"""Enquiries and applications at our own desk: taken down, confirmed, decided."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.conference.actions.approval import Decision, decide_application
from guanjia.conference.actions.intake import note_exchange, receive_wish
from guanjia.conference.actions.intake_links import confirm_needs, send_needs
from guanjia.conference.actions.needs_changes import CHANGEABLE
from guanjia.conference.actions.scheme import lose_enquiry
from guanjia.conference.forms import ReasonForm
from guanjia.conference.forms.intake import DecisionForm, DeskWishForm, ExchangeForm, needs_values, service_words
from guanjia.conference.models import Event, Exchange, Intake
from guanjia.conference.permissions import can_approve, can_enquire, can_plan, can_see_conferences
from guanjia.conference.queries.client_links import asked_of
from guanjia.conference.queries.needs import needs_versions
from guanjia.conference.queries.regime import clauses_at
from guanjia.conference.rules.needs import ATMOSPHERE, PROFILES, SET_UPS, Channel, MeetingKind, Segment, Tone
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.rules.states import EventState, Secrecy
from guanjia.conference.views.guests import event_of
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import require_page
from guanjia.places.public import SlotTaken

SHOWN = "conference.client_link"
TOLD = (Refused, SecretRefused, MoveRefused, SlotTaken)


@require_page(can_enquire)
def begin(request: HttpRequest, site_code: str) -> HttpResponse:
    """A new enquiry or application; `segment` in the address says whose, and so what is offered."""
    now = site_now(request.site)
    chosen = request.GET.get("segment", Segment.ENTERPRISE.value)
    segment = next((each for each in Segment if each.value == chosen), Segment.ENTERPRISE)
    laws = clauses_at(request.site, now)
    form = DeskWishForm(request.POST or None, site=request.site, segment=segment, laws=laws, initial=_like(request))
    if request.method == "POST" and form.is_valid():
        channel = next(each for each in Channel if each.value == form.cleaned_data["channel"])
        try:
            event = receive_wish(site=request.site, wish=form.wish(channel), actor=request.user, at=now)
            return redirect("conference:intake", site_code, event.ref)
        except SecretRefused as secret:  # FIELD 1: nothing of it is kept, not even on the page
            form = DeskWishForm(site=request.site, segment=segment, laws=laws)
            messages.error(request, str(secret))
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
    context = {"form": form, "segments": list(Segment), "segment": segment, "flags": PROFILES[segment].flags}
    return render(request, "conference/intake/begin.html", context, status=422 if form.errors else 200)


def _like(request: HttpRequest) -> dict[str, Any]:
    """What an earlier enquiry of the site asked for (`like` names it), without its times and budget; nothing for another's."""
    rows = Event.objects.filter(site=request.site, ref=request.GET.get("like", "")).exclude(secrecy=Secrecy.CONTROLLED)
    event = rows.select_related("intake", "site").first()
    if event is None or not hasattr(event, "intake"):
        return {}
    gone = ("on", "start", "end", "overnight", "limit", "reason", "rev")
    found = {name: value for name, value in needs_values(event, event.intake).items() if name not in gone}
    return found | {"room": event.intake.room_id}


@require_page(can_see_conferences, write=can_plan)
def intake(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """What was asked, what was said, and the next step."""
    return _page(request, event_of(request, ref))


@require_POST
@require_page(can_plan)
def act(request: HttpRequest, site_code: str, ref: str, verb: str) -> HttpResponse:
    """Note an exchange, send the needs, confirm them on paper, give the enquiry up."""
    event = event_of(request, ref)
    if verb not in VERBS:
        raise Http404
    try:
        link = VERBS[verb](request, event)
    except TOLD as refused:
        messages.error(request, str(refused))
        link = None
    if link:
        keep_link(request, link)
    return redirect("conference:intake", site_code, ref)


@require_POST
@require_page(can_approve)
def decide(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """The office approves or declines an application; approved, it goes straight into preparation."""
    event = event_of(request, ref)
    form = DecisionForm(request.POST, site=request.site)
    if form.is_valid():
        data = form.cleaned_data
        decision = Decision(
            approve=request.POST.get("verb") != "decline",
            approver=data["approver"],
            number=data["number"],
            reason=data["reason"],
            room_id=data["room"].pk if data["room"] else None,
            room_follows=data["room_follows"],
        )
        try:
            decide_application(event=event, decision=decision, actor=request.user, at=site_now(request.site))
            return redirect("conference:event", site_code, ref)
        except SecretRefused as secret:
            messages.error(request, str(secret))
            return redirect("conference:intake", site_code, ref)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        except SlotTaken as taken:
            form.add_error("room", str(taken))
        except MoveRefused as refused:
            form.add_error(None, str(refused))
    return _page(request, event, decision=form)


def _note(request: HttpRequest, event: Event) -> None:
    form = ExchangeForm(request.POST)
    if not form.is_valid():
        raise Refused("summary", _("Write down what was said."))
    data = form.cleaned_data
    channel = next(each for each in Channel if each.value == data["channel"])
    now = site_now(event.site)
    note_exchange(
        event=event,
        channel=channel,
        summary=data["summary"],
        important=data["important"],
        actor=request.user,
        at=now,
    )


def _send(request: HttpRequest, event: Event) -> str:
    token = send_needs(event=event, actor=request.user, at=site_now(event.site))
    return client_address(request, token)


def _confirm(request: HttpRequest, event: Event) -> None:
    confirm_needs(event=event, name=request.POST.get("name", ""), actor=request.user, at=site_now(event.site))


def _lose(request: HttpRequest, event: Event) -> None:
    form = ReasonForm(request.POST)
    if not form.is_valid():
        raise Refused("reason", form.errors["reason"][0])
    reason = form.cleaned_data["reason"]
    lose_enquiry(event=event, reason=reason, actor=request.user, at=site_now(event.site))


VERBS: dict[str, Callable[[HttpRequest, Event], str | None]] = {
    "note": _note,
    "send": _send,
    "confirm": _confirm,
    "lose": _lose,
}


def client_address(request: HttpRequest, token: str) -> str:
    """The address that the client opens; shown once, for the token is not kept."""
    return request.build_absolute_uri(f"/p/a/{token}/")


def keep_link(request: HttpRequest, link: str) -> None:
    """Carry the address over the redirect to the page that shows it."""
    request.session[SHOWN] = link


def shown_link(request: HttpRequest) -> str:
    """The address that was just made, once."""
    return str(request.session.pop(SHOWN, ""))


def _page(request: HttpRequest, event: Event, *, decision: DecisionForm | None = None) -> HttpResponse:
    wanted = Intake.objects.filter(event=event).select_related("room", "decided_by").first()
    if wanted is None:
        raise Http404
    user, site = request.user, request.site
    kinds, tones = {each.value: each for each in MeetingKind}, {each.value: each for each in Tone}
    initial = {"room": wanted.room_id}
    context: dict[str, Any] = {
        "event": event,
        "intake": wanted,
        "services": service_words(wanted.services),
        "limit": f"{wanted.limit_fen / 100:,.2f}" if wanted.limit_fen is not None else "",
        "kind": kinds.get(event.kind),
        "tone": tones.get(event.tone),
        "notes": SET_UPS[kinds[event.kind]].notes if event.kind in kinds else (),
        "atmosphere": ATMOSPHERE[tones[event.tone]] if event.tone in tones else (),
        "flags": event.needs.get("flags", ()),
        "exchanges": Exchange.objects.filter(event=event).select_related("noted_by"),
        "versions": needs_versions(event),
        "may_change": can_plan(user, site) and event.stage in CHANGEABLE and event.secrecy != Secrecy.CONTROLLED,
        "asked_client": asked_of(event),
        "exchange_form": ExchangeForm(),
        "decision_form": decision or DecisionForm(site=site, initial=initial),
        "reason_form": ReasonForm(auto_id="lose_%s"),
        "can_plan": can_plan(user, site),
        "may_decide": can_approve(user, site) and event.stage is EventState.APPLIED,
        "link": shown_link(request),
    }
    broken = decision is not None and decision.errors
    return render(request, "conference/intake/intake.html", context, status=422 if broken else 200)
