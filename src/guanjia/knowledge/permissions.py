"""Who reads, writes and approves articles."""

from guanjia.people.public import Roles, is_any_of, is_staff

reads_articles = is_staff
writes_articles = is_any_of(*(role for role in Roles if role not in (Roles.CLIENT, Roles.RESIDENT, Roles.AUDITOR)))
approves_articles = is_any_of(Roles.DUTY_MANAGER)
