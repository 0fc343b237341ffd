"""Loads what entries are fitted against."""

from datetime import datetime

from guanjia.foundation.sites.public import Site, local
from guanjia.people.public import users_with_role
from guanjia.posts.models import Post, Qualification, Roster
from guanjia.posts.rules.fitting import Standing, Wanted


def standing_between(site: Site, starts_at: datetime, ends_at: datetime) -> Standing:
    """Who belongs to the site, who holds which certificate, who stands when between the moments. Three queries."""
    papers = {(one.user_id, one.kind): one.expires_on for one in Qualification.objects.filter(site=site)}
    found = Standing({user.pk for user in users_with_role(site, at=starts_at)}, papers)
    entries = Roster.objects.filter(
        site=site, released_at=None, double=False, starts_at__lt=ends_at, ends_at__gt=starts_at
    )
    for user_id, begins, ends in entries.values_list("user_id", "starts_at", "ends_at"):
        found.taken[user_id].append((begins, ends))
    return found


def wanted_on(
    site: Site, post: Post, user_id: int, starts_at: datetime, ends_at: datetime, *, double: bool = False
) -> Wanted:
    """The entry as the rule sees it."""
    return Wanted(
        user_id=user_id,
        starts_at=starts_at,
        ends_at=ends_at,
        last_day=local(site, ends_at).date(),
        qualification=post.qualification,
        longest_shift_h=post.longest_shift_h,
        post_is_open=post.is_open,
        double=double,
    )
