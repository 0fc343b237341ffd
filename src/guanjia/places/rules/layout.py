"""Which set-up to propose for a meeting of that size and purpose. VENU-009..013."""

from dataclasses import dataclass

from guanjia.kernel.words import Word
from guanjia.kernel.words import gettext_noop as N_
from guanjia.places.rules.styles import Style

SMALL = 20
MIDDLE = 60


class Purpose(Word):
    """What the meeting is for: a code and its English label."""

    DISCUSSION = "discussion", N_("Discussion")
    REPORT = "report", N_("Report or speech")
    TRAINING = "training", N_("Training or lecture")
    WORKSHOP = "workshop", N_("Group work")
    BOARD = "board", N_("Board or decision meeting")
    TALKS = "talks", N_("Talks")
    RECEPTION = "reception", N_("Receiving guests")
    SIGNING = "signing", N_("Signing")
    BANQUET = "banquet", N_("Banquet")
    COCKTAIL = "cocktail", N_("Cocktail reception")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A style and, as an English msgid, why."""

    style: Style
    reason: str


SIGHT_LINES = N_("All face the stage with good sight lines; most seats for the area.")
NOTES = N_("All face the stage and can take notes.")
ROUND = N_("A small group talks best around one table.")
LEADER = N_("A middle-sized group talks with one moderator.")
GROUPS = N_("Groups work at their own tables.")
TOO_MANY = N_("Too many for one table, so rows of desks facing the stage.")

FIXED: dict[Purpose, tuple[Proposal, ...]] = {
    Purpose.REPORT: (Proposal(Style.THEATRE, SIGHT_LINES), Proposal(Style.CLASSROOM, NOTES)),
    Purpose.TRAINING: (Proposal(Style.CLASSROOM, NOTES), Proposal(Style.HERRINGBONE, NOTES)),
    Purpose.WORKSHOP: (Proposal(Style.CLUSTER, GROUPS), Proposal(Style.CABARET, GROUPS)),
    Purpose.TALKS: (Proposal(Style.TALKS, N_("Two sides sit face to face.")),),
    Purpose.RECEPTION: (Proposal(Style.SOFA_MEETING, N_("Host and guest of honour sit side by side.")),),
    Purpose.SIGNING: (Proposal(Style.SIGNING, N_("A signing table before the backdrop.")),),
    Purpose.BANQUET: (Proposal(Style.BANQUET, N_("Round tables for a meal.")),),
    Purpose.COCKTAIL: (Proposal(Style.COCKTAIL, N_("People stand and walk about.")),),
}


def propose_layout(headcount: int, purpose: Purpose) -> tuple[Proposal, ...]:
    """Styles to offer, best first, never empty.

    A discussion of up to SMALL sits at a round table, up to MIDDLE in a U or a hollow square, beyond that in rows; a
    report sits as in a theatre, a training as in a classroom.
    """
    if purpose in FIXED:
        return FIXED[purpose]
    if headcount > MIDDLE:
        return (Proposal(Style.CLASSROOM, TOO_MANY), Proposal(Style.THEATRE, SIGHT_LINES))
    if headcount > SMALL:
        return (Proposal(Style.U_SHAPE, LEADER), Proposal(Style.HOLLOW_SQUARE, LEADER))
    if purpose is Purpose.BOARD:
        return (Proposal(Style.BOARDROOM, ROUND), Proposal(Style.ROUNDTABLE, ROUND))
    return (Proposal(Style.ROUNDTABLE, ROUND), Proposal(Style.U_SHAPE, LEADER))
