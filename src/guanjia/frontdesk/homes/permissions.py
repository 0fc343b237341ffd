"""Who may see the register of homes, keep it, take it away as a sheet or send one in."""

from typing import Any

import rules

from guanjia.foundation.sites.public import Site, setting
from guanjia.people.public import Roles, is_any_of, is_auditor, is_staff

sees_homes = is_staff
keeps_homes = is_any_of(Roles.RECEPTIONIST, Roles.HOTLINE, Roles.BUTLER, Roles.DUTY_MANAGER)
inspects_homes = is_any_of(Roles.BUTLER, Roles.DUTY_MANAGER, Roles.TECHNICIAN, Roles.GUARD, Roles.RECEPTIONIST)
exports_homes = is_any_of(Roles.DUTY_MANAGER)
imports_homes = is_any_of(Roles.DUTY_MANAGER)
keeps_arrears = is_any_of(Roles.FINANCE)


@rules.predicate
def desk_sees_arrears(user: Any, site: Site | None) -> bool:
    """The desk and butlers, where the site's setting lets them; never a guard (FIELD 30)."""
    return site is not None and keeps_homes(user, site) and bool(setting(site, "homes.arrears_at_desk"))


reads_arrears = keeps_arrears | is_any_of(Roles.DUTY_MANAGER) | is_auditor
sees_arrears = reads_arrears | desk_sees_arrears


@rules.predicate
def nobody(user: Any, site: Site | None) -> bool:
    """What no role may do."""
    return False
