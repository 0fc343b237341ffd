"""Names are read before they are printed: the organiser confirms, two different people read (核名, FIELD 16)."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

ORGANISER, FIRST, SECOND = "organiser", "first", "second"
STEPS = (ORGANISER, FIRST, SECOND)


@dataclass(frozen=True)
class Look:
    """Somebody looked at a name as it was then."""

    step: str
    text_hash: str
    by: int


def text_hash(name: str, organisation: str, position: str) -> str:
    """The hash of what a card says of somebody. Another seat is no other name."""
    return hashlib.sha256("\x1f".join((name, organisation, position)).encode()).hexdigest()


def list_hash(hashes: Mapping[int, str]) -> str:
    """The hash of a whole list: of whom it names, and how. The reader confirms exactly the list that was shown."""
    lines = (f"{pk}:{hashes[pk]}" for pk in sorted(hashes))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def missing_steps(now: str, looks: Iterable[Look]) -> tuple[str, ...]:
    """What a name still needs before it may be printed; a look at another text, or a second one by the first reader, is none."""
    valid = {look.step: look for look in looks if look.text_hash == now}
    first, second = valid.get(FIRST), valid.get(SECOND)
    if first is not None and second is not None and first.by == second.by:
        del valid[SECOND]
    return tuple(step for step in STEPS if step not in valid)


def next_look(missing: tuple[str, ...], reader: int, looks: Iterable[Look], now: str) -> str:
    """Which of the two readings `reader` does by reading this name; "" when it needs none from them."""
    if FIRST in missing:
        others = [look for look in looks if look.step == SECOND and look.text_hash == now]
        return "" if any(look.by == reader for look in others) else FIRST
    if SECOND in missing:
        first = [look for look in looks if look.step == FIRST and look.text_hash == now]
        return "" if any(look.by == reader for look in first) else SECOND
    return ""
