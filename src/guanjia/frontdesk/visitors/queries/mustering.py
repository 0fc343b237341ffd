"""Who is inside of whatever kind, and how a roll call stands."""

from dataclasses import dataclass

from guanjia.foundation.persons.public import Person
from guanjia.foundation.sites.public import Site
from guanjia.frontdesk.visitors.models import VISIT, AccessNeed, Muster, Visit
from guanjia.frontdesk.visitors.rules.muster import LineState, still_missing
from guanjia.people.public import Presence, User


@dataclass
class Called:
    """A line of the roll call before it is written; the names are those of MusterLine."""

    kind: str
    ref_kind: str
    ref_id: int
    person: Person | None = None
    user: User | None = None
    count: int = 1
    where: str = ""
    helped: bool = False


def everybody_inside(site: Site) -> list[Called]:
    """Everybody with an open stay at the site, each once whatever the number of rooms; five queries.

    A guest of a conference who came through the gate stands there as the visitor that they are, not twice.
    """
    stays: dict[tuple[str, int], Presence] = {}
    for stay in Presence.objects.filter(site=site, out_at=None).order_by("in_at", "pk"):
        stays.setdefault((stay.ref_kind, stay.ref_id), stay)
    people = {
        each.pk: each for each in Person.objects.filter(pk__in=[s.person_id for s in stays.values() if s.person_id])
    }
    users = {each.pk: each for each in User.objects.filter(pk__in=[pk for kind, pk in stays if kind == "people.user"])}
    visits = {
        each.pk: each
        for each in Visit.objects.filter(pk__in=[pk for kind, pk in stays if kind == VISIT]).select_related("unit")
    }
    came_for = {(each.source_kind, each.source_id) for each in visits.values() if each.source_kind}
    helped = set(AccessNeed.objects.filter(site=site, person__in=people).values_list("person_id", flat=True))
    return [
        Called(
            kind=stay.kind,
            ref_kind=kind,
            ref_id=pk,
            person=people.get(stay.person_id) if stay.person_id else None,
            user=users.get(pk) if kind == "people.user" else None,
            count=visits[pk].party if kind == VISIT and pk in visits else 1,
            where=_where(visits.get(pk)) if kind == VISIT else "",
            helped=stay.person_id in helped,
        )
        for (kind, pk), stay in stays.items()
        if (kind, pk) not in came_for
    ]


def _where(visit: Visit | None) -> str:
    return visit.unit.code if visit is not None and visit.unit is not None else ""


def running_muster(site: Site) -> Muster | None:
    """The roll call that runs now."""
    return Muster.objects.filter(site=site, ended_at=None).select_related("began_by").first()


def missing_count(muster: Muster) -> int:
    """How many persons nobody has seen yet."""
    return still_missing((LineState(state), count) for state, count in muster.lines.values_list("state", "count"))
