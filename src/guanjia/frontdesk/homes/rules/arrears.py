"""What of a statement of arrears may be said of a unit, and how (FIELD 30: no list of debtors leaves the office)."""

from datetime import date

OLD_AFTER_DAYS = 45
"""A statement older than a month's run and two weeks is said to be old."""


def concerns_owner(as_of: date, owner_since: date | None) -> bool:
    """Whether what was unpaid on that day is the present owner's: a debt from before the home changed hands is not theirs.

    On the very day of the change it is not either. An owner without a date has been there all along.
    """
    return owner_since is None or as_of > owner_since


def is_old(as_of: date, today: date) -> bool:
    """Whether the statement is so old that it must be asked for anew before anybody is spoken to."""
    return (today - as_of).days > OLD_AFTER_DAYS


def yuan(fen: int) -> str:
    """Fen as yuan: 123456 -> "1,234.56"."""
    return f"{fen // 100:,}.{fen % 100:02d}"
