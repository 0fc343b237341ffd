"""What places are called for a reader of English where the register has Chinese names only."""


def english_floor(name: str, level: int) -> str:
    """The floor for a reader of English: its own name where that is in Latin letters, else by its level."""
    if name.isascii():
        return name
    return f"Floor {level}" if level > 0 else f"Basement {-level}"
