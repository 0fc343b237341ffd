"""The frame of a month: every owners' unit, whom to call, who goes first, who stays out and why."""

from collections import defaultdict
from datetime import date, datetime, timedelta

from guanjia.care.models import CallBack, OwnerFile
from guanjia.care.rules.calls import CallSource
from guanjia.care.rules.sample import MONTHS_OFF, Entry, is_new_owner, was_sampled_lately
from guanjia.complaints.public import Complaint, ComplaintState
from guanjia.foundation.sites.public import Site, local
from guanjia.people.public import OWNERS, Occupancy

COMPLAINED_WITHIN = timedelta(days=180)


def frame_of(site: Site, month: str, at: datetime, months_off: int = MONTHS_OFF) -> list[Entry]:
    """The frame as it stands at `at`, by unit code; in four queries whatever its size."""
    today = local(site, at).date()
    rows = Occupancy.objects.filter(site=site, relation__in=OWNERS).current(today)
    rows = (
        rows.filter(person__erased_at__isnull=True)
        .select_related("unit", "person")
        .order_by("unit__code", "-is_contact", "pk")
    )
    owners: dict[int, Occupancy] = {}
    for row in rows:
        owners.setdefault(row.unit_id, row)
    complained = _complainants(site, at)
    earlier = _sampled(site, month)
    silent = set(OwnerFile.objects.filter(site=site, no_calls=True).values_list("person_id", flat=True))
    return [
        Entry(
            unit_id=row.unit_id,
            code=row.unit.code,
            person_id=row.person_id,
            first=_first(row, complained, today),
            excluded=_excluded(row, silent, earlier.get(row.unit_id, ()), month, months_off),
        )
        for row in owners.values()
    ]


def _first(row: Occupancy, complained: set[int], today: date) -> str:
    if is_new_owner(row.since, today):
        return "new_owner"
    return "former_complainant" if row.unit_id in complained else ""


def _excluded(
    row: Occupancy, silent: set[int], months: list[str] | tuple[str, ...], month: str, months_off: int
) -> str:
    if row.person_id in silent:
        return "opted_out"
    return "sampled_lately" if any(was_sampled_lately(month, each, months_off) for each in months) else ""


def _complainants(site: Site, at: datetime) -> set[int]:
    rows = Complaint.objects.filter(site=site, received_at__gte=at - COMPLAINED_WITHIN, unit__isnull=False)
    return set(rows.exclude(state=ComplaintState.WITHDRAWN).values_list("unit_id", flat=True))


def _sampled(site: Site, month: str) -> dict[int, list[str]]:
    rows = CallBack.objects.filter(site=site, source=CallSource.SAMPLE, sample__month__lt=month)
    found: dict[int, list[str]] = defaultdict(list)
    for unit_id, earlier in rows.values_list("unit_id", "sample__month"):
        found[unit_id].append(earlier)
    return found
