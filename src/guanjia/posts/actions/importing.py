"""Rosters from a sheet."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guanjia.foundation.journal.public import record_many
from guanjia.foundation.sites.public import Site, site_now, to_utc
from guanjia.foundation.tables.public import Row, Taken
from guanjia.people.public import User, users_with_role
from guanjia.posts.actions.roster import SUBJECT, lock_users, save_entries
from guanjia.posts.events import RosterChanged
from guanjia.posts.models import Post, Roster, Shift
from guanjia.posts.queries.fitting import standing_between, wanted_on
from guanjia.posts.rules.shifts import shift_span

Meant = tuple[Row, Post, User, Shift | None, datetime, datetime]

OBSTACLES = {
    "times": gettext_lazy("the end does not lie after the start"),
    "closed": gettext_lazy("the post is not in use"),
    "long": gettext_lazy("longer than the post may be held at a stretch"),
    "member": gettext_lazy("has no role at this site at that time"),
    "qualification": gettext_lazy("holds no valid certificate that the post asks for"),
    "double": gettext_lazy("already stands on a post at that time"),
}


def check_roster(site: Site, rows: Sequence[Row]) -> None:
    """Refuse rows whose post, person, shift or time is unknown or breaks a rule; mark those that stand already."""
    fit(site, rows)


def take_roster(*, site: Site, rows: Sequence[Row], actor: Any, at: datetime) -> Taken:
    """Make the entries that do not stand yet; a sheet sent again makes none."""
    lock_users([user.pk for user in users_with_role(site, at=at)])
    fresh = [meant for meant in fit(site, rows) if meant[0].good and meant[0].fate == "new"]
    entries = [
        Roster(site=site, post=post, user=user, shift=shift, starts_at=begins, ends_at=ends)
        for _row, post, user, shift, begins, ends in fresh
    ]
    save_entries(entries)
    if entries:
        event = RosterChanged(
            site.pk,
            tuple(sorted({entry.post.code for entry in entries})),
            min(entry.starts_at for entry in entries),
            max(entry.ends_at for entry in entries),
        )
        told = [{"id": e.pk, "changes": {"post": e.post.code, "user": e.user_id}} for e in entries]
        kind = {"action": "posts.import_roster", "subject_kind": SUBJECT}
        record_many(site=site, at=at, actor=actor, rows=told, event=event, **kind)
    return Taken(created=len(entries), unchanged=len(rows) - len(entries))


def fit(site: Site, rows: Sequence[Row]) -> list[Meant]:
    """What the rows mean, in their order; those that mean nothing, or break a rule, are refused on the way."""
    meant = _meanings(site, rows)
    if not meant:
        return []
    first, last = min(one[4] for one in meant), max(one[5] for one in meant)
    standing = standing_between(site, first, last)
    held = Roster.objects.filter(site=site, released_at=None, starts_at__gte=first, ends_at__lte=last)
    same = set(held.values_list("post_id", "user_id", "starts_at", "ends_at"))
    for row, post, user, _shift, begins, ends in meant:
        if (post.pk, user.pk, begins, ends) in same:
            row.fate = "same"
            continue
        wanted = wanted_on(site, post, user.pk, begins, ends)
        if code := standing.obstacle(wanted):
            row.refuse("user" if code != "times" else "until_time", str(OBSTACLES[code]))
        else:
            standing.take(wanted)
    return meant


def _meanings(site: Site, rows: Sequence[Row]) -> list[Meant]:
    posts = {word.casefold(): one for one in Post.objects.filter(site=site) for word in _names(one)}
    shifts = {shift.name.casefold(): shift for shift in Shift.objects.filter(site=site)}
    people: dict[str, list[User]] = {}
    for user in users_with_role(site, at=site_now(site)):
        for word in {name.casefold() for name in (user.display_name, user.username, user.phone or "")} - {""}:
            people.setdefault(word, []).append(user)
    found = []
    for row in rows:
        values = row.values
        post, users = posts.get(values["post"].casefold()), people.get(values["user"].casefold(), [])
        shift = shifts.get(values["shift"].casefold())
        _refuse_unknown(row, post, users, shift)
        if row.good and post is not None:
            times = (shift.from_time, shift.until_time) if shift else (values["from_time"], values["until_time"])
            begins, ends = (to_utc(site, wall) for wall in shift_span(values["day"], *times))
            found.append((row, post, users[0], shift, begins, ends))
    return found


def _names(post: Post) -> set[str]:
    return {post.code, post.name_zh, post.name_en}


def _refuse_unknown(row: Row, post: Post | None, users: list[User], shift: Shift | None) -> None:
    if post is None:
        row.refuse("post", _("no such post"))
    if not users:
        row.refuse("user", _("nobody of this site is called so"))
    elif len(users) > 1:
        row.refuse("user", _("several people are called so: write the user name"))
    if row.values["shift"] and shift is None:
        row.refuse("shift", _("no such shift"))
    if not row.values["shift"] and (row.values["from_time"] is None or row.values["until_time"] is None):
        row.refuse("shift", _("neither a shift nor both times"))
