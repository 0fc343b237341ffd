"""Organisations that the site deals with."""

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from guanjia.foundation.persons.public import Person, masked
from guanjia.foundation.sites.public import site_now
from guanjia.people.actions.organisation import (
    add_contact,
    find_or_add_organisation,
    known_elsewhere,
    save_organisation,
)
from guanjia.people.forms.organisation import ContactForm, OrganisationForm
from guanjia.people.models import Organisation
from guanjia.people.permissions.pages import require_page
from guanjia.people.permissions.predicates import is_any_of, is_staff
from guanjia.people.rules.roles import Roles
from guanjia.ui.errors import invalid

PER_PAGE = 50
can_keep_organisations = is_any_of(Roles.COORDINATOR, Roles.RECEPTIONIST, Roles.HOTLINE)


@require_page(is_staff)
def organisations(request: HttpRequest, site_code: str) -> HttpResponse:
    """Those linked to the site, by name."""
    q, kind = request.GET.get("q", "").strip(), request.GET.get("kind", "")
    rows = Organisation.objects.filter(sites=request.site).annotate(contact_count=Count("contacts"))
    if q:
        rows = rows.filter(Q(name__icontains=q) | Q(short_name__icontains=q))
    if kind:
        rows = rows.filter(kind=kind)
    context = {
        "page": Paginator(rows.order_by("name"), PER_PAGE).get_page(request.GET.get("page")),
        "q": q,
        "kind": kind,
        "kinds": Organisation.Kind.choices,
        "can_add": can_keep_organisations(request.user, request.site),
    }
    return render(request, "people/organisations.html", context)


@require_page(is_staff)
def organisation(request: HttpRequest, site_code: str, organisation_id: int) -> HttpResponse:
    """One organisation with its contacts; phones are masked."""
    found = get_object_or_404(Organisation, pk=organisation_id, sites=request.site)
    contacts = list(found.contacts.all())
    people = Person.objects.filter(pk__in=[contact.person_id for contact in contacts if contact.person_id])
    reach = masked(people, ("phone", "email"))
    context = {
        "organisation": found,
        "contacts": [(contact, reach.get(contact.person_id or 0, {})) for contact in contacts],
        "can_change": can_keep_organisations(request.user, request.site),
    }
    return render(request, "people/organisation.html", context)


@require_page(can_keep_organisations)
def organisation_save(request: HttpRequest, site_code: str, organisation_id: int | None = None) -> HttpResponse:
    """Add or change an organisation. One that another site of the company keeps is linked as it stands."""
    found = None
    if organisation_id is not None:
        found = get_object_or_404(Organisation, pk=organisation_id, sites=request.site)
    fresh = found or Organisation(company_id=request.site.company_id)
    form = OrganisationForm(request.POST or None, instance=fresh)
    context = {"form": form, "organisation": found}
    if request.method != "POST":
        return render(request, "people/organisation_form.html", context)
    if found is None and (known := known_elsewhere(request.site, form.data.get("name", ""))) is not None:
        linked = find_or_add_organisation(
            site=request.site, name=known.name, at=site_now(request.site), actor=request.user
        )
        return redirect("people:organisation", site_code, linked.pk)
    if not form.is_valid():
        return invalid(request, "people/organisation_form.html", context)
    saved = save_organisation(
        site=request.site, organisation=form.save(commit=False), at=site_now(request.site), actor=request.user
    )
    return redirect("people:organisation", site_code, saved.pk)


@require_page(can_keep_organisations)
def contact_add(request: HttpRequest, site_code: str, organisation_id: int) -> HttpResponse:
    """Add a contact."""
    found = get_object_or_404(Organisation, pk=organisation_id, sites=request.site)
    form = ContactForm(request.POST or None)
    context = {"form": form, "organisation": found}
    if request.method != "POST":
        return render(request, "people/contact_form.html", context)
    if not form.is_valid():
        return invalid(request, "people/contact_form.html", context)
    add_contact(
        site=request.site, organisation=found, at=site_now(request.site), actor=request.user, **form.cleaned_data
    )
    return redirect("people:organisation", site_code, organisation_id)
