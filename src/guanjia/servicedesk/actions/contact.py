"""Whom we ring about a request."""

from datetime import datetime
from typing import Any

from django.db import transaction

from guanjia.foundation.persons.public import Person, find_by_phone, make_person
from guanjia.foundation.sites.public import Site
from guanjia.people.public import Occupancy


@transaction.atomic
def contact_of(*, site: Site, name: str, phone: str, unit_id: int | None, actor: Any, at: datetime) -> Person | None:
    """The person with this phone: of the unit first, then of this name, then made anew; None without name and phone.

    One number of two people is not guessed at: without a match by unit or name a person of their own is made.
    """
    name, phone = name.strip(), phone.strip()
    if not name and not phone:
        return None
    known = find_by_phone(site, phone) if phone else []
    if unit_id is not None:
        at_home = set(Occupancy.objects.filter(unit_id=unit_id, site=site).values_list("person_id", flat=True))
        at_unit = [each for each in known if each.pk in at_home]
        known = at_unit or known
    fitting = [each for each in known if not name or each.name == name]
    if len(fitting) == 1:
        return fitting[0]
    private = {"phone": phone} if phone else {}
    return make_person(site=site, name=name or phone[-4:], actor=actor, at=at, link="contact", private=private)
