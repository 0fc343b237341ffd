"""The caller card: who it is, where they belong, and what every module has of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from guanjia.foundation.persons.public import Face, face_of, masked_of
from guanjia.foundation.sites.public import Site, local
from guanjia.people.public import Tie, ties
from guanjia.ui.card import Panel, PanelRow, Whom, panels

MOST_UNITS, MOST_PEOPLE = 8, 24
SHOWN = ("phone", "plate")


@dataclass(frozen=True, slots=True)
class Home:
    """A unit of the card."""

    pk: int
    code: str


@dataclass(slots=True)
class PersonLine:
    """A person of the card with masked phones and plates, and what they are to which unit."""

    person: Face
    phones: list[str] = field(default_factory=list)
    plates: list[str] = field(default_factory=list)
    belongs: list[Tie] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Card:
    """Whom it is about first, then the rest of the household; the units."""

    lead: PersonLine | None
    others: list[PersonLine]
    units: list[Home]

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
    """The card of a person or of a unit as of the local day; None for one that the site may not see.

    One statement for a household and no model objects: the card stands while the telephone rings. Somebody without a
    home here, a visitor or a courier, takes two more.
    """
    found, values = ties(
        site,
        on=on,
        person_id=0 if unit_id else person_id,
        unit_id=unit_id,
        fields=SHOWN,
        most_units=MOST_UNITS,
        most=MOST_PEOPLE,
    )
    lines: dict[int, PersonLine] = {}
    for tie in found:
        if tie.face is not None:
            lines.setdefault(tie.face.pk, PersonLine(tie.face)).belongs.append(tie)
    if person_id and person_id not in lines:
        lead = face_of(site, person_id)
        if lead is None:
            return None
        lines[lead.pk] = PersonLine(lead)
        values = {**values, **masked_of([lead.pk], SHOWN)}
    elif not found:
        return None
    for pk, line in lines.items():
        shown = values.get(pk, {})
        line.phones, line.plates = shown.get("phone", []), shown.get("plate", [])
    first = lines.pop(person_id) if person_id else _contact(lines)
    units = {tie.unit_id: tie.unit_code for tie in found}
    return Card(first, list(lines.values()), [Home(pk, code) for pk, code in units.items()])


def _contact(lines: dict[int, PersonLine]) -> PersonLine | None:
    """Takes whom the desk rings first out of the lines; nobody in an empty home."""
    for pk, line in lines.items():
        if any(each.is_contact for each in line.belongs):
            return lines.pop(pk)
    return lines.pop(next(iter(lines))) if lines else None


Filled = list[tuple[Panel, Sequence[PanelRow]]]


def filled_panels(user: Any, site: Site, whom: Whom, at: datetime, *, marks: bool = False) -> Filled:
    """The panels that the reader may see and that have something to say, in order; the marks apart from the others."""
    wanted = [panel for panel in panels(user, site) if panel.marks == marks]
    shown = [(panel, panel.rows(site, whom, user, at)) for panel in wanted]
    return [(panel, rows) for panel, rows in shown if rows]


def today(site: Site, at: datetime) -> date:
    """The site's local day."""
    return local(site, at).date()
