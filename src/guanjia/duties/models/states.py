"""What evidence and ladder steps can be. The states of a duty itself lie in rules/states.py."""

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class EvidenceStatus(State):
    """What became of a piece of evidence."""

    ACCEPTED = "accepted", N_("Accepted"), "green"
    FURTHER = "further", N_("Kept as further evidence"), "azure"
    REVIEW = "review", N_("Waits for review"), "orange"
    SHOWN_TO_LEADER = "shown_to_leader", N_("Kept and shown to the leader"), "yellow"
    REJECTED = "rejected", N_("Turned down"), "red"


class Source(State):
    """Where a piece of evidence came from."""

    PHONE = "phone", N_("On the phone"), "blue"
    TABLET = "tablet", N_("Door tablet"), "azure"
    PAPER = "paper", N_("From paper"), "orange"
    SYSTEM = "system", N_("System"), "secondary"
