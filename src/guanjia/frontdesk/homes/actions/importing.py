"""Takes over a register from Excel: units, owners, lessees, families; sent again it doubles nothing (FIELD 7, 23)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from guanjia.foundation.persons.public import (
    Person,
    PersonDraft,
    find_same_many,
    lacking,
    link_person,
    make_people,
    normal_value,
    private_values,
    set_private,
)
from guanjia.foundation.sites.public import Site
from guanjia.foundation.tables.public import Row, Taken
from guanjia.frontdesk.homes.queries.lines import Line, Named, line_of
from guanjia.people.public import (
    OWNERS,
    Household,
    Occupancy,
    OccupancyDraft,
    Relation,
    add_occupancies,
    extend_occupancy,
    households,
    local_day,
)
from guanjia.places.public import Unit, UnitDraft, differs, save_units

LINK = "occupier"


def check_homes(site: Site, rows: Sequence[Row], at: datetime) -> None:
    """Refuse lines without a unit, a telephone or lease without a name, a line that repeats one, a second owner; set
    the fate of the others.
    """
    today = local_day(site, at)
    seen: dict[tuple[str, tuple[str, ...]], int] = {}
    lines: dict[int, Line] = {}
    for row in rows:
        line = line_of(row.values, today)
        if line is None:
            row.refuse("number", _("does not say which building or door"))
            continue
        _check_line(row, line)
        key = (line.unit.code, tuple(sorted(named.name for named in line.people)))
        if seen.setdefault(key, row.number) != row.number:
            row.refuse("number", _("the same as row %(row)d") % {"row": seen[key]})
        lines[row.number] = line
    known = Standing.of(site, [line.unit.code for line in lines.values()], today)
    for row in rows:
        if row.good:
            _set_fate(row, lines[row.number], known, today)


def take_homes(*, site: Site, rows: Sequence[Row], actor: Any, at: datetime) -> Taken:
    """Write the good lines: units first, then people, then what they are to the units."""
    today = local_day(site, at)
    lines = [line for row in rows if (line := line_of(row.values, today)) is not None]
    fates = [row.fate for row in rows]
    known = Standing.of(site, [line.unit.code for line in lines], today)
    saved = save_units(site=site, drafts=[known.measured(line, today) for line in lines], actor=actor, at=at)
    wanted = list(dict.fromkeys((line.unit.code, named) for line in lines for named in line.people))
    fresh = [(code, named) for code, named in wanted if known.find(code, named) is None]
    persons = _persons(site, fresh, actor, at)
    drafts, owned = [], {code for code in saved.units if known.owner(code) is not None}
    for (code, named), person in zip(fresh, persons, strict=True):
        relation = named.relation
        if relation is Relation.OWNER and code in owned:
            relation = Relation.CO_OWNER
        owned |= {code} if relation is Relation.OWNER else set()
        first = named.lives_here and named.side != "family"
        drafts.append(
            OccupancyDraft(
                saved.units[code].pk, person.pk, relation, named.since, named.until, named.lives_here,
                is_contact=first and relation is Relation.OWNER and known.is_new(code),
            )
        )  # fmt: skip
    add_occupancies(site=site, drafts=_once(drafts), actor=actor, at=at)
    for code, named in wanted:
        if (row := known.find(code, named)) is not None:
            _bring_up_to_date(row, named, site, actor, at)
    return Taken(fates.count("new"), fates.count("update"), fates.count("same"))


@dataclass
class Standing:
    """What the register knows of the units that a sheet names."""

    units: dict[str, Unit] = field(default_factory=dict)
    homes: dict[int, Household] = field(default_factory=dict)

    @classmethod
    def of(cls, site: Site, codes: Iterable[str], today: date) -> "Standing":
        """Two queries for any number of units."""
        units = {unit.code: unit for unit in Unit.objects.filter(site=site, code__in=set(codes))}
        return cls(units, households([unit.pk for unit in units.values()], today))

    def is_new(self, code: str) -> bool:
        """Whether the unit is not known yet."""
        return code not in self.units

    def rows(self, code: str) -> tuple[Occupancy, ...]:
        """Who belongs to it today."""
        unit = self.units.get(code)
        return self.homes[unit.pk].rows if unit else ()

    def owner(self, code: str) -> Occupancy | None:
        """The owner that is on record."""
        return next((row for row in self.rows(code) if row.relation_enum is Relation.OWNER), None)

    def find(self, code: str, named: Named) -> Occupancy | None:
        """The relation that the line means: the same name on the same side."""
        for row in self.rows(code):
            side = "owner" if row.relation_enum in OWNERS else row.relation
            if side == named.side and row.person.name == named.name:
                return row
        return None

    def measured(self, line: Line, today: date) -> UnitDraft:
        """The unit's draft; a day of handing over that nobody wrote down does not replace one that is known."""
        unit = self.units.get(line.unit.code)
        if unit is not None and unit.delivered_on is not None and line.unit.delivered_on == today:
            return replace(line.unit, delivered_on=None)
        return line.unit


def _check_line(row: Row, line: Line) -> None:
    values = row.values
    for name, phone in (("owner", "owner_phone"), ("lessee", "lessee_phone")):
        if values[phone] and not values[name]:
            row.refuse(phone, _("a telephone without a name"))
    if values["lessee"] and not values["lease"]:
        row.refuse("lease", _("a lessee without the dates of the lease"))
    if values["lease"] and not values["lessee"]:
        row.refuse("lease", _("a lease without a lessee"))


def _set_fate(row: Row, line: Line, known: Standing, today: date) -> None:
    code = line.unit.code
    if known.is_new(code):
        return
    owners = {named.name for named in line.people if named.relation in OWNERS}
    on_record = known.owner(code)
    if owners and on_record is not None and on_record.person.name not in owners:
        row.refuse("owner", _("another owner is on record: make a transfer"))
        return
    same = all(_is_known(known.find(code, named), named) for named in line.people)
    same &= not differs(known.units[code], known.measured(line, today))
    row.fate = "same" if same else "update"


def _is_known(row: Occupancy | None, named: Named) -> bool:
    if row is None:
        return False
    if named.relation is Relation.LESSEE and row.until != named.until:
        return False
    have = private_values(row.person, "phone")
    return all(normal_value("phone", phone) in have for phone in named.phones)


def _persons(site: Site, fresh: Sequence[tuple[str, Named]], actor: Any, at: datetime) -> list[Person]:
    """The persons of the new relations, in their order: somebody with that name and telephone is that person, whether
    the site knows them or another line names them; without a telephone nobody is taken for somebody else.
    """
    likely = find_same_many(site, [(named.name, named.phones[0] if named.phones else "", "") for _code, named in fresh])
    keys = [(named.name, named.phones[0] if named.phones else code) for code, named in fresh]
    found: dict[tuple[str, str], Person] = {}
    drafts: dict[tuple[str, str], PersonDraft] = {}
    for key, (_code, named), guesses in zip(keys, fresh, likely, strict=True):
        sure = next((guess.person for guess in guesses if guess.why == "phone"), None)
        if sure is not None:
            found[key] = sure
        elif key not in drafts:
            drafts[key] = PersonDraft(named.name, {"phone": named.phones, "plate": named.plates})
    made = make_people(site=site, drafts=drafts.values(), actor=actor, at=at, link=LINK) if drafts else []
    link_person(site=site, people=found.values(), kind=LINK, at=at)
    found |= dict(zip(drafts, made, strict=True))
    return [found[key] for key in keys]


def _once(drafts: Sequence[OccupancyDraft]) -> list[OccupancyDraft]:
    return list({(one.unit_id, one.person_id, one.relation): one for one in drafts}.values())


def _bring_up_to_date(row: Occupancy, named: Named, site: Site, actor: Any, at: datetime) -> None:
    """A telephone that is new is added, a lease that lasts longer is extended; nothing is taken away."""
    for field_name, values in (("phone", named.phones), ("plate", named.plates)):
        new = [value for value in values if lacking(site, field_name, {row.person_id: value})]
        if new:
            have = private_values(row.person, field_name)
            set_private(row.person, field_name, [*have, *new], actor=actor, at=at, site=site)
    if named.relation is Relation.LESSEE and named.until and row.until and named.until > row.until:
        extend_occupancy(occupancy=row, until=named.until, actor=actor, at=at)
