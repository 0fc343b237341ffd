"""Disinfection: key areas, the log, the log on paper (EPID-002, EPID-010)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.foundation.documents.public import render_pdf
from guanjia.foundation.sites.public import Site, local, site_now
from guanjia.frontdesk.visitors.actions.epidemic import add_area, log_disinfection
from guanjia.frontdesk.visitors.forms.epidemic import AgentForm, AreaForm
from guanjia.frontdesk.visitors.models import Area, Disinfection
from guanjia.frontdesk.visitors.permissions import disinfects, files_policy
from guanjia.frontdesk.visitors.queries.epidemic import areas_with_last
from guanjia.frontdesk.visitors.views.epidemic.desk import LINES, reads_desk, show, tried
from guanjia.people.public import require_page


@require_page(reads_desk, write=files_policy | disinfects)
def cleaning_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """Areas with when they were last disinfected and what is owed next; a form for another area."""
    form = AreaForm(request.POST or None)
    if request.method == "POST":
        given = {"site": request.site, "actor": request.user, "at": site_now(request.site)}
        if tried(form, lambda: add_area(name=form.cleaned_data["name"], often=form.cleaned_data["often"], **given)):
            return redirect("visitors:cleaning", site_code)
    return _page(request, area_form=form, status=422 if form.errors else 200)


def _page(
    request: HttpRequest, *, area_form: AreaForm, bound: tuple[int, AgentForm] | None = None, status: int = 200
) -> HttpResponse:
    areas = [
        (area, last, bound[1] if bound is not None and bound[0] == area.pk else AgentForm(prefix=f"a{area.pk}"))
        for area, last in areas_with_last(request.site)
    ]
    lines = Disinfection.objects.filter(site=request.site).select_related("area", "by").order_by("-at")[:LINES]
    return show(request, "cleaning", status, areas=areas, lines=lines, area_form=area_form)


@require_POST
@require_page(disinfects)
def disinfected(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """One line of the log; the place is known, so only the agent is typed."""
    area = get_object_or_404(Area.objects.select_related("site"), site=request.site, pk=pk, ended_at=None)
    form, at = AgentForm(request.POST, prefix=f"a{pk}"), site_now(request.site)
    if tried(form, lambda: log_disinfection(area=area, agent=form.cleaned_data["agent"], actor=request.user, at=at)):
        return redirect("visitors:cleaning", site_code)
    return _page(request, area_form=AreaForm(), bound=(pk, form), status=422)


@require_page(reads_desk)
def log_pdf(request: HttpRequest, site_code: str) -> HttpResponse:
    """The disinfection log as a form (TMPL-028): time, area, agent, person."""
    answer = HttpResponse(render_pdf("documents/form.typ", log_form(request.site)), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="disinfection.pdf"'
    return answer


def log_form(site: Site, most: int = 200) -> dict[str, Any]:
    """The four fields of the disinfection log (EPID-002), newest first."""
    rows = Disinfection.objects.filter(site=site).select_related("area", "by").order_by("-at")[:most]
    lines = [[f"{local(site, row.at):%Y-%m-%d %H:%M}", row.area.name, row.agent, str(row.by)] for row in rows]
    heads = [_("Time"), _("Area"), _("Agent and strength"), _("Person")]
    return {
        "site": site.name,
        "title": _("Disinfection log"),
        "sections": [{"heads": heads, "rows": lines or [["　"] * 4] * 12, "widths": [3, 4, 4, 3]}],
        "signatures": [_("Environment supervisor")],
    }
