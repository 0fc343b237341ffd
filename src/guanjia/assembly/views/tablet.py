"""A tablet of the house on a table of the hall: whoever shows their badge holds it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from guanjia.assembly.actions.noting import topic_of
from guanjia.assembly.actions.tablets import free_tablet, take_tablet
from guanjia.assembly.forms.assembly import TabletCodeForm
from guanjia.assembly.queries.rooms import hold_token, tablet_of
from guanjia.assembly.rules.refusals import AssemblyRefused
from guanjia.foundation.sites.public import site_now
from guanjia.people.public import public_page


@never_cache
@public_page
def tablet(request: HttpRequest, token: str) -> HttpResponse:
    """Sign in by badge. Opening this page signs out whoever held the tablet: what was on it is gone."""
    found = tablet_of(token)
    if found is None or found.assembly.event.secrecy == "controlled":
        return render(request, "portal/link_unknown.html", status=404)
    site = found.assembly.site
    at = site_now(site)
    form = TabletCodeForm(request.POST or None)
    if request.method == "GET":
        free_tablet(tablet=found, at=at)
    elif form.is_valid():
        try:
            held = take_tablet(tablet=found, code=form.cleaned_data["code"], at=at)
            return redirect("assembly_room", hold_token(held))
        except AssemblyRefused as refused:
            form = TabletCodeForm()
            form.full_clean()
            context = {"refusal": str(refused)}
            return _page(request, found, form, context, 422)
    return _page(request, found, form, {}, 422 if form.errors else 200)


def _page(request: HttpRequest, found: object, form: TabletCodeForm, more: dict[str, str], status: int) -> HttpResponse:
    assembly = found.assembly  # type: ignore[attr-defined]
    context = {"site": assembly.site, "assembly": assembly, "tablet": found, "form": form, "topic": topic_of(assembly)}
    return render(request, "assembly/tablet.html", context | more, status=status)
