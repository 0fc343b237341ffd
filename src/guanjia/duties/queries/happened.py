"""Journal events about subjects, for standards that are triggered or discharged by events."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from guanjia.duties.rules.planned import Happened
from guanjia.foundation.journal.public import Entry
from guanjia.standards.public import Standard, Trigger


def event_kinds(standards: Iterable[Standard]) -> set[str]:
    """The event kinds that any of the standards listens to."""
    kinds: set[str] = set()
    for standard in standards:
        if isinstance(standard.when, Trigger) and standard.when.event:
            kinds.add(standard.when.event)
        if standard.discharged_by.by == "event":
            kinds |= standard.discharged_by.names
    return kinds


def load_happened(kind: str, ids: Collection[int], kinds: Collection[str]) -> dict[int, list[Happened]]:
    """Events of these kinds about each subject, oldest first. One query; none when no standard listens."""
    found: dict[int, list[Happened]] = defaultdict(list)
    if not kinds:
        return found
    rows = Entry.objects.filter(subject_kind=kind, subject_id__in=ids, event_kind__in=kinds).order_by("id")
    for pk, subject, event, at in rows.values_list("id", "subject_id", "event_kind", "at"):
        found[subject].append(Happened(str(pk), event, at))
    return found
