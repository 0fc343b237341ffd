"""Money as it is read."""


def yuan(fen: int) -> str:
    """Fen as yuan with two places and commas: 123456 -> 1,234.56."""
    return f"{fen // 100:,}.{fen % 100:02}"
