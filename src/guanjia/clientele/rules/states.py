"""States of a review, a referral and a proposal, and what may follow."""

from guanjia.kernel.states import State
from guanjia.kernel.words import Word
from guanjia.kernel.words import gettext_noop as N_


class ReviewState(State):
    """What a reader sees of a review. Being negative is no reason to withhold one."""

    SHOWN = "shown", N_("Shown"), "green"
    WITHHELD = "withheld", N_("Withheld by law"), "orange"


REVIEW_MOVES: dict[ReviewState, frozenset[ReviewState]] = {
    ReviewState.SHOWN: frozenset({ReviewState.WITHHELD}),
    ReviewState.WITHHELD: frozenset({ReviewState.SHOWN}),
}
assert REVIEW_MOVES.keys() == set(ReviewState), "every state needs its row"


class Ground(Word):
    """Why a review may be withheld: the law asks for it. There is no other reason."""

    PERSONAL = "personal", N_("It shows personal data of somebody")
    INSULT = "insult", N_("It insults or slanders somebody")
    UNLAWFUL = "unlawful", N_("Its content is unlawful")


class ReferralState(State):
    """From the code in an enquiry to the meeting that counts."""

    NAMED = "named", N_("Code given"), "azure"
    COUNTED = "counted", N_("Counted"), "green"
    REFUSED = "refused", N_("Not counted"), "secondary"


REFERRAL_MOVES: dict[ReferralState, frozenset[ReferralState]] = {
    ReferralState.NAMED: frozenset({ReferralState.COUNTED, ReferralState.REFUSED}),
    ReferralState.COUNTED: frozenset(),
    ReferralState.REFUSED: frozenset(),
}
assert REFERRAL_MOVES.keys() == set(ReferralState), "every state needs its row"


class ProposalState(State):
    """An idea for a better service (W46)."""

    PROPOSED = "proposed", N_("Proposed"), "azure"
    TRYING = "trying", N_("On trial"), "blue"
    ADOPTED = "adopted", N_("Adopted"), "green"
    TURNED_DOWN = "turned_down", N_("Turned down"), "secondary"


P = ProposalState
PROPOSAL_MOVES: dict[ProposalState, frozenset[ProposalState]] = {
    P.PROPOSED: frozenset({P.TRYING, P.TURNED_DOWN}),
    P.TRYING: frozenset({P.ADOPTED, P.TURNED_DOWN}),
    P.ADOPTED: frozenset(),
    P.TURNED_DOWN: frozenset({P.PROPOSED}),  # with better reasons
}
assert PROPOSAL_MOVES.keys() == set(ProposalState), "every state needs its row"
