"""What staff look out for, and what becomes of an observation (W44)."""

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class ConcernKind(State):
    """Two sorts of concern."""

    PERSON = "person", N_("Suspicious person"), "orange"
    FRAUD = "fraud", N_("Fraud or attempt"), "red"


class Sign(State):
    """SAFE-001: the five signs of a suspicious person; SAFE-002: the five patterns of fraud."""

    REPEATED = "repeated", N_("Unknown person comes and goes again and again"), "orange"
    LAYOUT = "layout", N_("Takes an interest in guards, cameras and doors"), "orange"
    GOODS = "goods", N_("Carries suspicious goods"), "orange"
    PHOTOS = "photos", N_("Photographs or measures oddly"), "orange"
    ASKS_DATA = "asks_data", N_("Asks for data of owners"), "orange"
    FAKE_STAFF = "fake_staff", N_("Says to be staff and collects fees"), "red"
    FAKE_CHECK = "fake_check", N_("Says to inspect gas, water or power"), "red"
    FALSE_SALE = "false_sale", N_("Sells what is not what it says"), "red"
    FALSE_ALARM = "false_alarm", N_("Tells of an emergency that is none"), "red"
    FAKE_WIFI = "fake_wifi", N_("Wireless network or code that steals data"), "red"


SUSPICIOUS = (Sign.REPEATED, Sign.LAYOUT, Sign.GOODS, Sign.PHOTOS, Sign.ASKS_DATA)
FRAUD = (Sign.FAKE_STAFF, Sign.FAKE_CHECK, Sign.FALSE_SALE, Sign.FALSE_ALARM, Sign.FAKE_WIFI)


def kind_of(sign: Sign) -> ConcernKind:
    """Which sort a sign belongs to."""
    return ConcernKind.FRAUD if sign in FRAUD else ConcernKind.PERSON


ADVICE: dict[Sign, str] = {
    Sign.REPEATED: N_("Greet the person and offer help. Note time and door. Do not follow alone."),
    Sign.LAYOUT: N_("Do not answer questions about cameras, shifts or doors. Tell the guard at once."),
    Sign.GOODS: N_("Do not touch or open anything. Keep people away and call the guard; 110 if there is danger."),
    Sign.PHOTOS: N_("Ask politely what the pictures are for. Never take the telephone away or search anybody."),
    Sign.ASKS_DATA: N_("Give no name, door or telephone of anybody. Offer to pass a message on."),
    Sign.FAKE_STAFF: N_(
        "We never collect money at the door. Check the badge by its code, keep the person talking, call the guard."
    ),
    Sign.FAKE_CHECK: N_(
        "Nobody inspects a home without a notice of ours. Ring the utility's own number, not one they give you."
    ),
    Sign.FALSE_SALE: N_(
        "Nothing is sold at doors without registration and the owner's yes. Keep receipt and packaging."
    ),
    Sign.FALSE_ALARM: N_("Transfer no money. Ring the relative on the number you know. Anti-fraud line 96110."),
    Sign.FAKE_WIFI: N_("Do not join it, do not scan it. Take a photo of the sticker and remove it with the guard."),
}
"""What to do and say, at the point of use."""

PAID_ADVICE = N_(
    "Money has gone: ring 110 or 96110 and the bank now; a payment can often be stopped within the first half hour. "
    "Keep chats, receipts and numbers."
)

assert ADVICE.keys() == set(Sign), "every sign needs its advice"


class ConcernState(State):
    """Where an observation stands."""

    NOTED = "noted", N_("Told to security"), "red"
    WATCHED = "watched", N_("Followed up"), "orange"
    LIAISED = "liaised", N_("With the police"), "blue"
    CLOSED = "closed", N_("Closed"), "secondary"


S = ConcernState
CONCERN_MOVES: dict[ConcernState, frozenset[ConcernState]] = {
    S.NOTED: frozenset({S.WATCHED, S.LIAISED, S.CLOSED}),
    S.WATCHED: frozenset({S.LIAISED, S.CLOSED}),
    S.LIAISED: frozenset({S.CLOSED}),
    S.CLOSED: frozenset(),
}
assert CONCERN_MOVES.keys() == set(ConcernState), "every state needs its row"
CONCERN_VERBS = {S.WATCHED: "follow_up", S.LIAISED: "liaise", S.CLOSED: "close"}


def lacks_reason(verb: str, reason: str) -> bool:
    """Every step says what was found or done; an innocent explanation is a good reason to close."""
    return verb in {"follow_up", "liaise", "close"} and not reason.strip()
