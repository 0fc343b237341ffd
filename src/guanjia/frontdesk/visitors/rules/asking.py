"""What a host answers to the link that was sent to them, and whether the link still holds (VISI-005)."""

from datetime import datetime, timedelta

from guanjia.frontdesk.visitors.rules.states import AT_DOOR, VisitState
from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_

ASK_AGAIN_AFTER = timedelta(minutes=1)
"""Nobody is sent the same question twice within this time."""


class HostAnswer(State):
    """What the host said."""

    YES = "yes", N_("Let them in, please"), "green"
    NO = "no", N_("Not for me"), "orange"


def may_answer(state: VisitState, *, answered: bool, confirmed: bool, pass_until: datetime, at: datetime) -> bool:
    """Whether the link still takes an answer: the first one, before the pass ends, while somebody waits or is due to come."""
    waits = state in AT_DOOR | {VisitState.BOOKED}
    return waits and not answered and not confirmed and at <= pass_until


def may_ask_again(asked_at: datetime, at: datetime) -> bool:
    """Whether the question may be sent once more."""
    return at - asked_at >= ASK_AGAIN_AFTER
