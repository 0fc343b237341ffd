"""Who may see cases and who may have them played."""

from typing import Any

from guanjia.foundation.sites.public import Site
from guanjia.kernel import typed
from guanjia.people.public import Roles, is_any_of, is_staff

can_see = is_staff
can_play = is_any_of(Roles.COORDINATOR, Roles.TEAM_LEADER)


def hears_cases(user: Any, rest: str) -> bool:
    """Whether the user may follow live topic `cases:<site id>`."""
    site = Site.objects.filter(pk=typed.number(rest)).first()
    return site is not None and bool(can_see(user, site))
