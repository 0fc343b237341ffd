"""Who sees and does what about visitors."""

from guanjia.people.public import Roles, is_any_of, is_manager

sees_visits = is_any_of(
    Roles.RECEPTIONIST,
    Roles.HOTLINE,
    Roles.GUARD,
    Roles.DUTY_MANAGER,
    Roles.BUTLER,
    Roles.TEAM_LEADER,
    Roles.COORDINATOR,
    Roles.ATTENDANT,
    Roles.DISPATCHER,
)
runs_door = is_any_of(
    Roles.RECEPTIONIST, Roles.HOTLINE, Roles.GUARD, Roles.DUTY_MANAGER, Roles.BUTLER, Roles.TEAM_LEADER
)
keeps_gates = is_manager
sees_watch_hit = is_any_of(Roles.GUARD, Roles.DUTY_MANAGER)
measures = runs_door
sees_health = is_any_of(Roles.DUTY_MANAGER)
files_policy = is_any_of(Roles.DUTY_MANAGER)
disinfects = is_any_of(Roles.CLEANER, Roles.ENVIRONMENT_SUPERVISOR, Roles.DUTY_MANAGER, Roles.RECEPTIONIST)
keeps_supplies = is_any_of(Roles.ENVIRONMENT_SUPERVISOR, Roles.DUTY_MANAGER, Roles.RECEPTIONIST)
helps_access = runs_door
