"""Who may see custody and answer for things."""

from guanjia.people.public import Roles, is_any_of, is_staff

sees_custody = is_staff
keeps_things = is_any_of(*(role for role in Roles if role not in (Roles.CLIENT, Roles.RESIDENT, Roles.AUDITOR)))
