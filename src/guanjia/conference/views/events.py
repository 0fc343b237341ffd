"""Events: the list and one of them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from guanjia.conference.actions.sessions import cancel_event
from guanjia.conference.forms import ReasonForm
from guanjia.conference.models import Block, Event, Session
from guanjia.conference.permissions import can_plan, can_see_conferences
from guanjia.conference.queries.client_links import asked_of
from guanjia.conference.queries.phases import gates_of
from guanjia.conference.rules.states import BEFORE_START, EVENT_MOVES, ON, OPEN_EVENT, EventState
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.sites.public import site_now
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import require_page


@require_page(can_see_conferences)
def event_list(request: HttpRequest, site_code: str) -> HttpResponse:
    """All events of the site: those that are open first by start; `state` and `q` narrow it."""
    rows = Event.objects.filter(site=request.site).select_related("organisation")
    state, words = request.GET.get("state", "open"), request.GET.get("q", "").strip()
    if state == "open":
        rows = rows.filter(state__in=OPEN_EVENT)
    elif state in set(EventState):
        rows = rows.filter(state=state)
    if words:
        rows = rows.filter(Q(title__icontains=words) | Q(ref__icontains=words))
    page = Paginator(rows.order_by("starts_at", "pk"), 50).get_page(request.GET.get("page"))
    context = {"page": page, "states": list(EventState), "state": state, "q": words}
    return render(request, "conference/events.html", context)


@require_page(can_see_conferences)
def event_page(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """One event: its blocks with their checks, its sittings, its history."""
    event = get_object_or_404(
        Event.objects.select_related("organisation", "coordinator", "intake"), site=request.site, ref=ref
    )
    plans = can_plan(request.user, request.site)
    context = {
        "event": event,
        "blocks": Block.objects.filter(event=event).select_related("room").order_by("starts_at"),
        "sessions": Session.objects.filter(event=event)
        .select_related("room", "block")
        .prefetch_related("speakers")
        .order_by("starts_at", "pk"),
        "asked_client": asked_of(event),
        "gates": gates_of(event),
        "history": timeline(("conference.event", event.pk)),
        "can_add": plans and event.stage in BEFORE_START | ON,
        "can_call_off": plans and EventState.CANCELLED in EVENT_MOVES[event.stage],
        "reason_form": ReasonForm(),
    }
    return render(request, "conference/event.html", context)


@require_POST
@require_page(can_plan)
def cancel(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """Call the whole event off, with a reason."""
    event = get_object_or_404(Event.objects.select_related("site"), site=request.site, ref=ref)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, form.errors["reason"][0])
    else:
        try:
            cancel_event(event=event, actor=request.user, at=site_now(request.site), reason=form.cleaned_data["reason"])
        except MoveRefused as refused:
            messages.error(request, str(refused))
    return redirect("conference:event", site_code, ref)
