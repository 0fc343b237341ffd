"""The worked cases of conferences (CASE-001, 002; CONF-029, 034; EQFT-010, 016): told, played and judged."""

from guanjia.conference.rehearsal.cases.burst_pipe import BURST_PIPE
from guanjia.conference.rehearsal.cases.dinner import DINNER
from guanjia.conference.rehearsal.cases.forum import FORUM
from guanjia.conference.rehearsal.cases.fruit import FRUIT
from guanjia.conference.rehearsal.cases.layout_change import LAYOUT_CHANGE
from guanjia.conference.rehearsal.cases.power_cut import POWER_CUT

CASES = (FORUM, DINNER, POWER_CUT, BURST_PIPE, FRUIT, LAYOUT_CHANGE)
"""In the order of the page."""
