"""Close-out: a room's photos, things, damage; an event's way to the archive."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guanjia.conference.actions import closing
from guanjia.conference.actions.closeout import add_photos, move_damage, report_damage
from guanjia.conference.models import Block, Damage, Event
from guanjia.conference.permissions import can_plan, can_see_conferences, can_serve
from guanjia.conference.queries.closeout import photos_forbidden, photos_of
from guanjia.conference.queries.duty_papers import lost_papers
from guanjia.conference.queries.open_ends import open_ends
from guanjia.conference.rules.closeout import DAMAGE_MOVES, NEEDS, DamageState, keeps_from
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.rules.states import EventState
from guanjia.conference.views.faults import REFUSALS, keep_photos
from guanjia.custody.public import CustodyRefused, ItemKind, Thing, items_about, take_item
from guanjia.duties.public import GateClosed
from guanjia.foundation.sites.public import site_now
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import require_page
from guanjia.surveys.public import results_of, survey_of

STEPS = {
    "restoring": closing.begin_restoring,
    "surveyed": closing.finish_restoring,
    "closed": closing.close_event,
    "archived": closing.archive_event,
}
NEXT = {
    EventState.ENDED: "restoring",
    EventState.RESTORING: "surveyed",
    EventState.SURVEYED: "closed",
    EventState.CLOSED: "archived",
}


@require_GET
@require_page(can_see_conferences)
def closeout(request: HttpRequest, site_code: str, block_id: int) -> HttpResponse:
    """One room after its meeting: before and after, what was lent, what was found, what is damaged."""
    block = find_block(request, block_id)
    damages = [
        (each, [(to, NEEDS.get(to, "")) for to in DamageState if to in DAMAGE_MOVES[each.stage]])
        for each in Damage.objects.filter(block=block).order_by("reported_at")
    ]
    context = {
        "meeting": block,
        "before": photos_of(block, after=False),
        "after": photos_of(block, after=True),
        "no_photos": photos_forbidden(block),
        "items": items_about("conference.block", [block.pk]),
        "damages": damages,
        "serves": can_serve(request.user, request.site),
    }
    return render(request, "conference/closeout/room.html", context)


@require_POST
@require_page(can_serve)
def closeout_act(request: HttpRequest, site_code: str, block_id: int, verb: str) -> HttpResponse:
    """Photos before or after, a found thing, equipment handed out, damage."""
    block, given, at = find_block(request, block_id), request.POST, site_now(request.site)
    try:
        if verb in {"before", "after"}:
            files = keep_photos(request, block)
            add_photos(block=block, files=files, after=verb == "after", actor=request.user, at=at)
        elif verb in {"found", "lent"}:
            _into_custody(request, block, verb)
        elif verb == "damage":
            files = keep_photos(request, block)
            report_damage(
                block=block,
                what=given.get("what", ""),
                files=files,
                prior_agreement=given.get("prior_agreement", ""),
                actor=request.user,
                at=at,
            )
        else:
            raise Http404
    except (*REFUSALS, CustodyRefused) as refused:
        messages.error(request, str(refused))
    return redirect("conference:closeout", site_code, block_id)


def _into_custody(request: HttpRequest, block: Block, verb: str) -> None:
    given = request.POST
    count = given.get("count", "1")
    thing = Thing(
        name=given.get("name", "")[:160],
        count=int(count) if count.isdecimal() else 0,
        valuable=bool(given.get("valuable")),
        subject=("conference.block", block.pk),
        place=block.room.name,
        holder=given.get("holder", "")[:120],
        due_at=block.ends_at if verb == "lent" else None,
        condition=given.get("condition", "")[:200],
    )
    kind = ItemKind.EQUIPMENT_RETURN if verb == "lent" else ItemKind.LOST_PROPERTY
    take_item(
        site=request.site, kind=kind, thing=thing, keeper=request.user, actor=request.user, at=site_now(request.site)
    )


@require_POST
@require_page(can_serve)
def damage_act(request: HttpRequest, site_code: str, pk: int, to: str) -> HttpResponse:
    """The next of the six steps of damage."""
    rows = Damage.objects.select_related("site", "block__event")
    damage = get_object_or_404(rows, pk=pk, site=request.site)
    if to not in set(DamageState):
        raise Http404
    yuan = request.POST.get("cost", "").strip()
    try:
        cost = round(float(yuan) * 100) if yuan else None
        words, at = request.POST.get("words", "")[:2000], site_now(request.site)
        move_damage(damage=damage, to=DamageState(to), words=words, cost=cost, actor=request.user, at=at)
    except MoveRefused:
        messages.error(request, _("This has moved on meanwhile; look again."))
    except (ValueError, OverflowError):
        messages.error(request, _("Give the cost."))
    except REFUSALS as refused:
        messages.error(request, str(refused))
    return redirect("conference:closeout", site_code, damage.block_id)


@require_GET
@require_page(can_see_conferences)
def closing_page(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """What keeps an event from its next step, room by room, with survey and complaints."""
    event = get_object_or_404(Event.objects.select_related("site"), site=request.site, ref=ref)
    survey = survey_of("conference.event", event.pk)
    step = NEXT.get(event.stage, "")
    rows = Block.objects.filter(event=event).exclude(state="cancelled").select_related("room")
    blocks = list(rows.order_by("starts_at"))
    context = {
        "event": event,
        "blocks": blocks,
        "step": step,
        "step_state": EventState(step) if step else None,
        "kept": keeps_from(step, open_ends(event)) if step not in {"", "restoring"} else [],
        "survey": survey,
        "overall": next((each for each in results_of(survey) if each.question.code == "overall"), None)
        if survey
        else None,
        "complaints": event.complaints.order_by("heard_at"),
        "lost": lost_papers([block.pk for block in blocks]),
        "plans": can_plan(request.user, request.site),
        "serves": can_serve(request.user, request.site),
    }
    return render(request, "conference/closeout/event.html", context)


@require_POST
@require_page(can_plan)
def closing_act(request: HttpRequest, site_code: str, ref: str, step: str) -> HttpResponse:
    """Send the survey now, or make the next step; what is open is told."""
    event = get_object_or_404(Event.objects.select_related("site", "coordinator"), site=request.site, ref=ref)
    at = site_now(request.site)
    try:
        if step == "survey":
            if event.ended_at is None:
                raise Refused("", _("The event has not ended yet."))
            closing.send_event_survey(event=event, actor=request.user, at=at)
        elif step in STEPS:
            STEPS[step](event=event, actor=request.user, at=at)
        else:
            raise Http404
    except MoveRefused:
        messages.error(request, _("The event has moved on meanwhile; look again."))
    except (Refused, GateClosed) as refused:
        messages.error(request, str(refused))
    return redirect("conference:closing", site_code, ref)


def find_block(request: HttpRequest, block_id: int) -> Block:
    """The block of this site, or 404."""
    return get_object_or_404(Block.objects.select_related("event", "room", "site"), pk=block_id, site=request.site)
