"""Putting people on posts and taking them off. The only writer of roster entries."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction

from guanjia.foundation.journal.public import record
from guanjia.foundation.sites.public import Site, local
from guanjia.people.public import User, has_role
from guanjia.posts.events import RosterChanged
from guanjia.posts.models import Post, Qualification, Roster, Shift
from guanjia.posts.rules.cover import split

SUBJECT = "posts.roster"


class RosterRefused(Exception):
    """The entry cannot stand. `code` says why: times, double, member, qualification, long, closed.

    `other` is the entry in the way of a double.
    """

    def __init__(self, code: str, other: Roster | None = None) -> None:
        super().__init__(code)
        self.code, self.other = code, other


@transaction.atomic
def add_entry(
    *,
    post: Post,
    user: User,
    starts_at: datetime,
    ends_at: datetime,
    at: datetime,
    actor: Any,
    shift: Shift | None = None,
    double: bool = False,
    covers: Roster | None = None,
) -> Roster:
    """Put the user on the post; raises RosterRefused.

    Nobody stands twice at a time within a site unless `double` says so. The user must have a role at the site, hold the
    post's qualification on the last day, and not stand longer than the post's longest shift.
    """
    check_entry(post, user, starts_at, ends_at)
    lock_users([user.pk])
    entry = Roster(
        site_id=post.site_id,
        post=post,
        user=user,
        shift=shift,
        starts_at=starts_at,
        ends_at=ends_at,
        double=double,
        covers=covers,
    )
    save_entries([entry])
    announce(entry, "posts.add_entry", at, actor)
    return entry


def check_entry(post: Post, user: User, starts_at: datetime, ends_at: datetime) -> None:
    """Pass if the rules of the post allow it, else raise RosterRefused."""
    if ends_at <= starts_at:
        raise RosterRefused("times")
    if not post.is_open:
        raise RosterRefused("closed")
    if post.longest_shift_h and ends_at - starts_at > timedelta(hours=post.longest_shift_h):
        raise RosterRefused("long")
    if not has_role(user, post.site, at=starts_at):
        raise RosterRefused("member")
    if post.qualification and not holds(user, post, ends_at):
        raise RosterRefused("qualification")


def holds(user: User, post: Post, until: datetime) -> bool:
    """Whether the user holds the post's qualification on the site's day of `until`; its last day still counts."""
    held = Qualification.objects.filter(user=user, site_id=post.site_id, kind=post.qualification).first()
    return held is not None and (held.expires_on is None or held.expires_on >= local(post.site, until).date())


@transaction.atomic
def release_entry(*, entry: Roster, at: datetime, actor: Any, reason: str = "") -> Roster:
    """Take the user off the post: an entry that has begun ends at `at`, one that has not does not count at all.

    Released twice, it stays as it was. What is owed there falls to whoever else is on the post, or to nobody.
    """
    if entry.released_at is not None or entry.ends_at <= at:
        return entry
    was = (entry.starts_at, entry.ends_at)
    if entry.starts_at < at:
        Roster.objects.filter(pk=entry.pk).update(ends_at=at)
        entry.ends_at = at
    else:
        Roster.objects.filter(pk=entry.pk).update(released_at=at, release_reason=reason)
        entry.released_at, entry.release_reason = at, reason
    announce(entry, "posts.release_entry", at, actor, reason, was)
    return entry


@transaction.atomic
def cover(
    *,
    entry: Roster,
    by: User,
    at: datetime,
    actor: Any,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    reason: str = "",
    double: bool = False,
) -> Roster:
    """Have `by` stand in for the entry, or for the part between the two moments (换人); raises RosterRefused.

    The covered user keeps what is left. Code "times" when nothing of the entry lies between the moments.
    """
    entry = Roster.objects.select_for_update(of=("self",), no_key=True).select_related("post__site").get(pk=entry.pk)
    if entry.released_at is not None:
        raise RosterRefused("closed")
    left, taken = split((entry.starts_at, entry.ends_at), (starts_at or entry.starts_at, ends_at or entry.ends_at))
    if taken is None:
        raise RosterRefused("times")
    if by.pk == entry.user_id:
        raise RosterRefused("double", entry)
    lock_users([entry.user_id, by.pk])
    _shrink(entry, left, at, reason)
    return add_entry(
        post=entry.post,
        user=by,
        starts_at=taken[0],
        ends_at=taken[1],
        at=at,
        actor=actor,
        shift=entry.shift,
        double=double,
        covers=entry,
    )


def _shrink(entry: Roster, left: Sequence[tuple[datetime, datetime]], at: datetime, reason: str) -> None:
    if not left:
        Roster.objects.filter(pk=entry.pk).update(released_at=at, release_reason=reason)
        return
    Roster.objects.filter(pk=entry.pk).update(starts_at=left[0][0], ends_at=left[0][1])
    rest = [
        Roster(
            site_id=entry.site_id,
            post_id=entry.post_id,
            user_id=entry.user_id,
            shift_id=entry.shift_id,
            starts_at=begins,
            ends_at=ends,
            double=entry.double,
        )
        for begins, ends in left[1:]
    ]
    Roster.objects.bulk_create(rest)


def lock_users(user_ids: Sequence[int]) -> None:
    """Hold the users until commit, in fixed id order. SQLite has taken its one write lock at BEGIN."""
    if connection.vendor != "sqlite":
        users = User.objects.filter(pk__in=set(user_ids)).order_by("pk")
        list(users.select_for_update(no_key=True).values_list("pk", flat=True))


def save_entries(entries: Sequence[Roster]) -> None:
    """Insert the entries; raises RosterRefused("double") with the entry that stands in the way."""
    try:
        with transaction.atomic():
            Roster.objects.bulk_create(entries)
    except IntegrityError:
        for entry in entries:
            if (other := standing_elsewhere(entry)) is not None:
                raise RosterRefused("double", other) from None
        raise


def standing_elsewhere(entry: Roster) -> Roster | None:
    """An entry of the same user at the same site that overlaps and is not meant as a double."""
    others = Roster.objects.filter(
        site_id=entry.site_id,
        user_id=entry.user_id,
        released_at=None,
        double=False,
        starts_at__lt=entry.ends_at,
        ends_at__gt=entry.starts_at,
    )
    return others.exclude(pk=entry.pk).select_related("post", "user").order_by("starts_at").first()


def announce(
    entry: Roster,
    action: str,
    at: datetime,
    actor: Any,
    reason: str = "",
    was: tuple[datetime, datetime] | None = None,
) -> None:
    """Write the journal and tell whoever owns what is owed on the post."""
    begins, ends = was or (entry.starts_at, entry.ends_at)
    site: Site = entry.post.site
    record(
        site=site,
        at=at,
        actor=actor,
        action=action,
        subject=(SUBJECT, entry.pk),
        reason=reason,
        changes={"post": entry.post.code, "user": entry.user_id, "starts_at": begins, "ends_at": ends},
        event=RosterChanged(site.pk, (entry.post.code,), begins, ends),
    )
