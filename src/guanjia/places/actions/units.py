"""Units from a register: made or brought up to date by their code, many at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from guanjia.foundation.journal.public import record_many
from guanjia.foundation.sites.public import Site
from guanjia.places.models import Building, Section, Unit
from guanjia.places.rules.units import UnitKind, unit_code

UNIT = "places.unit"
MEASURES = ("level", "kind", "area_m2", "delivered_on")


@dataclass(frozen=True, slots=True)
class UnitDraft:
    """A unit before there is a row; None means that nothing is said, and what was known stays."""

    building: str
    number: str
    section: str = ""
    level: int | None = None
    kind: UnitKind | None = None
    area_m2: Decimal | None = None
    delivered_on: date | None = None

    @property
    def code(self) -> str:
        """How people say it."""
        return unit_code(self.building, self.section, self.number)


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of the drafts: the units by code, and the codes that were new and that changed."""

    units: dict[str, Unit]
    made: frozenset[str]
    changed: frozenset[str]


@transaction.atomic
def save_units(*, site: Site, drafts: Iterable[UnitDraft], actor: Any, at: datetime) -> Saved:
    """Make the units that the site lacks, with their buildings and sections, and change the others where the draft says
    something else. Sent again, it changes nothing. A journal row each for what was made and what changed.
    """
    rows = {draft.code: draft for draft in drafts}
    known = {unit.code: unit for unit in Unit.objects.filter(site=site, code__in=list(rows))}
    changed = [unit for code, unit in known.items() if _update(unit, rows[code])]
    Unit.objects.bulk_update(changed, MEASURES, batch_size=500)
    homes = _Tree(site)
    fresh = [homes.unit(draft) for code, draft in rows.items() if code not in known]
    made = Unit.objects.bulk_create(fresh, batch_size=500)
    for action, some in (("make_unit", made), ("change_unit", changed)):
        written = [{"id": unit.pk, "changes": {"code": unit.code}} for unit in some]
        record_many(site=site, at=at, actor=actor, action=action, subject_kind=UNIT, rows=written)
    units = known | {unit.code: unit for unit in made}
    return Saved(units, frozenset(unit.code for unit in made), frozenset(unit.code for unit in changed))


def differs(unit: Unit, draft: UnitDraft) -> bool:
    """Whether the draft says something of the unit that is not known yet."""
    return any(getattr(draft, name) is not None and getattr(draft, name) != getattr(unit, name) for name in MEASURES)


def _update(unit: Unit, draft: UnitDraft) -> bool:
    if not differs(unit, draft):
        return False
    for name in MEASURES:
        if (value := getattr(draft, name)) is not None:
            setattr(unit, name, value)
    return True


class _Tree:
    """The buildings and sections of a site, made when they are first named."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.buildings = {each.code: each for each in Building.objects.filter(site=site)}
        self.sections = {(each.building_id, each.code): each for each in Section.objects.filter(building__site=site)}

    def unit(self, draft: UnitDraft) -> Unit:
        building = self.buildings.get(draft.building)
        if building is None:
            name = f"{draft.building}栋" if draft.building.isdecimal() else draft.building
            building = Building.objects.create(site=self.site, code=draft.building, name=name)
            self.buildings[draft.building] = building
        return Unit(
            site=self.site,
            building=building,
            section=self.section(building, draft.section) if draft.section else None,
            level=draft.level,
            number=draft.number,
            code=draft.code,
            kind=draft.kind or UnitKind.HOME,
            area_m2=draft.area_m2,
            delivered_on=draft.delivered_on,
        )

    def section(self, building: Building, code: str) -> Section:
        section = self.sections.get((building.pk, code))
        if section is None:
            section = Section.objects.create(building=building, code=code, name=f"{code}单元")
            self.sections[building.pk, code] = section
        return section
