"""Where a post is short of people, and what is left of an entry when somebody else takes a part of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Gap:
    """From `starts_at` to before `ends_at` the post is short of `missing` people."""

    starts_at: datetime
    ends_at: datetime
    missing: int


def gaps(needed: Iterable[Span], entries: Iterable[Span], least: int = 1) -> list[Gap]:
    """The stretches of `needed` with fewer than `least` entries over them, in order; what touches is joined."""
    held = list(entries)
    found: list[Gap] = []
    for begins, ends in sorted(needed):
        edges = {begins, ends} | {moment for span in held for moment in span if begins < moment < ends}
        cuts = sorted(edges)
        for start, end in pairwise(cuts):
            standing = sum(1 for span in held if span[0] <= start and span[1] >= end)
            if standing < least:
                _join(found, Gap(start, end, least - standing))
    return found


def _join(found: list[Gap], gap: Gap) -> None:
    last = found[-1] if found else None
    if last is not None and last.ends_at == gap.starts_at and last.missing == gap.missing:
        found[-1] = Gap(last.starts_at, gap.ends_at, gap.missing)
    else:
        found.append(gap)


def split(entry: Span, taken: Span) -> tuple[Sequence[Span], Span | None]:
    """(what is left of `entry`, what of it is really taken); None when `taken` does not touch it."""
    start, end = max(entry[0], taken[0]), min(entry[1], taken[1])
    if start >= end:
        return [entry], None
    left = [(entry[0], start), (end, entry[1])]
    return [span for span in left if span[0] < span[1]], (start, end)
