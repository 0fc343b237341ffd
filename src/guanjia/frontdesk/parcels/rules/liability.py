"""What is paid for a lost thing, and the limits of liability (PARC-010)."""

from decimal import Decimal

LIMIT = Decimal("300.00")
"""The most that the desk may agree to by itself for a thing without declared value, in yuan; a setting."""

DECLARED_SHARE = Decimal("1.00")


def most_payable(declared: Decimal | None, limit: Decimal = LIMIT) -> Decimal:
    """The most that may be agreed at the counter: the declared value, else the limit; more goes to the manager."""
    return min(declared * DECLARED_SHARE, limit) if declared is not None else limit


def within_limit(amount: Decimal, declared: Decimal | None, limit: Decimal = LIMIT) -> bool:
    """Whether the desk may agree to the amount."""
    return Decimal(0) <= amount <= most_payable(declared, limit)
