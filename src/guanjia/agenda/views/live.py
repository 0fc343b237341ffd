"""The live page of whoever runs the meeting, and the wall that the hall sees."""

from datetime import datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guanjia.agenda.actions.keeping import topic
from guanjia.agenda.actions.replanning import accept_offer
from guanjia.agenda.actions.running import finish_item, give_reason, leave_out, start_item, take_back
from guanjia.agenda.actions.scripting import over_words
from guanjia.agenda.models import AgendaItem
from guanjia.agenda.permissions import runs_agendas, sees_agendas
from guanjia.agenda.queries.choices import cards_of
from guanjia.agenda.queries.offers import read_offer
from guanjia.agenda.queries.running import Course, course_of
from guanjia.agenda.queries.signals import signals_of
from guanjia.agenda.rules.refusals import AgendaStale
from guanjia.agenda.rules.script import incidents
from guanjia.agenda.rules.states import ItemState
from guanjia.agenda.views.common import agenda_of, tried
from guanjia.foundation.sites.public import site_now
from guanjia.people.public import require_page

MORE = (0, 5, 10, 15)
"""Minutes that the running item may be given on top, one tap each."""
LATEST_TAP = timedelta(hours=2)
"""A tap that a phone kept while it had no network counts from its own moment up to this old."""


@require_GET
@require_page(sees_agendas)
def live(request: HttpRequest, site_code: str, block_id: int) -> HttpResponse:
    """Now, left or over, next, when it ends; start and finish in one tap; proposals when it runs late."""
    found, at = agenda_of(request, block_id), site_now(request.site)
    more = int(request.GET["more"]) if request.GET.get("more") in {str(each) for each in MORE} else 0
    course = course_of(found, at, more=more)
    context = _shown(course, at) | {
        "cards": cards_of(course), "more": more, "mores": MORE, "runs": runs_agendas(request.user, request.site),
        "over_words": over_words(found, course.now, course.next), "incidents": incidents(found.language),
        "last": next((item for item in reversed(course.items) if item.stage is ItemState.DONE), None),
    }  # fmt: skip
    return render(request, "agenda/live.html", context)


@require_GET
@require_page(sees_agendas)
def wall(request: HttpRequest, site_code: str, block_id: int) -> HttpResponse:
    """The agenda on a screen in the hall; an internal meeting shows that there is one and nothing else (FIELD 16)."""
    found, at = agenda_of(request, block_id), site_now(request.site)
    context = _shown(course_of(found, at), at) | {"quiet": found.event.secrecy != "ordinary"}
    return render(request, "agenda/wall.html", context)


@require_POST
@require_page(runs_agendas)
def act(request: HttpRequest, site_code: str, block_id: int, item_id: int, verb: str) -> HttpResponse:
    """Start, finish, take back, leave out, give the reason of a deviation."""
    found, at = agenda_of(request, block_id), site_now(request.site)
    item = get_object_or_404(AgendaItem.objects.select_related("agenda__site"), pk=item_id, agenda=found)
    told: dict[str, Any] = {"item": item, "actor": request.user, "at": at}
    if verb in ("start", "finish"):
        deed = start_item if verb == "start" else finish_item
        tried(request, lambda: deed(happened_at=tapped_at(request, at), **told))
    elif verb == "back":
        tried(request, lambda: take_back(**told))
    elif verb == "drop":
        tried(request, lambda: leave_out(**told))
    elif verb == "reason":
        tried(request, lambda: give_reason(reason=request.POST.get("reason", ""), **told), _("Noted."))
        return redirect("agenda:agenda", site_code, block_id)
    else:
        raise Http404
    return redirect("agenda:live", site_code, block_id)


@require_POST
@require_page(runs_agendas)
def accept(request: HttpRequest, site_code: str, block_id: int) -> HttpResponse:
    """Take a proposal over: one tap, exactly what was seen. Who comes second reads that it has changed (409)."""
    found, at = agenda_of(request, block_id), site_now(request.site)

    def deed() -> None:
        accept_offer(agenda=found, offer=read_offer(request.POST.get("offer", "")), actor=request.user, at=at)

    try:
        if tried(request, lambda: _stale_through(deed), _("The agenda is changed; whoever waits is told.")):
            return redirect("agenda:live", site_code, block_id)
    except _Second as second:
        course = course_of(found, at)
        context = _shown(course, at) | {
            "cards": cards_of(course),
            "more": 0,
            "mores": MORE,
            "runs": True,
            "stale": str(second),
        }
        return render(request, "agenda/live.html", context, status=409)
    return redirect("agenda:live", site_code, block_id)


class _Second(Exception):
    """Somebody accepted first."""


def _stale_through(deed: Any) -> None:
    try:
        deed()
    except AgendaStale as stale:
        raise _Second(str(stale)) from None


def tapped_at(request: HttpRequest, at: datetime) -> datetime | None:
    """When the phone was tapped, if it says so and that is neither ahead nor too old; None = now."""
    try:
        said = parse_datetime(request.POST.get("tapped", ""))
    except ValueError:
        return None
    if said is None or said.tzinfo is None or not at - LATEST_TAP <= said <= at:
        return None
    return said


def _shown(course: Course, at: datetime) -> dict[str, Any]:
    agenda = course.agenda
    first, last = signals_of(agenda.site)
    return {
        "agenda": agenda, "meeting": agenda.block, "event": agenda.event, "course": course, "topic": topic(agenda), "at": at,
        "signal_first": first, "signal_last": last, "mood": mood(course, first, last), "over_minutes": max(0, course.over // 60),
    }  # fmt: skip


def mood(course: Course, first: int, last: int) -> str:
    """How the running item stands, without a script too: calm, first, last, over."""
    if course.now is None:
        return "calm"
    left = -course.over
    if left <= 0:
        return "over"
    return "last" if left <= last * 60 else "first" if left <= first * 60 else "calm"
