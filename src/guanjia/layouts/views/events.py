"""The layouts of an event: proposals beside each other, one chosen for the crew."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _

from guanjia.conference.public import Block, Event
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.kernel import typed
from guanjia.layouts.actions.drawing import draw_layout
from guanjia.layouts.forms.layout import DrawForm
from guanjia.layouts.models import Layout, RoomOutline
from guanjia.layouts.permissions import can_draw, can_see_layouts
from guanjia.layouts.queries.drawing import drawing_of, told
from guanjia.layouts.queries.halls import wheelchairs_asked
from guanjia.layouts.queries.layouts import compared, findings_of, furniture_of, layout_of_block, rooms_of
from guanjia.layouts.rules.refusals import LayoutRefused
from guanjia.people.public import require_page
from guanjia.places.public import Room, Style

NO_OUTLINE = _("Choose a room that has an outline.")


@require_page(can_see_layouts)
def event_page(request: HttpRequest, site_code: str, event_id: int) -> HttpResponse:
    """All layouts of the event by room; drawing a new one is a form on the same page (POST: who may draw)."""
    event = get_object_or_404(Event, pk=event_id, site=request.site)
    rooms = rooms_of(event)
    form = DrawForm(request.POST or None, initial=_first(event))
    if request.method == "POST":
        if not can_draw(request.user, request.site):
            return render(request, "layouts/event.html", _context(request, event, rooms, form), status=403)
        if (answer := _draw(request, event, rooms, form)) is not None:
            return answer
        return render(request, "layouts/event.html", _context(request, event, rooms, form), status=422)
    return render(request, "layouts/event.html", _context(request, event, rooms, form))


def _first(event: Event) -> dict[str, Any]:
    block = event.blocks.order_by("starts_at").first()
    style = block.style if block and block.style in set(Style) else Style.THEATRE.value
    return {"style": style, "people": event.expected_count or None, "lectern": True}


def _draw(request: HttpRequest, event: Event, rooms: list[Room], form: DrawForm) -> HttpResponse | None:
    if not form.is_valid():
        return None
    place = request.POST.get("place", "")
    room_id, _mark, block_id = place.partition("-")
    block = event.blocks.filter(pk=typed.number(block_id)).first()
    room = next((each for each in rooms if str(each.pk) == room_id), None)
    outline = RoomOutline.objects.filter(room=room).select_related("site").first() if room else None
    if outline is None:
        form.add_error(None, NO_OUTLINE)
        return None
    try:
        layout = draw_layout(
            outline=outline,
            style=form.cleaned_data["style"],
            wish=form.wish(wheelchairs_asked(event.pk)),
            name=form.cleaned_data["name"],
            event=event,
            block=block,
            actor=request.user,
            at=site_now(request.site),
        )
        return redirect("layouts:layout", request.site.code, layout.pk)
    except LayoutRefused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.message)
    except SecretRefused as secret:
        form.add_error("name", str(secret))
    return None


def _context(request: HttpRequest, event: Event, rooms: list[Room], form: DrawForm) -> dict[str, Any]:
    outlined = set(RoomOutline.objects.filter(room__in=rooms).values_list("room_id", flat=True))
    layouts = list(Layout.objects.filter(event=event).select_related("room", "block"))
    blocks = list(event.blocks.exclude(state="cancelled").select_related("room").order_by("starts_at"))
    places = [(f"{room.pk}-", room, None) for room in rooms if room.pk in outlined]
    places += [(f"{b.room_id}-{b.pk}", b.room, b) for b in blocks if b.room_id in outlined and len(blocks) > 1]
    return {
        "event": event,
        "form": form,
        "places": places,
        "place": request.POST.get("place", ""),
        "missing": [room for room in rooms if room.pk not in outlined],
        "rows": compared(layouts),
        "asked": wheelchairs_asked(event.pk),
        "can_draw": can_draw(request.user, request.site),
    }


@require_page(can_see_layouts)
def block_page(request: HttpRequest, site_code: str, block_id: int) -> HttpResponse:
    """From a meeting to the layout of its room, else to the layouts of its event."""
    block = get_object_or_404(Block, pk=block_id, site=request.site)
    layout = layout_of_block(block)
    if layout is not None:
        return redirect("layouts:layout", site_code, layout.pk)
    return redirect("layouts:event", site_code, block.event_id)


@require_page(can_see_layouts)
def beside(request: HttpRequest, site_code: str) -> HttpResponse:
    """Two layouts beside each other: ?one=ID&two=ID. Not of this site: 404."""
    ids = [request.GET.get(name, "") for name in ("one", "two")]
    shown = []
    for key in ids:
        wanted = Layout.objects.select_related("room", "event", "site")
        layout = get_object_or_404(wanted, pk=typed.number(key), site=request.site)
        findings = findings_of(layout)
        shown.append(
            {
                "layout": layout,
                "style": Style(layout.style).label,
                "drawing": drawing_of(layout.room_hall, layout.drawn, findings),
                "broken": [each for each in told(findings, request.LANGUAGE_CODE) if not each["ok"]],
                "furniture": furniture_of(layout),
            }
        )
    for each, row in zip(shown, compared([each["layout"] for each in shown]), strict=True):
        each["numbers"] = row
    return render(request, "layouts/beside.html", {"shown": shown})
