"""Lists of members."""

from collections import defaultdict
from datetime import datetime

from django.db.models import Q, QuerySet

from guanjia.foundation.sites.public import Site
from guanjia.people.models import Membership, User
from guanjia.people.rules.roles import Roles


def staff(site: Site, *, at: datetime, q: str = "", role: str = "", gone: bool = False) -> QuerySet[User]:
    """Users with a role at the site at `at` (`gone`: who had one and has none now), by name.

    `q` looks in name, user name and phone; `role` keeps those who hold it.
    """
    here = Membership.objects.filter(Q(site=site) | Q(site=None), company_id=site.company_id)
    now = Membership.objects.valid(at).at_site(site.pk, site.company_id)
    if role:
        here, now = here.filter(role=role), now.filter(role=role)
    users = User.objects.filter(pk__in=here.values("user")).exclude(pk__in=now.values("user")) if gone else None
    if users is None:
        users = User.objects.filter(pk__in=now.values("user"))
    if q:
        users = users.filter(Q(display_name__icontains=q) | Q(username__icontains=q) | Q(phone__endswith=q))
    return users.order_by("display_name", "username")


def roles_by_user(site: Site, users: list[User], *, at: datetime) -> dict[int, list[str]]:
    """Labels of the roles that each of the users holds at the site. One query."""
    held: dict[int, list[str]] = defaultdict(list)
    rows = Membership.objects.valid(at).at_site(site.pk, site.company_id).filter(user__in=users)
    for user_id, role in rows.values_list("user_id", "role").order_by("role"):
        if role in set(Roles):
            held[user_id].append(Roles(role).label)
    return held


def memberships_of(user: User, site: Site) -> list[Membership]:
    """All rows of the user that reach the site, open ones first."""
    rows = Membership.objects.filter(user=user).at_site(site.pk, site.company_id).select_related("site")
    return sorted(rows, key=lambda row: (row.valid_until is not None, row.role))
