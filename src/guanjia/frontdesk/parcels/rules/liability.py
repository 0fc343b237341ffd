"""What is paid for a lost thing, and the limits of liability (PARC-010)."""

from decimal import Decimal

LIMIT = Decimal("300.00")
"""The most that the desk may agree to by itself for a thing without declared value, in yuan; a setting."""

DECLARED_SHARE = Decimal("1.00")
MOST = Decimal(10) ** 8
"""More than any parcel is worth; what is typed beyond is a slip."""


def is_amount(amount: Decimal) -> bool:
    """Whether it can be paid at all: a number from nothing up to MOST, in fen."""
    return amount.is_finite() and 0 <= amount < MOST and amount == round(amount, 2)


def most_payable(declared: Decimal | None, limit: Decimal = LIMIT) -> Decimal:
    """The most that may be agreed at the counter: the declared value, else the limit; more goes to the manager."""
    return min(declared * DECLARED_SHARE, limit) if declared is not None else limit


def within_limit(amount: Decimal, declared: Decimal | None, limit: Decimal = LIMIT) -> bool:
    """Whether the desk may agree to the amount."""
    return Decimal(0) <= amount <= most_payable(declared, limit)
