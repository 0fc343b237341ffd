"""Who fills forms, keeps the archive, sets printers up."""

from guanjia.people.public import Roles, is_any_of, is_staff

fills_forms = is_staff
keeps_archive = is_any_of(Roles.ARCHIVIST, Roles.RECEPTIONIST, Roles.HOTLINE, Roles.DUTY_MANAGER)
sees_restricted = is_any_of(Roles.ARCHIVIST)
sets_printers = is_any_of(Roles.DUTY_MANAGER, Roles.TEAM_LEADER)
