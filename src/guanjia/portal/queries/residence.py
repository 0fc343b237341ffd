"""Who somebody is on the portal of a site: the homes of today, and whether older rows of their own stay readable."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from guanjia.foundation.persons.public import Person, find_by_phone
from guanjia.foundation.sites.public import Site, local
from guanjia.people.public import HOSTS, Occupancy, Relation
from guanjia.places.public import Unit
from guanjia.portal.rules.access import Tie, homes_on, keeps_history, may_log_in


@dataclass(frozen=True, slots=True)
class Residence:
    """Somebody on the portal: the person, the homes of today (none after moving out), and whether history stays open."""

    site: Site
    person: Person
    homes: tuple[Unit, ...]
    history: bool

    @property
    def unit_ids(self) -> tuple[int, ...]:
        """The homes by id."""
        return tuple(unit.pk for unit in self.homes)

    @property
    def building_ids(self) -> frozenset[int]:
        """The buildings in which the homes lie."""
        return frozenset(unit.building_id for unit in self.homes)

    def home(self, unit_id: Any) -> Unit | None:
        """The home of that id, if it is one of theirs today; without an id the only one they have."""
        if not unit_id and len(self.homes) == 1:
            return self.homes[0]
        return next((unit for unit in self.homes if str(unit.pk) == str(unit_id)), None)


def residence_of(user: Any, site: Site, at: datetime) -> Residence | None:
    """What the account is on this site's portal; None for somebody who never belonged here. Two queries."""
    person_id = getattr(user, "person_id", None)
    if person_id is None or not user.is_active:
        return None
    today = local(site, at).date()
    rows = list(Occupancy.objects.filter(site=site, person=person_id).select_related("unit__building", "person"))
    ties = _ties(rows)
    if not rows or rows[0].person.erased_at is not None or not may_log_in(ties, today):
        return None
    units = {row.unit_id: row.unit for row in rows}
    homes = tuple(units[unit_id] for unit_id in homes_on(ties, today))
    return Residence(site, rows[0].person, homes, keeps_history(ties, today))


def people_with(site: Site, phone: str, today: date) -> list[Person]:
    """The persons of the site with this phone whom a code lets in; none for a phone that nobody has."""
    found = {person.pk: person for person in find_by_phone(site, phone)}
    rows: dict[int, list[Occupancy]] = {}
    for row in Occupancy.objects.filter(site=site, person__in=found):
        rows.setdefault(row.person_id, []).append(row)
    return [person for pk, person in found.items() if may_log_in(_ties(rows.get(pk, [])), today)]


def residents_of(site: Site, today: date, building_ids: Iterable[int] = ()) -> set[int]:
    """The persons who live or own here today, in these buildings or (none named) anywhere on the site."""
    rows = Occupancy.objects.current(today).filter(site=site, relation__in=HOSTS)
    wanted = list(building_ids)
    rows = rows.filter(unit__building__in=wanted) if wanted else rows
    return set(rows.values_list("person_id", flat=True))


def _ties(rows: Iterable[Occupancy]) -> list[Tie]:
    return [Tie(row.unit_id, Relation(row.relation) in HOSTS, row.since, row.until) for row in rows]
