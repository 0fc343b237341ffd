"""When many people will come (QUEU-006): commuting, around holidays, before the fee is due, big events."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class Cause(State):
    """Why many will come."""

    COMMUTING = "commuting", N_("Commuting"), "azure"
    HOLIDAY = "holiday", N_("Around a holiday"), "orange"
    FEE = "fee", N_("Fee deadline"), "indigo"
    EVENT = "event", N_("Big event"), "purple"


COMMUTING = ((time(7, 30), time(9, 0)), (time(17, 30), time(19, 0)))
"""Before and after work, on working days."""
HOLIDAY = (time(9, 0), time(12, 0))
FEE = (time(14, 0), time(17, 0))
FEE_DAYS = 3
"""The last days up to the deadline, the day itself included."""
LONG_REST = 3
"""So many days off in a row are a holiday; an ordinary weekend is none."""


@dataclass(frozen=True, slots=True)
class Peak:
    """A time of a day at which many will come, and why."""

    on: date
    begins: time
    ends: time
    cause: Cause


def peaks(
    day: date, *, works: Callable[[date], bool], fee_day: int, events: Sequence[tuple[time, time]] = ()
) -> list[Peak]:
    """The peaks of a local day in the order of their beginning. `fee_day` 0: no deadline in the month."""
    found = [Peak(day, begins, ends, Cause.COMMUTING) for begins, ends in COMMUTING if works(day)]
    if works(day) and near_holiday(day, works):
        found.append(Peak(day, *HOLIDAY, Cause.HOLIDAY))
    if fee_day and works(day) and 0 <= days_to_deadline(day, fee_day) < FEE_DAYS:
        found.append(Peak(day, *FEE, Cause.FEE))
    found += [Peak(day, begins, ends, Cause.EVENT) for begins, ends in events]
    return sorted(found, key=lambda each: (each.begins, each.cause.value))


def near_holiday(day: date, works: Callable[[date], bool]) -> bool:
    """Whether a rest of at least three days ends before the day or begins after it."""
    after = _rest(day, works, 1)
    before = _rest(day, works, -1)
    return max(after, before) >= LONG_REST


def days_to_deadline(day: date, fee_day: int) -> int:
    """Days from `day` until the deadline of its month; negative once it has passed."""
    last = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return min(fee_day, last.day) - day.day


def _rest(day: date, works: Callable[[date], bool], step: int) -> int:
    count, each = 0, day + timedelta(days=step)
    while not works(each) and count < 30:
        count, each = count + 1, each + timedelta(days=step)
    return count
