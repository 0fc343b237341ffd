"""派单台: what waits, who is there, one tap to give out."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guanjia.dispatch.actions.holding import appoint_order, hold_order, merge_order
from guanjia.dispatch.actions.proposing import give_to, propose, take_proposal
from guanjia.dispatch.models import Ability, Proposal
from guanjia.dispatch.permissions import gives_out, keeps_teams, sees_board
from guanjia.dispatch.queries.board import board
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now, to_utc
from guanjia.kernel import typed
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import User, require_page
from guanjia.servicedesk.public import (
    HoldReason,
    OrderRefused,
    RequestRefused,
    ServiceRequest,
    WorkOrder,
    resume_request,
)


@require_GET
@require_page(sees_board)
def board_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """The dispatch board."""
    context = {
        "board": board(request.site, site_now(request.site)),
        "gives": gives_out(request.user, request.site),
        "keeps": keeps_teams(request.user, request.site),
        "hold_reasons": list(HoldReason),
    }
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
    user = get_object_or_404(User, pk=typed.number(named), pk__in=known)
    try:
        give_to(order=order, user=user, actor=request.user, at=site_now(request.site))
    except MoveRefused:
        messages.warning(request, _("Somebody else was faster; look again."))
    except OrderRefused as refused:
        messages.error(request, str(refused))
    return redirect("dispatch:board", site_code)


@require_POST
@require_page(gives_out)
def act(request: HttpRequest, site_code: str, number: str, verb: str) -> HttpResponse:
    """Hold it, make another appointment, merge it into the same fault, let it go on; a refusal is told in words."""
    deed = DEEDS.get(verb)
    if deed is None:
        raise Http404
    order = get_object_or_404(WorkOrder.objects.select_related("site", "request"), site=request.site, number=number)
    try:
        deed(order, request, {"actor": request.user, "at": site_now(request.site)})
    except MoveRefused:
        messages.warning(request, _("Somebody else was faster; look again."))
    except (OrderRefused, RequestRefused, SecretRefused) as refused:
        messages.error(request, str(refused))
    return redirect("dispatch:board", site_code)


def _hold(order: WorkOrder, request: HttpRequest, who: dict[str, Any]) -> None:
    why = request.POST.get("why", "")
    if why not in set(HoldReason):
        raise OrderRefused(_("Choose one of the list."))
    hold_order(order=order, why=HoldReason(why), words=request.POST.get("words", "").strip()[:500], **who)


def _appoint(order: WorkOrder, request: HttpRequest, who: dict[str, Any]) -> None:
    try:
        begins, ends = (parse_datetime(request.POST.get(name, "")) for name in ("begins", "ends"))
    except ValueError:
        begins = ends = None
    if begins is None or ends is None:
        raise OrderRefused(_("An appointment has a beginning and an end."))
    begins, ends = (to_utc(order.site, each.replace(tzinfo=None)) for each in (begins, ends))
    appoint_order(order=order, begins=begins, ends=ends, **who)


def _merge(order: WorkOrder, request: HttpRequest, who: dict[str, Any]) -> None:
    into = ServiceRequest.objects.filter(site=order.site, number=request.POST.get("into", "").strip()).first()
    if into is None:
        raise OrderRefused(_("Choose another request of this site."))
    merge_order(order=order, into=into, **who)


def _resume(order: WorkOrder, request: HttpRequest, who: dict[str, Any]) -> None:
    held = get_object_or_404(ServiceRequest.objects.select_related("site", "person"), pk=order.request_id)
    resume_request(request=held, **who)


DEEDS: dict[str, Callable[[WorkOrder, HttpRequest, dict[str, Any]], None]] = {
    "hold": _hold,
    "appoint": _appoint,
    "merge": _merge,
    "resume": _resume,
}
