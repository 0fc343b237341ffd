"""A small estate for the tests of the door."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from guanjia.foundation.persons.public import Person, make_person
from guanjia.frontdesk.visitors.public import Coming, Visit, VisitKind, invite_visitor, register_visitor
from guanjia.people.public import Relation, add_occupancy
from guanjia.places.public import Building, Unit
from tests.cast import Cast

TEN = datetime(2026, 3, 5, 2, 0, tzinfo=UTC)
"""10:00 in Shanghai on a Thursday."""

H, M = timedelta(hours=1), timedelta(minutes=1)


@dataclass
class Home:
    """3-2-1201 with its owner."""

    unit: Unit
    owner: Person


def make_home(cast: Cast, code: str = "3-2-1201", name: str = "陈业主", **fields: Any) -> Home:
    site = cast.site
    house, _made = Building.objects.get_or_create(site=site, code=code.split("-")[0], defaults={"name": "3栋"})
    unit = Unit.objects.create(site=site, building=house, code=code, number=code.rsplit("-", 1)[-1])
    owner = make_person(site=site, name=name, private={"phone": "13900001111"}, link="occupier", actor=None, at=TEN)
    add_occupancy(
        site=site,
        unit=unit,
        person=owner,
        relation=Relation.OWNER,
        actor=None,
        at=TEN,
        since=fields.pop("since", date(2020, 1, 1)),
        is_contact=True,
        **fields,
    )
    return Home(unit, owner)


def coming(home: Home | None = None, **fields: Any) -> Coming:
    known: dict[str, Any] = {"name": "王来访", "phone": "13800138000", "purpose": "看望"}
    if home is not None:
        known["unit_id"] = home.unit.pk
    return Coming(**known | fields)


def invited(cast: Cast, home: Home, at: datetime = TEN, **fields: Any) -> Visit:
    return invite_visitor(
        site=cast.site, host_person=home.owner, unit=home.unit, coming=coming(home, **fields), actor=None, at=at
    )


def walked_in(cast: Cast, home: Home | None = None, at: datetime = TEN, **fields: Any) -> Visit:
    return register_visitor(site=cast.site, coming=coming(home, **fields), actor=cast.rita, at=at)


__all__ = ["TEN", "H", "Home", "M", "VisitKind", "coming", "invited", "make_home", "walked_in"]
