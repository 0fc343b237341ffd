"""Who writes agendas, who runs a meeting by one, who sees them."""

from guanjia.conference.public import can_plan, can_run, can_see_conferences

writes_agendas = can_plan
runs_agendas = can_run
sees_agendas = can_see_conferences
