"""Who may change whose account."""

from collections.abc import Collection

from guanjia.people.rules.granting import grantable_roles
from guanjia.people.rules.roles import Roles


def may_change_account(actor: Collection[Roles], target_here: Collection[Roles], *, target_elsewhere: bool) -> bool:
    """Whether somebody with the roles `actor` may change log-in data of a user with `target_here` at the same site.

    Head office may always. A site manager only where the user works at this site alone and holds no role above it:
    who can reset a password can become that user.
    """
    if Roles.HEAD_OFFICE in actor:
        return True
    return not target_elsewhere and set(target_here) <= set(grantable_roles(actor))
