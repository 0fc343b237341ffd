"""Sittings: added, moved, called off, brought back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from guanjia.conference.actions.sessions import add_session, cancel_session, move_session, reopen_session
from guanjia.conference.forms import ReasonForm, SessionForm
from guanjia.conference.forms.times import times_of
from guanjia.conference.models import Event, Session
from guanjia.conference.permissions import can_plan
from guanjia.conference.rules.refusals import Refused
from guanjia.foundation.sites.public import site_now
from guanjia.people.public import require_page
from guanjia.places.public import SlotTaken


@require_page(can_plan)
def add(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """A further sitting of the event."""
    event = get_object_or_404(Event.objects.select_related("site"), site=request.site, ref=ref)
    form = SessionForm(request.POST or None, site=request.site)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            add_session(
                event=event,
                title=data["title"],
                room_id=data["room"].pk,
                starts_at=data["starts_at"],
                ends_at=data["ends_at"],
                actor=request.user,
                at=site_now(request.site),
            )
            return redirect("conference:event", site_code, ref)
        except SlotTaken as taken:
            form.add_error("room", str(taken))
        except Refused as refused:
            form.add_error(refused.field or None, refused.message)
    return _form_page(request, event, form, None)


@require_page(can_plan)
def change(request: HttpRequest, site_code: str, session_id: int) -> HttpResponse:
    """Another room or time for a sitting. The grid posts here as well."""
    session = get_object_or_404(Session.objects.select_related("event__site"), pk=session_id, site=request.site)
    initial = {"title": session.title, "room": session.room_id}
    if session.starts_at and session.ends_at:
        initial |= times_of(request.site, session.starts_at, session.ends_at)
    form = SessionForm(request.POST or None, site=request.site, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            move_session(
                session_id=session.pk,
                room_id=data["room"].pk,
                starts_at=data["starts_at"],
                ends_at=data["ends_at"],
                reason=data["reason"],
                actor=request.user,
                at=site_now(request.site),
            )
            return redirect("conference:event", site_code, session.event.ref)
        except SlotTaken as taken:
            form.add_error("room", str(taken))
        except Refused as refused:
            form.add_error(refused.field or None, refused.message)
    return _form_page(request, session.event, form, session)


@require_POST
@require_page(can_plan)
def switch(request: HttpRequest, site_code: str, session_id: int, verb: str) -> HttpResponse:
    """Call a sitting off (`cancel`, with a reason) or bring it back (`reopen`)."""
    session = get_object_or_404(Session.objects.select_related("event"), pk=session_id, site=request.site)
    now = site_now(request.site)
    try:
        if verb == "cancel":
            form = ReasonForm(request.POST)
            if not form.is_valid():
                raise Refused("reason", form.errors["reason"][0])
            cancel_session(session_id=session.pk, actor=request.user, at=now, reason=form.cleaned_data["reason"])
        elif verb == "reopen":
            reopen_session(session_id=session.pk, actor=request.user, at=now)
        else:
            raise Http404
    except (Refused, SlotTaken) as refused:
        messages.error(request, str(refused))
    return redirect("conference:event", site_code, session.event.ref)


def _form_page(request: HttpRequest, event: Event, form: SessionForm, session: Session | None) -> HttpResponse:
    context = {"event": event, "form": form, "session": session}
    return render(request, "conference/session_form.html", context, status=422 if form.errors else 200)
