"""How far apart two occurrences of a promise may lie."""

from datetime import datetime, timedelta
from itertools import pairwise

from guanjia.kernel.recurrence import occurrences
from guanjia.standards.rules.when import Calendar, Chain, Floating, Quota, When

PERIOD = {
    "day": timedelta(days=1),
    "week": timedelta(days=7),
    "month": timedelta(days=31),
    "quarter": timedelta(days=92),
    "year": timedelta(days=366),
}
YEAR_BEGINS = datetime.fromisoformat("2024-01-01")
SEEN = timedelta(days=800)


def longest_gap(when: When) -> timedelta | None:
    """The longest time between two occurrences while the promise runs; None for kinds that do not repeat by themselves.

    A quota's gap is the whole period without its spacings: all but the first may be done at its very end.
    """
    match when:
        case Calendar():
            found = occurrences(when.rrule, YEAR_BEGINS, YEAR_BEGINS, YEAR_BEGINS + SEEN)
            return max((after - before for before, after in pairwise(found)), default=SEEN)
        case Floating():
            return timedelta(days=when.every.days) + when.every.time
        case Chain():
            return max(link.most for season in when.seasons for link in season.links)
        case Quota():
            return PERIOD[when.period] if when.count == 1 else PERIOD[when.period] - (when.count - 1) * when.spacing
        case _:
            return None
