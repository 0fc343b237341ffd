"""What the duties say of us: punctuality and completeness per person, post, standard and site."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce

from guanjia.duties.models import ArchivedDuty, Duty
from guanjia.duties.rules.states import DutyState
from guanjia.foundation.sites.public import Site

By = Literal["person", "post", "standard", "site"]
KEYS = {"person": "person", "post": "post_code", "standard": "standard_code", "site": "site_id"}


@dataclass(frozen=True, slots=True)
class Score:
    """Counts and weights of the finished, scored duties of one key. None as key of a person: nobody's."""

    key: Any
    on_time: int
    late: int
    missed: int
    on_time_weight: int
    late_weight: int
    missed_weight: int

    @property
    def total(self) -> int:
        return self.on_time + self.late + self.missed

    @property
    def punctuality(self) -> float | None:
        """Share of what was done that was done on time, by weight; None when nothing was done."""
        done = self.on_time_weight + self.late_weight
        return self.on_time_weight / done if done else None

    @property
    def completeness(self) -> float | None:
        """Share of what was owed that was done at all, by weight; None when nothing was owed."""
        owed = self.on_time_weight + self.late_weight + self.missed_weight
        return (self.on_time_weight + self.late_weight) / owed if owed else None


def scores(sites: Iterable[Site], begin: datetime, end: datetime, *, by: By) -> list[Score]:
    """Scores of duties due in [begin, end), most duties first. A missed duty counts for the person it was assigned to.

    Two queries (alive and archived), whatever the number of rows. Withdrawn and unscored duties do not count.
    """
    pks = [site.pk for site in sites]
    found: dict[Any, list[int]] = {}
    for model in (Duty, ArchivedDuty):
        rows = model.objects.filter(site_id__in=pks, due_at__gte=begin, due_at__lt=end, scored=True)
        rows = rows.annotate(person=Coalesce("performed_by_id", "assignee_id"))
        for row in rows.values_list(KEYS[by]).annotate(**_sums()).order_by():
            key, counts = row[0], [value or 0 for value in row[1:]]
            found[key] = [a + b for a, b in zip(found.get(key, [0] * 6), counts, strict=True)]
    made = [Score(key, *counts) for key, counts in found.items() if sum(counts[:3])]
    return sorted(made, key=lambda score: (-score.total, str(score.key)))


def _sums() -> dict[str, Any]:
    states = {"on_time": DutyState.ON_TIME, "late": DutyState.LATE, "missed": DutyState.MISSED}
    counts: dict[str, Any] = {f"n_{name}": Count("id", filter=Q(state=state)) for name, state in states.items()}
    weights = {f"w_{name}": Sum(F("weight"), filter=Q(state=state)) for name, state in states.items()}
    return counts | weights
