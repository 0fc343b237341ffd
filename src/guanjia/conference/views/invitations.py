"""Invitations and the organisations that answer: who was told, who has not answered, what waits for approval."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.conference.actions.delegations import ask_delegation, make_delegation
from guanjia.conference.actions.guest_answers import approve_answer
from guanjia.conference.actions.guest_links import guest_path
from guanjia.conference.actions.invitations import invite_guests, told_by_hand
from guanjia.conference.forms.delegation import AskForm
from guanjia.conference.models import Delegation, Event, Guest
from guanjia.conference.permissions import can_plan, can_see_conferences
from guanjia.conference.queries.invitations import being_written, not_asked, to_approve, to_tell_by_hand
from guanjia.conference.rules.guests import GuestState
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.views.guests import event_of
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.kernel import typed
from guanjia.people.public import require_page

SHOWN = "conference.reply_link"
MOST = 100


@require_page(can_see_conferences, write=can_plan)
def invitations(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """How many were told, who must be rung or handed paper, whose leave or substitute waits; POST invites everybody left."""
    event = event_of(request, ref)
    if request.method == "POST":
        return _invite(request, event)
    by_hand = [(guest, guest_path(guest)) for guest in to_tell_by_hand(event)[:MOST]]
    context = {
        "event": event,
        "not_asked": not_asked(event).count(),
        "writing": being_written(event).count(),
        "told": Guest.objects.filter(event=event, told_at__isnull=False).count(),
        "answered": Guest.objects.filter(event=event, invite_rev__gt=0).exclude(state=GuestState.INVITED).count(),
        "by_hand": by_hand,
        "by_hand_count": to_tell_by_hand(event).count(),
        "waiting": to_approve(event)[:MOST],
        "can_plan": can_plan(request.user, request.site),
    }
    return render(request, "conference/guest/invitations.html", context)


def _invite(request: HttpRequest, event: Event) -> HttpResponse:
    chosen = typed.numbers(request.POST.getlist("guest")) or None
    try:
        count = invite_guests(event=event, guest_ids=chosen, actor=request.user, at=site_now(request.site))
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("Invitations on their way: %(count)s") % {"count": count})
    return redirect("conference:invitations", request.site.code, event.ref)


@require_POST
@require_page(can_plan)
def settle(request: HttpRequest, site_code: str, ref: str, guest_id: int) -> HttpResponse:
    """Somebody was told by hand, or their leave or substitute is approved."""
    event = event_of(request, ref)
    guest = get_object_or_404(Guest.objects.select_related("site"), pk=guest_id, event=event)
    at = site_now(request.site)
    if request.POST.get("verb") == "told":
        told_by_hand(guest=guest, actor=request.user, at=at)
    elif request.POST.get("verb") == "approve":
        approve_answer(guest=guest, actor=request.user, at=at)
    else:
        raise Http404
    return redirect("conference:invitations", site_code, ref)


@require_page(can_see_conferences, write=can_plan)
def delegations(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """Every organisation with its answer; POST puts one on the list. A link just made is shown this once."""
    event = event_of(request, ref)
    if request.method == "POST":
        try:
            made = make_delegation(
                event=event, name=request.POST.get("organisation", ""), actor=request.user, at=site_now(request.site)
            )
            return redirect("conference:delegation", site_code, ref, made.pk)
        except SecretRefused as secret:
            messages.error(request, str(secret))
        except Refused as refused:
            messages.error(request, refused.message)
        return redirect("conference:delegations", site_code, ref)
    now = site_now(request.site)
    context = {
        "event": event,
        "rows": [_line(row, now) for row in _with_counts(event)],
        "can_plan": can_plan(request.user, request.site),
    }
    return render(request, "conference/guest/delegations.html", context)


def _with_counts(event: Event) -> list[Delegation]:
    rows = list(Delegation.objects.filter(event=event).order_by("replied_at", "name"))
    tally: dict[tuple[int | None, str], int] = {}
    for key in Guest.objects.filter(event=event).values_list("delegation_id", "state"):
        tally[key] = tally.get(key, 0) + 1
    for row in rows:
        row.counts = {state: tally.get((row.pk, state.value), 0) for state in GuestState}  # type: ignore[attr-defined]
    return rows


def _line(row: Delegation, now: datetime) -> dict[str, Any]:
    counts = row.counts  # type: ignore[attr-defined]
    late = row.replied_at is None and row.reply_until is not None and row.reply_until < now
    word, colour = _standing(row, late)
    return {
        "row": row,
        "coming": counts[GuestState.CONFIRMED] + counts[GuestState.INVITED],
        "excused": counts[GuestState.EXCUSED],
        "replaced": counts[GuestState.REPLACED],
        "late": late,
        "state": word,
        "colour": colour,
    }


def _standing(row: Delegation, late: bool) -> tuple[str, str]:
    """How the organisation stands, as word and colour."""
    if row.replied_at is not None:
        return _("Have answered"), "green"
    if late:
        return _("Overdue"), "red"
    return (_("Not asked"), "secondary") if row.reply_until is None else (_("Asked"), "azure")


@require_page(can_see_conferences, write=can_plan)
def delegation(request: HttpRequest, site_code: str, ref: str, pk: int) -> HttpResponse:
    """One organisation: its people, and the link that asks it; POST makes a new link and mails it if there is an address."""
    event = event_of(request, ref)
    found = get_object_or_404(Delegation.objects.select_related("event__site", "site", "contact"), pk=pk, event=event)
    now = site_now(request.site)
    form = AskForm(request.POST or None, delegation=found, now=now)
    if request.method == "POST" and form.is_valid():
        try:
            token = ask_delegation(delegation=found, actor=request.user, at=now, **form.asked())
            request.session[SHOWN] = [found.pk, token]
            return redirect("conference:delegation", site_code, ref, pk)
        except SecretRefused as secret:
            form = AskForm(delegation=found, now=now)
            messages.error(request, str(secret))
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
    shown = request.session.pop(SHOWN, None) if request.method == "GET" else None
    link = reverse("portal:delegation", args=[shown[1]]) if shown and shown[0] == found.pk else ""
    context = {
        "event": event,
        "delegation": found,
        "line": _line(next(row for row in _with_counts(event) if row.pk == found.pk), now),
        "guests": Guest.objects.filter(delegation=found).select_related("stands_in_for").order_by("rank_no", "pk"),
        "form": form,
        "link": request.build_absolute_uri(link) if link else "",
        "can_plan": can_plan(request.user, request.site),
    }
    return render(request, "conference/guest/delegation.html", context, status=422 if form.errors else 200)
