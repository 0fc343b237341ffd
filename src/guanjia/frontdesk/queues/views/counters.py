"""The counter: who is next, call, serve, close. It is also the list by voice when the call screen is down."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from guanjia.foundation.sites.public import site_now
from guanjia.frontdesk.queues.actions import calling
from guanjia.frontdesk.queues.actions.keeping import QueueRefused
from guanjia.frontdesk.queues.actions.taking import give_back, return_late, set_priority, take_number
from guanjia.frontdesk.queues.models import Business, Counter, Ticket
from guanjia.frontdesk.queues.permissions import serves
from guanjia.frontdesk.queues.queries.row import at_counters, day_of, forecast, places
from guanjia.frontdesk.queues.rules.tickets import CALLS, Priority, TicketState, spoken
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import can_write, require_page


@require_GET
@require_page(serves)
def counters_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """All counters, all numbers: mine on top with the one thing to do next."""
    site, at = request.site, site_now(request.site)
    counters = list(Counter.objects.filter(site=site).select_related("user").prefetch_related("kinds"))
    here = {ticket.counter_id: ticket for ticket in at_counters(site, at)}
    mine = next((each for each in counters if each.is_open and each.user_id == request.user.pk), None)
    current = here.get(mine.pk) if mine is not None else None
    gone = Ticket.objects.filter(site=site, on=day_of(site, at), state=TicketState.NO_SHOW).select_related("business")
    context = {
        "counters": [(counter, here.get(counter.pk)) for counter in counters],
        "mine": mine,
        "current": current,
        "say": spoken(current.label, mine.name) if mine is not None and current is not None else "",
        "calls_left": CALLS - current.calls if current is not None else 0,
        "places": places(site, at),
        "forecast": forecast(site, at),
        "no_shows": list(gone.order_by("-ended_at")[:20]),
        "businesses": Business.objects.filter(site=site, is_open=True),
        "priorities": list(Priority),
        "works": serves(request.user, site) and can_write(request.user, site),
    }
    return render(request, "queues/counters.html", context)


@require_POST
@require_page(serves)
def counter_act(request: HttpRequest, site_code: str, code: str, verb: str) -> HttpResponse:
    """Open, call the next, or close a counter."""
    counter, at = get_object_or_404(Counter, site=request.site, code=code), site_now(request.site)
    try:
        if verb == "open":
            calling.open_counter(counter=counter, actor=request.user, at=at)
        elif verb == "next":
            if calling.call_next(counter=counter, actor=request.user, at=at) is None:
                messages.info(request, _("Nobody waits for this counter."))
        elif verb == "close":
            _say_stranded(request, calling.close_counter(counter=counter, actor=request.user, at=at))
        else:
            raise Http404
    except QueueRefused as refused:
        messages.error(request, str(refused))
    except MoveRefused:
        messages.error(request, _("This number has moved on meanwhile; look again."))
    return redirect("queues:counters", site_code)


def _say_stranded(request: HttpRequest, left: list[Ticket]) -> None:
    if left:
        text = ngettext(
            "%(count)d number waits for a business that no open counter takes: %(labels)s.",
            "%(count)d numbers wait for a business that no open counter takes: %(labels)s.",
            len(left),
        )
        labels = ", ".join(ticket.label for ticket in left[:10])
        messages.warning(request, text % {"count": len(left), "labels": labels})


@require_POST
@require_page(serves)
def ticket_act(request: HttpRequest, site_code: str, ticket_id: int, verb: str) -> HttpResponse:
    """Do the next thing with a number."""
    rows = Ticket.objects.select_related("business", "site", "counter")
    ticket, act = get_object_or_404(rows, site=request.site, pk=ticket_id), ACTS.get(verb)
    if act is None:
        raise Http404
    try:
        act(request, ticket, site_now(request.site))
    except QueueRefused as refused:
        messages.error(request, str(refused))
    except MoveRefused:
        messages.error(request, _("This number has moved on meanwhile; look again."))
    return redirect("queues:counters", site_code)


def _plain(deed: Callable[..., Any]) -> Callable[[HttpRequest, Ticket, datetime], None]:
    def act(request: HttpRequest, ticket: Ticket, at: datetime) -> None:
        deed(ticket=ticket, actor=request.user, at=at)

    return act


def _pass_on(request: HttpRequest, ticket: Ticket, at: datetime) -> None:
    business = get_object_or_404(Business, site=request.site, code=request.POST.get("business", ""))
    calling.pass_on(ticket=ticket, business=business, actor=request.user, at=at)


def _prioritise(request: HttpRequest, ticket: Ticket, at: datetime) -> None:
    wanted = request.POST.get("priority", "")
    if wanted not in set(Priority):
        raise Http404
    set_priority(ticket=ticket, priority=Priority(wanted), actor=request.user, at=at)


ACTS: dict[str, Callable[[HttpRequest, Ticket, datetime], None]] = {
    "again": _plain(calling.call_again),
    "serve": _plain(calling.serve),
    "finish": _plain(calling.finish),
    "return": _plain(return_late),
    "give_back": _plain(give_back),
    "pass_on": _pass_on,
    "prioritise": _prioritise,
}


@require_POST
@require_page(serves)
def take(request: HttpRequest, site_code: str) -> HttpResponse:
    """A number for somebody who came to the desk; its slip opens to be printed."""
    business = get_object_or_404(Business, site=request.site, code=request.POST.get("business", ""))
    wanted = request.POST.get("priority", Priority.NONE)
    priority = Priority(wanted) if wanted in set(Priority) else Priority.NONE
    try:
        at = site_now(request.site)
        ticket = take_number(business=business, at=at, actor=request.user, priority=priority)
    except QueueRefused as refused:
        messages.error(request, str(refused))
        return redirect("queues:counters", site_code)
    messages.success(request, _("Number %(label)s is taken.") % {"label": ticket.label})
    return redirect(
        reverse("queue_ticket", args=[ticket.token])
        if request.POST.get("slip")
        else reverse("queues:counters", args=[site_code])
    )
