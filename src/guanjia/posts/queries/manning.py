"""Who is on which post."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import QuerySet

from guanjia.foundation.sites.public import Site
from guanjia.people.public import User
from guanjia.posts.models import Post, Roster


def entries_at(site: Site, at: datetime) -> QuerySet[Roster]:
    """Entries that count at `at`: begun, not ended, not released, of users who may log in."""
    return Roster.objects.filter(
        site=site, released_at=None, starts_at__lte=at, ends_at__gt=at, user__is_active=True, post__is_open=True
    )


def on_post(site: Site, code: str, at: datetime) -> list[User]:
    """Who stands on the post at `at`, longest there first; nobody for a gap or an unknown code."""
    return on_post_many(site, [code], at)[code]


def on_post_many(site: Site, codes: Iterable[str], at: datetime) -> dict[str, list[User]]:
    """The same for many posts, by code; every asked code is a key. One query."""
    manned: dict[str, list[User]] = {code: [] for code in codes}
    entries = entries_at(site, at).filter(post__code__in=manned).select_related("user", "post")
    for entry in entries.order_by("starts_at", "id"):
        if entry.user not in manned[entry.post.code]:
            manned[entry.post.code].append(entry.user)
    return manned


def on_posts_at(site: Site, wanted: Collection[tuple[str, datetime]]) -> dict[tuple[str, datetime], list[User]]:
    """Who stands where, for many (code, moment) pairs at once. One query."""
    manned: dict[tuple[str, datetime], list[User]] = {pair: [] for pair in wanted}
    if not manned:
        return manned
    moments = [at for _code, at in manned]
    entries = Roster.objects.filter(
        site=site,
        released_at=None,
        post__code__in={code for code, _at in manned},
        starts_at__lte=max(moments),
        ends_at__gt=min(moments),
        user__is_active=True,
        post__is_open=True,
    )
    found = list(entries.select_related("user", "post").order_by("starts_at", "id"))
    for (code, at), users in manned.items():
        for entry in found:
            if entry.post.code == code and entry.starts_at <= at < entry.ends_at and entry.user not in users:
                users.append(entry.user)
    return manned


def posts_of(user: User, site: Site, at: datetime) -> list[Post]:
    """The posts that the user stands on at `at`, by code."""
    return list(Post.objects.filter(roster__in=entries_at(site, at).filter(user=user)).distinct())


def next_on_post(site: Site, code: str, at: datetime) -> Roster | None:
    """The next entry on the post that begins after `at`; None if nobody is rostered any more."""
    entries = Roster.objects.filter(site=site, post__code=code, released_at=None, starts_at__gt=at)
    return entries.select_related("user", "post").order_by("starts_at", "id").first()
