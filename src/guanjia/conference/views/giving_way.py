"""A meeting is asked to give way; its co-ordinator takes one of two proposals."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.conference.actions.giving_way import ask_to_give_way, give_way
from guanjia.conference.forms.giving_way import GiveWayForm
from guanjia.conference.forms.times import times_of
from guanjia.conference.models import Block, GivingWay
from guanjia.conference.permissions import can_plan
from guanjia.conference.rules.refusals import Refused, Stale
from guanjia.foundation.sites.public import site_now
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import require_page
from guanjia.places.public import SlotTaken


@require_page(can_plan)
def ask(request: HttpRequest, site_code: str, block_id: int) -> HttpResponse:
    """Say who needs the room and when; below, the two proposals of an open request."""
    block = get_object_or_404(Block.objects.select_related("event", "room", "site"), pk=block_id, site=request.site)
    initial = times_of(request.site, block.starts_at, block.ends_at)
    form = GiveWayForm(request.POST or None, site=request.site, block=block, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            ask_to_give_way(
                block_id=block.pk,
                comer=data["comer"],
                wanted_from=data["starts_at"],
                wanted_until=data["ends_at"],
                reason=data["reason"],
                actor=request.user,
                at=site_now(request.site),
            )
            return redirect("conference:give_way", site_code, block.pk)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
    asked = GivingWay.objects.filter(block=block).select_related("comer", "other_room", "settled_by").order_by("-pk")
    context = {"meeting": block, "event": block.event, "form": form, "asked": asked.first()}
    return render(request, "conference/intake/give_way.html", context, status=422 if form.errors else 200)


@require_POST
@require_page(can_plan)
def settle(request: HttpRequest, site_code: str, asked_id: int) -> HttpResponse:
    """One click accepts a proposal."""
    asked = get_object_or_404(GivingWay, pk=asked_id, site=request.site)
    try:
        choice = request.POST.get("choice", "")
        give_way(asked_id=asked.pk, choice=choice, actor=request.user, at=site_now(request.site))
        messages.success(request, _("The room has changed hands."))
    except (Refused, Stale, SlotTaken, MoveRefused) as refused:
        messages.error(request, str(refused))
    return redirect("conference:give_way", site_code, asked.block_id)
