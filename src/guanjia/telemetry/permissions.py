"""Who sees devices, who commands them."""

from guanjia.people.public import Roles, is_any_of

sees_devices = is_any_of(Roles.RECEPTIONIST, Roles.GUARD, Roles.DUTY_MANAGER, Roles.TECHNICIAN)
commands_doors = is_any_of(Roles.GUARD, Roles.DUTY_MANAGER)
manages_devices = is_any_of(Roles.TECHNICIAN, Roles.DUTY_MANAGER)
