"""The door of background work."""

from guanjia.foundation.jobs.beats import beats, every, next_turn, run_beats

__all__ = ["beats", "every", "next_turn", "run_beats"]
