"""Whom a complaint rings."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse

from guanjia.complaints.models import Complaint
from guanjia.foundation.messages.public import notify
from guanjia.people.public import Roles, users_with_role
from guanjia.posts.public import on_post_many


def tell(complaint: Complaint, users: Iterable[Any], template: str, at: datetime, *, urgent: bool = False) -> int:
    """Ring the bell of these people; a message names number and kind, never the complainant."""
    return notify(
        site=complaint.site,
        users=users,
        template=template,
        context={"number": complaint.number, "kind": complaint.kind_enum.label, "level": complaint.level_enum.label},
        link=reverse("complaints:complaint", args=[complaint.site.code, complaint.number]),
        urgent=urgent,
        at=at,
    )


def tell_post(complaint: Complaint, posts: Iterable[str], template: str, at: datetime, *, skip: Any = None) -> int:
    """Ring whoever stands on these posts, but not `skip`."""
    manned = on_post_many(complaint.site, list(posts), at)
    users = [user for each in manned.values() for user in each if skip is None or user.pk != skip.pk]
    return tell(complaint, users, template, at)


def leaders_of(complaint: Complaint, at: datetime) -> list[Any]:
    """The department head and the company's leader: site manager, duty manager, head office."""
    return users_with_role(complaint.site, Roles.SITE_MANAGER, Roles.DUTY_MANAGER, Roles.HEAD_OFFICE, at=at)


def report_up(complaint: Complaint, at: datetime) -> int:
    """A major complaint is reported at once (CMPL-027), quiet hours or not; how many were told."""
    return tell(complaint, leaders_of(complaint, at), "complaints.major", at, urgent=True)
