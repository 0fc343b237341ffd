"""Who may see layouts and who may draw them."""

from guanjia.people.public import Roles, is_any_of, is_staff

can_see_layouts = is_staff
can_draw = is_any_of(Roles.COORDINATOR, Roles.TEAM_LEADER)
