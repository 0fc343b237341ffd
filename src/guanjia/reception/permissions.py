"""Who does what at receptions: predicates over (user, site)."""

from typing import Any

from rules import predicate

from guanjia.conference.public import can_plan, can_run
from guanjia.foundation.sites.public import site_now
from guanjia.people.public import Roles, is_any_of
from guanjia.posts.public import posts_of

OFFICE_POST = "reception.office"

plans_security = is_any_of(Roles.COORDINATOR, Roles.TEAM_LEADER, Roles.DUTY_MANAGER)
runs_security = is_any_of(
    Roles.COORDINATOR, Roles.TEAM_LEADER, Roles.DUTY_MANAGER, Roles.GUARD, Roles.ATTENDANT, Roles.RECEPTIONIST
)
keeps_deposits = runs_security
plans_receptions = can_plan
sees_receptions = can_run | is_any_of(Roles.GUARD, Roles.DUTY_MANAGER, Roles.TECHNICIAN, Roles.DEPARTMENT)


def may_see_letter(user: Any, site: Any, reception_id: int) -> bool:
    """Whether the user may open the scan of the letter: those who plan receptions."""
    from guanjia.reception.models import Reception  # noqa: PLC0415 - models are ready only then

    return bool(plans_receptions(user, site)) and Reception.objects.filter(pk=reception_id, site=site).exists()


@predicate
def serves_leaders(user: Any, site: Any) -> bool:
    """Whether the user belongs to the leaders' reception group: rostered on its post now, its leader, or the manager.

    Where leaders are is nobody else's business; attendants of the halls do not see it.
    """
    if site is None or not getattr(user, "is_authenticated", False):
        return False
    if is_any_of(Roles.TEAM_LEADER)(user, site):
        return True
    return any(post.code == OFFICE_POST for post in posts_of(user, site, site_now(site)))
