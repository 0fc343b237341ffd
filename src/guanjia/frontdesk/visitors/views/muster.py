"""The roll call on telephones: big names, one tap each, the missing first."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.frontdesk.visitors.actions.mustering import begin_muster, end_muster, mark_line, muster_topic
from guanjia.frontdesk.visitors.actions.refusals import VisitRefused
from guanjia.frontdesk.visitors.models import Muster, MusterLine
from guanjia.frontdesk.visitors.permissions import runs_door
from guanjia.frontdesk.visitors.queries.mustering import everybody_inside, missing_count, running_muster
from guanjia.frontdesk.visitors.rules.muster import LineState
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import is_auditor, require_page


@never_cache
@require_page(runs_door)
def muster_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """The roll call that runs, or the button that begins one with how many are inside now."""
    if request.method == "POST":
        reason = request.POST.get("reason", "")[:120]
        try:
            begin_muster(site=request.site, reason=reason, actor=request.user, at=site_now(request.site))
        except (VisitRefused, SecretRefused) as refused:
            return _page(request, str(refused), 422)
        return redirect("visitors:muster_call", site_code)
    return _page(request)


def _page(request: HttpRequest, sentence: str = "", status: int = 200) -> HttpResponse:
    muster = running_muster(request.site)
    context: dict[str, Any] = {
        "muster": muster,
        "sentence": sentence,
        "topic": muster_topic(request.site),
        "writes": not is_auditor(request.user, request.site),
        "reason": request.POST.get("reason", ""),
        "outcome": request.POST.get("outcome", ""),
    }
    if muster is None:
        context["inside"] = sum(each.count for each in everybody_inside(request.site))
        context["before"] = Muster.objects.filter(site=request.site).select_related("began_by")[:5]
    else:
        lines = list(muster.lines.select_related("person", "user", "marked_by").order_by("where", "pk"))
        lines.sort(key=lambda line: (line.stage is not LineState.MISSING, not line.helped))
        context |= {"lines": lines, "missing": missing_count(muster), "total": sum(line.count for line in lines)}
    return render(request, "visitors/muster.html", context, status=status)


@require_POST
@require_page(runs_door)
def muster_mark(request: HttpRequest, site_code: str, pk: int, to: str) -> HttpResponse:
    """One tap: safe, had left, or a wrong tap taken back. Somebody else's tap first: the page shows how it stands."""
    rows = MusterLine.objects.select_related("muster__site")
    line = get_object_or_404(rows, pk=pk, muster__site=request.site)
    goal = LineState(to) if to in set(LineState) else LineState.SAFE
    try:
        mark_line(line=line, to=goal, actor=request.user, at=site_now(request.site))
    except MoveRefused:
        return _page(request, _("Somebody else was faster. This is how it stands now."), 422)
    return redirect("visitors:muster_call", site_code)


@require_POST
@require_page(runs_door)
def muster_end(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """The roll call is over; with somebody missing, words are asked for."""
    muster = get_object_or_404(Muster.objects.select_related("site"), site=request.site, pk=pk)
    outcome = request.POST.get("outcome", "")[:200]
    try:
        end_muster(muster=muster, outcome=outcome, actor=request.user, at=site_now(request.site))
    except (VisitRefused, SecretRefused) as refused:
        return _page(request, str(refused), 422)
    except MoveRefused:
        return _page(request, _("Somebody else was faster. This is how it stands now."), 422)
    return redirect("visitors:muster_call", site_code)
