"""Who sees ways, who draws them, who closes one."""

from guanjia.people.public import Roles, is_any_of, is_staff

sees_ways = is_staff
draws_ways = is_any_of(Roles.COORDINATOR, Roles.TECHNICIAN, Roles.DUTY_MANAGER)
closes_ways = is_any_of(
    Roles.COORDINATOR, Roles.TECHNICIAN, Roles.DUTY_MANAGER, Roles.RECEPTIONIST, Roles.GUARD, Roles.TEAM_LEADER,
    Roles.ENVIRONMENT_SUPERVISOR,
)  # fmt: skip
