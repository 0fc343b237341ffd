"""Where somebody lands who has logged in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from guanjia.people.permissions.pages import require_page
from guanjia.people.permissions.predicates import is_signed_in
from guanjia.people.queries.membership import sites_of


@require_page(is_signed_in)
def home(request: HttpRequest) -> HttpResponse:
    """To the site where the user was last, or the only one; with several and none remembered, a list to choose from."""
    sites = sites_of(request.user)
    codes = {site.code for site in sites}
    last = request.session.get("site")
    if last in codes or len(sites) == 1:
        return redirect(f"/s/{last if last in codes else sites[0].code}/")
    return render(request, "people/home.html", {"sites": sites})
