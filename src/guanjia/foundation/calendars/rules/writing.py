"""Writes iCalendar: feeds, invitations, updates, cancellations."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vCalAddress, vText

PRODUCT = "-//Guanjia//Guanjia//EN"
PUBLISH, REQUEST, CANCEL = "PUBLISH", "REQUEST", "CANCEL"


@dataclass(frozen=True)
class Party:
    """Somebody named in an invitation: name and e-mail."""

    name: str
    email: str


@dataclass(frozen=True)
class CalendarItem:
    """One entry of a calendar. `uid` never changes, `sequence` grows with every change that the reader must notice.

    Moments are aware. `changed_at` is when the facts last changed (DTSTAMP and LAST-MODIFIED).
    """

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    title: str
    changed_at: datetime
    place: str = ""
    text: str = ""
    url: str = ""
    cancelled: bool = False
    tentative: bool = False
    organiser: Party | None = None
    guests: tuple[Party, ...] = ()
    categories: tuple[str, ...] = field(default=())


def feed(items: Iterable[CalendarItem], *, name: str, zone: str, refresh: timedelta = timedelta(minutes=15)) -> bytes:
    """A calendar to subscribe to. Times are written in the site's zone, which is described in the file."""
    calendar = _calendar(PUBLISH)
    calendar.add("x-wr-calname", _line(name))
    calendar.add("name", _line(name))
    calendar.add("x-wr-timezone", zone)
    calendar.add("refresh-interval", refresh, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", refresh)
    listed = list(items)
    _add_zone(calendar, zone, listed)
    for item in listed:
        calendar.add_component(_event(item, ZoneInfo(zone), invitation=False))
    return bytes(calendar.to_ical())


def invitation(item: CalendarItem, *, zone: str) -> bytes:
    """One entry as an invitation to its guests (METHOD:REQUEST), or its withdrawal (METHOD:CANCEL) once cancelled."""
    calendar = _calendar(CANCEL if item.cancelled else REQUEST)
    _add_zone(calendar, zone, [item])
    calendar.add_component(_event(item, ZoneInfo(zone), invitation=True))
    return bytes(calendar.to_ical())


def uid_of(kind: str, id: int, site_code: str, host: str = "guanjia") -> str:
    """The uid of a subject: the same for ever, whatever its title, time or room becomes."""
    return f"{kind}-{id}@{site_code}.{host}"


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    return calendar


def _add_zone(calendar: Calendar, zone: str, items: list[CalendarItem]) -> None:
    if zone == "UTC" or not items:
        return
    first = min(item.starts_at for item in items).astimezone(ZoneInfo(zone)).date()
    last = max(item.ends_at for item in items).astimezone(ZoneInfo(zone)).date()
    calendar.add_component(Timezone.from_tzinfo(ZoneInfo(zone), first_date=first, last_date=last + timedelta(days=366)))


def _event(item: CalendarItem, zone: ZoneInfo, *, invitation: bool) -> Event:
    event = Event()
    event.add("uid", item.uid)
    event.add("sequence", item.sequence)
    event.add("dtstamp", item.changed_at.astimezone(UTC))
    event.add("last-modified", item.changed_at.astimezone(UTC))
    event.add("dtstart", item.starts_at.astimezone(zone))
    event.add("dtend", item.ends_at.astimezone(zone))
    event.add("summary", item.title)
    event.add("status", "CANCELLED" if item.cancelled else "TENTATIVE" if item.tentative else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if item.cancelled else "OPAQUE")
    for name, value in (("location", item.place), ("description", item.text), ("url", _line(item.url))):
        if value:
            event.add(name, value)
    if item.categories:
        event.add("categories", list(item.categories))
    if item.organiser is not None:
        event.add("organizer", _address(item.organiser))
    for guest in item.guests if invitation else ():
        address = _address(guest)
        address.params["RSVP"] = vText("TRUE")
        address.params["PARTSTAT"] = vText("NEEDS-ACTION")
        event.add("attendee", address, encode=False)
    return event


def _address(party: Party) -> vCalAddress:
    address = vCalAddress(f"mailto:{_line(party.email)}")
    address.params["CN"] = vText(_line(party.name).replace('"', "'"))
    return address


def _line(text: str) -> str:
    return " ".join(text.split())
