"""Who places a period and who sees it: those who plan and run meetings."""

from guanjia.conference.public import can_plan, can_run

places_periods = can_plan
sees_periods = can_run
