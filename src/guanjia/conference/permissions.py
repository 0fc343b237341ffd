"""Who may do what with conferences: predicates over (user, site)."""

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
