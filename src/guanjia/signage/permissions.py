"""Who sees the screens, who hangs them, who takes them over."""

from guanjia.people.public import Roles, is_any_of, is_staff

sees_screens = is_staff
hangs_screens = is_any_of(Roles.COORDINATOR, Roles.TECHNICIAN, Roles.DUTY_MANAGER)
blacks_screens = is_any_of(
    Roles.COORDINATOR, Roles.TEAM_LEADER, Roles.ATTENDANT, Roles.RECEPTIONIST, Roles.GUARD, Roles.TECHNICIAN, Roles.DUTY_MANAGER,
)  # fmt: skip
warns = is_any_of(Roles.TEAM_LEADER, Roles.GUARD, Roles.DUTY_MANAGER, Roles.RECEPTIONIST)
