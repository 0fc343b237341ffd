"""Sites, rooms and which of them are free."""

from collections.abc import Iterable
from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from pydantic import BaseModel, Field

from guanjia.api.entering import enter
from guanjia.api.schemas import REFUSALS, Id, Limit, Moment, Offset, Page, SiteCode
from guanjia.api.scopes import Scope
from guanjia.foundation.sites.public import Site
from guanjia.people.public import has_role
from guanjia.places.public import EquipmentKind, Room, Style
from guanjia.places.public import free_rooms as find_free_rooms

router = Router(tags=["places"])


class SiteOut(BaseModel):
    """A site that the token opens."""

    code: str
    name: str
    zone: str


class Seats(BaseModel):
    """How many people fit when the room is set up so."""

    style: str
    capacity: int


class Piece(BaseModel):
    """Fixed equipment."""

    kind: str
    name: str
    count: int


class RoomOut(BaseModel):
    """A bookable room."""

    id: int
    code: str
    name: str
    building: str
    floor: str
    is_open: bool
    outdoor: bool
    setup_minutes: int
    cleardown_minutes: int
    styles: list[Seats]
    equipment: list[Piece]


class FreeRoomOut(BaseModel):
    """A room that can be had; `movable` equipment has to be carried in."""

    room_id: int
    code: str
    name: str
    style: str
    capacity: int
    movable: list[str]


@router.get("/sites", response={200: list[SiteOut], **REFUSALS}, operation_id="list_sites")
def list_sites(request: HttpRequest) -> Any:
    """The sites of the token at which its user still has a role."""
    token = request.auth  # type: ignore[attr-defined]
    return [
        _site(site) for site in token.sites.select_related("company").order_by("code") if has_role(token.user, site)
    ]


def _site(site: Site) -> SiteOut:
    return SiteOut(code=site.code, name=site.name, zone=site.zone)


@router.get("/sites/{site}/rooms", response={200: Page[RoomOut], **REFUSALS}, operation_id="list_rooms")
def list_rooms(request: HttpRequest, site: SiteCode, limit: Limit = 50, offset: Offset = 0) -> Any:
    """All rooms by code, with seats and fixed equipment. Five queries for any number of rooms."""
    rows = Room.objects.filter(site=enter(request, site, Scope.PLACES_READ))
    return Page(items=_rooms(rows[offset : offset + limit]), count=rows.count(), limit=limit, offset=offset)


@router.get("/sites/{site}/rooms/{id}", response={200: RoomOut, **REFUSALS}, operation_id="get_room")
def get_room(request: HttpRequest, site: SiteCode, id: Id) -> Any:
    """One room."""
    rows = Room.objects.filter(site=enter(request, site, Scope.PLACES_READ), pk=id)
    get_object_or_404(rows)
    return _rooms(rows)[0]


def _rooms(rows: Any) -> list[RoomOut]:
    return [_room(room) for room in rows.prefetch_related("styles", "equipment", "spaces__floor__building")]


def _room(room: Room) -> RoomOut:
    floors = [space.floor for space in room.spaces.all() if space.floor is not None]
    return RoomOut(
        id=room.pk,
        code=room.code,
        name=room.name,
        building=_joined(floor.building.name for floor in floors),
        floor=_joined(floor.name for floor in floors),
        is_open=room.is_open,
        outdoor=room.outdoor,
        setup_minutes=room.setup_minutes,
        cleardown_minutes=room.cleardown_minutes,
        styles=[Seats(style=each.style, capacity=each.capacity) for each in room.styles.all()],
        equipment=[Piece(kind=each.kind, name=each.name, count=each.count) for each in room.equipment.all()],
    )


def _joined(names: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(names))


@router.get("/sites/{site}/free-rooms", response={200: list[FreeRoomOut], **REFUSALS}, operation_id="list_free_rooms")
def list_free_rooms(
    request: HttpRequest,
    site: SiteCode,
    starts_at: Moment,
    ends_at: Moment,
    headcount: Annotated[int, Field(ge=0, le=100_000)] = 0,
    style: Style | None = None,
    equipment: Annotated[list[EquipmentKind], Query(max_length=20)] = [],  # noqa: B006 - ninja reads the default
) -> Any:
    """Rooms free for so many people at that time with that equipment, the smallest that fits first. One query."""
    here = enter(request, site, Scope.PLACES_READ)
    found = find_free_rooms(
        here, starts_at, ends_at, headcount, style.value if style else None, [str(e.value) for e in equipment]
    )
    return [
        FreeRoomOut(
            room_id=each.room_id,
            code=each.code,
            name=each.name,
            style=each.style,
            capacity=each.capacity,
            movable=list(each.movable),
        )
        for each in found
    ]
