"""A copy of an event in a site of its own, so that past and imported events can be played and a second run repeats."""

from datetime import datetime, time, timedelta

from django.db import transaction

from guanjia.conference.actions.arrange import arrange_blocks
from guanjia.conference.actions.site import watch_site
from guanjia.conference.models import Event, Session
from guanjia.conference.rules.states import EventState, SessionState
from guanjia.foundation.sites.public import Site, local, to_utc
from guanjia.foundation.subjects.public import changed
from guanjia.places.public import Building, Floor, Room, RoomStyle, Space

EVENING = time(18)


class NothingToPlay(Exception):
    """The event has no sitting with room and time."""


def rehearsal_site(event: Event, seed: int) -> Site:
    """A new site beside the event's, whose clock stands at 18:00 on the evening before the first sitting."""
    placed = Session.objects.filter(event=event, room__isnull=False, starts_at__isnull=False)
    first = placed.exclude(state=SessionState.CANCELLED).order_by("starts_at").first()
    if first is None or first.starts_at is None:
        raise NothingToPlay(event.ref)
    eve = local(event.site, first.starts_at).date() - timedelta(days=1)
    return site_beside(event.site, seed, to_utc(event.site, datetime.combine(eve, EVENING)))


def site_beside(site: Site, seed: int, held_at: datetime) -> Site:
    """A new site for a rehearsal, with the settings of `site`, whose clock stands at `held_at`."""
    number = Site.objects.filter(rehearsal_of=site).count() + 1
    return Site.objects.create(
        company=site.company,
        code=f"{site.code[:24]}-r{number}",
        name=f"{site.name} R{number}",
        zone=site.zone,
        settings=site.settings | {"rehearsal_seed": seed},
        rehearsal_of=site,
        held_at=held_at,
    )


@transaction.atomic
def copy_event(event: Event, site: Site, at: datetime) -> Event:
    """The event with its rooms and sittings at `site`, arranged as an import is: a taken room parts nobody else."""
    rooms = _copy_rooms(event, site)
    copy = Event.objects.get(pk=event.pk)
    copy.pk, copy.site, copy.coordinator, copy.external_key = None, site, None, ""
    copy.state, copy.rev, copy.starts_at, copy.ends_at, copy.ended_at = EventState.PREPARATION, 1, None, None, None
    copy.created_at = at
    copy.save(force_insert=True)
    sittings = Session.objects.filter(event=event).exclude(state=SessionState.CANCELLED).order_by("pk")
    Session.objects.bulk_create(
        [
            Session(
                site=site,
                event=copy,
                room=rooms.get(sitting.room_id or 0),
                starts_at=sitting.starts_at,
                ends_at=sitting.ends_at,
                title=sitting.title,
                track=sitting.track,
                external_id=sitting.external_id,
            )
            for sitting in sittings
        ],
        batch_size=500,
    )
    changed("conference.event", [copy.pk], site=site, at=at)
    watch_site(site=site, at=at)
    arrange_blocks(event=copy, actor=None, at=at, strict=False)
    return copy


def _copy_rooms(event: Event, site: Site) -> dict[int, Room]:
    """Copies of the rooms that the event uses, with spaces, floors and styles, by the id of the original."""
    ids = Session.objects.filter(event=event, room__isnull=False).values_list("room_id", flat=True)
    spaces: dict[int, Space] = {}
    copies = {}
    used = Room.objects.filter(pk__in=set(ids)).prefetch_related("spaces__floor__building", "styles")
    for room in used.order_by("pk"):
        parts = list(room.spaces.all())
        for space in parts:
            if space.pk not in spaces:
                spaces[space.pk] = _copy_space(space, site)
        styles = list(room.styles.all())
        original = room.pk
        room.pk, room.site, room.indoor_reserve, room.is_open, room.fire_ok = None, site, None, True, True
        room.save(force_insert=True)
        room.spaces.set([spaces[space.pk] for space in parts])
        RoomStyle.objects.bulk_create(RoomStyle(room=room, style=s.style, capacity=s.capacity) for s in styles)
        copies[original] = room
    return copies


def _copy_space(space: Space, site: Site) -> Space:
    floor = None
    if space.floor is not None:
        house, _made = Building.objects.get_or_create(
            site=site, code=space.floor.building.code, defaults={"name": space.floor.building.name}
        )
        floor, _made = Floor.objects.get_or_create(
            building=house, section=None, level=space.floor.level, defaults={"name": space.floor.name}
        )
    return Space.objects.create(site=site, code=space.code, name=space.name, area_m2=space.area_m2, floor=floor)
