"""How many seats so many people need. VENU-001: match venue capacity to expected attendance with a margin."""

DEFAULT_MARGIN_PERCENT = 10


def seats_needed(headcount: int, margin_percent: int = DEFAULT_MARGIN_PERCENT) -> int:
    """`headcount` plus the margin, rounded up; at least 1."""
    return max(1, -(-headcount * (100 + margin_percent) // 100))
