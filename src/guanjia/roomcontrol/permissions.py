"""Who sees the devices of a room and who sets them."""

from guanjia.people.public import Roles, is_any_of, is_staff

sees_rooms = is_staff
sets_rooms = is_any_of(
    Roles.COORDINATOR, Roles.TEAM_LEADER, Roles.ATTENDANT, Roles.TECHNICIAN, Roles.DUTY_MANAGER, Roles.ENVIRONMENT_SUPERVISOR,
)  # fmt: skip
keeps_scenes = is_any_of(Roles.SITE_MANAGER, Roles.COORDINATOR, Roles.TEAM_LEADER, Roles.TECHNICIAN, Roles.DUTY_MANAGER)
"""Who says what a scene means here; attendants press it."""
