"""Who does what with protected meetings."""

from guanjia.conference.public import can_plan, can_run
from guanjia.people.public import Roles, is_any_of

plans_protection = can_plan
guards_zones = can_run | is_any_of(Roles.GUARD)
sees_dossier = can_run | is_any_of(Roles.GUARD)
clears_staff = is_any_of(Roles.SITE_MANAGER, Roles.DUTY_MANAGER)
"""Who looks at papers of the crew: nobody else sees who lacks a certificate."""
