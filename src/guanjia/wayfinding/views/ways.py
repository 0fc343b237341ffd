"""The ways of a site: floors drawn, faults named, places and links changed, plates printed."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.foundation.tables.public import list_view
from guanjia.people.public import require_page
from guanjia.places.public import Floor
from guanjia.ui.errors import conflict, invalid
from guanjia.wayfinding.actions.drawing import remove_link, remove_spot, save_link, save_spot, topic
from guanjia.wayfinding.actions.printing import plates
from guanjia.wayfinding.forms import LinkForm, SpotForm, initial_of
from guanjia.wayfinding.models import WayLink, WaySpot
from guanjia.wayfinding.permissions import closes_ways, draws_ways, sees_ways
from guanjia.wayfinding.queries.checking import findings
from guanjia.wayfinding.queries.finding import is_english
from guanjia.wayfinding.queries.picture import picture
from guanjia.wayfinding.rules.graph import LinkKind
from guanjia.wayfinding.rules.refusals import WayRefused
from guanjia.wayfinding.tables import LINKS, SPOTS, links_of, spots_of

spot_list = require_page(sees_ways)(
    list_view(
        SPOTS, lambda request, **_kwargs: spots_of(request.site), template="wayfinding/spots.html",
        context=lambda request, **_kwargs: {"draws": draws_ways(request.user, request.site)},
    )
)  # fmt: skip
link_list = require_page(sees_ways)(
    list_view(
        LINKS, lambda request, **_kwargs: links_of(request.site), template="wayfinding/links.html",
        context=lambda request, **_kwargs: {"draws": draws_ways(request.user, request.site)},
    )
)  # fmt: skip


@require_page(sees_ways)
def ways_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """The floors with everything drawn on them, what is wrong, what is closed."""
    known, faults = findings(request.site, site_now(request.site))
    floors = list(
        Floor.objects.filter(building__site=request.site).select_related("building").order_by("building__code", "level")
    )
    drawn = {row.floor_id for row in known.rows.values()}
    shown = _asked_floor(request, [floor.pk for floor in floors if floor.pk in drawn])
    context = {
        "floors": [floor for floor in floors if floor.pk in drawn],
        "shown": shown,
        "picture": picture(known, shown, english=is_english()) if shown else None,
        "faults": faults,
        "closings": known.closings,
        "draws": draws_ways(request.user, request.site),
        "closes": closes_ways(request.user, request.site),
        "topic": topic(request.site.pk),
    }
    return render(request, "wayfinding/ways.html", context)


def _asked_floor(request: HttpRequest, drawn: list[int]) -> int:
    asked = request.GET.get("floor", "")
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 19 else 0
    return number if number in drawn else (drawn[0] if drawn else 0)


@require_page(sees_ways, write=draws_ways)
def spot_page(request: HttpRequest, site_code: str, spot_id: int = 0) -> HttpResponse:
    """A place to be changed, with its links; or a new one. A stale save gets 409."""
    spot = get_object_or_404(spots_of(request.site), pk=spot_id) if spot_id else None
    form = SpotForm(
        request.POST if request.method == "POST" else None,
        site=request.site,
        initial=initial_of(spot) if spot else _at_click(request),
    )
    if request.method == "POST" and form.is_valid():
        rev = form.cleaned_data["rev"] or 0
        if spot is not None and rev != spot.rev:
            return conflict(request, form, initial_of(spot), rev=spot.rev)
        try:
            saved = save_spot(
                site=request.site, draft=form.draft(), spot=spot, rev=rev, actor=request.user, at=site_now(request.site)
            )
        except WayRefused as refused:
            form.add_error(refused.field or None, refused.message)
        except SecretRefused as secret:
            form.add_error("name", str(secret))
        else:
            messages.success(request, _("Saved."))
            return redirect("wayfinding:spot", site_code, saved.pk)
    return render(
        request, "wayfinding/spot.html", _spot_context(request, spot, form), status=422 if form.errors else 200
    )


def _at_click(request: HttpRequest) -> dict[str, Any]:
    return {name: request.GET[name] for name in ("x", "y", "floor") if name in request.GET}


def _spot_context(
    request: HttpRequest, spot: WaySpot | None, form: SpotForm, link_form: LinkForm | None = None
) -> dict[str, Any]:
    links = links_of(request.site)
    return {
        "spot": spot,
        "form": form,
        "link_form": link_form or (LinkForm(site=request.site) if spot else None),
        "links": list(links.filter(a=spot) | links.filter(b=spot)) if spot else [],
        "draws": draws_ways(request.user, request.site),
    }


@require_POST
@require_page(draws_ways)
def spot_remove(request: HttpRequest, site_code: str, spot_id: int) -> HttpResponse:
    """Take a place out."""
    remove_spot(
        spot=get_object_or_404(spots_of(request.site), pk=spot_id), actor=request.user, at=site_now(request.site)
    )
    messages.success(request, _("Taken out. Its plate leads nowhere any more: take it down."))
    return redirect("wayfinding:ways", site_code)


@require_POST
@require_page(draws_ways)
def link_save(request: HttpRequest, site_code: str, spot_id: int) -> HttpResponse:
    """Join this place to another."""
    spot = get_object_or_404(spots_of(request.site), pk=spot_id)
    form = LinkForm(request.POST, site=request.site)
    if form.is_valid():
        given = form.cleaned_data
        try:
            save_link(
                site=request.site, a=spot, b=given["b"], kind=LinkKind(given["kind"]), metres=given["metres"],
                wheelchair=given["wheelchair"], via=given["via"], actor=request.user, at=site_now(request.site),
            )  # fmt: skip
            return redirect("wayfinding:spot", site_code, spot.pk)
        except WayRefused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
    shown = SpotForm(site=request.site, initial=initial_of(spot))
    return invalid(request, "wayfinding/spot.html", _spot_context(request, spot, shown, form))


@require_POST
@require_page(draws_ways)
def link_remove(request: HttpRequest, site_code: str, link_id: int) -> HttpResponse:
    """Take a link out."""
    link = get_object_or_404(WayLink.objects.select_related("site", "a", "b"), pk=link_id, site=request.site)
    remove_link(link=link, actor=request.user, at=site_now(request.site))
    return redirect("wayfinding:spot", site_code, link.a_id)


@require_page(sees_ways)
def plate_paper(request: HttpRequest, site_code: str) -> HttpResponse:
    """The QR plates of a floor, or of all, one A5 sheet each (?floor=, ?spot=)."""
    rows = spots_of(request.site).order_by("floor__level", "code")
    for name, path in (("floor", "floor_id"), ("spot", "pk")):
        asked = request.GET.get(name, "")
        if asked:
            if not (asked.isascii() and asked.isdecimal() and len(asked) < 19):
                raise Http404
            rows = rows.filter(**{path: int(asked)})
    pdf = plates(site=request.site, spots=list(rows), base=request.build_absolute_uri("/"))
    if pdf is None:
        raise Http404
    return HttpResponse(pdf, content_type="application/pdf")
