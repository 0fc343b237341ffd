"""Reads of the journal: history of a subject, what somebody did, what happened of one sort."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from guanjia.foundation.journal.models import Entry
from guanjia.foundation.sites.public import Site


def timeline(subject: tuple[str, int], *, limit: int = 200) -> list[Entry]:
    """The newest `limit` entries of one subject, newest first, reasons included; one query."""
    kind, subject_id = subject
    rows = Entry.objects.filter(subject_kind=kind, subject_id=subject_id)
    return list(rows.select_related("text").order_by("-id")[:limit])


def timelines(kind: str, ids: Iterable[int]) -> dict[int, list[Entry]]:
    """All entries of many subjects of one kind, oldest first, by subject id; one query."""
    found: dict[int, list[Entry]] = {}
    rows = Entry.objects.filter(subject_kind=kind, subject_id__in=list(ids)).select_related("text")
    for entry in rows.order_by("id"):
        found.setdefault(entry.subject_id, []).append(entry)
    return found


def moves_of(kind: str, ids: Iterable[int]) -> dict[int, tuple[tuple[str, datetime], ...]]:
    """What became of many subjects of one kind and when, oldest first, by subject id, as a snapshot wants it; one query."""
    found: dict[int, list[tuple[str, datetime]]] = {}
    rows = Entry.objects.filter(subject_kind=kind, subject_id__in=list(ids))
    for subject_id, action, at in rows.order_by("id").values_list("subject_id", "action", "at"):
        found.setdefault(subject_id, []).append((action, at))
    return {subject_id: tuple(moves) for subject_id, moves in found.items()}


def entries(
    site: Site,
    *,
    actor_id: int | None = None,
    action: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
) -> QuerySet[Entry]:
    """The site's entries, newest first, by actor, by action (a trailing dot takes all that begin so), at >= since, at
    < until.
    """
    rows = Entry.objects.filter(site=site).select_related("text").order_by("-id")
    if actor_id is not None:
        rows = rows.filter(actor_id=actor_id)
    if action:
        rows = rows.filter(action__startswith=action) if action.endswith(".") else rows.filter(action=action)
    if since is not None:
        rows = rows.filter(at__gte=since)
    return rows.filter(at__lt=until) if until is not None else rows
