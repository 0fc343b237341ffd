"""The stage: a site with a held clock, a seeded chance and a queue of what is to happen when."""

import heapq
import itertools
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from guanjia.foundation.sites.public import Site

Deed = Callable[["Stage"], None]


@dataclass
class Stage:
    """What actors share while a rehearsal runs.

    `now` is the virtual present and equals `site.held_at`; `counts` feed the report; `memory` is for the modules,
    by their own keys. Actors draw chance from `rng` only, in a fixed order, so that a seed gives one report.
    """

    site: Site
    now: datetime
    rng: random.Random
    counts: Counter[str] = field(default_factory=Counter)
    memory: dict[str, Any] = field(default_factory=dict)
    clock_dead_until: datetime | None = None
    _queue: list[tuple[datetime, int, Deed]] = field(default_factory=list)
    _order: Iterator[int] = field(default_factory=itertools.count)

    def at(self, moment: datetime, deed: Deed) -> None:
        """Have `deed(stage)` done at `moment`; one in the past is done next. Equal moments keep their order."""
        heapq.heappush(self._queue, (max(moment, self.now), next(self._order), deed))

    def next_moment(self) -> datetime | None:
        """When the next deed is due; None when nothing is left."""
        return self._queue[0][0] if self._queue else None

    def move_to(self, moment: datetime) -> None:
        """Set the site's clock; it never goes back."""
        self.now = max(self.now, moment)
        self.site.held_at = self.now
        Site.objects.filter(pk=self.site.pk).update(held_at=self.now)

    def perform_due(self) -> int:
        """Do every deed due by now, also those that deeds add; returns their number."""
        done = 0
        while self._queue and self._queue[0][0] <= self.now:
            _moment, _number, deed = heapq.heappop(self._queue)
            deed(self)
            done += 1
        return done

    @property
    def clock_runs(self) -> bool:
        """Whether the clock process is alive at this moment."""
        return self.clock_dead_until is None or self.now >= self.clock_dead_until
