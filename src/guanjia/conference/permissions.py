"""Who may do what with conferences: predicates over (user, site)."""

from typing import Any

from guanjia.conference.models import Block, Event
from guanjia.people.public import Roles, is_any_of, is_staff

can_see_conferences = is_staff
can_plan = is_any_of(Roles.COORDINATOR, Roles.TEAM_LEADER)
can_run = is_any_of(
    Roles.COORDINATOR,
    Roles.TEAM_LEADER,
    Roles.ATTENDANT,
    Roles.HOTLINE,
    Roles.ENVIRONMENT_SUPERVISOR,
    Roles.RECEPTIONIST,
)


def hears_block(user: Any, rest: str) -> bool:
    """Whether the user may follow live topic `block:<id>`."""
    return _hears(Block.objects.filter(pk=int(rest)).select_related("site").first() if rest.isdigit() else None, user)


def hears_event(user: Any, rest: str) -> bool:
    """Whether the user may follow live topic `event:<id>:...`."""
    number = rest.split(":")[0]
    return _hears(
        Event.objects.filter(pk=int(number)).select_related("site").first() if number.isdigit() else None, user
    )


def _hears(row: Any, user: Any) -> bool:
    return row is not None and bool(can_see_conferences(user, row.site))
