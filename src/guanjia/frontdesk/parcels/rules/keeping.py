"""How long the registers keep who took what."""

LEAST_DAYS = 92
"""At least three months: the longest three months have 92 days (PARC-003)."""


def records_kept_for(days: int) -> int:
    """The days that records of handing over are kept: what the site says, never less than three months."""
    return max(LEAST_DAYS, days)
