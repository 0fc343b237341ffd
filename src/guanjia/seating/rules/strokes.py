"""Order of names by strokes (笔画) and by pinyin. Counts and sequences are data, shipped in strokes.txt."""

from functools import cache
from importlib.resources import files

from guanjia.kernel.words import gettext_noop as N_

UNKNOWN = 99
TIE_WORDS = {"strokes": N_("strokes of the name"), "pinyin": N_("pinyin of the name"), "given": N_("as given")}


@cache
def _table() -> dict[str, tuple[int, int]]:
    table, place = {}, 0
    for line in files("guanjia.seating.rules").joinpath("strokes.txt").read_text("utf-8").splitlines():
        if line.startswith("#") or not line:
            continue
        count, characters = line.split(" ", 1)
        for character in characters:
            table[character] = (int(count), place)
            place += 1
    return table


def stroke_count(character: str) -> int | None:
    """Strokes of one Han character in its simplified form as written; None where the data does not know it."""
    found = _table().get(character)
    return found[0] if found else None


def by_strokes(name: str) -> tuple[tuple[int, int], ...]:
    """A sort key: the surname's strokes first, then each further character; equal counts by the sequence of strokes, 横竖撇点折.

    A name of two characters stands before a longer one that begins with it. '·' and spaces do not count.
    """
    return tuple(_table().get(letter, (UNKNOWN, ord(letter))) for letter in name if letter not in " ·・•　")


def unknown_in(name: str) -> list[str]:
    """The characters whose strokes nobody knows here: the organiser decides where such a name stands."""
    return [letter for letter in name if letter >= "\u3400" and letter not in "·・•　" and letter not in _table()]
