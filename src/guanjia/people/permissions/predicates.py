"""Who may open a page: predicates over (user, site), composed with & and |.

Reading is what they grant; whoever audits reads all pages, and nobody who audits writes (see `pages`).
"""

import rules

from guanjia.foundation.sites.public import Site
from guanjia.people.permissions.holding import has_role, roles_of
from guanjia.people.rules.granting import grantable_roles
from guanjia.people.rules.grants import may_write
from guanjia.people.rules.roles import MANAGES, READS_ALL_WRITES_NOTHING, STAFF, Roles


@rules.predicate
def is_anyone(user: object, site: Site | None) -> bool:
    """Everybody, logged in or not."""
    return True


@rules.predicate
def is_signed_in(user: object, site: Site | None) -> bool:
    """Any account that may log in."""
    return bool(getattr(user, "is_authenticated", False))


@rules.predicate
def is_staff(user: object, site: Site | None) -> bool:
    """Anybody who works at the site, in whatever role."""
    return site is not None and has_role(user, site, *STAFF)


@rules.predicate
def is_manager(user: object, site: Site | None) -> bool:
    """The site's manager, or head office."""
    return site is not None and has_role(user, site, *MANAGES)


@rules.predicate
def is_auditor(user: object, site: Site | None) -> bool:
    """Reads all, writes nothing."""
    return site is not None and has_role(user, site, *READS_ALL_WRITES_NOTHING)


@rules.predicate
def can_grant_roles(user: object, site: Site | None) -> bool:
    """May give and take roles at the site."""
    return site is not None and bool(grantable_roles(roles_of(user, site)))


@rules.predicate
def can_write(user: object, site: Site | None) -> bool:
    """Has a role at the site that is not an auditor's."""
    return site is not None and may_write(roles_of(user, site))


def is_any_of(*codes: Roles) -> rules.Predicate:
    """A predicate: has one of these roles at the site. Head office and the site's manager always do."""
    wanted = frozenset(codes) | MANAGES

    def held(user: object, site: Site | None) -> bool:
        return site is not None and has_role(user, site, *wanted)

    return rules.predicate(held, name="is_" + "_or_".join(sorted(codes)))
