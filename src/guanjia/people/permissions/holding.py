"""Which roles somebody holds at a site."""

from datetime import datetime

from guanjia.foundation.sites.public import Site, site_now
from guanjia.people.models import Membership, User
from guanjia.people.rules import grants
from guanjia.people.rules.grants import Grant
from guanjia.people.rules.roles import Roles

EVERYWHERE = frozenset({Roles.HEAD_OFFICE, Roles.SITE_MANAGER})


def load_grants(user: User) -> tuple[Grant, ...]:
    """All membership rows of the user, past and future ones too. One query."""
    held = Membership.objects.filter(user=user)
    return tuple(Grant(*row) for row in held.values_list("company_id", "site_id", "role", "valid_from", "valid_until"))


def roles_of(user: object, site: Site, *, at: datetime | None = None) -> frozenset[Roles]:
    """The user's roles at the site at `at` (None: the site's present). Nobody logged in, or barred, has none.

    Reads `user.grants` where the middleware has put them for this request, else asks the database.
    """
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    if user.is_superuser:
        return EVERYWHERE
    held = getattr(user, "grants", None)
    rows = load_grants(user) if held is None else held
    return grants.roles_at(rows, company_id=site.company_id, site_id=site.pk, at=at or site_now(site))


def has_role(user: object, site: Site, *codes: str, at: datetime | None = None) -> bool:
    """Whether the user has one of the roles at the site; without codes: any role at all."""
    held = roles_of(user, site, at=at)
    return bool(held & set(codes)) if codes else bool(held)


def find_site(user: object, code: str) -> Site | None:
    """The site of that code if the user has a role there now, else None: not yours is not found."""
    site = Site.objects.select_related("company").filter(code=code).first()
    return site if site is not None and has_role(user, site) else None
