"""Who plans seats and who sees them: those who plan and run meetings; the gate sees who rides where."""

from guanjia.conference.public import can_plan, can_run
from guanjia.people.public import Roles, is_any_of

plans_seats = can_plan
sees_seats = can_run
keeps_gate = is_any_of(Roles.GUARD, Roles.DUTY_MANAGER)
sees_cars = can_run | keeps_gate
