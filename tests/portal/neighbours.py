"""Two households of an estate and how they log in: what the tests of the portal stand on."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.cache import cache

from guanjia.foundation.messages.public import unlock
from guanjia.foundation.persons.public import Person, make_person
from guanjia.foundation.sites.public import Site
from guanjia.people.public import Occupancy, Relation
from guanjia.places.public import Building, Unit
from guanjia.portal.models import LoginCode

PHONE, OTHER_PHONE = "13900001111", "13900002222"


@dataclass
class Neighbours:
    """Wang owns 3-1201, Li lives next door, Zhao moved out of 3-1201, Qian belongs to no home."""

    site: Site
    unit: Unit
    next_door: Unit
    wang: Person
    li: Person
    zhao: Person
    qian: Person


def neighbours(site: Site, at: datetime, today: date) -> Neighbours:
    building = Building.objects.create(site=site, code="3", name="3栋")
    mine = Unit.objects.create(site=site, building=building, code="3-1201", number="1201")
    theirs = Unit.objects.create(site=site, building=building, code="3-1202", number="1202")
    people = [
        make_person(site=site, name=name, actor=None, at=at, link="occupier", private={"phone": phone})
        for name, phone in (
            ("王建国", PHONE),
            ("李小红", OTHER_PHONE),
            ("赵先", "13900003333"),
            ("钱多", "13900004444"),
        )
    ]
    wang, li, zhao, qian = people
    tie = Occupancy.objects.create
    tie(site=site, unit=mine, person=wang, relation=Relation.OWNER, since=date(2020, 1, 1))
    tie(site=site, unit=theirs, person=li, relation=Relation.LESSEE, since=date(2024, 1, 1))
    tie(site=site, unit=mine, person=zhao, relation=Relation.LESSEE, since=date(2020, 1, 1), until=today)
    return Neighbours(site, mine, theirs, wang, li, zhao, qian)


def code_of(row: LoginCode) -> str:
    """The code before it is sent."""
    return unlock(LoginCode.objects.get(pk=row.pk).locked_code)


def log_in(client: Any, site: Site, phone: str) -> Any:
    """Ask for a code, answer it, follow to the end."""
    cache.clear()
    assert client.post(f"/p/home/{site.code}/login/", {"phone": phone}).status_code == 302
    code = code_of(LoginCode.objects.latest("pk"))
    return client.post(f"/p/home/{site.code}/login/code/", {"code": code}, follow=True)
