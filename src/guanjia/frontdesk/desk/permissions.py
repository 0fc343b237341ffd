"""Who may stand at the counter."""

from guanjia.people.public import Roles, can_write, is_any_of, is_auditor, is_manager, is_staff

stands_at_desk = is_any_of(
    Roles.RECEPTIONIST, Roles.HOTLINE, Roles.DUTY_MANAGER, Roles.DISPATCHER, Roles.BUTLER, Roles.COORDINATOR
)
starts_quick = stands_at_desk | is_any_of(Roles.GUARD)
sees_cases = is_staff
works_on_cases = is_staff & can_write
keeps_machines = is_manager
sets_aeds = is_any_of(Roles.DUTY_MANAGER)
sees_machines = is_manager | is_auditor
