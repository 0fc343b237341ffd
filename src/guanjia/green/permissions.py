"""Who sees what guests need, who orders, weighs and reads meters."""

from guanjia.conference.public import can_plan, can_run, can_see_conferences
from guanjia.people.public import Roles, is_any_of

sees_green = can_see_conferences
"""The green sheet holds no personal data: whoever works at the site."""
sees_needs = can_run | is_any_of(Roles.DEPARTMENT)
"""What guests eat and need, by place and without names: those who run the meeting and the kitchen."""
asks_needs = can_plan | is_any_of(Roles.RECEPTIONIST)
"""Notes a need for somebody who asks by telephone or at the desk."""
orders_meals = can_plan | is_any_of(Roles.DEPARTMENT)
weighs = is_any_of(
    Roles.COORDINATOR,
    Roles.TEAM_LEADER,
    Roles.ATTENDANT,
    Roles.ENVIRONMENT_SUPERVISOR,
    Roles.CLEANER,
    Roles.TECHNICIAN,
    Roles.DEPARTMENT,
)
sets_factors = is_any_of(Roles.SITE_MANAGER)
