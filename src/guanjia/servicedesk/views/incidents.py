"""Mass incidents: one cause, many callers, one text that the desk reads out."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guanjia.foundation.journal.public import timeline
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.people.public import require_page
from guanjia.servicedesk.actions.merging import INCIDENT, end_incident, link_incident, open_incident
from guanjia.servicedesk.actions.progress import RequestRefused
from guanjia.servicedesk.forms.shelf import IncidentForm
from guanjia.servicedesk.models import Incident, ServiceRequest
from guanjia.servicedesk.permissions import sees_orders, takes_requests
from guanjia.servicedesk.queries.requests import explained_by
from guanjia.servicedesk.rules.kinds import kind_of


@require_GET
@require_page(sees_orders)
def incident_list(request: HttpRequest, site_code: str) -> HttpResponse:
    """Those that are open first, with how many hang on each."""
    rows = Incident.objects.filter(site=request.site).select_related("building").annotate(hung=Count("requests"))
    rows = rows.order_by(F("ended_at").desc(nulls_first=True), "-opened_at")
    context = {"page": Paginator(rows, 50).get_page(request.GET.get("page"))}
    context["takes"] = takes_requests(request.user, request.site)
    return render(request, "servicedesk/incidents.html", context)


@require_page(takes_requests)
def incident_new(request: HttpRequest, site_code: str) -> HttpResponse:
    """Say what is out; `?request=BX-...` takes kind, building and words from a request and hangs it on at once."""
    about = ServiceRequest.objects.select_related("site").filter(
        site=request.site, number=request.GET.get("request", "")
    )
    first = about.first()
    initial = {"kind": first.kind, "building": first.building_id, "title": first.title} if first else {}
    form = IncidentForm(request.POST or None, site=request.site, initial=initial)
    if request.method == "POST" and form.is_valid():
        given, at = dict(form.cleaned_data), site_now(request.site)
        building = given.pop("building")
        try:
            incident = open_incident(
                site=request.site, building_id=building.pk if building else None, actor=request.user, at=at, **given
            )
        except (RequestRefused, SecretRefused) as refused:
            form.add_error(None, str(refused))
        else:
            if first is not None and first.incident_id is None:
                link_incident(request=first, incident=incident, actor=request.user, at=at)
            return redirect("servicedesk:incident", site_code, incident.number)
    return render(request, "servicedesk/incident_new.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
@require_page(sees_orders)
def incident_page(request: HttpRequest, site_code: str, number: str) -> HttpResponse:
    """What the desk reads out, what hangs on it, which open requests it would explain."""
    incident = _find(request, number)
    context = {
        "incident": incident,
        "kind": kind_of(incident.kind).title(request.LANGUAGE_CODE),
        "hung": incident.requests.select_related("unit", "place").order_by("-opened_at")[:500],
        "could": [] if incident.ended_at else explained_by(incident)[:200],
        "history": timeline((INCIDENT, incident.pk)),
        "takes": takes_requests(request.user, request.site),
    }
    return render(request, "servicedesk/incident.html", context)


@require_POST
@require_page(takes_requests)
def incident_act(request: HttpRequest, site_code: str, number: str, verb: str) -> HttpResponse:
    """Hang the ticked requests on it, or end it: one closing informs all."""
    incident, who = _find(request, number), {"actor": request.user, "at": site_now(request.site)}
    try:
        if verb == "hang":
            wanted = explained_by(incident).filter(number__in=request.POST.getlist("request"))
            for row in wanted:
                link_incident(request=row, incident=incident, **who)
        else:
            told = end_incident(incident=incident, words=request.POST.get("words", "").strip()[:500], **who)
            messages.success(request, _("Ended; %(count)s requests are done by it.") % {"count": len(told)})
    except (RequestRefused, SecretRefused) as refused:
        messages.error(request, str(refused))
    return redirect("servicedesk:incident", site_code, number)


def _find(request: HttpRequest, number: str) -> Incident:
    return get_object_or_404(Incident.objects.select_related("site", "building"), site=request.site, number=number)
