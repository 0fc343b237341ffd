"""The leader's queue of doubtful evidence and missing signatures."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guanjia.duties.actions.deciding import DecisionRefused, decide_evidence
from guanjia.duties.models import Evidence
from guanjia.duties.permissions import leads_duties
from guanjia.duties.queries.lines import lines_of
from guanjia.duties.queries.lists import to_counter_sign, to_review
from guanjia.duties.views.handed_in import handed_in
from guanjia.foundation.sites.public import site_now
from guanjia.people.public import require_page

MOST_SHOWN = 100


@require_GET
@require_page(leads_duties)
def queue(request: HttpRequest, site_code: str) -> HttpResponse:
    """What a leader has to look at, longest waiting first."""
    waiting = list(to_review(request.site)[:MOST_SHOWN])
    lines = {line.pk: line for line in lines_of({each.duty_id: each.duty for each in waiting}.values())}
    rows = [(handed_in([each], lines[each.duty_id].standard)[0], lines[each.duty_id]) for each in waiting]
    return render(request, "duties/review.html", {"rows": rows, "to_sign": to_counter_sign(request.site)[:MOST_SHOWN]})


@require_POST
@require_page(leads_duties)
def decide(request: HttpRequest, site_code: str, pk: uuid.UUID) -> HttpResponse:
    """Accept, or turn down with a reason."""
    if not Evidence.objects.filter(pk=pk, site=request.site).exists():
        raise Http404
    accept = request.POST.get("verdict") == "accept"
    try:
        decide_evidence(
            actor=request.user, evidence_id=pk, accept=accept, reason=request.POST.get("reason", ""),
            at=site_now(request.site),
        )  # fmt: skip
        messages.success(request, _("Accepted.") if accept else _("Turned down."))
    except DecisionRefused as refusal:
        messages.error(request, _(str(refusal)))
    return redirect("duties:review", site_code=site_code)
