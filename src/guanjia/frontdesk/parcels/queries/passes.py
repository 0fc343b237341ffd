"""Which gate passes, and who may agree to one."""

from datetime import datetime

from django.db.models import QuerySet

from guanjia.foundation.persons.public import Person
from guanjia.foundation.sites.public import Site, local
from guanjia.frontdesk.parcels.models import GatePass
from guanjia.frontdesk.parcels.rules.passes import PassState
from guanjia.people.public import OWNERS, Occupancy

OPEN = (PassState.REQUESTED, PassState.APPROVED)


def pass_list(site: Site, *, show: str = "open") -> QuerySet[GatePass]:
    """Passes of the site, newest first; `show` is open or all."""
    rows = GatePass.objects.filter(site=site).select_related("unit", "applicant")
    return (rows if show == "all" else rows.filter(state__in=OPEN)).order_by("-asked_at", "-pk")


def owners_of(row: GatePass, at: datetime) -> list[Person]:
    """The owners of the pass's home on that day."""
    held = Occupancy.objects.current(local(row.site, at).date()).filter(unit=row.unit, relation__in=OWNERS)
    return [each.person for each in held.select_related("person").order_by("pk")]
