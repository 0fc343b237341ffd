"""One layout: drawn, moved by hand, judged, chosen, printed, walked through, talked about."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from guanjia.foundation.documents.public import render_pdf
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.layouts.actions.commenting import comment_layout, settle_comment
from guanjia.layouts.actions.drawing import LAYOUT, change_layout, choose_layout, drop_layout
from guanjia.layouts.forms.layout import CommentForm, EditForm
from guanjia.layouts.models import Layout, LayoutComment
from guanjia.layouts.permissions import can_draw, can_see_layouts
from guanjia.layouts.queries.drawing import drawing_of, told
from guanjia.layouts.queries.halls import wheelchairs_asked
from guanjia.layouts.queries.layouts import findings_of, furniture_of
from guanjia.layouts.queries.papers import crew_plan
from guanjia.layouts.queries.walking import scene_of
from guanjia.layouts.rules.editing import BadEdit, edited
from guanjia.layouts.rules.fire import judge
from guanjia.layouts.rules.refusals import LayoutRefused, StaleLayout
from guanjia.people.public import require_page
from guanjia.places.public import Style


def found(request: HttpRequest, layout_id: int) -> Layout:
    """The layout of this site, or 404."""
    wanted = Layout.objects.select_related("site", "room", "event", "block", "saved_by")
    return get_object_or_404(wanted, pk=layout_id, site=request.site)


@require_page(can_see_layouts)
def layout_page(request: HttpRequest, site_code: str, layout_id: int) -> HttpResponse:
    """The plan with what is measured; whoever may draw moves seats on it."""
    layout = found(request, layout_id)
    form = EditForm(initial={"name": layout.name, "rev": layout.rev})
    return render(request, "layouts/layout.html", context_of(request, layout, form))


def context_of(request: HttpRequest, layout: Layout, form: EditForm) -> dict[str, Any]:
    """What the page of a layout shows."""
    hall, plan = layout.room_hall, layout.drawn
    findings = findings_of(layout)
    comments = list(layout.comments.all())
    return {
        "layout": layout,
        "style_label": Style(layout.style).label,
        "drawing": drawing_of(hall, plan, findings),
        "findings": told(findings, request.LANGUAGE_CODE),
        "furniture": furniture_of(layout),
        "form": form,
        "comments": comments,
        "spots": spots_of(comments),
        "comment_form": CommentForm(initial={"name": str(request.user)}),
        "history": timeline((LAYOUT, layout.pk)),
        "can_draw": can_draw(request.user, request.site),
    }


def spots_of(comments: list[LayoutComment]) -> list[tuple[int, float, float]]:
    """Where open comments point on the plan, by their number in the list."""
    return [
        (number, each.x, each.y)
        for number, each in enumerate(comments, 1)
        if each.settled_at is None and each.x is not None and each.y is not None
    ]


@require_POST
@require_page(can_draw)
def save(request: HttpRequest, site_code: str, layout_id: int) -> HttpResponse:
    """Save what was moved. 422 shows what it would break and keeps it; 409 shows both plans side by side."""
    layout = found(request, layout_id)
    form = EditForm(request.POST)
    if not form.is_valid():
        return render(request, "layouts/layout.html", context_of(request, layout, form), status=422)
    data = form.cleaned_data
    try:
        saved = change_layout(
            layout_id=layout.pk,
            rev=data["rev"],
            edit=data["edit"],
            name=data["name"],
            actor=request.user,
            at=site_now(request.site),
        )
    except StaleLayout:
        return _stale(request, layout, data)
    except SecretRefused as secret:
        form.add_error("name", str(secret))
    except LayoutRefused as refused:
        form.add_error(None, refused.message)
    else:
        return redirect("layouts:layout", site_code, saved.pk)
    context = context_of(request, layout, form)
    context |= _as_edited(request, layout, data["edit"])
    return render(request, "layouts/layout.html", context, status=422)


def _as_edited(request: HttpRequest, layout: Layout, edit: dict[str, Any]) -> dict[str, Any]:
    """The plan as the writer wants it, with what it breaks marked."""
    try:
        plan = edited(layout.room_hall, layout.drawn, edit)
    except BadEdit:
        return {"kept": json.dumps(edit)}
    findings = judge(layout.room_hall, plan, wheelchairs_asked(layout.event_id))
    return {
        "drawing": drawing_of(layout.room_hall, plan, findings),
        "findings": told(findings, request.LANGUAGE_CODE),
        "kept": json.dumps(edit),
    }


def _stale(request: HttpRequest, layout: Layout, data: dict[str, Any]) -> HttpResponse:
    mine = _as_edited(request, layout, data["edit"])
    context = {
        "layout": layout,
        "theirs": drawing_of(layout.room_hall, layout.drawn, findings_of(layout)),
        "mine": mine.get("drawing"),
        "edit": mine["kept"],
        "name": data["name"],
    }
    return render(request, "layouts/stale.html", context, status=409)


@require_POST
@require_page(can_draw)
def act(request: HttpRequest, site_code: str, layout_id: int, verb: str) -> HttpResponse:
    """Choose the layout, or drop it."""
    layout, now = found(request, layout_id), site_now(request.site)
    try:
        if verb == "choose":
            choose_layout(layout_id=layout.pk, actor=request.user, at=now)
        else:
            drop_layout(layout_id=layout.pk, actor=request.user, at=now)
            return to_owner(layout, site_code)
    except LayoutRefused as refused:
        messages.error(request, refused.message)
    return redirect("layouts:layout", site_code, layout.pk)


def to_owner(layout: Layout, site_code: str) -> HttpResponse:
    """Back to the event's layouts, or to the room's."""
    if layout.event_id is not None:
        return redirect("layouts:event", site_code, layout.event_id)
    return redirect("layouts:room", site_code, layout.room_id)


@require_POST
@require_page(can_see_layouts)
def comment(request: HttpRequest, site_code: str, layout_id: int) -> HttpResponse:
    """Say something about the layout, at a spot or about the whole."""
    layout = found(request, layout_id)
    form = CommentForm(request.POST)
    if form.is_valid():
        try:
            comment_layout(
                layout=layout,
                text=form.cleaned_data["text"],
                name=form.cleaned_data["name"],
                actor=request.user,
                at=site_now(request.site),
                spot=form.spot(),
            )
            return redirect("layouts:layout", site_code, layout.pk)
        except LayoutRefused as refused:
            form.add_error(refused.field, refused.message)
        except SecretRefused as secret:
            form.add_error("text", str(secret))
    edit = EditForm(initial={"name": layout.name, "rev": layout.rev})
    context = context_of(request, layout, edit) | {"comment_form": form}
    return render(request, "layouts/layout.html", context, status=422)


@require_POST
@require_page(can_draw)
def settle(request: HttpRequest, site_code: str, layout_id: int, comment_id: int) -> HttpResponse:
    """The comment was seen to."""
    layout = found(request, layout_id)
    get_object_or_404(LayoutComment, pk=comment_id, layout=layout)
    settle_comment(comment_id=comment_id, actor=request.user, at=site_now(request.site))
    return redirect("layouts:layout", site_code, layout.pk)


@require_page(can_see_layouts)
def paper(request: HttpRequest, site_code: str, layout_id: int) -> HttpResponse:
    """The plan with the furniture count for the crew, as PDF."""
    layout = found(request, layout_id)
    pdf = render_pdf("layouts/plan.typ", crew_plan(layout))
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="layout-{layout.pk}-{layout.rev}.pdf"'
    return response


@require_page(can_see_layouts)
def walk(request: HttpRequest, site_code: str, layout_id: int) -> HttpResponse:
    """The room to walk through; the flat plan stands below it and stays where the machine is too slow."""
    layout = found(request, layout_id)
    context = {"layout": layout, "scene": scene_of(layout), "drawing": drawing_of(layout.room_hall, layout.drawn)}
    return render(request, "layouts/walk.html", context)
