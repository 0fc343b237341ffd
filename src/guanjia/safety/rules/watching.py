"""What may be kept about people, for how long, and on which paper (FIELD 24; 个人信息保护法 55, 56)."""

from dataclasses import dataclass
from datetime import date, timedelta

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_

KEEP_YEARS = 3
LONGEST_DAYS = 180


class Topic(State):
    """What is off until its impact assessment is filed."""

    WATCH_LIST = "watch_list", N_("List of suspicious persons"), "red"
    TRACK = "track", N_("Track of visitors through inner doors"), "orange"


class WatchState(State):
    """Where an entry of the list stands."""

    PROPOSED = "proposed", N_("Waits for the manager"), "yellow"
    ACTIVE = "active", N_("In force"), "red"
    DECLINED = "declined", N_("Not approved"), "secondary"
    EXPIRED = "expired", N_("Expired and erased"), "secondary"
    WITHDRAWN = "withdrawn", N_("Withdrawn and erased"), "secondary"


S = WatchState
WATCH_MOVES: dict[WatchState, frozenset[WatchState]] = {
    S.PROPOSED: frozenset({S.ACTIVE, S.DECLINED, S.EXPIRED}),
    S.ACTIVE: frozenset({S.EXPIRED, S.WITHDRAWN}),
    S.DECLINED: frozenset(),
    S.EXPIRED: frozenset(),
    S.WITHDRAWN: frozenset(),
}
assert WATCH_MOVES.keys() == set(WatchState), "every state needs its row"
WATCH_VERBS = {S.ACTIVE: "approve", S.DECLINED: "decline", S.EXPIRED: "expire", S.WITHDRAWN: "withdraw"}
KEPT = frozenset({S.PROPOSED, S.ACTIVE})


@dataclass(frozen=True, slots=True)
class Filed:
    """An impact assessment on file: dated, perhaps withdrawn on a later day."""

    topic: Topic
    filed_on: date
    withdrawn_on: date | None = None


def is_on(topic: Topic, filed: list[Filed], on: date) -> bool:
    """Whether the topic may be used on that day: a paper filed by then and not withdrawn by then."""
    return any(
        each.topic is topic and each.filed_on <= on and (each.withdrawn_on is None or on < each.withdrawn_on)
        for each in filed
    )


def kept_until(filed_on: date) -> date:
    """The paper itself is kept at least three years (个人信息保护法 56)."""
    try:
        return filed_on.replace(year=filed_on.year + KEEP_YEARS)
    except ValueError:  # 29 February
        return filed_on.replace(year=filed_on.year + KEEP_YEARS, month=3, day=1)


def last_day(entered_on: date, days: int) -> date:
    """The last day an entry may be in force."""
    return entered_on + timedelta(days=min(days, LONGEST_DAYS))


def may_approve(entered_by: int | None, approver: int | None) -> bool:
    """Two pairs of eyes: whoever entered somebody does not approve it."""
    return approver is not None and approver != entered_by
