"""One person of the estate: where they belong, how to reach them; every unmasking is written down."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guanjia.foundation.persons.public import Person, masked, reveal, seen_by
from guanjia.foundation.sites.public import Site, site_now
from guanjia.frontdesk.homes.permissions import keeps_homes, sees_homes
from guanjia.people.public import Occupancy, local_day, require_page, units_of
from guanjia.ui.card import Whom, acts, panels

SHOWN = ("phone", "plate", "email")


@require_GET
@require_page(sees_homes)
def person_page(request: HttpRequest, site_code: str, person_id: int) -> HttpResponse:
    """Who it is, which homes now and before, what is open."""
    site, at = request.site, site_now(request.site)
    person = find_person(request, person_id)
    today = local_day(site, at)
    rows = units_of(person.pk, today, site=site)
    current = {row.pk for row in rows}
    others = Occupancy.objects.filter(person=person, site=site).select_related("unit").order_by("-until", "-pk")
    whom = Whom((person.pk,), tuple(dict.fromkeys(row.unit_id for row in rows)))
    shown = [(panel, panel.rows(site, whom, request.user, at)) for panel in panels(request.user, site)]
    context = {
        "person": person,
        "rows": rows,
        "before": [row for row in others if row.pk not in current],
        "values": masked([person], SHOWN)[person.pk] if person.wrapped_key else {},
        "panels": [(panel, found) for panel, found in shown if found],
        "acts": [(act, act.url(site, whom)) for act in acts(request.user, site)],
        "keeps": keeps_homes(request.user, site),
    }
    return render(request, "homes/person.html", context)


@require_POST
@require_page(keeps_homes)
def show_value(request: HttpRequest, site_code: str, person_id: int) -> HttpResponse:
    """Show a telephone or plate in full, once; the journal says who looked."""
    person, field = find_person(request, person_id), request.POST.get("field", "")
    if field in SHOWN:
        values = reveal(person, field, actor=request.user, at=site_now(request.site), site=request.site)
        messages.info(request, _("%(name)s: %(values)s. That you looked is written down.") % {
            "name": person.name, "values": " · ".join(value.removeprefix("+86") for value in values) or "–",
        })  # fmt: skip
    return redirect("homes:person", site_code, person.pk)


def find_person(request: HttpRequest, person_id: int) -> Person:
    """A person who belongs or belonged to a home of this site, or 404."""
    rows = seen_by(request.site).filter(occupancies__site=request.site).distinct()
    return get_object_or_404(rows, pk=person_id)


def page_of(user: object, site: Site, person: Person) -> str | None:
    """The address of an occupier for the search box; None for whoever may not see it."""
    return reverse("homes:person", args=[site.code, person.pk]) if sees_homes(user, site) else None
