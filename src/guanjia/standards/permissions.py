"""Who may read and change promises."""

import rules

from guanjia.foundation.sites.public import Site
from guanjia.people.public import Roles, has_role, is_manager, is_staff

may_read = is_staff
may_patch_site = is_manager


@rules.predicate
def may_patch_company(user: object, site: Site | None) -> bool:
    """Head office speaks for all sites of its company, and alone lets a promise be published."""
    return site is not None and has_role(user, site, Roles.HEAD_OFFICE)
