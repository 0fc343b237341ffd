"""派单台: what waits, who is there, one tap to give out."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guanjia.dispatch.actions.proposing import give_to, propose, take_proposal
from guanjia.dispatch.models import Ability, Proposal
from guanjia.dispatch.permissions import gives_out, sees_board
from guanjia.dispatch.queries.board import board
from guanjia.foundation.sites.public import site_now
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import User, require_page
from guanjia.servicedesk.public import OrderRefused, WorkOrder


@require_GET
@require_page(sees_board)
def board_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """The dispatch board."""
    context = {"board": board(request.site, site_now(request.site)), "gives": gives_out(request.user, request.site)}
    return render(request, "dispatch/board.html", context)


@require_POST
@require_page(gives_out)
def plan(request: HttpRequest, site_code: str) -> HttpResponse:
    """Plan afresh."""
    rows = propose(site=request.site, actor=request.user, at=site_now(request.site))
    messages.success(request, _("%(count)s proposals.") % {"count": len(rows)})
    return redirect("dispatch:board", site_code)


@require_POST
@require_page(gives_out)
def take(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """Give an order as proposed."""
    wanted = Proposal.objects.select_related("order__site", "order__request", "user")
    proposal = get_object_or_404(wanted, pk=pk, site=request.site)
    try:
        take_proposal(proposal=proposal, actor=request.user, at=site_now(request.site))
    except MoveRefused:
        messages.warning(request, _("Somebody else was faster; look again."))
    except OrderRefused as refused:
        messages.error(request, str(refused))
    return redirect("dispatch:board", site_code)


@require_POST
@require_page(gives_out)
def give(request: HttpRequest, site_code: str, number: str) -> HttpResponse:
    """Give an order to somebody else than proposed."""
    order = get_object_or_404(WorkOrder.objects.select_related("site", "request"), site=request.site, number=number)
    named = request.POST.get("user", "")
    known = Ability.objects.filter(site=request.site).values("user")
    user = get_object_or_404(User, pk=int(named) if named.isdecimal() else 0, pk__in=known)
    try:
        give_to(order=order, user=user, actor=request.user, at=site_now(request.site))
    except MoveRefused:
        messages.warning(request, _("Somebody else was faster; look again."))
    except OrderRefused as refused:
        messages.error(request, str(refused))
    return redirect("dispatch:board", site_code)
