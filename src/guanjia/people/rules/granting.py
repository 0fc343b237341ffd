"""Who may give or take which role."""

from collections.abc import Collection

from guanjia.people.rules.roles import Roles

ABOVE_THE_SITE = frozenset({Roles.HEAD_OFFICE, Roles.AUDITOR})


def grantable_roles(granter: Collection[Roles]) -> tuple[Roles, ...]:
    """Roles that somebody with the roles `granter` may give and take, in the order of the list.

    Head office gives all; a site manager gives those of the site, not the ones that watch over it.
    """
    if Roles.HEAD_OFFICE in granter:
        return tuple(Roles)
    if Roles.SITE_MANAGER in granter:
        return tuple(role for role in Roles if role not in ABOVE_THE_SITE)
    return ()


def may_span_sites(granter: Collection[Roles]) -> bool:
    """Whether they may give a role at every site of the company at once."""
    return Roles.HEAD_OFFICE in granter
