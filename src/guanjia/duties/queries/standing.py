"""Who may do a duty, as of a moment."""

from datetime import datetime
from typing import Any

from guanjia.duties.models import Duty
from guanjia.duties.permissions import LEADING
from guanjia.foundation.sites.public import Site
from guanjia.people.public import Roles, has_role
from guanjia.posts.public import on_post

LEADERS = (Roles.SITE_MANAGER, Roles.HEAD_OFFICE, *LEADING)
WORKERS = tuple(role for role in Roles if role not in (Roles.CLIENT, Roles.AUDITOR))


def is_leader(user: Any, site: Site, at: datetime) -> bool:
    """Whether the user may decide on doubtful evidence, assign and counter-sign."""
    return has_role(user, site, *LEADERS, at=at)


def standing_flag(user: Any, duty: Duty, at: datetime) -> str:
    """In what capacity the user does the duty at `at`: "" as its owner, "stood_in" as a leader, "post_unmanned" when nobody is
    on the post, "not_on_post" without any title."""
    if user.pk == duty.assignee_id:
        return ""
    manned = on_post(duty.site, duty.post_code, at)
    if any(each.pk == user.pk for each in manned):
        return ""
    if is_leader(user, duty.site, at):
        return "stood_in"
    if not manned and has_role(user, duty.site, *WORKERS, at=at):
        return "post_unmanned"
    return "not_on_post"
