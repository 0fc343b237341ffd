"""Hands the foundation the rules of its own pages, which it cannot know because roles live up here."""

from typing import Any

from guanjia.foundation.sites.public import define
from guanjia.people.permissions.holding import has_role
from guanjia.people.permissions.predicates import can_write, is_auditor, is_manager
from guanjia.people.rules.roles import Roles


def _works_here(user: Any, site: Any) -> bool:
    return site is not None and has_role(user, site)


def _is_head_office(user: Any, site: Any) -> bool:
    return site is not None and has_role(user, site, Roles.HEAD_OFFICE)


def define_pages() -> None:
    """Name who reads and who writes: `member`, `system` (watches over the installation), `head_office`."""
    watches = is_manager | is_auditor
    define("member", read=_works_here, write=can_write)
    define("system", read=watches, write=is_manager & ~is_auditor)
    define("head_office", read=watches, write=_is_head_office)
