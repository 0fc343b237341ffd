"""One line of a register: a unit, and the people that the line names with what they are to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from guanjia.frontdesk.homes.queries.cells import address_of, handed_over, owner_lives_there
from guanjia.people.public import OWNERS, Relation
from guanjia.places.public import UnitDraft

STOREY_DIGITS = 2


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody whom a line names."""

    name: str
    relation: Relation
    phones: tuple[str, ...] = ()
    plates: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    lives_here: bool = True

    @property
    def side(self) -> str:
        """Owners, lessees and the others are compared among themselves."""
        return "owner" if self.relation in OWNERS else str(self.relation)


@dataclass(frozen=True, slots=True)
class Line:
    """What a line says."""

    unit: UnitDraft
    people: tuple[Named, ...]


def line_of(values: Mapping[str, Any], today: date) -> Line | None:
    """The line that these values make; None when they do not say which unit it is.

    The first owner is the owner, the others co-owners; one telephone for two names belongs to the first of them, two
    belong to each in turn. A unit handed over on a day that nobody wrote down counts as handed over since `today`.
    """
    building, section, number = address_of(values["building"], values["section"], values["number"])
    if not building or not number:
        return None
    delivered = values["delivered_on"] or (today if handed_over(values["state"]) else None)
    unit = UnitDraft(
        building=building,
        section=section,
        number=number,
        level=level_of(number),
        kind=values["kind"],
        area_m2=values["area_m2"],
        delivered_on=delivered,
    )
    return Line(unit, (*_owners(values), *_lessees(values), *_family(values)))


def level_of(number: str) -> int | None:
    """The storey that a door's number tells: 1201 -> 12, 101 -> 1; None for a number that tells none."""
    return int(number[:-STOREY_DIGITS]) if number.isdecimal() and STOREY_DIGITS < len(number) < 6 else None


def paired(names: Sequence[str], phones: Sequence[str]) -> list[tuple[str, tuple[str, ...]]]:
    """Whose telephone is which: as many as names, one each; else all belong to the first."""
    if len(names) == len(phones):
        return [(name, (phone,)) for name, phone in zip(names, phones, strict=True)]
    return [(name, () if place else tuple(phones)) for place, name in enumerate(names)]


def _owners(values: Mapping[str, Any]) -> list[Named]:
    lives = owner_lives_there(values["state"]) and not values["lessee"]
    return [
        Named(
            name,
            Relation.CO_OWNER if place else Relation.OWNER,
            phones,
            () if place else tuple(values["plates"]),
            values["since"],
            lives_here=lives,
        )
        for place, (name, phones) in enumerate(paired(values["owner"], values["owner_phone"]))
    ]


def _lessees(values: Mapping[str, Any]) -> list[Named]:
    since, until = values["lease"] or (None, None)
    return [
        Named(name, Relation.LESSEE, phones, since=since, until=until)
        for name, phones in paired(values["lessee"], values["lessee_phone"])
    ]


def _family(values: Mapping[str, Any]) -> list[Named]:
    lives = owner_lives_there(values["state"]) and not values["lessee"]
    return [Named(name, Relation.FAMILY, lives_here=lives) for name in values["family"]] if lives else []
