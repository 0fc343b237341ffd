"""The door of background work."""

from guanjia.foundation.jobs.beats import beats, every, run_beats

__all__ = ["beats", "every", "run_beats"]
