"""The register of rooms (VENU-014), one room, and what stands in it."""

from datetime import date, datetime, time, timedelta
from typing import Any

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.foundation.sites.public import Site, local, may, site_now, to_utc
from guanjia.foundation.tables.public import list_view
from guanjia.places.actions.master import remove_equipment, save_room
from guanjia.places.forms.room import RoomForm
from guanjia.places.models import Equipment, Room
from guanjia.places.permissions import CLOSER, KEEPER, keeper_page, staff_page
from guanjia.places.queries.takers import named, slots_between
from guanjia.places.queries.venues import margin_of, venue_of
from guanjia.places.rules.equipment import EquipmentKind
from guanjia.places.rules.styles import Style
from guanjia.places.rules.venue import score_venue
from guanjia.places.tables import ROOMS, rooms_of
from guanjia.ui.errors import invalid

room_list = staff_page(
    list_view(
        ROOMS,
        lambda request, **_kwargs: rooms_of(request.site),
        template="places/rooms.html",
        context=lambda request, **_kwargs: {"can_keep": can_write(request, KEEPER)},
    )
)


def can_write(request: HttpRequest, name: str) -> bool:
    """Whether the reader may write pages of that name here."""
    return may(name, request.user, request.site, write=True)


def day_of(request: HttpRequest) -> date:
    """The day asked for (?day=2026-11-21), else today on the site's calendar."""
    try:
        return date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return local(request.site, site_now(request.site)).date()


def day_span(site: Site, day: date) -> tuple[datetime, datetime]:
    """From local midnight to the next."""
    first = datetime.combine(day, time())
    return to_utc(site, first), to_utc(site, first + timedelta(days=1))


@staff_page
def room(request: HttpRequest, site_code: str, room_id: int) -> HttpResponse:
    """What the room takes, what is in it, when it is closed, who has it on the day."""
    rooms = Room.objects.select_related("indoor_reserve", "site").prefetch_related(
        "spaces__floor__building", "styles", "equipment"
    )
    found = get_object_or_404(rooms, pk=room_id, site=request.site)
    day, now = day_of(request), site_now(request.site)
    slots = slots_between(request.site, *day_span(request.site, day), room_id=found.pk)
    styles = sorted(found.styles.all(), key=lambda one: -one.capacity)
    most = styles[0].capacity if styles else 0
    context = {
        "room": found,
        "styles": [(Style(one.style).label, one.capacity) for one in styles],
        "equipment": [(one, equipment_label(one)) for one in found.equipment.all()],
        "closures": found.closures.filter(lifted_at=None, ends_at__gt=now),
        "day": day,
        "previous": day - timedelta(days=1),
        "next": day + timedelta(days=1),
        "slots": list(dict.fromkeys(named(slots))),
        "score": score_venue(venue_of(found, most), headcount=1, margin_percent=margin_of(request.site)),
        "siblings": Room.objects.filter(spaces__in=found.spaces.all()).exclude(pk=found.pk).distinct(),
        "can_keep": can_write(request, KEEPER),
        "can_close": can_write(request, CLOSER),
    }
    return render(request, "places/room.html", context)


def equipment_label(one: Equipment) -> str:
    """The English msgid of its kind."""
    return EquipmentKind(one.kind).label if one.kind in set(EquipmentKind) else one.kind


@keeper_page
def room_save(request: HttpRequest, site_code: str, room_id: int | None = None) -> HttpResponse:
    """Add or change a room."""
    found = get_object_or_404(Room, pk=room_id, site=request.site) if room_id is not None else None
    form = RoomForm(request.POST or None, instance=found, site=request.site)
    context: dict[str, Any] = {"form": form, "room": found}
    if request.method != "POST":
        return render(request, "places/room_form.html", context)
    if not form.is_valid():
        return invalid(request, "places/room_form.html", context)
    saved = save_room(
        room=form.instance,
        site=request.site,
        spaces=list(form.cleaned_data["spaces"]),
        capacities=form.capacities(),
        at=site_now(request.site),
        actor=request.user,
    )
    return redirect("places:room", site_code, saved.pk)


@keeper_page
@require_POST
def equipment_remove(request: HttpRequest, site_code: str, equipment_id: int) -> HttpResponse:
    """Take a piece out of the register."""
    found = get_object_or_404(Equipment.objects.select_related("site"), pk=equipment_id, site=request.site)
    room_id = found.room_id
    remove_equipment(equipment=found, at=site_now(request.site), actor=request.user)
    return redirect("places:room", site_code, room_id) if room_id else redirect("places:tree", site_code)


@staff_page
def codes(request: HttpRequest, site_code: str) -> HttpResponse:
    """A sheet of QR codes to hang at the doors: each leads to the page of its room."""
    rooms = Room.objects.filter(site=request.site, is_open=True)
    if wanted := request.GET.get("room", ""):
        rooms = rooms.filter(code=wanted)
    context = {"codes": [(one, qr_of(request, one)) for one in rooms], "title": _("Room codes")}
    return render(request, "places/codes.html", context)


def qr_of(request: HttpRequest, room: Room) -> str:
    """The QR code of the room's page as a data address."""
    url = request.build_absolute_uri(f"/s/{request.site.code}/places/rooms/{room.pk}/")
    return segno.make(url, error="m").svg_data_uri(scale=4, border=2)
