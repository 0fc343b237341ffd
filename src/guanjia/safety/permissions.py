"""Who sees and does what about safety. The watch list is for few: each look is logged."""

from guanjia.people.public import Roles, is_any_of, is_manager, is_staff

sees_safety = is_staff
notes_concern = is_any_of(*(role for role in Roles if role not in (Roles.CLIENT, Roles.RESIDENT, Roles.AUDITOR)))
handles_concern = is_any_of(Roles.GUARD, Roles.DUTY_MANAGER, Roles.TEAM_LEADER)
enters_watch = is_any_of(Roles.DUTY_MANAGER, Roles.GUARD)
sees_watch = is_any_of(Roles.DUTY_MANAGER)
approves_watch = is_manager
files_assessment = is_manager
publishes_warning = is_any_of(Roles.DUTY_MANAGER, Roles.RECEPTIONIST, Roles.BUTLER, Roles.TEAM_LEADER)
keeps_liaison = is_any_of(Roles.DUTY_MANAGER, Roles.TEAM_LEADER)
