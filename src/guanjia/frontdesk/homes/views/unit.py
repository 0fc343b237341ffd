"""One home: who belongs to it now and before, what is open there, what happened (一户一档, FIELD 23)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guanjia.foundation.journal.public import timelines
from guanjia.foundation.persons.public import masked
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.frontdesk.homes.actions.people import welcome
from guanjia.frontdesk.homes.forms.people import EndForm, OccupantForm
from guanjia.frontdesk.homes.permissions import keeps_homes, sees_homes
from guanjia.people.public import (
    OCCUPANCY,
    UNIT,
    Occupancy,
    OccupancyChanged,
    OccupancyRefused,
    Relation,
    end_occupancy,
    extend_occupancy,
    former_of,
    household,
    local_day,
    require_page,
    set_contact,
)
from guanjia.places.public import Unit
from guanjia.ui.card import Whom, acts, panels
from guanjia.ui.errors import invalid

TOLD = 30


@require_GET
@require_page(sees_homes)
def unit_page(request: HttpRequest, site_code: str, unit_id: int) -> HttpResponse:
    """The file of one home."""
    site, at = request.site, site_now(request.site)
    unit = find_unit(request, unit_id)
    home, before = household(unit.pk, local_day(site, at)), former_of(unit.pk, local_day(site, at))
    people = {row.person_id: row.person for row in [*home.rows, *before]}
    known = masked(people.values(), ("phone", "plate"))
    whom = Whom(tuple(dict.fromkeys(row.person_id for row in home.rows)), (unit.pk,))
    shown = [(panel, panel.rows(site, whom, request.user, at)) for panel in panels(request.user, site)]
    context = {
        "unit": unit,
        "home": home,
        "rows": [(row, known.get(row.person_id, {})) for row in home.rows],
        "before": before,
        "plates": [plate for values in known.values() for plate in values.get("plate", [])],
        "panels": [(panel, rows) for panel, rows in shown if rows],
        "acts": [(act, act.url(site, whom)) for act in acts(request.user, site)],
        "keeps": keeps_homes(request.user, site),
        "history": history_of(unit, [*home.rows, *before]),
    }
    return render(request, "homes/unit.html", context)


def history_of(unit: Unit, rows: list[Occupancy]) -> list[Any]:
    """What happened to the unit and to the relations of its people, the latest last."""
    told = list(timelines(UNIT, [unit.pk]).get(unit.pk, []))
    for entries in timelines(OCCUPANCY, [row.pk for row in rows]).values():
        told += entries
    return sorted(told, key=lambda entry: (entry.at, entry.pk))[-TOLD:]


def find_unit(request: HttpRequest, unit_id: int) -> Unit:
    """The unit of this site, or 404."""
    return get_object_or_404(Unit.objects.select_related("building", "section"), site=request.site, pk=unit_id)


@require_page(keeps_homes)
def add_person(request: HttpRequest, site_code: str, unit_id: int) -> HttpResponse:
    """Enter somebody who belongs to the home; a telephone that is known asks who it is."""
    unit, site = find_unit(request, unit_id), request.site
    form = OccupantForm(request.POST or None, site=site)
    context = {"unit": unit, "form": form, "title": _("Enter somebody")}
    if request.method != "POST":
        return render(request, "homes/unit_form.html", context)
    if form.is_valid():
        given = form.cleaned_data
        try:
            welcome(
                site=site,
                unit=unit,
                name=given["name"],
                phone=given["phone"],
                person=form.person,
                relation=Relation(given["relation"]),
                since=given["since"],
                until=given["until"],
                lives_here=given["lives_here"],
                is_contact=given["is_contact"],
                actor=request.user,
                at=site_now(site),
            )
            return redirect("homes:unit", site_code, unit.pk)
        except (OccupancyRefused, SecretRefused) as refused:
            form.add_error(None, str(refused))
    return invalid(request, "homes/unit_form.html", context)


@require_page(keeps_homes)
def change_end(request: HttpRequest, site_code: str, occupancy_id: int, how: str) -> HttpResponse:
    """End a relation, or extend a lease."""
    row = find_occupancy(request, occupancy_id)
    form = EndForm(request.POST or None, initial={"on": row.until or local_day(request.site, site_now(request.site))})
    title = _("Extend the lease") if how == "extend" else _("End the relation")
    context = {"unit": row.unit, "form": form, "title": f"{title}: {row.person.name}"}
    if request.method != "POST":
        return render(request, "homes/unit_form.html", context)
    if form.is_valid():
        told: dict[str, Any] = {
            "occupancy": row,
            "actor": request.user,
            "at": site_now(request.site),
            "reason": form.cleaned_data["reason"],
        }
        try:
            if how == "extend":
                extend_occupancy(until=form.cleaned_data["on"], **told)
            else:
                end_occupancy(on=form.cleaned_data["on"], **told)
            return redirect("homes:unit", site_code, row.unit_id)
        except (OccupancyRefused, OccupancyChanged) as refused:
            form.add_error(None, str(refused))
    return invalid(request, "homes/unit_form.html", context)


@require_POST
@require_page(keeps_homes)
def make_contact(request: HttpRequest, site_code: str, occupancy_id: int) -> HttpResponse:
    """Make somebody the one whom the desk rings first."""
    row = find_occupancy(request, occupancy_id)
    try:
        set_contact(occupancy=row, actor=request.user, at=site_now(request.site))
    except OccupancyChanged as refused:
        messages.error(request, str(refused))
    return redirect("homes:unit", site_code, row.unit_id)


def find_occupancy(request: HttpRequest, occupancy_id: int) -> Occupancy:
    """The relation at this site, or 404."""
    rows = Occupancy.objects.select_related("unit", "person", "site")
    return get_object_or_404(rows, site=request.site, pk=occupancy_id)
