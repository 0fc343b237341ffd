"""An agenda is re-planned after an overrun (ADR 0104): a normal half-day of 12 items and a day of 200.

The bare arm pushes what is late, cutting and choosing nothing: what a paper agenda does. Fixed guests, walls and floors as drawn by
the seed; each overrun is drawn too, and the slowest counts.
"""

import random
from collections.abc import Iterator

from benchmarks.framework import Arms, Figure, at_most, figure, seconds
from guanjia.agenda.rules.line import Line, least_minutes, pushed
from guanjia.agenda.rules.prices import Frame, Placed, price_of
from guanjia.agenda.rules.proposals import Proposal, propose
from guanjia.agenda.rules.states import Kind

ENGINES = ("sqlite",)
SEED, TRIALS, FLOOR = 1, 12, 15
KINDS = (Kind.TALK,) * 6 + (Kind.DISCUSSION, Kind.SPEECH, Kind.BREAK, Kind.FREE, Kind.VOTE)


def run(_arms: Arms) -> Iterator[Figure]:
    """A half-day, then the long day; the price against pushing on the same days."""
    chance = random.Random(SEED)
    for items, most_late in ((12, 30), (200, 60)):
        slowest, ours, bare = 0.0, 0, 0
        for _trial in range(TRIALS):
            lines = drawn(chance, items)
            frame = Frame(chance.randint(5, most_late), lines[-1].ends, lines[-1].ends + 120)
            found: list[Proposal] = []
            slowest = max(slowest, seconds(lambda: found.extend(propose(lines, frame))))  # noqa: B023
            ours += found[0].price
            spans = pushed(lines, frame.free_at)
            placed = [Placed(line.id, begins, line.minutes) for line, (begins, _ends) in zip(lines, spans, strict=True)]
            bare += price_of(lines, placed, frame)
        told = f"{items} items, {TRIALS} overruns of up to {most_late} minutes, seed {SEED}, rules only"
        yield figure(f"agenda of {items} re-planned, slowest", slowest, "s", at_most(1), told)
        yield figure(f"agenda of {items}, price against pushing", ours / bare, "x", at_most(1.0), told)


def drawn(chance: random.Random, items: int) -> list[Line]:
    """A day without gaps but for a few minutes here and there; every fifteenth item has a guest whose time is fixed."""
    cursor, lines = 0, []
    for n in range(1, items + 1):
        kind = chance.choice(KINDS)
        minutes = chance.choice((10, 15, 20, 25)) if kind is not Kind.BREAK else 20
        fixed = kind is Kind.TALK and n % 15 == 0
        lines.append(
            Line(
                n, kind, cursor, minutes, least_minutes(kind, minutes, FLOOR), optional=kind is Kind.FREE and chance.random() < 0.5,
                fixed=fixed, movable=not fixed and kind in {Kind.TALK, Kind.DISCUSSION, Kind.FREE},
            )
        )  # fmt: skip
        cursor += minutes + chance.choice((0, 0, 0, 0, 2))
    return lines
