"""The caller card: who it is, where they belong, and what every module has of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from guanjia.foundation.persons.public import Person, masked, seen_by
from guanjia.foundation.sites.public import Site, local
from guanjia.people.public import Occupancy, Relation
from guanjia.places.public import Unit
from guanjia.ui.card import Panel, PanelRow, Whom, panels

MOST_UNITS, MOST_PEOPLE = 8, 24


@dataclass(frozen=True, slots=True)
class Belonging:
    """One relation of a person to a unit."""

    unit: Unit
    relation: Relation
    is_contact: bool


@dataclass(slots=True)
class PersonLine:
    """A person of the card with masked phones and plates."""

    person: Person
    phones: list[str] = field(default_factory=list)
    plates: list[str] = field(default_factory=list)
    belongs: list[Belonging] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Card:
    """Whom it is about first, then the rest of the household; the units."""

    lead: PersonLine | None
    others: list[PersonLine]
    units: list[Unit]

    @property
    def whom(self) -> Whom:
        """The same by id, for panels and acts."""
        people = ([self.lead] if self.lead else []) + self.others
        return Whom(tuple(line.person.pk for line in people), tuple(unit.pk for unit in self.units))

    @property
    def narrow(self) -> Whom:
        """Only whom it is about: what an act begins with."""
        return Whom((self.lead.person.pk,) if self.lead else (), tuple(unit.pk for unit in self.units[:1]))


def find_card(site: Site, *, person_id: int = 0, unit_id: int = 0, on: date) -> Card | None:
    """The card of a person or of a unit as of the local day; None for one that the site may not see. Four queries at most."""
    person = seen_by(site).filter(pk=person_id).first() if person_id else None
    if person_id and person is None:
        return None
    units = _units(site, person, unit_id, on)
    if person is None and not units:
        return None
    rows = Occupancy.objects.current(on).filter(site=site, unit__in=[unit.pk for unit in units]) if units else ()
    lines: dict[int, PersonLine] = {person.pk: PersonLine(person)} if person is not None else {}
    homes = {unit.pk: unit for unit in units}
    for row in rows.select_related("person").order_by("-is_contact", "pk")[:MOST_PEOPLE] if units else ():
        if row.person.erased_at is None:
            line = lines.setdefault(row.person_id, PersonLine(row.person))
            line.belongs.append(Belonging(homes[row.unit_id], row.relation_enum, row.is_contact))
    _fill(lines)
    lead = lines.pop(person.pk) if person is not None else _contact(lines)
    return Card(lead, list(lines.values()), units)


def _units(site: Site, person: Person | None, unit_id: int, on: date) -> list[Unit]:
    if unit_id:
        return list(Unit.objects.filter(site=site, pk=unit_id))
    own = Occupancy.objects.current(on).filter(site=site, person=person).values("unit")
    return list(Unit.objects.filter(pk__in=own).order_by("code")[:MOST_UNITS])


def _fill(lines: dict[int, PersonLine]) -> None:
    """Put masked phones and plates on the lines; one query."""
    values = masked([line.person for line in lines.values()], ("phone", "plate"))
    for pk, line in lines.items():
        line.phones, line.plates = values.get(pk, {}).get("phone", []), values.get(pk, {}).get("plate", [])


def _contact(lines: dict[int, PersonLine]) -> PersonLine | None:
    """Takes whom the desk rings first out of the lines; nobody in an empty home."""
    for pk, line in lines.items():
        if any(each.is_contact for each in line.belongs):
            return lines.pop(pk)
    return lines.pop(next(iter(lines))) if lines else None


def filled_panels(user: Any, site: Site, whom: Whom, at: datetime) -> list[tuple[Panel, Sequence[PanelRow]]]:
    """The panels that the reader may see and that have something to say, in order."""
    shown = [(panel, panel.rows(site, whom, user, at)) for panel in panels(user, site)]
    return [(panel, rows) for panel, rows in shown if rows]


def today(site: Site, at: datetime) -> date:
    """The site's local day."""
    return local(site, at).date()
