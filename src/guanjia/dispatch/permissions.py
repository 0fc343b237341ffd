"""Who sees the board and gives orders out."""

from guanjia.people.public import Roles, is_any_of, is_staff

sees_board = is_staff
keeps_teams = is_any_of(Roles.DISPATCHER, Roles.DUTY_MANAGER)
"""Who says what somebody can do, who answers for an area and how far buildings lie apart."""
gives_out = is_any_of(Roles.HOTLINE, Roles.TEAM_LEADER, Roles.COORDINATOR, Roles.DISPATCHER, Roles.DUTY_MANAGER)
