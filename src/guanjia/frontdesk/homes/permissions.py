"""Who may see the register of homes, keep it, and take it away as a sheet."""

from guanjia.people.public import Roles, is_any_of, is_staff

sees_homes = is_staff
keeps_homes = is_any_of(Roles.RECEPTIONIST, Roles.HOTLINE, Roles.BUTLER, Roles.DUTY_MANAGER)
exports_homes = is_any_of(Roles.DUTY_MANAGER)
