"""A search: how far it is, what it proposes, what is taken of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.conference.public import Regime
from guanjia.foundation.jobs.public import RunState
from guanjia.foundation.sites.public import site_now
from guanjia.people.public import require_page
from guanjia.scheduling.actions.accepting import accept, refuse
from guanjia.scheduling.actions.searching import stop_search
from guanjia.scheduling.permissions import places_periods, sees_periods
from guanjia.scheduling.queries.pages import facts_of, grid_of, lines_of
from guanjia.scheduling.rules.states import PeriodState
from guanjia.scheduling.views.common import numbers_in, run_of, tried


@require_page(sees_periods)
def run_page(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """The bar with its bound while it runs; the diff of the grid and the price of each wish when it is done."""
    run = run_of(request, pk)
    lines = lines_of(run) if run.stage is RunState.DONE else []
    latest = not run.period.runs.filter(pk__gt=run.pk, state=RunState.DONE).exists()
    may = places_periods(request.user, request.site) and run.period.stage is PeriodState.OPEN
    context: dict[str, Any] = {
        "run": run,
        "period": run.period,
        "lines": lines,
        "grid": grid_of(run, lines),
        "facts": facts_of(run, lines),
        "regimes": [(regime.value, regime.label) for regime in Regime],
        "latest": latest,
        "may_stop": may and run.live,
        "may_decide": may and latest and any(line.can_be_chosen for line in lines),
    }
    return render(request, "scheduling/run.html", context)


@require_POST
@require_page(places_periods)
def stop(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """Stop the search."""
    run = run_of(request, pk)
    tried(request, lambda: stop_search(period=run.period, actor=request.user, at=site_now(request.site)))
    return redirect("scheduling:run", site_code, pk)


@require_POST
@require_page(places_periods)
def decide(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """Accept all or the chosen ones, or refuse the chosen ones."""
    run, who, at = run_of(request, pk), request.user, site_now(request.site)
    chosen = numbers_in(request, "proposal")
    if "refuse" in request.POST:
        if tried(request, lambda: refuse(run=run, proposal_ids=chosen, actor=who, at=at)) is not None:
            messages.success(request, _("Noted; the grid stays as it is."))
        return redirect("scheduling:run", site_code, pk)
    ids = list(run.proposals.values_list("pk", flat=True)) if "all" in request.POST else chosen
    sent = request.POST.get("regime", "")
    regime = Regime(sent) if sent in set(Regime) else Regime.FISCAL
    counts = tried(request, lambda: accept(run=run, proposal_ids=ids, regime=regime, actor=who, at=at))
    if counts is not None:
        messages.success(request, _("%(accepted)d are in the grid now.") % counts)
        if counts["lost"]:
            messages.error(request, _("%(lost)d could not go in: each line says why.") % counts)
    return redirect("scheduling:run", site_code, pk)
