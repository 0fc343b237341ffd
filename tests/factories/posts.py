"""Posts, shifts, roster entries."""

from datetime import datetime, time
from itertools import count
from typing import Any

from guanjia.foundation.sites.public import Site
from guanjia.people.public import User
from guanjia.posts.public import Post, Qualification, Roster, Shift

_next = count(1)


def make_post(site: Site, code: str = "", **fields: Any) -> Post:
    code = code or f"post.{next(_next)}"
    return Post.objects.create(
        site=site, code=code, name_zh=fields.pop("name_zh", code), name_en=fields.pop("name_en", code), **fields
    )


def make_shift(site: Site, name: str = "", from_time: time = time(8), until_time: time = time(18)) -> Shift:
    return Shift.objects.create(
        site=site, name=name or f"Shift {next(_next)}", from_time=from_time, until_time=until_time
    )


def make_entry(post: Post, user: User, starts_at: datetime, ends_at: datetime, **fields: Any) -> Roster:
    """`user` stands on `post` for that time."""
    return Roster.objects.create(
        site_id=post.site_id, post=post, user=user, starts_at=starts_at, ends_at=ends_at, **fields
    )


def make_qualification(user: User, site: Site, kind: str, **fields: Any) -> Qualification:
    return Qualification.objects.create(user=user, site=site, kind=kind, **fields)
