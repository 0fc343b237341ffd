"""The layouts of an event as its client sees them from the link of an answer: look, walk, comment. No account."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from guanjia.conference.public import ClientLink, Refused, link_by_token, refuse_spent
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import Site, site_now
from guanjia.layouts.actions.commenting import comment_layout
from guanjia.layouts.forms.layout import CommentForm
from guanjia.layouts.models import Layout
from guanjia.layouts.queries.drawing import drawing_of
from guanjia.layouts.queries.layouts import furniture_of, shown_to_client
from guanjia.layouts.queries.walking import scene_of
from guanjia.layouts.rules.refusals import LayoutRefused
from guanjia.layouts.views.layouts import spots_of
from guanjia.people.public import public_page
from guanjia.places.public import Style


class Spent(Exception):
    """The link opens nothing any more; it holds the answer to give."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__()
        self.response = response


def _opened(request: HttpRequest, token: str) -> tuple[ClientLink, Site]:
    """The link and its site. A forged one is told 404, a used, replaced or expired one 410."""
    link = link_by_token(token)
    if link is None:
        raise Spent(render(request, "portal/link_unknown.html", status=404))
    site = link.event.site
    try:
        refuse_spent(link, site_now(site))
    except Refused as refused:
        context = {"site": site, "phone": site.settings.get("phone", ""), "reason": refused.message}
        raise Spent(render(request, "portal/link_spent.html", context, status=410)) from refused
    return link, site


def _private(response: HttpResponse) -> HttpResponse:
    """The address holds the token and must not travel to another host."""
    response["Referrer-Policy"] = "same-origin"
    return response


@never_cache
@public_page
def twin(request: HttpRequest, token: str, layout_id: int | None = None) -> HttpResponse:
    """One proposal drawn, the others a press away; a comment is kept with the spot it points at (DIGI-010)."""
    try:
        link, site = _opened(request, token)
    except Spent as spent:
        return _private(spent.response)
    layouts = shown_to_client(link)
    layout = next(
        (each for each in layouts if each.pk == layout_id), layouts[0] if layouts and layout_id is None else None
    )
    if layout is None:
        return _private(render(request, "layouts/twin_none.html", {"site": site, "token": token}, status=404))
    form = CommentForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _say(layout, form, site):
        return _private(redirect("layout_twin_of", token, layout.pk))
    context = _context(link, site, layouts, layout, form, token)
    return _private(render(request, "layouts/twin.html", context, status=422 if form.errors else 200))


def _say(layout: Layout, form: CommentForm, site: Site) -> bool:
    data = form.cleaned_data
    try:
        comment_layout(
            layout=layout, text=data["text"], name=data["name"], actor=None, at=site_now(site), spot=form.spot()
        )
    except LayoutRefused as refused:
        form.add_error(refused.field, refused.message)
        return False
    except SecretRefused as secret:
        form.add_error("text", str(secret))
        return False
    return True


def _context(
    link: ClientLink, site: Site, layouts: list[Layout], layout: Layout, form: CommentForm, token: str
) -> dict[str, Any]:
    comments = [each for each in layout.comments.all() if each.author_id is None]
    return {
        "site": site,
        "phone": site.settings.get("phone", ""),
        "event": link.event,
        "layouts": layouts,
        "layout": layout,
        "style_label": Style(layout.style).label,
        "drawing": drawing_of(layout.room_hall, layout.drawn),
        "furniture": furniture_of(layout),
        "comments": comments,
        "spots": spots_of(comments),
        "form": form,
        "token": token,
    }


@never_cache
@public_page
def twin_walk(request: HttpRequest, token: str, layout_id: int) -> HttpResponse:
    """The same room to walk through."""
    try:
        link, site = _opened(request, token)
    except Spent as spent:
        return _private(spent.response)
    wanted = [each.pk for each in shown_to_client(link)]
    layout = get_object_or_404(Layout.objects.filter(pk__in=wanted).select_related("site", "room"), pk=layout_id)
    context = {
        "site": site,
        "layout": layout,
        "token": token,
        "scene": scene_of(layout),
        "drawing": drawing_of(layout.room_hall, layout.drawn),
    }
    return _private(render(request, "layouts/twin_walk.html", context))
