"""Rooms: which have an outline, what each takes, how it may be set up."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.layouts.actions.drawing import drafted, draw_layout, take_capacity
from guanjia.layouts.actions.outlines import count_styles, save_outline
from guanjia.layouts.forms.layout import DrawForm
from guanjia.layouts.forms.outline import OutlineForm, initial_of
from guanjia.layouts.models import Layout, OutlineSource, RoomOutline
from guanjia.layouts.permissions import can_draw, can_see_layouts
from guanjia.layouts.queries.drawing import drawing_of, told
from guanjia.layouts.queries.layouts import meetings_ahead, room_lines, style_lines
from guanjia.layouts.rules.plan import furniture
from guanjia.layouts.rules.refusals import LayoutRefused, StaleLayout
from guanjia.people.public import require_page
from guanjia.places.public import Room, Style
from guanjia.ui.errors import conflict, invalid


@require_page(can_see_layouts)
def room_list(request: HttpRequest, site_code: str) -> HttpResponse:
    """Meetings ahead with their layouts, the ones without first seen; rooms with and without an outline."""
    context = {
        "meetings": meetings_ahead(request.site, site_now(request.site)),
        "rooms": room_lines(request.site),
        "can_draw": can_draw(request.user, request.site),
    }
    return render(request, "layouts/rooms.html", context)


@require_page(can_see_layouts)
def room_page(request: HttpRequest, site_code: str, room_id: int) -> HttpResponse:
    """One room: drawn in a style that is asked for, or empty; its templates and what each style takes at most."""
    room = get_object_or_404(Room, pk=room_id, site=request.site)
    outline = RoomOutline.objects.filter(room=room).select_related("site").first()
    asked = request.POST if request.method == "POST" else request.GET
    form = DrawForm(asked if "style" in asked else None)
    context = _room_context(request, room, outline, form)
    if outline is not None and form.is_bound and form.is_valid():
        try:
            made = drafted(outline, form.cleaned_data["style"], form.wish())
        except LayoutRefused as refused:
            form.add_error("people", refused.message)
        else:
            context |= {
                "drawing": drawing_of(outline.hall, made.plan, made.findings),
                "findings": told(made.findings, request.LANGUAGE_CODE),
                "furniture": [(kind.label, size, many) for kind, size, many in furniture(made.plan)],
                "preview": made.plan,
                "style_label": Style(made.plan.style).label,
            }
    return render(request, "layouts/room.html", context, status=422 if form.errors else 200)


def _room_context(request: HttpRequest, room: Room, outline: RoomOutline | None, form: DrawForm) -> dict[str, Any]:
    return {
        "room": room,
        "outline": outline,
        "form": form,
        "drawing": drawing_of(outline.hall) if outline else None,
        "templates": Layout.objects.filter(room=room, event=None),
        "styles": style_lines(outline) if outline else [],
        "can_draw": can_draw(request.user, request.site),
    }


@require_POST
@require_page(can_draw)
def draw(request: HttpRequest, site_code: str, room_id: int) -> HttpResponse:
    """Store a template of the room."""
    room = get_object_or_404(Room, pk=room_id, site=request.site)
    outline = get_object_or_404(RoomOutline.objects.select_related("site"), room=room)
    form = DrawForm(request.POST)
    if form.is_valid():
        try:
            layout = draw_layout(
                outline=outline,
                style=form.cleaned_data["style"],
                wish=form.wish(),
                name=form.cleaned_data["name"],
                actor=request.user,
                at=site_now(request.site),
            )
            return redirect("layouts:layout", site_code, layout.pk)
        except LayoutRefused as refused:
            form.add_error("people", refused.message)
        except SecretRefused as secret:
            form.add_error("name", str(secret))
    return invalid(request, "layouts/room.html", _room_context(request, room, outline, form))


@require_page(can_draw)
def outline_page(request: HttpRequest, site_code: str, room_id: int) -> HttpResponse:
    """Type the outline in, or take over what was read from a building model; a stale save gets 409."""
    room = get_object_or_404(Room.objects.select_related("site"), pk=room_id, site=request.site)
    known = RoomOutline.objects.filter(room=room).select_related("saved_by").first()
    if request.method != "POST":
        form = OutlineForm(initial=initial_of(known.hall, known.rev) if known else None)
        return render(request, "layouts/outline.html", _outline_context(room, known, form))
    if "prefill" in request.POST:
        form = OutlineForm(
            initial={key: value for key, value in request.POST.items() if key in OutlineForm.base_fields}
        )
        return render(request, "layouts/outline.html", _outline_context(room, known, form))
    form = OutlineForm(request.POST)
    if not form.is_valid():
        return invalid(request, "layouts/outline.html", _outline_context(room, known, form))
    name = form.cleaned_data["source_name"]
    try:
        save_outline(
            room=room,
            hall=form.cleaned_data["hall"],
            rev=form.cleaned_data["rev"] or 0,
            actor=request.user,
            at=site_now(request.site),
            source=OutlineSource.IFC if name else OutlineSource.HAND,
            source_name=name,
        )
    except LayoutRefused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        return invalid(request, "layouts/outline.html", _outline_context(room, known, form))
    except SecretRefused as secret:
        form.add_error(None, str(secret))
        return invalid(request, "layouts/outline.html", _outline_context(room, known, form))
    except StaleLayout:
        now = RoomOutline.objects.select_related("saved_by").get(room=room)
        return conflict(request, form, initial_of(now.hall, now.rev), rev=now.rev, other=str(now.saved_by or ""))
    return redirect("layouts:room", site_code, room.pk)


def _outline_context(room: Room, known: RoomOutline | None, form: OutlineForm) -> dict[str, Any]:
    return {"room": room, "outline": known, "form": form, "drawing": drawing_of(known.hall) if known else None}


@require_POST
@require_page(can_draw)
def count(request: HttpRequest, site_code: str, room_id: int) -> HttpResponse:
    """Count the most people of every style for this outline."""
    outline = get_object_or_404(RoomOutline, room_id=room_id, site=request.site)
    count_styles(outline=outline)
    return redirect("layouts:room", site_code, room_id)


@require_POST
@require_page(can_draw)
def capacity(request: HttpRequest, site_code: str, room_id: int, style: str) -> HttpResponse:
    """Take the counted number over into the register of rooms."""
    outline = get_object_or_404(RoomOutline.objects.select_related("site"), room_id=room_id, site=request.site)
    try:
        most = take_capacity(outline=outline, style=style, actor=request.user, at=site_now(request.site))
        messages.success(request, _("The register now says %(most)s people.") % {"most": most})
    except LayoutRefused as refused:
        messages.error(request, refused.message)
    return redirect("layouts:room", site_code, room_id)
