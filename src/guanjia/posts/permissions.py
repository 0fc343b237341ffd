"""Who may see and write rosters."""

from guanjia.people.public import Roles, is_any_of, is_manager, is_staff

can_see_roster = is_staff
can_write_roster = is_any_of(Roles.TEAM_LEADER, Roles.COORDINATOR, Roles.ENVIRONMENT_SUPERVISOR)
can_keep_posts = is_manager
