"""Who does what at receptions: predicates over (user, site)."""

from guanjia.conference.public import can_plan, can_run
from guanjia.people.public import Roles, is_any_of

plans_security = is_any_of(Roles.COORDINATOR, Roles.TEAM_LEADER, Roles.DUTY_MANAGER)
runs_security = is_any_of(
    Roles.COORDINATOR, Roles.TEAM_LEADER, Roles.DUTY_MANAGER, Roles.GUARD, Roles.ATTENDANT, Roles.RECEPTIONIST
)
keeps_deposits = runs_security
plans_receptions = can_plan
sees_receptions = can_run | is_any_of(Roles.GUARD, Roles.DUTY_MANAGER)
