"""The room grid: day, week, month; a booking is moved by mouse or keyboard."""

from datetime import date, datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.conference.actions.shifting import shift_block
from guanjia.conference.models import Block
from guanjia.conference.permissions import can_plan, can_see_conferences
from guanjia.conference.queries.grid import calendar, day_grid, step
from guanjia.conference.rules.refusals import Refused, Stale
from guanjia.foundation.sites.public import local, site_now, to_utc
from guanjia.people.public import require_page
from guanjia.places.public import Room, SlotTaken

VIEWS = ("day", "week", "month")


@require_page(can_see_conferences)
def grid(request: HttpRequest, site_code: str) -> HttpResponse:
    """Rooms against time on `on` (today unless given); `view` is day, week or month."""
    now = site_now(request.site)
    view = request.GET.get("view", "day")
    view = view if view in VIEWS else "day"
    on = _day(request.GET.get("on"), local(request.site, now).date())
    context = {
        "view": view,
        "on": on,
        "before": step(on, view, False),
        "after": step(on, view, True),
        "can_plan": can_plan(request.user, request.site),
    }
    if view == "day":
        context["grid"] = day_grid(request.site, on, now)
    else:
        context["weeks"] = calendar(request.site, on, view, now)
    return render(request, "conference/grid.html", context)


@require_POST
@require_page(can_plan)
def move(request: HttpRequest, site_code: str) -> HttpResponse:
    """Put a block (`id`, `rev`) into `room` at `starts_at`, a wall time of the site; back to that day's grid."""
    on = ""
    try:
        block = get_object_or_404(Block, pk=int(request.POST.get("id", "")), site=request.site)
        room = get_object_or_404(Room, pk=int(request.POST.get("room", "")), site=request.site)
        wall = datetime.fromisoformat(request.POST.get("starts_at", ""))
        on = wall.date().isoformat()
        rev = int(request.POST.get("rev") or block.rev)
        shift_block(
            block_id=block.pk,
            rev=rev,
            room_id=room.pk,
            starts_at=to_utc(request.site, wall.replace(tzinfo=None)),
            actor=request.user,
            at=site_now(request.site),
        )
    except ValueError:
        messages.error(request, _("Room and time could not be read."))
    except (SlotTaken, Refused, Stale) as refused:
        messages.error(request, str(refused))
    response = redirect("conference:grid", site_code)
    response["Location"] += f"?on={on}" if on else ""
    return response


def _day(text: str | None, today: date) -> date:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return today
