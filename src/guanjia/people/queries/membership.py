"""Which sites somebody reaches, and who reaches a site."""

from datetime import datetime

from django.db.models import Q, QuerySet

from guanjia.foundation.sites.public import Site
from guanjia.kernel import clock
from guanjia.people.models import Membership, User


def sites_of(user: User, *, at: datetime | None = None) -> list[Site]:
    """The sites where the user has a role, by name; rehearsals of a site are left out."""
    return list(_reachable(user, at or clock.now()).filter(rehearsal_of=None).order_by("name"))


def users_with_role(site: Site, *codes: str, at: datetime) -> list[User]:
    """Users who have one of the roles at the site at `at`, by name; without codes all who have any."""
    held = Membership.objects.valid(at).at_site(site.pk, site.company_id)
    if codes:
        held = held.filter(role__in=codes)
    return list(User.objects.filter(pk__in=held.values("user")).order_by("display_name", "username"))


def _reachable(user: User, at: datetime) -> QuerySet[Site]:
    if user.is_superuser:
        return Site.objects.all()
    held = Membership.objects.valid(at).filter(user=user)
    return Site.objects.filter(
        Q(pk__in=held.exclude(site=None).values("site")) | Q(company__in=held.filter(site=None).values("company"))
    )
