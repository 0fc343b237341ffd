"""Who calls, cares, reads files and assigns butlers."""

from guanjia.people.public import Roles, is_any_of

cares = is_any_of(Roles.RECEPTIONIST, Roles.HOTLINE, Roles.BUTLER, Roles.TEAM_LEADER, Roles.DUTY_MANAGER)
leads = is_any_of(Roles.DUTY_MANAGER)
