"""The door of background work."""

from guanjia.foundation.jobs.beats import beats, every, next_turn, run_beats
from guanjia.foundation.jobs.health import HealthLine, register_probe

__all__ = ["HealthLine", "beats", "every", "next_turn", "register_probe", "run_beats"]
