"""Lists of words, one file a list; a line beginning with # says what it is."""

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


@cache
def words_of(name: str) -> tuple[str, ...]:
    """The words of a list, in order."""
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(word for line in lines if not line.startswith("#") for word in line.split())
