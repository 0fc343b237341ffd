"""How urgent the words of a request sound (REPR-007): a suggestion to whoever sorts requests, never the last word."""

from dataclasses import dataclass

from guanjia.servicedesk.rules.kinds import Kind
from guanjia.servicedesk.rules.orders import Urgency


@dataclass(frozen=True, slots=True)
class Heard:
    """The urgency that is suggested, and the word that speaks for it; "" where the kind does, or nothing."""

    urgency: Urgency
    word: str


def likely_urgency(kind: Kind | None, danger: str) -> Heard:
    """Urgent where the words name a danger that is not denied, or the kind is urgent by itself; else normal.

    `danger` is the word that names it, "" for none.
    """
    if danger:
        return Heard(Urgency.URGENT, danger)
    return Heard(kind.urgency if kind else Urgency.NORMAL, "")
