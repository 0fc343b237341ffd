"""The attendant's page of a running meeting: poured, documents passed in, doors, spill, time."""

import uuid
from datetime import datetime, time, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guanjia.conference.actions import service
from guanjia.conference.actions.service_tablet import make_tablet
from guanjia.conference.actions.tea_breaks import move_break
from guanjia.conference.models import Block, NoteKind
from guanjia.conference.permissions import can_plan, can_see_conferences, can_serve
from guanjia.conference.queries.guests import hold_of
from guanjia.conference.queries.service import refill_of, refills_here
from guanjia.conference.rules.breaks import planned_breaks
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.views.closeout import find_block
from guanjia.duties.public import Source
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import local, site_now, to_utc
from guanjia.people.public import require_page
from guanjia.places.public import SlotTaken


@require_GET
@require_page(can_see_conferences)
def refills(request: HttpRequest, site_code: str) -> HttpResponse:
    """One countdown a room (FIELD 17): tap = poured."""
    rows = refills_here(request.site)
    return render(request, "conference/service/refills.html", {"rows": rows, "key": uuid.uuid4()})


@require_GET
@require_page(can_see_conferences)
def service_page(request: HttpRequest, site_code: str, block_id: int) -> HttpResponse:
    """The log of a meeting and what an attendant does in it."""
    block = find_block(request, block_id)
    context = {
        "meeting": block,
        "refill": refill_of(block),
        "notes": block.notes.select_related("by"),
        "breaks": [
            f"{local(block.site, each.starts_at):%H:%M}"
            for each in planned_breaks(block.starts_at, block.ends_at, block.breaks)
        ],
        "hold": hold_of(block.event, site_now(request.site)),
        "frozen": block.sessions.filter(freeze_doors=True).exists(),
        "serves": can_serve(request.user, request.site),
        "plans": can_plan(request.user, request.site),
        "key": uuid.uuid4(),
    }
    return render(request, "conference/service/service.html", context)


@require_POST
@require_page(can_serve)
def service_act(request: HttpRequest, site_code: str, block_id: int, verb: str) -> HttpResponse:
    """Poured, fifteen more, a spill, the time told, or a line of the log."""
    block, given, at = find_block(request, block_id), request.POST, site_now(request.site)
    try:
        if verb == "pour":
            _pour(request, block)
        elif verb == "extend":
            seen = shown_end(request)
            service.extend_block(block_id=block.pk, seen_ends_at=seen, actor=request.user, at=at)
        elif verb in {"spill", "severe"}:
            service.report_spill(
                block=block, severe=verb == "severe", actor=request.user, at=at, key=given.get("key", "")[:60]
            )
            messages.success(request, _("A cleaner is called."))
        elif verb == "overrun":
            minutes = service.tell_overrun(block=block, actor=request.user, at=at)
            messages.success(request, _("Told.") if minutes else _("Nobody runs over."))
        elif verb == "move-break":
            _move_break(request, block)
        elif verb in set(NoteKind):
            service.note(block=block, kind=NoteKind(verb), words=given.get("words", ""), actor=request.user, at=at)
        else:
            raise Http404
    except (Refused, SecretRefused, SlotTaken) as refused:
        messages.error(request, str(refused))
    if given.get("back") == "refills":
        return redirect("conference:refills", site_code)
    return redirect("conference:service", site_code, block_id)


def shown_end(request: HttpRequest) -> datetime | None:
    """The end of the meeting that the page with the button showed; None when it did not say."""
    try:
        return parse_datetime(request.POST.get("ends", ""))
    except ValueError:
        return None


def _pour(request: HttpRequest, block: Block) -> None:
    try:
        key = uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        key = uuid.uuid4()
    evidence_id = uuid.uuid5(key, str(block.pk))
    receipt = service.pour(
        block=block, actor=request.user, source=Source.PHONE, evidence_id=evidence_id, at=site_now(request.site)
    )
    if receipt is None:
        raise Refused("", _("No refill is open here: are the leaders seated?"))


def _move_break(request: HttpRequest, block: Block) -> None:
    """The wall time that was typed, on the day of the meeting, or after midnight in a meeting that runs through it."""
    number, typed = request.POST.get("number", ""), request.POST.get("to", "")
    try:
        clock = time.fromisoformat(typed)
    except ValueError:
        raise Refused("to", _("Write a time such as 10:30.")) from None
    day = local(block.site, block.starts_at).date()
    to = to_utc(block.site, datetime.combine(day, clock.replace(second=0, microsecond=0, tzinfo=None)))
    if to < block.starts_at:
        to = to_utc(block.site, datetime.combine(day + timedelta(days=1), clock.replace(tzinfo=None)))
    move_break(
        block=block,
        number=int(number) if number.isdecimal() else 0,
        to=to,
        actor=request.user,
        at=site_now(request.site),
    )
    messages.success(request, _("Moved, with what is owed around it."))


@require_POST
@require_page(can_plan)
def tablet_make(request: HttpRequest, site_code: str, block_id: int) -> HttpResponse:
    """A new address for the tablet at this room's door; shown once."""
    block = find_block(request, block_id)
    token = make_tablet(site=request.site, room=block.room, actor=request.user, at=site_now(request.site))
    address = request.build_absolute_uri(f"/t/{token}/")
    messages.success(request, _("Open this on the tablet now; it is shown once: %(address)s") % {"address": address})
    return redirect("conference:service", site_code, block_id)
