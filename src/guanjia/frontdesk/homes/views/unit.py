"""One home: who belongs to it now and before, what is open there, what happened (一户一档, FIELD 23)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from guanjia.foundation.persons.public import masked
from guanjia.foundation.sites.public import site_now
from guanjia.frontdesk.homes.permissions import keeps_homes, sees_homes
from guanjia.people.public import former_of, household, local_day, require_page
from guanjia.places.public import Unit
from guanjia.ui.card import Whom, acts, panels


@require_GET
@require_page(sees_homes)
def unit_page(request: HttpRequest, site_code: str, unit_id: int) -> HttpResponse:
    """The file of one home."""
    site, at = request.site, site_now(request.site)
    unit = get_object_or_404(Unit.objects.select_related("building", "section"), site=site, pk=unit_id)
    home, before = household(unit.pk, local_day(site, at)), former_of(unit.pk, local_day(site, at))
    people = {row.person_id: row.person for row in [*home.rows, *before]}
    whom = Whom(tuple(row.person_id for row in home.rows), (unit.pk,))
    shown = [(panel, panel.rows(site, whom, request.user, at)) for panel in panels(request.user, site)]
    context = {
        "unit": unit,
        "home": home,
        "before": before,
        "phones": {pk: fields.get("phone", []) for pk, fields in masked(people.values()).items()},
        "panels": [(panel, rows) for panel, rows in shown if rows],
        "acts": [(act, act.url(site, whom)) for act in acts(request.user, site)],
        "keeps": keeps_homes(request.user, site),
    }
    return render(request, "homes/unit.html", context)
