"""Duties for desks: the list with its filters, one duty with its explanation and timeline."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from guanjia.duties.filters import DutyFilter, pills_of
from guanjia.duties.models import Duty, Evidence
from guanjia.duties.permissions import does_duties, leads_duties, sees_duties
from guanjia.duties.queries.explaining import explain
from guanjia.duties.queries.lines import lines_of
from guanjia.duties.queries.lists import with_places
from guanjia.duties.queries.timeline import timeline
from guanjia.duties.tables import DUTIES
from guanjia.duties.views.handed_in import handed_in
from guanjia.duties.views.phone import find_line
from guanjia.foundation.sites.public import site_now
from guanjia.foundation.tables.public import export_response
from guanjia.people.public import Roles, require_page, users_with_role

PAGE = 50


@require_GET
@require_page(sees_duties)
def duty_list(request: HttpRequest, site_code: str) -> HttpResponse | StreamingHttpResponse:
    """What is owed, late, missed or done here; every number of the score leads to this list. `?export=xlsx` or csv."""
    at = site_now(request.site)
    wanted = DutyFilter.read(request.GET, request.site)
    rows = wanted.apply(with_places(Duty.objects.filter(site=request.site)), at)
    if form := request.GET.get("export"):
        return export_response(DUTIES, rows.select_related("performed_by"), request, request.site, form)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "lines": lines_of(page.object_list), "pills": pills_of(request.GET), "at": at}
    narrowed = request.GET.copy()
    narrowed.pop("page", None)
    context["query"] = f"?{narrowed.urlencode()}"
    return render(request, "duties/list.html", context)


@require_GET
@require_page(sees_duties)
def duty(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """One duty: why it is due then, what was handed in, what happened."""
    line, at = find_line(request, pk), site_now(request.site)
    evidence = (
        Evidence.objects.filter(duty_id=pk).select_related("actor", "entered_by").prefetch_related("photos__file")
    )
    leads = leads_duties(request.user, request.site)
    context = {
        "line": line,
        "duty": line.duty,
        "explanation": explain(line.duty),
        "handed_in": handed_in(evidence.order_by("at"), line.standard),
        "timeline": timeline(line.duty),
        "leads": leads,
        "does": does_duties(request.user, request.site),
        "staff": users_with_role(request.site, *_workers(), at=at) if leads and line.duty.is_live else [],
    }
    return render(request, "duties/duty.html", context)


def _workers() -> list[Roles]:
    return [role for role in Roles if role not in (Roles.CLIENT, Roles.AUDITOR)]
