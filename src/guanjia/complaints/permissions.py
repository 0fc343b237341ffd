"""Who may see, take, handle and decide complaints."""

from guanjia.people.public import Roles, is_any_of

takes = is_any_of(
    Roles.RECEPTIONIST, Roles.HOTLINE, Roles.BUTLER, Roles.TEAM_LEADER, Roles.DUTY_MANAGER, Roles.COORDINATOR
)
"""Receive and handle: the first who is asked is responsible."""
works = takes | is_any_of(
    Roles.TECHNICIAN, Roles.ENVIRONMENT_SUPERVISOR, Roles.GUARD, Roles.DEPARTMENT, Roles.DISPATCHER
)
"""Read complaints, and accept or disown one as a department."""
leads = is_any_of(Roles.DUTY_MANAGER)
"""The superior: takes note of major ones, decides whose it is, declares a crisis, approves what leaves the house."""
