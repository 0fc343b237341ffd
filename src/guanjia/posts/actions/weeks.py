"""Many entries at once: last week again, and somebody who leaves."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from guanjia.foundation.journal.public import record_many
from guanjia.foundation.sites.public import Site, local, to_utc
from guanjia.people.public import User
from guanjia.posts.actions.roster import SUBJECT, lock_users
from guanjia.posts.events import RosterChanged
from guanjia.posts.models import Roster
from guanjia.posts.queries.fitting import standing_between, wanted_on
from guanjia.posts.queries.weeks import week_span


@dataclass(frozen=True, slots=True)
class Copied:
    """How many entries were made, and those of last week that could not be: each with its reason's code."""

    made: int
    left_out: tuple[tuple[Roster, str], ...]


@transaction.atomic
def copy_week(*, site: Site, source: date, target: date, at: datetime, actor: Any) -> Copied:
    """Repeat the entries of the week of Monday `source` in that of `target`, at the same time on the wall.

    Left out: "double" what would put somebody in two places (so a second copy makes nothing), "member" people without a
    role by then, "qualification" certificates that have run out, "closed" posts no longer in use.
    """
    begins, ends = week_span(site, source)
    old = Roster.objects.filter(site=site, released_at=None, starts_at__gte=begins, starts_at__lt=ends)
    entries = list(old.select_related("post", "user").order_by("starts_at", "id"))
    lock_users([entry.user_id for entry in entries])
    shift_by = (target - source).days
    made, left_out = _fit(site, entries, shift_by)
    Roster.objects.bulk_create(made)
    if made:
        event = RosterChanged(
            site.pk,
            tuple(sorted({entry.post.code for entry in made})),
            min(entry.starts_at for entry in made),
            max(entry.ends_at for entry in made),
        )
        rows = [{"id": e.pk, "changes": {"post": e.post.code, "user": e.user_id}} for e in made]
        kind = {"action": "posts.copy_week", "subject_kind": SUBJECT}
        record_many(site=site, at=at, actor=actor, rows=rows, event=event, **kind)
    return Copied(len(made), tuple(left_out))


def _fit(site: Site, entries: list[Roster], days: int) -> tuple[list[Roster], list[tuple[Roster, str]]]:
    made: list[Roster] = []
    left_out: list[tuple[Roster, str]] = []
    if not entries:
        return made, left_out
    moved = [(entry, _later(site, entry.starts_at, days), _later(site, entry.ends_at, days)) for entry in entries]
    standing = standing_between(site, min(row[1] for row in moved), max(row[2] for row in moved))
    for entry, begins, ends in moved:
        wanted = wanted_on(site, entry.post, entry.user_id, begins, ends, double=entry.double)
        if code := standing.obstacle(wanted):
            left_out.append((entry, code))
            continue
        standing.take(wanted)
        made.append(
            Roster(
                site=site,
                post=entry.post,
                user=entry.user,
                shift_id=entry.shift_id,
                starts_at=begins,
                ends_at=ends,
                double=entry.double,
            )
        )
    return made, left_out


def _later(site: Site, moment: datetime, days: int) -> datetime:
    wall = local(site, moment).replace(tzinfo=None) + timedelta(days=days)
    return to_utc(site, wall)


@transaction.atomic
def release_user(*, user: User, site: Site, at: datetime, actor: Any, reason: str = "") -> int:
    """Take somebody who leaves off every post of the site from `at` on; returns how many entries that touched.

    Their posts fall vacant: nobody is put there in their stead.
    """
    entries = list(
        Roster.objects.filter(Q(released_at=None), site=site, user=user, ends_at__gt=at).select_related("post")
    )
    if not entries:
        return 0
    later = [entry.pk for entry in entries if entry.starts_at >= at]
    Roster.objects.filter(pk__in=later).update(released_at=at, release_reason=reason)
    Roster.objects.filter(pk__in=[e.pk for e in entries if e.starts_at < at]).update(ends_at=at)
    event = RosterChanged(
        site.pk, tuple(sorted({entry.post.code for entry in entries})), at, max(entry.ends_at for entry in entries)
    )
    rows = [{"id": e.pk, "changes": {"post": e.post.code, "user": e.user_id}} for e in entries]
    kind = {"action": "posts.release_user", "subject_kind": SUBJECT}
    record_many(site=site, at=at, actor=actor, rows=rows, event=event, **kind)
    return len(entries)
