"""A worker's pass follows the renovation: it opens while that runs, within its hours, and ends with it (FIELD 23)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SiteOfWork:
    """What is known of a renovation at a moment: `holds` the worker's own pass holds, `may_work` the hours allow it."""

    holds: bool
    may_work: bool


def barred(work: SiteOfWork | None) -> str:
    """Why a worker may not come in now, "" when they may; None: no renovation stands behind the pass."""
    if work is None:
        return ""
    if not work.holds:
        return "stopped"
    return "" if work.may_work else "hours"
