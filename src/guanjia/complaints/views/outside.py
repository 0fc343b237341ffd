"""Orders from outside: the list with its three rates, registering one, one of them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guanjia.complaints.actions import outside as deeds
from guanjia.complaints.actions.outside import OUTSIDE, Sent, register_order
from guanjia.complaints.actions.receiving import Heard
from guanjia.complaints.actions.refusals import ComplaintRefused
from guanjia.complaints.forms import OutsideForm
from guanjia.complaints.models import OutsideOrder
from guanjia.complaints.permissions import leads, takes
from guanjia.complaints.queries.clocks import clocks_beside, clocks_here, with_ours
from guanjia.complaints.queries.lists import outside_list, rates_by_sender
from guanjia.complaints.rules.nature import Kind
from guanjia.complaints.rules.outside import OutsideState, Sender, may_extend
from guanjia.complaints.views.finding import find_person, find_unit, utc
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import local, site_now
from guanjia.kernel.span import parse_span
from guanjia.kernel.states import MoveRefused
from guanjia.kernel.words import gettext_noop as N_
from guanjia.people.public import is_auditor, require_page
from guanjia.standards.public import describe_span

S = OutsideState
STEPS: dict[OutsideState, tuple[tuple[str, str, str], ...]] = {
    S.RECEIVED: (("sign", N_("Sign for it"), ""), ("give_back", N_("Give it back"), "words")),
    S.SIGNED: (
        ("contact", N_("Complainant was contacted"), ""),
        ("extend", N_("Put the reply off"), "words"),
        ("give_back", N_("Give it back"), "words"),
    ),
    S.CONTACTED: (("draft", N_("Write the reply"), "words"), ("extend", N_("Put the reply off"), "words")),
    S.DRAFTED: (("approve", N_("Approve the reply"), ""), ("draft_again", N_("Not good, write again"), "")),
    S.APPROVED: (("reply", N_("The reply was sent"), "rates"),),
    S.REPLIED: (),
    S.RETURNED: (),
}  # fmt: skip
LEADERS_ONLY = frozenset({"approve", "draft_again"})


@require_GET
@require_page(takes)
def outside_list_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """Orders from outside, what is due first on top."""
    show = request.GET.get("show") or "open"
    page = Paginator(outside_list(request.site, show=show), 50).get_page(request.GET.get("page"))
    with_ours(page.object_list)
    context = {
        "page": page,
        "show": show,
        "rates": rates_by_sender(request.site),
        "clocks": [(row, describe_span(parse_span(row.limit))) for row in clocks_here(request.site)],
        "takes": takes(request.user, request.site),
    }
    return render(request, "complaints/outside.html", context)


@require_page(takes)
def outside_new(request: HttpRequest, site_code: str) -> HttpResponse:
    """Register an order from outside."""
    at = site_now(request.site)
    initial = {"happened_at": local(request.site, at).replace(tzinfo=None, second=0, microsecond=0)}
    form = OutsideForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            unit, person = find_unit(request, typed["unit"]), find_person(request, typed["name"], typed["phone"], at)
            heard = Heard(
                problem=typed["problem"], happened_at=utc(request, typed["happened_at"]), place=typed["place"],
                persons=typed["persons"], kind=Kind(typed["kind"]), unit_id=unit.pk if unit else None,
                person_id=person.pk if person else None, anonymous=person is None,
            )  # fmt: skip
            sent = Sent(
                sender=Sender(typed["sender"]), number=typed["number"], reply_due=utc(request, typed["reply_due"])
            )
            order = register_order(site=request.site, sent=sent, heard=heard, actor=request.user, at=at)
        except (ComplaintRefused, SecretRefused) as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("complaints:outside_order", site_code, order.pk)
    return render(request, "complaints/outside_new.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
@require_page(takes)
def outside_page(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """One order from outside with its clocks."""
    return _page(request, pk)


def _page(request: HttpRequest, pk: int, *, refused: str = "", typed: str = "") -> HttpResponse:
    rows = OutsideOrder.objects.select_related(
        "complaint__owner", "complaint__earlier", "drafted_by", "approved_by", "site"
    )
    order = get_object_or_404(rows, site=request.site, pk=pk)
    writes = not is_auditor(request.user, request.site)
    steps = [each for each in STEPS[order.stage] if each[0] != "extend" or may_extend(order.extensions, order.stage)]
    context = {
        "order": order,
        "steps": [each for each in steps if _may(each[0], request)] if writes else [],
        "clocks": clocks_beside(order.complaint),
        "history": timeline((OUTSIDE, order.pk)),
        "refused": refused,
        "typed": typed,
    }
    return render(request, "complaints/outside_order.html", context, status=422 if refused else 200)


def _may(verb: str, request: HttpRequest) -> bool:
    return leads(request.user, request.site) if verb in LEADERS_ONLY else takes(request.user, request.site)


DO: dict[str, Callable[..., Any]] = {
    "sign": lambda order, words, post, **who: deeds.sign_for(order=order, **who),
    "contact": lambda order, words, post, **who: deeds.contact_first(order=order, **who),
    "give_back": lambda order, words, post, **who: deeds.give_back(order=order, reason=words, **who),
    "extend": lambda order, words, post, **who: deeds.extend(order=order, reason=words, **who),
    "draft": lambda order, words, post, **who: deeds.draft_reply(order=order, reply=words, **who),
    "draft_again": lambda order, words, post, **who: deeds.redo(order=order, **who),
    "approve": lambda order, words, post, **who: deeds.approve_reply(order=order, **who),
    "reply": lambda order, words, post, **who: deeds.send_reply(
        order=order, solved=post.get("solved") == "1",
        satisfied=None if post.get("unasked") else post.get("satisfied") == "1", **who,
    ),
}  # fmt: skip


@require_POST
@require_page(takes)
def outside_act(request: HttpRequest, site_code: str, pk: int, verb: str) -> HttpResponse:
    """One step; a refusal keeps what was typed."""
    order = get_object_or_404(OutsideOrder.objects.select_related("site"), site=request.site, pk=pk)
    if verb not in DO:
        raise Http404
    if not _may(verb, request):
        raise PermissionDenied
    words = request.POST.get("words", "").strip()[:2000]
    try:
        DO[verb](order, words, request.POST, actor=request.user, at=site_now(request.site))
    except MoveRefused:
        messages.error(request, _("The order has moved on meanwhile; look again."))
    except (ComplaintRefused, SecretRefused) as refused:
        messages.error(request, str(refused))
        return _page(request, pk, refused=verb, typed=words)
    return redirect("complaints:outside_order", site_code, pk)
