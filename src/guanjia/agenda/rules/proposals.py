"""An overrun becomes up to three different ways to get on (DIGI-018): shorten, leave out or swap, end later."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from guanjia.agenda.rules.line import WALLS, Line, pushed
from guanjia.agenda.rules.prices import Frame, Weights, price_of
from guanjia.agenda.rules.search import Outcome, cheapest
from guanjia.kernel.words import Word
from guanjia.kernel.words import gettext_noop as N_

MOST = 3
NEAR, TRIALS = 5, 12
"""How many items on either side of a fixed guest may change places, and how many such orders are tried."""
WORK = 12_000
"""Items x late minutes that the trials of all orders may cost together."""


class Way(Word):
    """How a proposal gets on."""

    SHORTEN = "shorten", N_("Shorten")
    REST = "rest", N_("Shorten breaks")
    DROP = "drop", N_("Leave out")
    SWAP = "swap", N_("Change places")
    LATER = "later", N_("End later")


LOOKS: tuple[tuple[Way, Weights], ...] = (
    (Way.SHORTEN, Weights(drops=False)),
    (Way.REST, Weights(cut=600, rest=25, drop=600, drops=False)),
    (Way.DROP, Weights(cut=400, rest=400, drop=20)),
    (Way.LATER, Weights(cut=900, rest=900, late=4, drops=False)),
)


@dataclass(frozen=True)
class Proposal:
    """One way to get on, with its fair price; `misses` when a guest whose time is fixed has to wait all the same."""

    way: Way
    outcome: Outcome
    price: int

    @property
    def misses(self) -> bool:
        """Whether a fixed time could not be kept."""
        return self.outcome.misses

    @property
    def ends(self) -> int:
        """When the agenda ends by it."""
        return self.outcome.ends


def propose(lines: Sequence[Line], frame: Frame) -> list[Proposal]:
    """Up to three different ways for the items to come, the cheapest first; none when they are on time anyway.

    Fixed times are kept in each of them wherever any of them can keep them. Nothing ends after `frame.limit`; where nothing
    fits before it the list is empty.
    """
    if not late_of(lines, frame.free_at):
        return []
    found: dict[tuple[object, ...], Proposal] = {}
    for way, outcome in _outcomes(lines, frame):
        price = price_of(lines, outcome.placed, frame, outcome.dropped, outcome.moved)
        key = (outcome.placed, outcome.dropped)
        if key not in found:
            found[key] = Proposal(_said(way, lines, outcome), outcome, price)
    ranked = sorted(found.values(), key=lambda each: each.price)
    kept = [each for each in ranked if not each.misses] or ranked[:1]
    return _different(kept)


def late_of(lines: Sequence[Line], free_at: int) -> int:
    """How many minutes the next item waits when the room is free then."""
    return max(0, free_at - lines[0].begins) if lines else 0


def _outcomes(lines: Sequence[Line], frame: Frame) -> Iterator[tuple[Way, Outcome]]:
    for way, weights in LOOKS:
        outcome = cheapest(lines, frame, weights)
        if outcome is not None:
            yield way, outcome
    best: Outcome | None = None
    for order, moved in orders(lines, frame.free_at):
        outcome = cheapest(order, frame, replace(LOOKS[0][1], drops=True), moved)
        if outcome is not None and (best is None or outcome.price < best.price):
            best = outcome
    if best is not None:
        yield Way.SWAP, best


def orders(lines: Sequence[Line], free_at: int) -> Iterator[tuple[list[Line], frozenset[int]]]:
    """Other orders worth a try: around a guest whose time is fixed and would be missed, a movable item goes behind it, or changes
    places with a shorter one from behind. Nothing is moved across a vote, an award, a signing, the opening or the closing."""
    trials = min(TRIALS, max(2, WORK // max(1, len(lines) * late_of(lines, free_at))))
    for place, (line, (begins, _ends)) in enumerate(zip(lines, pushed(lines, free_at), strict=True)):
        if not line.fixed or begins <= line.begins:
            continue
        before = _reach(lines, range(place - 1, -1, -1))
        behind = _reach(lines, range(place + 1, len(lines)))
        options: list[tuple[list[Line], frozenset[int]]] = []
        for here in before:
            rest = [each for each in lines if each is not lines[here]]
            options.append(([*rest[:place], lines[here], *rest[place:]], frozenset({lines[here].id})))
            for there in behind:
                if lines[there].minutes < lines[here].minutes:
                    swapped = list(lines)
                    swapped[here], swapped[there] = lines[there], lines[here]
                    options.append((swapped, frozenset({lines[here].id, lines[there].id})))
        yield from options[:trials]
        return


def _reach(lines: Sequence[Line], places: range) -> list[int]:
    """Places of movable items in that direction, up to the next wall."""
    found = []
    for place in places:
        if lines[place].kind in WALLS:
            break
        if lines[place].movable and not lines[place].fixed:
            found.append(place)
    return found[:NEAR]


def _said(way: Way, lines: Sequence[Line], outcome: Outcome) -> Way:
    """What the outcome really does: a way that found nothing of its own kind is called by what it did."""
    planned = {line.id: line.minutes for line in lines}
    cut = any(each.minutes < planned[each.id] for each in outcome.placed)
    if outcome.moved:
        return Way.SWAP
    if outcome.dropped:
        return Way.DROP
    if cut:
        return Way.SHORTEN if way in {Way.DROP, Way.LATER} else way
    return Way.LATER


def _different(ranked: Sequence[Proposal]) -> list[Proposal]:
    """The cheapest of each way, three at the most."""
    found: dict[Way, Proposal] = {}
    for each in ranked:
        found.setdefault(each.way, each)
    return list(found.values())[:MOST]
