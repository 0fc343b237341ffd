"""What a client's meetings say it likes: facts with their meetings as proof (BRND-007). Nothing is guessed."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LEAST = 2
"""One meeting is no habit."""
SHARE = 0.6
"""From this share of the meetings that say something about it, a value is what the client likes."""
TOPICS = ("room", "style", "kind", "headcount", "service", "part_of_day", "language", "package")


@dataclass(frozen=True, slots=True)
class Fact:
    """One meeting had this: topic (one of TOPICS), value, the meeting's number."""

    topic: str
    value: str
    event: int


@dataclass(frozen=True, slots=True)
class Habit:
    """A value that a client takes again and again: in `events` of the `of` meetings that say something about the topic."""

    topic: str
    value: str
    events: tuple[int, ...]
    of: int


def habits(facts: Iterable[Fact], meetings: Sequence[int]) -> list[Habit]:
    """What is usual: at least LEAST meetings and SHARE of those that tell of the topic; a service counts against all meetings.

    In the order of TOPICS, the most frequent first.
    """
    seen: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for fact in facts:
        seen[fact.topic][fact.value].add(fact.event)
    found = []
    for topic in TOPICS:
        values = seen.get(topic, {})
        told = set[int]().union(*values.values()) if values else set()
        of = len(meetings) if topic == "service" else len(told)
        ranked = sorted(values.items(), key=lambda pair: (-len(pair[1]), pair[0]))
        found += [
            Habit(topic, value, tuple(sorted(events)), of)
            for value, events in ranked
            if len(events) >= LEAST and len(events) >= SHARE * of
        ]
    return found


def band(heads: int) -> str:
    """The size of a meeting in the words of a habit."""
    for most, label in ((10, "1-10"), (30, "11-30"), (60, "31-60"), (150, "61-150"), (500, "151-500")):
        if heads <= most:
            return label
    return "500+"


def usual_heads(counts: Sequence[int]) -> int | None:
    """The middle of the headcounts, None without any."""
    ordered = sorted(counts)
    return ordered[len(ordered) // 2] if ordered else None


def most_common(values: Iterable[str]) -> str:
    """The value that stands most often, "" of nothing; of equals the first."""
    counted = Counter(value for value in values if value)
    return counted.most_common(1)[0][0] if counted else ""
