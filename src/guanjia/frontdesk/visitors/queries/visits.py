"""Which visits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from guanjia.foundation.persons.public import find_by_name_or_pinyin, find_by_phone, find_by_phone_tail, masked
from guanjia.foundation.sites.public import Site
from guanjia.frontdesk.visitors.models import AccessNeed, Visit
from guanjia.frontdesk.visitors.rules.states import AT_DOOR, INSIDE, OPEN_VISIT, VisitState

SHOWS = ("door", "expected", "inside", "over")
TAIL = 4


def visit_list(site: Site, *, show: str = "door", words: str = "") -> QuerySet[Visit]:
    """Visits of the site: at the door, expected, inside, over; `words` is a name, pinyin, telephone, tail, number, unit."""
    rows = Visit.objects.filter(site=site).select_related("person", "unit", "host", "host_user")
    if words.strip():
        return rows.filter(_meant(site, words.strip())).order_by("-expected_at", "-pk")
    states = {
        "door": AT_DOOR,
        "expected": {VisitState.BOOKED},
        "inside": INSIDE,
        "over": {VisitState.DEPARTED, VisitState.REFUSED, VisitState.EXPIRED},
    }[show if show in SHOWS else "door"]
    order = ("-expected_at", "-pk") if show == "over" else ("expected_at", "pk")
    return rows.filter(state__in=states).order_by(*order)


def visit_of_source(source: tuple[str, int], at: datetime) -> Visit | None:
    """The visit of whom another module announced that is still open: due to come, at the door, inside, or out and coming back."""
    rows = Visit.objects.filter(source_kind=source[0], source_id=source[1]).select_related("site", "person")
    return next((visit for visit in rows.order_by("-pk") if visit.is_open(at)), None)


def counts(site: Site) -> dict[str, int]:
    """How many are at the door, expected and inside; one query."""
    found = {"door": 0, "expected": 0, "inside": 0}
    for state in Visit.objects.filter(site=site, state__in=OPEN_VISIT).values_list("state", flat=True):
        stage = VisitState(state)
        found["door" if stage in AT_DOOR else "inside" if stage in INSIDE else "expected"] += 1
    return found


def _meant(site: Site, words: str) -> Q:
    people = {person.pk for person in find_by_name_or_pinyin(site, words)}
    if words.isdigit():
        people |= {
            p.pk for p in (find_by_phone_tail(site, words) if len(words) == TAIL else find_by_phone(site, words))
        }
    wanted = Q(number__iexact=words) | Q(unit__code__iexact=words)
    return wanted | Q(person_id__in=people) | Q(host_id__in=people) if people else wanted


@dataclass(frozen=True, slots=True)
class Inside:
    """A line of the muster list. `phone` is masked."""

    visit: Visit
    phone: str
    needs: tuple[str, ...]


def inside_list(site: Site) -> list[Inside]:
    """Who of the visitors is inside now, longest there first, with who needs help on the way out; for the muster and the
    outage pack. Four queries whatever the number."""
    visits = list(
        Visit.objects.filter(site=site, state__in=INSIDE)
        .select_related("person", "unit", "host_user")
        .order_by("admitted_at", "pk")
    )
    phones = masked([visit.person for visit in visits])
    needs = dict(
        AccessNeed.objects.filter(site=site, person_id__in=[v.person_id for v in visits]).values_list(
            "person_id", "needs"
        )
    )
    return [
        Inside(
            visit, ", ".join(phones.get(visit.person_id, {}).get("phone", [])), tuple(needs.get(visit.person_id, ()))
        )
        for visit in visits
    ]


def visits_about(site: Site, *, person_ids: Sequence[int], unit_ids: Sequence[int], at: datetime) -> list[Visit]:
    """Expected and present visitors of a household, for the caller card; one query."""
    wanted = Q(unit_id__in=unit_ids) | Q(host_id__in=person_ids) | Q(person_id__in=person_ids)
    rows = Visit.objects.filter(wanted, site=site, state__in=OPEN_VISIT, pass_until__gte=at - timedelta(days=1))
    return list(rows.select_related("person", "unit").order_by("expected_at")[:8])


def visits_of_host(site: Site, host_id: int) -> QuerySet[Visit]:
    """What a host announced or is asked about, newest first; the portal shows it."""
    rows = Visit.objects.filter(site=site, host_id=host_id, erased_at=None)
    return rows.select_related("person", "unit").order_by("-expected_at")


def waiting_for_host(site: Site, host_id: int) -> QuerySet[Visit]:
    """Visits that wait for this host's yes."""
    rows = Visit.objects.filter(site=site, host_id=host_id, state__in=AT_DOOR | {VisitState.BOOKED}, confirmed_at=None)
    return rows.select_related("person", "unit").order_by("expected_at")


def needs_of(site: Site, person_id: int) -> Any:
    """What help the person wants, if they let us keep it."""
    return AccessNeed.objects.filter(site=site, person_id=person_id).first()
