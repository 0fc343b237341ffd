"""What becomes of a visit (W13) and the words of each refusal."""

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class VisitState(State):
    """Where a visit stands."""

    BOOKED = "booked", N_("Due to come"), "azure"
    ARRIVED = "arrived", N_("At the door"), "yellow"
    VERIFIED = "verified", N_("Checked, waits for the host"), "yellow"
    CONFIRMED = "host_confirmed", N_("Confirmed by the host"), "blue"
    ADMITTED = "admitted", N_("Inside"), "green"
    OVERSTAYED = "overstayed", N_("Inside past the pass"), "red"
    DEPARTED = "departed", N_("Has left"), "secondary"
    REFUSED = "refused", N_("Not admitted"), "orange"
    EXPIRED = "expired", N_("Did not come"), "secondary"


S = VisitState
VISIT_MOVES: dict[VisitState, frozenset[VisitState]] = {
    S.BOOKED: frozenset({S.ARRIVED, S.REFUSED, S.EXPIRED}),
    S.ARRIVED: frozenset({S.VERIFIED, S.REFUSED, S.EXPIRED}),
    S.VERIFIED: frozenset({S.CONFIRMED, S.REFUSED, S.EXPIRED}),
    S.CONFIRMED: frozenset({S.ADMITTED, S.REFUSED, S.EXPIRED}),
    S.ADMITTED: frozenset({S.DEPARTED, S.OVERSTAYED}),
    S.OVERSTAYED: frozenset({S.DEPARTED, S.ADMITTED}),  # the host lets them stay longer
    S.DEPARTED: frozenset({S.ADMITTED}),  # a worker's or a conference guest's pass opens again
    S.REFUSED: frozenset(),
    S.EXPIRED: frozenset({S.ADMITTED}),  # a gate without network uploads an admission from before the end
}
assert VISIT_MOVES.keys() == set(VisitState), "every state needs its row"

INSIDE = frozenset({S.ADMITTED, S.OVERSTAYED})
AT_DOOR = frozenset({S.ARRIVED, S.VERIFIED, S.CONFIRMED})
OPEN_VISIT = frozenset({S.BOOKED}) | AT_DOOR | INSIDE
OVER = frozenset({S.DEPARTED, S.REFUSED, S.EXPIRED})

VERB_OF_STATE = {
    S.ARRIVED: "arrive",
    S.VERIFIED: "verify",
    S.CONFIRMED: "confirm",
    S.ADMITTED: "admit",
    S.OVERSTAYED: "overstay",
    S.DEPARTED: "depart",
    S.REFUSED: "refuse",
    S.EXPIRED: "expire",
}


def verb_of(old: VisitState, new: VisitState) -> str:
    """The name of a move as timers and journal know it."""
    if new is S.ADMITTED and old is S.OVERSTAYED:
        return "extend"
    if new is S.ADMITTED and old is S.DEPARTED:
        return "return"
    return VERB_OF_STATE[new]


class Way(State):
    """How the visit came into the book."""

    INVITED = "invited", N_("Announced by the host"), "blue"
    SELF = "self", N_("Registered by the visitor"), "azure"
    DESK = "desk", N_("Registered at the desk"), "secondary"


class PaperKind(State):
    """Which paper was looked at. Its number is nowhere: the last four digits are all that is noted (FIELD 24)."""

    ID_CARD = "id_card", N_("Resident identity card"), "secondary"
    PASSPORT = "passport", N_("Passport"), "secondary"
    LICENCE = "licence", N_("Driving licence"), "secondary"
    PERMIT = "permit", N_("Travel or residence permit"), "secondary"
    WORK_CARD = "work_card", N_("Employer's card"), "secondary"


class Refusal(State):
    """Why somebody is not let in. `label` is for the list, SAID what the receptionist says aloud."""

    NO_PAPER = "no_paper", N_("No valid paper"), "orange"
    HOST_DENIES = "host_denies", N_("The host does not expect them"), "orange"
    HOST_SILENT = "host_silent", N_("The host could not be reached"), "yellow"
    HOST_GONE = "host_gone", N_("The host does not live here"), "orange"
    NO_TARGET = "no_target", N_("No clear address"), "orange"
    WITHDRAWN = "withdrawn", N_("The host withdrew"), "secondary"
    FEVER_RULE = "fever_rule", N_("Entry rules of the epidemic desk"), "orange"
    CONDUCT = "conduct", N_("Conduct at the door"), "red"


SAID: dict[str, str] = {
    Refusal.NO_PAPER: N_(
        "I am sorry: without a valid paper I may not let you in. Your host can come and meet you here."
    ),
    Refusal.HOST_DENIES: N_(
        "I am sorry, the household does not expect a visit today. Please agree with them directly."
    ),
    Refusal.HOST_SILENT: N_("I cannot reach your host yet. Please take a seat; I will try again."),
    Refusal.HOST_GONE: N_("I cannot find your host at this address. Please ask them for the right address."),
    Refusal.NO_TARGET: N_("Which building and door is it for? Without a clear address please use the hand-over shelf."),
    Refusal.WITHDRAWN: N_("Your host has called the visit off. Please agree with them directly."),
    Refusal.FEVER_RULE: N_("Under today's entry rules I may not let you in. Here is what you can do instead."),
    Refusal.CONDUCT: N_("I cannot let you in now. My colleague will look after you."),
    "identity": N_("May I look at a paper, please? I only note its kind and the last four digits."),
    "host": N_("I am asking your host. Please take a seat for a moment."),
    "target": N_("Which building and door is it for? Without a clear address please use the hand-over shelf."),
    "escort": N_("My colleague will walk with you. One moment, please."),
    "reference": N_("Please show the invitation of your meeting."),
    "answered": N_("This question has been answered, or nobody waits any more."),
    "stopped": N_(
        "The renovation has been stopped or is over: this pass does not open. Please go to the service centre."
    ),
    "hours": N_("Renovators may not come in at this hour. Please come back within the hours."),
    "forged": N_("This pass is not one of ours. Please register at the desk."),
    "revoked": N_("This pass has been withdrawn. Please register at the desk."),
    "early": N_("This pass is not valid yet."),
    "wrong_day": N_("This pass is for another day."),
    "expired": N_("This pass has expired. Please register at the desk."),
    "wrong_zone": N_("This pass does not open this door."),
    "used": N_("This pass has been used already."),
    "inside": N_("Somebody is inside on this pass already."),
    "not_inside": N_("Nobody is inside on this pass."),
    "stale": N_("This gate has had no contact for a day. Please phone the desk before letting anybody in."),
    "elsewhere": N_("This pass is for another site."),
}
"""What the person at the door says aloud."""
