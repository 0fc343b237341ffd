"""A household says whether the counter takes parcels in for it."""

from datetime import datetime
from typing import Any

from django.db import transaction

from guanjia.foundation.journal.public import record
from guanjia.foundation.persons.public import Person
from guanjia.foundation.sites.public import Site
from guanjia.frontdesk.parcels.models import HouseholdWish
from guanjia.places.public import Unit


@transaction.atomic
def wish(
    *, site: Site, unit: Unit, accepts: bool, bring_up: bool, person: Person | None, actor: Any, at: datetime
) -> HouseholdWish:
    """Keep the household's wish; the last word counts. `person` is who said it. Parcels that are here already stay."""
    fields = {"site": site, "accepts": accepts, "bring_up": bring_up, "person": person, "said_at": at}
    found, _made = HouseholdWish.objects.update_or_create(unit=unit, defaults=fields)
    changes = {"accepts": accepts, "bring_up": bring_up}
    record(site=site, at=at, actor=actor, action="wish", subject=("parcels.wish", found.pk), changes=changes)
    return found
