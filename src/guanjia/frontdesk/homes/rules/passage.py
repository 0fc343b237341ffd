"""Moving in, transfer of ownership, moving out: one paper each (FIELD 23)."""

from collections.abc import Mapping

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class PassageKind(State):
    """What changes in a home."""

    MOVE_IN = "move_in", N_("Moving in"), "green"
    TRANSFER = "transfer", N_("Transfer of ownership"), "blue"
    MOVE_OUT = "move_out", N_("Moving out"), "orange"


class PassageState(State):
    """Where it stands."""

    OPEN = "open", N_("Under way"), "azure"
    DONE = "done", N_("Completed"), "green"
    CANCELLED = "cancelled", N_("Called off"), "secondary"


PASSAGE_MOVES: Mapping[PassageState, frozenset[PassageState]] = {
    PassageState.OPEN: frozenset({PassageState.DONE, PassageState.CANCELLED}),
    PassageState.DONE: frozenset(),
    PassageState.CANCELLED: frozenset(),
}


class ProofKind(State):
    """The paper that was looked at; it is noted, never copied (FIELD 24)."""

    NONE = "", N_("None seen"), "secondary"
    DEED = "deed", N_("Real-estate certificate"), "blue"
    CONTRACT = "contract", N_("Sale contract on record"), "blue"
    COURT = "court", N_("Court paper or notarised inheritance"), "blue"
    LEASE = "lease", N_("Lease contract"), "orange"


def refusal(kind: PassageKind, proof: ProofKind, tail: str, ends: int) -> str:
    """Why it cannot be opened, an English msgid; "" when it can. Debts are no reason: nothing here asks for them."""
    if kind is PassageKind.TRANSFER and proof not in (ProofKind.DEED, ProofKind.CONTRACT, ProofKind.COURT):
        return N_("A transfer needs a paper that shows the new owner. Look at it and note its kind.")
    if proof is not ProofKind.NONE and not (len(tail) == 4 and tail.isalnum()):
        return N_("Note the last four characters of the paper's number, never the whole.")
    if kind is PassageKind.MOVE_OUT and not ends:
        return N_("Say who moves out.")
    return ""
