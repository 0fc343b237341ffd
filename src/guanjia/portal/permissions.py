"""Who may do what at the desk with the portal's affairs."""

from guanjia.people.public import Roles, is_any_of

posts_notices = is_any_of(Roles.RECEPTIONIST, Roles.BUTLER, Roles.DUTY_MANAGER, Roles.HOTLINE)
"""Writes, publishes and posts notices to households."""
answers_residents = is_any_of(Roles.RECEPTIONIST, Roles.BUTLER, Roles.DUTY_MANAGER)
"""Answers what residents ask by the portal: family members, erasure."""
is_client = is_any_of(Roles.CLIENT)
"""Follows their own events with an account."""
