"""Who sees parcels, keeps the counter, decides."""

from guanjia.people.public import Roles, is_any_of

sees_parcels = is_any_of(Roles.RECEPTIONIST, Roles.HOTLINE, Roles.BUTLER, Roles.GUARD, Roles.DUTY_MANAGER)
keeps_counter = is_any_of(Roles.RECEPTIONIST, Roles.BUTLER, Roles.GUARD, Roles.DUTY_MANAGER)
decides = is_any_of(Roles.DUTY_MANAGER)
guards_gate = is_any_of(Roles.GUARD, Roles.RECEPTIONIST, Roles.DUTY_MANAGER)
SUPERVISORS = (Roles.DUTY_MANAGER, Roles.SITE_MANAGER)
