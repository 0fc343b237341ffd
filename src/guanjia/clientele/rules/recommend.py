"""Which packages to show a client first (BRND-002, DIGI-015, DIGI-016): what they took, what their like took, shrunk towards what sells.

Four steps, each leaning on the one before until it has seen enough: everybody, the segment for this kind of meeting, the client,
the client for this kind. A count is a choice for each time a package was on offer, so that what is new is not punished for being new.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from guanjia.kernel.words import gettext_noop as N_

LEAN_ALL, LEAN_SEGMENT, LEAN_CLIENT, LEAN_OWN_KIND = 10.0, 4.0, 6.0, 4.0
"""How many earlier offers weigh as much as the step before. Chosen on the seeds 100 to 107, which the bench does not judge (ADR 0113)."""
FITTING = 3
TELL_FROM = 2
"""Fewer cases than this are no reason to name."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One choice that is known: who, of which segment, for what kind of meeting, what was on offer, what was taken."""

    client: object
    segment: str
    kind: str
    offered: tuple[str, ...]
    taken: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a package stands where it stands: an English msgid and its values, all of them counts of real meetings."""

    message: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A package with its score (about: how likely it is taken when shown) and its reasons, the best first."""

    package: str
    score: float
    reasons: tuple[Reason, ...]


OWN_KIND = N_("The client took it for %(taken)s of its last %(of)s meetings of this kind.")
OWN = N_("The client took it for %(taken)s of its last %(of)s meetings.")
LIKE = N_("Clients of its segment took it %(taken)s of %(of)s times for this kind of meeting.")
SELLS = N_("It was taken %(taken)s of the %(of)s times that it was on offer.")


@dataclass
class _Tally:
    taken: Counter[str] = field(default_factory=Counter)
    shown: Counter[str] = field(default_factory=Counter)

    def add(self, choice: Taken) -> None:
        self.taken[choice.taken] += 1
        self.shown.update(choice.offered)

    def rate(self, package: str, prior: float, lean: float) -> float:
        return (self.taken[package] + lean * prior) / (self.shown[package] + lean)


class Memory:
    """What is known of earlier choices. Build it once, ask it often; the order of the choices does not matter."""

    def __init__(self, choices: Iterable[Taken]) -> None:
        self._all = _Tally()
        self._segments: dict[tuple[str, str], _Tally] = defaultdict(_Tally)
        self._clients: dict[object, _Tally] = defaultdict(_Tally)
        self._own_kinds: dict[tuple[object, str], _Tally] = defaultdict(_Tally)
        for choice in choices:
            for tally in (
                self._all,
                self._segments[choice.segment, choice.kind],
                self._clients[choice.client],
                self._own_kinds[choice.client, choice.kind],
            ):
                tally.add(choice)

    def suggest(
        self, *, client: object, segment: str, kind: str, offered: Sequence[str], fits: Collection[str] = ()
    ) -> list[Suggestion]:
        """All of `offered`, the likeliest first; equal ones keep the order given. Without any history: that order.

        `fits` are those made for this kind of meeting: before anything is known they count FITTING times as likely. The bench
        leaves them out, so that only what was learned is judged.
        """
        if not offered:
            return []
        steps = (
            (self._all, LEAN_ALL),
            (self._segments.get((segment, kind), _Tally()), LEAN_SEGMENT),
            (self._clients.get(client, _Tally()), LEAN_CLIENT),
            (self._own_kinds.get((client, kind), _Tally()), LEAN_OWN_KIND),
        )
        found = []
        whole = sum(FITTING if package in fits else 1 for package in offered)
        for package in offered:
            score = (FITTING if package in fits else 1) / whole
            for tally, lean in steps:
                score = tally.rate(package, score, lean)
            found.append(Suggestion(package, score, self._reasons(package, steps)))
        return sorted(found, key=lambda each: -each.score)

    def times_offered(self, package: str) -> int:
        """How often it was on offer."""
        return self._all.shown[package]

    def popular(self, offered: Sequence[str], segment: str | None = None) -> list[str]:
        """The same packages by how often they were taken, most first: the list to beat. With a segment, in it only."""
        counts = Counter[str]()
        for (whose, _kind), tally in self._segments.items():
            if segment is None or whose == segment:
                counts.update(tally.taken)
        return sorted(offered, key=lambda package: -counts[package])

    def _reasons(self, package: str, steps: Sequence[tuple[_Tally, float]]) -> tuple[Reason, ...]:
        """From the nearest to the farthest; "of" counts meetings in which it could be taken."""
        told = []
        for (tally, _lean), message in zip(reversed(steps), (OWN_KIND, OWN, LIKE, SELLS), strict=True):
            taken, of = tally.taken[package], tally.shown[package]
            if taken >= TELL_FROM:
                told.append(Reason(message, {"taken": taken, "of": of}))
        return tuple(told)
