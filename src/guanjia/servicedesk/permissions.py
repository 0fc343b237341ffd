"""Who may see, do and give out work orders."""

from guanjia.people.public import Roles, is_any_of, is_staff

sees_orders = is_staff
opens_orders = is_any_of(*(role for role in Roles if role not in (Roles.CLIENT, Roles.AUDITOR)))
gives_orders = is_any_of(Roles.HOTLINE, Roles.TEAM_LEADER, Roles.COORDINATOR)
