"""Proposals for a better service."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from guanjia.clientele.actions.proposals import PROPOSAL, VERBS, judge, propose
from guanjia.clientele.forms.reviews import JudgeForm, ProposalForm
from guanjia.clientele.models import Proposal
from guanjia.clientele.permissions import judges, proposes
from guanjia.clientele.rules.states import PROPOSAL_MOVES
from guanjia.clientele.views.common import tried
from guanjia.duties.public import duties_of
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.sites.public import site_now
from guanjia.people.public import can_write, require_page

BY_VERB = {verb: state for state, verb in VERBS.items()}


@require_page(proposes)
def proposals(request: HttpRequest, site_code: str) -> HttpResponse:
    """What was proposed and what became of it; POST proposes."""
    form = ProposalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        who = {"actor": request.user, "at": site_now(request.site)}
        if tried(form, lambda: propose(site=request.site, **form.cleaned_data, **who)):
            return redirect("clientele:proposals", site_code)
    rows = Proposal.objects.filter(site=request.site).select_related("author").order_by("-made_at", "-pk")
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    context = {"page": page, "form": form, "may_propose": can_write(request.user, request.site)}
    return render(request, "clientele/proposals.html", context, status=422 if form.errors else 200)


def _one(request: HttpRequest, found: Proposal, form: JudgeForm | None = None) -> HttpResponse:
    may = [VERBS[state] for state in PROPOSAL_MOVES[found.stage] if judges(request.user, request.site)]
    context: dict[str, Any] = {
        "proposal": found,
        "form": form or JudgeForm(initial={"rev": found.rev}),
        "may": may if found.author_id != request.user.pk else [],
        "duties": duties_of(PROPOSAL, found.pk),
        "history": timeline((PROPOSAL, found.pk)),
    }
    return render(request, "clientele/proposal.html", context, status=422 if form is not None else 200)


@require_page(proposes)
def proposal(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """One proposal."""
    rows = Proposal.objects.select_related("author", "site")
    return _one(request, get_object_or_404(rows, pk=pk, site=request.site))


@require_POST
@require_page(judges)
def decide(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """Try it, adopt it, turn it down, take it up again."""
    found = get_object_or_404(Proposal.objects.select_related("author", "site"), pk=pk, site=request.site)
    to, form = BY_VERB.get(request.POST.get("verb", "")), JudgeForm(request.POST)
    if to is None:
        raise Http404
    who = {"actor": request.user, "at": site_now(request.site)}
    if form.is_valid() and tried(form, lambda: judge(proposal=found, to=to, **form.cleaned_data, **who)):
        return redirect("clientele:proposal", site_code, pk)
    return _one(request, found, form)
