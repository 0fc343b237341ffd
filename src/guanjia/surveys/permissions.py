"""Who may see surveys and enter paper."""

from guanjia.people.public import Roles, is_any_of, is_staff

sees_surveys = is_staff
enters_paper = is_any_of(Roles.COORDINATOR, Roles.TEAM_LEADER, Roles.ATTENDANT, Roles.RECEPTIONIST, Roles.HOTLINE)
builds_surveys = is_any_of(Roles.DUTY_MANAGER)
enters_owners_paper = is_any_of(Roles.RECEPTIONIST, Roles.HOTLINE, Roles.BUTLER, Roles.DUTY_MANAGER)
