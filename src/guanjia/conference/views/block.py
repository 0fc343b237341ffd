"""One meeting in one room, as the crew works on it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from guanjia.conference.actions import blocks
from guanjia.conference.models import Block
from guanjia.conference.permissions import can_run, can_see_conferences
from guanjia.conference.queries.next_step import next_steps
from guanjia.conference.rules.refusals import Refused
from guanjia.duties.public import GateClosed, duties_of
from guanjia.foundation.sites.public import site_now
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import require_page

VERBS = {
    "ready": blocks.mark_ready,
    "start": blocks.start_block,
    "seat": blocks.seat_leaders,
    "resume": blocks.resume_block,
    "end": blocks.end_block,
    "restore": blocks.restore_block,
}


@require_page(can_see_conferences)
def block_page(request: HttpRequest, site_code: str, block_id: int) -> HttpResponse:
    """Facts, the one next action on top, what is owed and what was done."""
    block = get_object_or_404(Block.objects.select_related("event", "room", "site"), pk=block_id, site=request.site)
    context = {
        "meeting": block,
        "event": block.event,
        "sessions": block.sessions.prefetch_related("speakers").order_by("starts_at"),
        "duties": duties_of("conference.block", block.pk),
        "steps": next_steps(block) if can_run(request.user, request.site) else [],
    }
    return render(request, "conference/block.html", context)


@require_POST
@require_page(can_run)
def act(request: HttpRequest, site_code: str, block_id: int, verb: str) -> HttpResponse:
    """Make the block's next move; a closed gate is told in words, duty by duty."""
    get_object_or_404(Block, pk=block_id, site=request.site)
    now = site_now(request.site)
    try:
        if verb == "interrupt":
            blocks.interrupt_block(block_id=block_id, reason=request.POST.get("reason", ""), actor=request.user, at=now)
        elif verb in VERBS:
            VERBS[verb](block_id=block_id, actor=request.user, at=now)
        else:
            raise Http404
    except (GateClosed, MoveRefused, Refused) as refused:
        messages.error(request, str(refused))
    return redirect("conference:block", site_code, block_id)
