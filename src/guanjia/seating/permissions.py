"""Who plans seats and who sees them: those who plan and run meetings."""

from guanjia.conference.public import can_plan, can_run

plans_seats = can_plan
sees_seats = can_run
