"""Where somebody lands who has logged in."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from guanjia.foundation.sites.public import Site
from guanjia.people.permissions.holding import roles_of
from guanjia.people.permissions.pages import require_page
from guanjia.people.permissions.predicates import is_signed_in
from guanjia.people.queries.membership import sites_of
from guanjia.people.rules.roles import Roles


def first_page(user: Any, site: Site) -> str:
    """Where somebody begins at a site: staff at the workbench, a client at their events, a resident at their home."""
    roles = roles_of(user, site)
    if roles and roles <= {Roles.CLIENT}:
        return reverse("portal:my_events", args=[site.code])
    if roles and roles <= {Roles.RESIDENT}:
        return reverse("portal:home", args=[site.code])
    return f"/s/{site.code}/"


@require_page(is_signed_in)
def home(request: HttpRequest) -> HttpResponse:
    """To the site where the user was last, or the only one; with several and none remembered, a list to choose from."""
    sites = sites_of(request.user)
    codes = {site.code for site in sites}
    last = request.session.get("site")
    if last in codes or len(sites) == 1:
        site = next((one for one in sites if one.code == last), sites[0])
        return redirect(first_page(request.user, site))
    return render(request, "people/home.html", {"sites": sites})
