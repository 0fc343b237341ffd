"""The door of background work."""

from guanjia.foundation.jobs.beats import beats, every, next_turn, run_beats
from guanjia.foundation.jobs.health import HealthLine, register_probe
from guanjia.foundation.jobs.runs import LIVE, RUN_MOVES, Run, RunState, begin, end, stop, tell, to_wake

__all__ = [
    "LIVE",
    "RUN_MOVES",
    "HealthLine",
    "Run",
    "RunState",
    "beats",
    "begin",
    "end",
    "every",
    "next_turn",
    "register_probe",
    "run_beats",
    "stop",
    "tell",
    "to_wake",
]
