"""What guests of an event told: by seat, without names."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from guanjia.conference.public import Event, Guest, GuestState
from guanjia.foundation.persons.public import Person, unseal_texts
from guanjia.green.models import GuestNeeds
from guanjia.green.rules.needs import ACCESS, BY_CODE, DANGEROUS, DIETS, Need, Told, Wanting, counts, read_text, seats

PURPOSE = "green.needs"
COMES = (GuestState.INVITED, GuestState.CONFIRMED)
PLACES: Mapping[Need, str] = {
    Need.WHEELCHAIR: "wheelchair",
    Need.COMPANION: "companion",
    Need.GUIDE_DOG: "aisle",
    Need.NEAR_DOOR: "aisle",
    Need.STEP_FREE: "aisle",
}
"""Needs that ask for a place, in the codes of conference.register_place_needs."""


def line_of(told: Told) -> str:
    """What is locked: codes in their fixed order and the guest's own words."""
    return json.dumps({"needs": [need.value for need in Need if need in told.needs], "other": list(told.other)})


def _read(line: str | None) -> Told:
    if line is None:
        return Told()
    data = json.loads(line)
    return Told(frozenset(BY_CODE[code] for code in data["needs"] if code in BY_CODE), tuple(data["other"]))


def told_of(row: GuestNeeds | None, person: Person | None) -> Told:
    """What one guest told on their page; nothing for a guest without a row, or erased."""
    if row is None or person is None:
        return Told()
    return _read(unseal_texts([(person, row.sealed)], PURPOSE)[0])


def told_by_guest(event_id: int) -> dict[int, Told]:
    """What each guest who comes told: on their page, and in the columns of the guest list (typed by staff, read from a file).

    Two queries. Guests without a need have no entry.
    """
    rows = GuestNeeds.objects.filter(event=event_id, guest__state__in=COMES).select_related("guest__person")
    pairs = [(row.guest_id, row.guest.person, row.sealed) for row in rows if row.guest.person is not None]
    texts = unseal_texts([(person, sealed) for _guest, person, sealed in pairs], PURPOSE)
    found = {guest: _read(text) for (guest, _person, _sealed), text in zip(pairs, texts, strict=True)}
    listed = Guest.objects.filter(event=event_id, state__in=COMES).exclude(wishes=None).select_related("person")
    for guest in listed:
        found[guest.pk] = found.get(guest.pk, Told()) | read_text(guest.diet) | read_text(guest.needs)
    return {guest: told for guest, told in found.items() if told != Told()}


def flags_of(event_id: int) -> dict[str, bool]:
    """Whether anybody told a diet, a need in the hall, a wish to pray."""
    needs = {need for told in told_by_guest(event_id).values() for need in told.needs}
    return {
        "has_diets": bool(needs & set(DIETS)),
        "has_access": bool(needs & set(ACCESS)),
        "has_prayer": Need.PRAYER in needs,
    }


def place_needs(event_id: int) -> dict[int, frozenset[str]]:
    """Which guest needs which place, for seating: codes only, no reason. Several needs may ask for the same place."""
    found = {}
    for guest, told in told_by_guest(event_id).items():
        codes = frozenset(PLACES[need] for need in told.needs if need in PLACES)
        if codes:
            found[guest] = codes
    return found


@dataclass(frozen=True)
class NeedLine:
    """One need: how many, and where they sit ("" stands for one without a seat)."""

    need: Need
    count: int
    seats: tuple[str, ...]
    dangerous: bool

    @property
    def seated(self) -> list[str]:
        """The seats that are known."""
        return [seat for seat in self.seats if seat]

    @property
    def unseated(self) -> int:
        """How many have no seat yet."""
        return self.seats.count("")


@dataclass(frozen=True)
class NeedsPage:
    """What kitchen and crew read: counts, places, own words; never a name."""

    guests: int
    told: int
    diets: tuple[NeedLine, ...]
    access: tuple[NeedLine, ...]
    prayer: int
    other: tuple[tuple[str, str], ...]
    """(seat, own words)"""

    @property
    def plain(self) -> int:
        """Guests who eat what everybody eats: nobody of them told a diet."""
        return self.guests - self.with_diet

    with_diet: int = 0


def needs_page(event: Event) -> NeedsPage:
    """The needs of everybody who comes."""
    told = told_by_guest(event.pk)
    places = dict(Guest.objects.filter(pk__in=told).values_list("pk", "seat"))
    rows = [Wanting(places.get(guest, ""), each) for guest, each in told.items()]

    def lines(among: tuple[Need, ...]) -> tuple[NeedLine, ...]:
        return tuple(NeedLine(n, k, tuple(seats(rows, n)), n in DANGEROUS) for n, k in counts(rows, among))

    return NeedsPage(
        guests=Guest.objects.filter(event=event, state__in=COMES).count(),
        told=len(told),
        diets=lines(DIETS),
        access=lines(ACCESS),
        prayer=sum(Need.PRAYER in each.needs for each in told.values()),
        other=tuple(sorted((row.seat, line) for row in rows for line in row.told.other)),
        with_diet=sum(bool(each.needs & set(DIETS)) for each in told.values()),
    )
