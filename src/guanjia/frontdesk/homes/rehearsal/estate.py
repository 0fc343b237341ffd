"""Builds an estate: buildings, homes, households with owners, families and lessees, phones and plates (FIELD 23)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from django.db import transaction

from guanjia.foundation.persons.public import PersonDraft, make_people
from guanjia.foundation.rehearsal.public import Home
from guanjia.foundation.sites.public import Site
from guanjia.foundation.subjects.public import changed
from guanjia.frontdesk.homes.rehearsal.names import draw_name, draw_plate, phone_of
from guanjia.people.public import UNIT, OccupancyDraft, Relation, add_occupancies, local_day
from guanjia.places.public import Building, Section, Unit, unit_code

STOREYS, SECTIONS, DOORS = 18, 2, (2, 3, 4)
EMPTY, LET, HAS_CAR, SHARES_PHONE, ELDERLY = 0.08, 0.25, 0.6, 0.12, 0.15
AREAS = ("62.30", "75.80", "89.50", "98.60", "118.20", "139.00", "143.70")
BATCH = 2000
LINK = "occupier"


@dataclass(slots=True)
class Soul:
    """Somebody of a household before there are rows: what they are told of, and their relation."""

    draft: PersonDraft
    relation: Relation
    since: date | None
    until: date | None = None
    lives_here: bool = True


@dataclass(slots=True)
class Household:
    """A home with those who will belong to it, the contact first."""

    unit: Unit
    souls: list[Soul] = field(default_factory=list)


@transaction.atomic
def build_estate(site: Site, homes: int, seed: int, at: datetime, *, first_number: int = 0) -> list[Home]:
    """An estate of so many homes at a site that has none of these buildings yet; the same seed gives the same people.

    Towers of 18 storeys in two sections with two to four doors; about a quarter let, a twelfth empty. Bulk INSERTs:
    3,000 homes take seconds. `person_ids` holds who may receive visitors, the contact first. `first_number` keeps the
    telephones of two estates of one company apart.
    """
    rng = Random(seed)
    today = local_day(site, at)
    households = [Household(unit) for unit in _units(site, homes, rng, today)]
    number = first_number
    for household in households:
        household.souls = _souls(rng, today, number)
        number += len(household.souls)
    drafts = [soul.draft for household in households for soul in household.souls]
    people = iter(make_people(site=site, drafts=drafts, actor=None, at=at, link=LINK))
    found, rows = [], []
    for household in households:
        persons = [next(people).pk for _ in household.souls]
        rows += _relations(household, persons)
        living = [pk for pk, soul in zip(persons, household.souls, strict=True) if soul.lives_here]
        found.append(Home(household.unit.pk, household.unit.code, tuple(living)))
    add_occupancies(site=site, drafts=rows, actor=None, at=at, linked=True)
    changed(UNIT, [home.unit_id for home in found if not home.person_ids], site=site, at=at)
    return found


def _units(site: Site, homes: int, rng: Random, today: date) -> list[Unit]:
    """The units with their buildings and sections, counted on from the buildings that stand."""
    standing = Building.objects.filter(site=site).count()
    units: list[Unit] = []
    tower = 0
    while len(units) < homes:
        tower += 1
        code, doors, built = str(standing + tower), rng.choice(DOORS), rng.randrange(3, 15)
        building = Building.objects.create(site=site, code=code, name=f"{code}栋")
        sections = Section.objects.bulk_create(
            Section(building=building, code=str(each), name=f"{each}单元") for each in range(1, SECTIONS + 1)
        )
        for level in range(1, STOREYS + 1):
            units += [
                _unit(site, building, section, level, door, rng, today - timedelta(days=365 * built))
                for section in sections
                for door in range(1, doors + 1)
            ]
    return Unit.objects.bulk_create(units[:homes], batch_size=BATCH)


def _unit(site: Site, building: Building, section: Section, level: int, door: int, rng: Random, built: date) -> Unit:
    number = f"{level}{door:02}"
    return Unit(
        site=site,
        building=building,
        section=section,
        level=level,
        number=number,
        code=unit_code(building.code, section.code, number),
        area_m2=Decimal(rng.choice(AREAS)),
        delivered_on=built + timedelta(days=rng.randrange(200)),
    )


def _souls(rng: Random, today: date, number: int) -> list[Soul]:
    """The people of one home; their telephones are counted from `number`."""
    bought = today - timedelta(days=rng.randrange(400, 3600))
    if rng.random() < EMPTY:
        return [_soul(rng, Relation.OWNER, bought, number, lives_here=False)]
    if rng.random() < LET:
        since = today - timedelta(days=rng.randrange(10, 340))
        until = since + timedelta(days=rng.choice((365, 365, 730)))
        family = _family(rng, since, number + 2, Relation.OCCUPIER, until)
        lessee = _soul(rng, Relation.LESSEE, since, number + 1, until=until)
        owner = _soul(rng, Relation.OWNER, bought, number, lives_here=False)
        return [lessee, *family[: rng.randrange(2)], owner]
    owner = _soul(rng, Relation.OWNER, bought, number)
    return [owner, *_family(rng, bought, number + 1, Relation.FAMILY, None, owner)]


def _family(
    rng: Random, since: date, number: int, relation: Relation, until: date | None, head: Soul | None = None
) -> list[Soul]:
    """Spouse, children, a grandparent: none to four. Some spouses give the same telephone as the head."""
    found = []
    for place in range(rng.choices((0, 1, 2, 3, 4), (10, 22, 38, 22, 8))[0]):
        of_head = head.draft.name[0] if head is not None and place else ""
        shared = head.draft.private["phone"] if head is not None and not place and rng.random() < SHARES_PHONE else ""
        found.append(
            _soul(rng, relation, since, number + place, until=until, surname=of_head, phone=str(shared), car=0.15)
        )
    return found


def _soul(
    rng: Random,
    relation: Relation,
    since: date,
    number: int,
    *,
    until: date | None = None,
    lives_here: bool = True,
    surname: str = "",
    phone: str = "",
    car: float = HAS_CAR,
) -> Soul:
    gender = rng.choice("mf")
    private: dict[str, str | Sequence[str]] = {"phone": phone or phone_of(number)}
    if rng.random() < car:
        private["plate"] = draw_plate(rng)
    return Soul(PersonDraft(draw_name(rng, gender, surname), private, gender), relation, since, until, lives_here)


def _relations(household: Household, persons: Sequence[int]) -> list[OccupancyDraft]:
    return [
        OccupancyDraft(
            household.unit.pk, person, soul.relation, soul.since, soul.until, soul.lives_here, is_contact=not place
        )
        for place, (person, soul) in enumerate(zip(persons, household.souls, strict=True))
    ]
