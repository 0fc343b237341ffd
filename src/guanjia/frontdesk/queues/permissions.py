"""Who calls numbers, who sets counters up."""

from guanjia.people.public import Roles, is_any_of, is_staff

serves = is_any_of(Roles.RECEPTIONIST, Roles.HOTLINE, Roles.DUTY_MANAGER, Roles.BUTLER, Roles.COORDINATOR)
sets_up = is_any_of(Roles.DUTY_MANAGER)
sees_screen = is_staff
