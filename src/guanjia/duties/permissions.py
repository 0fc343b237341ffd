"""Who may open the pages of duties."""

from guanjia.people.public import Roles, is_any_of, is_staff

LEADING = (Roles.TEAM_LEADER, Roles.ENVIRONMENT_SUPERVISOR, Roles.COORDINATOR)

sees_duties = is_staff
does_duties = is_any_of(*(role for role in Roles if role not in (Roles.CLIENT, Roles.AUDITOR)))
leads_duties = is_any_of(*LEADING)
