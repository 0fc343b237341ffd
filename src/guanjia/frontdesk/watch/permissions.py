"""Who keeps the watch."""

from guanjia.people.public import Roles, is_any_of

keeps_watch = is_any_of(
    Roles.RECEPTIONIST,
    Roles.HOTLINE,
    Roles.GUARD,
    Roles.TECHNICIAN,
    Roles.DUTY_MANAGER,
    Roles.DISPATCHER,
    Roles.BUTLER,
    Roles.TEAM_LEADER,
    Roles.ENVIRONMENT_SUPERVISOR,
    Roles.CLEANER,
    Roles.ATTENDANT,
)
sets_points = is_any_of(Roles.DUTY_MANAGER)
