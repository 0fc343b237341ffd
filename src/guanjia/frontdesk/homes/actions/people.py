"""Somebody who comes to a home: known or new, and what they are to it."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from guanjia.foundation.persons.public import Person, make_person
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site
from guanjia.people.public import Occupancy, Relation, add_occupancy
from guanjia.places.public import Unit

LINK = "occupier"


@transaction.atomic
def welcome(
    *,
    site: Site,
    unit: Unit,
    name: str,
    phone: str,
    relation: Relation,
    actor: Any,
    at: datetime,
    person: Person | None = None,
    since: date | None = None,
    until: date | None = None,
    lives_here: bool = True,
    is_contact: bool = False,
) -> Occupancy:
    """Enter somebody as belonging to a home. `person` None makes a new person; raises OccupancyRefused, BadValue."""
    refuse_marked({"name": name}, site=site)
    if person is None:
        person = make_person(site=site, name=name, private={"phone": phone}, actor=actor, at=at, link=LINK)
    return add_occupancy(
        site=site,
        unit=unit,
        person=person,
        relation=relation,
        actor=actor,
        at=at,
        since=since,
        until=until,
        lives_here=lives_here,
        is_contact=is_contact,
    )
