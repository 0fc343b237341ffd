"""Hands the floors below the rules of their pages, which they cannot know because roles live up here."""

from typing import Any

from guanjia.foundation.sites.public import define
from guanjia.people.permissions.holding import has_role
from guanjia.people.permissions.predicates import can_write, is_any_of, is_auditor, is_manager, is_staff
from guanjia.people.rules.roles import Roles


def _works_here(user: Any, site: Any) -> bool:
    return site is not None and has_role(user, site)


def _is_head_office(user: Any, site: Any) -> bool:
    return site is not None and has_role(user, site, Roles.HEAD_OFFICE)


def define_pages() -> None:
    """Name who reads and who writes.

    `member` has any role here, `staff` works here, `system` watches over the installation, `head_office`;
    `places.keeper` keeps the register of rooms, `places.closer` may close one.
    """
    watches = is_manager | is_auditor
    define("member", read=_works_here, write=can_write)
    define("system", read=watches, write=is_manager & ~is_auditor)
    define("head_office", read=watches, write=_is_head_office)
    define("staff", read=is_staff, write=is_staff & can_write)
    keeps, closes = is_any_of(Roles.COORDINATOR), is_any_of(Roles.COORDINATOR, Roles.TEAM_LEADER, Roles.TECHNICIAN)
    define("places.keeper", read=keeps | is_auditor, write=keeps & ~is_auditor)
    define("places.closer", read=closes | is_auditor, write=closes & ~is_auditor)
