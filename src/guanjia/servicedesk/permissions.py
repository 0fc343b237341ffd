"""Who may see, do and give out requests and work orders."""

from guanjia.people.public import Roles, is_any_of, is_manager, is_staff

sees_orders = is_staff
opens_orders = is_any_of(*(role for role in Roles if role not in (Roles.CLIENT, Roles.RESIDENT, Roles.AUDITOR)))
gives_orders = is_any_of(Roles.HOTLINE, Roles.TEAM_LEADER, Roles.COORDINATOR, Roles.DISPATCHER, Roles.DUTY_MANAGER)
takes_requests = is_any_of(
    Roles.HOTLINE, Roles.TEAM_LEADER, Roles.COORDINATOR, Roles.DISPATCHER, Roles.DUTY_MANAGER, Roles.RECEPTIONIST,
    Roles.BUTLER,
)  # fmt: skip
supervises = is_any_of(Roles.DUTY_MANAGER)
manages_desk = is_manager
exports_requests = is_any_of(Roles.DUTY_MANAGER, Roles.DISPATCHER)
keeps_shelves = is_any_of(Roles.DUTY_MANAGER, Roles.DISPATCHER)
"""Who keeps the price list and the parts."""
