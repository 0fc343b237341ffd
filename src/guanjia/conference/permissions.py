"""Who may do what with conferences: predicates over (user, site)."""

from typing import Any

from guanjia.conference.models import Block, Event
from guanjia.conference.rules.sheet import Department
from guanjia.kernel import typed
from guanjia.people.public import Roles, is_any_of, is_manager, is_staff

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
    return _hears(Block.objects.filter(pk=typed.number(rest)).select_related("site").first(), user)


def hears_event(user: Any, rest: str) -> bool:
    """Whether the user may follow live topic `event:<id>:...`."""
    number = typed.number(rest.split(":")[0])
    return _hears(Event.objects.filter(pk=number).select_related("site").first(), user)


def _hears(row: Any, user: Any) -> bool:
    return row is not None and bool(can_see_conferences(user, row.site))


def may_see_sheet(user: Any, site: Any, event_id: int) -> bool:
    """Whether the user may see the signed sheets of this event: those who run meetings at its site."""
    return bool(can_run(user, site)) and Event.objects.filter(pk=event_id, site=site).exists()


can_approve = is_manager
can_enquire = is_any_of(Roles.COORDINATOR, Roles.TEAM_LEADER, Roles.HOTLINE, Roles.RECEPTIONIST, Roles.DEPARTMENT)
SPEAKS_FOR = {
    Department.ENGINEERING: (Roles.TECHNICIAN, Roles.DEPARTMENT),
    Department.SECURITY: (Roles.GUARD, Roles.DEPARTMENT),
    Department.CLEANING: (Roles.ENVIRONMENT_SUPERVISOR, Roles.DEPARTMENT),
    Department.CATERING: (Roles.ATTENDANT, Roles.TEAM_LEADER, Roles.DEPARTMENT),
    Department.FRONT_DESK: (Roles.RECEPTIONIST, Roles.DEPARTMENT),
    Department.HOTLINE: (Roles.HOTLINE, Roles.DEPARTMENT),
}


def speaks_for(user: Any, site: Any, department: Department) -> bool:
    """Whether the user may acknowledge for the department; the site's manager may for each."""
    return bool(is_any_of(*SPEAKS_FOR[department])(user, site))


can_serve = is_any_of(
    Roles.COORDINATOR,
    Roles.TEAM_LEADER,
    Roles.ATTENDANT,
    Roles.HOTLINE,
    Roles.ENVIRONMENT_SUPERVISOR,
    Roles.RECEPTIONIST,
    Roles.TECHNICIAN,
    Roles.GUARD,
)
can_acknowledge = can_serve | is_any_of(Roles.DEPARTMENT)
