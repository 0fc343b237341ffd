"""The ways of a site: floors drawn, faults named, places and links changed, plates printed."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.foundation.tables.public import list_view
from guanjia.kernel import typed
from guanjia.people.public import require_page
from guanjia.places.public import Floor
from guanjia.ui.errors import conflict, invalid
from guanjia.wayfinding.actions.drawing import move_spot, remove_link, remove_spot, save_link, save_spot, topic
from guanjia.wayfinding.actions.facilities import tie_facility
from guanjia.wayfinding.actions.printing import plates
from guanjia.wayfinding.forms import LinkForm, MoveForm, SpotForm, initial_of
from guanjia.wayfinding.models import WayLink, WaySpot
from guanjia.wayfinding.permissions import closes_ways, draws_ways, sees_ways
from guanjia.wayfinding.queries.checking import findings
from guanjia.wayfinding.queries.finding import is_english
from guanjia.wayfinding.queries.graphs import graph_of
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
    number = typed.number(request.GET.get("floor", ""))
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
    floor = spot.floor_id if spot else typed.number(str(form["floor"].value() or ""))
    known = graph_of(request.site, site_now(request.site), english=is_english())
    return {
        "spot": spot,
        "picture": picture(known, floor, english=is_english()),
        "form": form,
        "link_form": link_form or (LinkForm(site=request.site) if spot else None),
        "links": list(links.filter(a=spot) | links.filter(b=spot)) if spot else [],
        "draws": draws_ways(request.user, request.site),
    }


@require_POST
@require_page(draws_ways)
def spot_move(request: HttpRequest, site_code: str, spot_id: int) -> HttpResponse:
    """A place was dragged on the drawing. Who dragged what somebody else moved meanwhile is told, and it stays where that one put it."""
    spot, form = get_object_or_404(spots_of(request.site), pk=spot_id), MoveForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Metres from the left and from the top, 0 to 5000."))
    else:
        try:
            move_spot(spot=spot, actor=request.user, at=site_now(request.site), **form.cleaned_data)
            messages.success(request, _("%(place)s moved.") % {"place": f"{spot.code} {spot.name}".strip()})
        except WayRefused as refused:
            messages.error(request, refused.message)
    return redirect(f"{reverse('wayfinding:ways', args=[site_code])}?floor={spot.floor_id}")


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
            who: dict[str, Any] = {"actor": request.user, "at": site_now(request.site)}
            made = save_link(
                site=request.site, a=spot, b=given["b"], kind=LinkKind(given["kind"]), metres=given["metres"],
                wheelchair=given["wheelchair"], via=given["via"], **who,
            )  # fmt: skip
            tie_facility(link=made, facility=given["facility"], **who)
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
            if not typed.number(asked):
                raise Http404
            rows = rows.filter(**{path: typed.number(asked)})
    pdf = plates(site=request.site, spots=list(rows), base=request.build_absolute_uri("/"))
    if pdf is None:
        raise Http404
    return HttpResponse(pdf, content_type="application/pdf")
