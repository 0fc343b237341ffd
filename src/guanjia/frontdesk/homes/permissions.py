"""Who may see the register of homes, keep it, take it away as a sheet or send one in."""

from guanjia.people.public import Roles, is_any_of, is_staff

sees_homes = is_staff
keeps_homes = is_any_of(Roles.RECEPTIONIST, Roles.HOTLINE, Roles.BUTLER, Roles.DUTY_MANAGER)
inspects_homes = is_any_of(Roles.BUTLER, Roles.DUTY_MANAGER, Roles.TECHNICIAN, Roles.GUARD, Roles.RECEPTIONIST)
exports_homes = is_any_of(Roles.DUTY_MANAGER)
imports_homes = is_any_of(Roles.DUTY_MANAGER)
