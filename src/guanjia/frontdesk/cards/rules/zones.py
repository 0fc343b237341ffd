"""Where a card opens: zones are sets of doors, classes have zones (CARD-005..CARD-007)."""

from collections.abc import Iterable
from dataclasses import dataclass

from guanjia.frontdesk.cards.rules.cards import CardClass


@dataclass(frozen=True, slots=True)
class ZoneRule:
    """A zone as the rule sees it; `building` None is for everybody of the site, else for those who live there."""

    id: int
    building_id: int | None
    family: bool
    tenant: bool


def zones_of(card_class: CardClass, building_id: int | None, zones: Iterable[ZoneRule], chosen: set[int]) -> set[int]:
    """The zones in which a card opens. Owners: all of the site and their building; family and lessees: those open to them;

    visitors: the chosen ones alone, and never beyond what family may.
    """
    mine = [zone for zone in zones if zone.building_id is None or zone.building_id == building_id]
    if card_class is CardClass.OWNER:
        return {zone.id for zone in mine}
    if card_class is CardClass.FAMILY:
        return {zone.id for zone in mine if zone.family}
    if card_class is CardClass.TENANT:
        return {zone.id for zone in mine if zone.tenant}
    return {zone.id for zone in mine if zone.family and zone.id in chosen}
