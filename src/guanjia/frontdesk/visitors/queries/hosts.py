"""Who may receive visitors."""

from collections.abc import Iterable
from datetime import datetime

from guanjia.foundation.persons.public import Person
from guanjia.foundation.sites.public import Site, local
from guanjia.people.public import HOSTS, Occupancy


def is_host(site: Site, person_id: int, unit_id: int, at: datetime) -> bool:
    """Whether the person may receive visitors at the unit on that day: a current relation, not an ended one."""
    rows = Occupancy.objects.current(local(site, at).date())
    return rows.filter(site=site, person_id=person_id, unit_id=unit_id, relation__in=HOSTS).exists()


def hosts_of(site: Site, unit_id: int, at: datetime) -> list[Person]:
    """Those of the unit who may receive visitors, the first contact first."""
    rows = Occupancy.objects.current(local(site, at).date()).filter(site=site, unit_id=unit_id, relation__in=HOSTS)
    found: dict[int, Person] = {}
    for row in rows.select_related("person").order_by("-is_contact", "pk"):
        found.setdefault(row.person_id, row.person)
    return list(found.values())


def units_of(site: Site, person_ids: Iterable[int], at: datetime) -> list[int]:
    """The units where these persons may receive visitors."""
    rows = Occupancy.objects.current(local(site, at).date()).filter(site=site, relation__in=HOSTS)
    return list(rows.filter(person_id__in=list(person_ids)).values_list("unit_id", flat=True).distinct())
