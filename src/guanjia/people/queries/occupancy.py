"""Who belongs to a unit on a day, and to which units somebody belongs."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from guanjia.foundation.persons.public import Person
from guanjia.foundation.sites.public import Site, local
from guanjia.people.models import Occupancy
from guanjia.people.rules.occupancy import HOSTS, OWNERS, Relation

ORDER = {relation: place for place, relation in enumerate(Relation)}


@dataclass(frozen=True, slots=True)
class Household:
    """Those who belong to a unit on a day, the first contact first. `contact` None: nobody belongs to it."""

    unit_id: int
    rows: tuple[Occupancy, ...] = ()

    @property
    def contact(self) -> Occupancy | None:
        """Whom the desk rings first: the one marked so, else whoever lives there, lessees before owners."""
        living = sorted((row for row in self.rows if row.lives_here), key=_nearness)
        return next((row for row in self.rows if row.is_contact), None) or next(iter([*living, *self.rows]), None)

    @property
    def owners(self) -> tuple[Occupancy, ...]:
        """Owner and co-owners."""
        return tuple(row for row in self.rows if row.relation_enum in OWNERS)

    @property
    def hosts(self) -> tuple[Occupancy, ...]:
        """Who may receive visitors, collect parcels, ask for a card."""
        return tuple(row for row in self.rows if row.relation_enum in HOSTS)

    @property
    def is_empty(self) -> bool:
        """Nobody lives there, whoever owns it."""
        return not any(row.lives_here and row.relation_enum in HOSTS for row in self.rows)


def local_day(site: Site, at: datetime) -> date:
    """The day that it is at the site: the `on` of everything here."""
    return local(site, at).date()


def occupants_of(unit_id: int, on: date) -> list[Occupancy]:
    """Who belongs to the unit on the day: the contact first, then by relation; with their persons, one query."""
    return list(household(unit_id, on).rows)


def household(unit_id: int, on: date) -> Household:
    """The household of one unit; one query."""
    return households([unit_id], on)[unit_id]


def households(unit_ids: Collection[int], on: date) -> dict[int, Household]:
    """The households of many units by unit id, empty ones too; one query."""
    found: dict[int, list[Occupancy]] = {pk: [] for pk in unit_ids}
    rows = Occupancy.objects.current(on).filter(unit_id__in=list(unit_ids)).select_related("person", "unit")
    for row in rows:
        found[row.unit_id].append(row)
    return {pk: Household(pk, tuple(sorted(rows, key=_place))) for pk, rows in found.items()}


def former_of(unit_id: int, on: date) -> list[Occupancy]:
    """Who belonged to it before or will later; the latest first."""
    rows = Occupancy.objects.filter(unit_id=unit_id).filter(Q(until__lte=on) | Q(since__gt=on))
    return list(rows.select_related("person").order_by("-until", "-pk"))


def units_of(person_id: int, on: date, *, site: Site | None = None) -> list[Occupancy]:
    """The units that somebody belongs to on the day, of one site or of all; with their units, one query."""
    return belongings([person_id], on, site=site)[person_id]


def belongings(person_ids: Collection[int], on: date, *, site: Site | None = None) -> dict[int, list[Occupancy]]:
    """units_of for many persons by person id; one query."""
    found: dict[int, list[Occupancy]] = {pk: [] for pk in person_ids}
    rows = Occupancy.objects.current(on).filter(person_id__in=list(person_ids)).select_related("unit", "person")
    for row in rows if site is None else rows.filter(site=site):
        found[row.person_id].append(row)
    return {pk: sorted(rows, key=_place) for pk, rows in found.items()}


def hosts_of(unit_id: int, on: date) -> list[Person]:
    """Who may receive visitors there, collect parcels, ask for cards, on the day; each once, the contact first."""
    return _persons(household(unit_id, on).hosts)


def is_host(person_id: int, unit_id: int, on: date) -> bool:
    """Whether this person may receive somebody at this unit on this day. Ask at the moment it matters, not before:
    a visitor approved by somebody who has moved out is not let in."""
    rows = Occupancy.objects.current(on).filter(unit_id=unit_id, person_id=person_id, relation__in=HOSTS)
    return rows.exists()


def _persons(rows: Iterable[Occupancy]) -> list[Person]:
    return list({row.person_id: row.person for row in rows}.values())


def _place(row: Occupancy) -> tuple[bool, int, int]:
    return (not row.is_contact, ORDER[row.relation_enum], row.pk)


def _nearness(row: Occupancy) -> tuple[bool, int, int]:
    return (row.relation_enum is not Relation.LESSEE, ORDER[row.relation_enum], row.pk)
