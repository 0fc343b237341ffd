"""The check-in desk: by code, by name, by pinyin, by phone; walk-ins; the count that is read aloud."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.conference.actions.admission import (
    Answer,
    admit_by_code,
    admit_by_hand,
    let_back_in,
    let_out,
    take_back,
)
from guanjia.conference.actions.guest_answers import approve_answer
from guanjia.conference.actions.guests import add_walk_in
from guanjia.conference.actions.identity import note_identity
from guanjia.conference.forms.guest import GuestForm
from guanjia.conference.models import Block, Event, Guest
from guanjia.conference.permissions import can_plan, can_run, can_see_conferences
from guanjia.conference.queries.guests import desk_load, find_guests, head_count, hint_of, hold_of, inside_count
from guanjia.conference.queries.invitations import welcome_script
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.rules.states import NOT_BEGUN
from guanjia.conference.views.guests import event_of
from guanjia.foundation.live.public import touch_soon
from guanjia.foundation.persons.public import BadValue
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.kernel.typed import number
from guanjia.people.public import require_page
from guanjia.ui.inserts import inserts_for

LONGEST = 400


@require_page(can_see_conferences, write=can_run)
def checkin(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """The desk's page; `q` looks somebody up and a posted code lets somebody in without a script."""
    event = event_of(request, ref)
    if request.method == "POST":
        return _by_code(request, event)
    words = request.GET.get("q", "")
    context = {
        "event": event,
        "q": words,
        "found": find_guests(request.site, event, words),
        "admitted": _admitted(event, request.GET.get("guest", "")),
        "count": (count := head_count(event)),
        "load": desk_load(event, site_now(request.site)),
        "queue": hint_of(event, count, site_now(request.site)),
        "hold": hold_of(event, site_now(request.site)),
        "form": GuestForm(),
        "can_plan": can_plan(request.user, request.site),
        "meetings": Block.objects.filter(event=event, state__in=NOT_BEGUN)
        .select_related("room")
        .order_by("starts_at")[:5],
    }
    template = "conference/kiosk.html" if request.GET.get("kiosk") else "conference/checkin.html"
    return render(request, template, context)


def _by_code(request: HttpRequest, event: Event) -> HttpResponse:
    answer = admit_by_code(
        site=request.site,
        event_id=event.pk,
        text=request.POST.get("code", "")[:LONGEST],
        desk=request.user.username,
        actor=request.user,
        at=site_now(request.site),
    )
    kiosk = bool(request.GET.get("kiosk"))
    there = reverse("conference:checkin", args=[request.site.code, event.ref])
    if not answer.admitted:
        messages.error(request, answer.sentence)
        return redirect(f"{there}?kiosk=1" if kiosk else there)
    if kiosk:  # whoever stands behind reads it too: no name
        touch_soon(f"event:{event.pk}:hall")
        messages.success(request, _("You are admitted. Seat %(seat)s") % {"seat": answer.seat or "–"})
        return redirect(f"{there}?kiosk=1")
    return _came_in(request, event, answer)


def _came_in(request: HttpRequest, event: Event, answer: Answer) -> HttpResponse:
    """Back to the desk, which shows what else this guest gets."""
    told = {"name": answer.name, "seat": answer.seat or "–"}
    messages.success(request, _("%(name)s is admitted. Seat %(seat)s") % told)
    touch_soon(f"event:{event.pk}:hall")
    return redirect(f"{reverse('conference:checkin', args=[request.site.code, event.ref])}?guest={answer.guest_id}")


def _admitted(event: Event, text: str) -> Guest | None:
    """Who has just come in, as the address says; None for anybody who is not inside."""
    rows = Guest.objects.select_related("delegation", "event__site").exclude(admitted_at=None)
    return rows.filter(pk=number(text), event=event, left_at=None).first()


@require_POST
@require_page(can_run)
def scan(request: HttpRequest, site_code: str, ref: str) -> JsonResponse:
    """A scanned or typed code as JSON {code}; the answer says who came in or why not, in words to be said aloud."""
    event = event_of(request, ref)
    try:
        code = str(json.loads(request.body)["code"])[:LONGEST]
    except (ValueError, KeyError, TypeError, RecursionError):
        return JsonResponse(
            {"outcome": "refused", "reason": "unreadable", "message": _("Nothing was scanned.")}, status=400
        )
    answer = admit_by_code(
        site=request.site,
        event_id=event.pk,
        text=code,
        desk=request.user.username,
        actor=request.user,
        at=site_now(request.site),
    )
    if answer.admitted:
        touch_soon(f"event:{event.pk}:hall")
    return JsonResponse(told(answer) | _welcome(request, answer, event) | {"hall_count": inside_count(event)})


def _welcome(request: HttpRequest, answer: Answer, event: Event) -> dict[str, str]:
    """What the greeter says to somebody who came in, and at a desk what else this person gets; nothing for who did not."""
    guest = _admitted(event, str(answer.guest_id)) if answer.admitted else None
    if guest is None:
        return {}
    more = "" if request.GET.get("kiosk") else inserts_for("conference.admitted", request, guest)
    return {"welcome": welcome_script(guest, event.title), "more": more}


def told(answer: Answer) -> dict[str, Any]:
    """The answer as the desk's page reads it."""
    if answer.admitted:
        return {"outcome": "admitted", "name": answer.name, "seat": answer.seat, "organisation": answer.position}
    return {"outcome": "refused", "reason": answer.reason, "message": answer.sentence}


@require_POST
@require_page(can_run)
def by_hand(request: HttpRequest, site_code: str, ref: str, guest_id: int) -> HttpResponse:
    """Admit somebody found by name, or take an admission back."""
    event = event_of(request, ref)
    at = site_now(request.site)
    if request.POST.get("verb") in {"take_back", "identity", "approve", "leave", "return"}:
        guest = get_object_or_404(Guest.objects.select_related("site"), pk=guest_id, event=event)
    if request.POST.get("verb") == "identity":
        note_identity(guest=guest, actor=request.user, at=at)
    if request.POST.get("verb") == "approve" and can_plan(request.user, request.site):
        approve_answer(guest=guest, actor=request.user, at=at)
    if request.POST.get("verb") == "take_back":
        take_back(guest=guest, actor=request.user, at=at, reason=request.POST.get("reason", "")[:200])
    elif request.POST.get("verb") == "leave":
        let_out(guest=guest, actor=request.user, at=at)
    elif request.POST.get("verb") == "return":
        let_back_in(guest=guest, actor=request.user, at=at)
    else:
        answer = admit_by_hand(
            site=request.site,
            event_id=event.pk,
            guest_id=guest_id,
            desk=request.user.username,
            actor=request.user,
            at=at,
        )
        if answer.admitted:
            return _came_in(request, event, answer)
        messages.error(request, answer.sentence)
    touch_soon(f"event:{event.pk}:hall")
    return redirect("conference:checkin", site_code, ref)


@require_POST
@require_page(can_run)
def walk_in(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """Put somebody at the door on the list and let them in."""
    event = event_of(request, ref)
    form = GuestForm(request.POST)
    if form.is_valid():
        at = site_now(request.site)
        try:
            guest = add_walk_in(event=event, draft=form.draft(), actor=request.user, at=at)
        except (Refused, SecretRefused) as refused:
            messages.error(request, str(refused))
            return redirect("conference:checkin", site_code, ref)
        except BadValue as bad:
            messages.error(request, _(bad.reason))
            return redirect("conference:checkin", site_code, ref)
        return by_hand(request, site_code=site_code, ref=ref, guest_id=guest.pk)
    for error in form.errors.values():
        messages.error(request, error[0])
    return redirect("conference:checkin", site_code, ref)


@require_page(can_see_conferences)
def hall(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """The hall count for the wall; `fragment` is what the live stream refreshes."""
    event = event_of(request, ref)
    count = head_count(event)
    hint = hint_of(event, count, site_now(request.site))
    hold = hold_of(event, site_now(request.site))
    context = {"event": event, "count": count, "inside": inside_count(event), "queue": hint, "hold": hold}
    template = "conference/parts/hall_count.html" if request.GET.get("fragment") else "conference/hall.html"
    return render(request, template, context)
