"""Access cards: their states, their classes, how long one may hold (W17)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_

VISITOR_LONGEST = timedelta(days=7)
"""A visitor's card holds no longer than this."""

FAMILY_HOLDS_FOR = timedelta(days=3 * 365)


class CardClass(State):
    """Whose card it is: that decides where and how long."""

    OWNER = "owner", N_("Owner's card"), "blue"
    FAMILY = "family", N_("Family card"), "teal"
    TENANT = "tenant", N_("Lessee's card"), "orange"
    VISITOR = "visitor", N_("Visitor's card"), "secondary"


class CardState(State):
    """Where a card is in its life."""

    APPLIED = "applied", N_("Applied for"), "secondary"
    VERIFIED = "verified", N_("Verified"), "azure"
    ISSUED = "issued", N_("Made, not signed for"), "azure"
    ACTIVE = "active", N_("Active"), "green"
    SUSPENDED = "suspended", N_("Suspended"), "orange"
    EXPIRED = "expired", N_("Expired"), "secondary"
    CANCELLED_RETURNED = "cancelled_returned", N_("Cancelled, returned"), "secondary"
    CANCELLED_NOT_RETURNED = "cancelled_not_returned", N_("Cancelled, not returned"), "red"
    LOST = "lost", N_("Lost card"), "red"
    REFUSED = "refused", N_("Refused"), "red"


C = CardState
CANCELLED = frozenset({C.CANCELLED_RETURNED, C.CANCELLED_NOT_RETURNED})
CARD_MOVES: Mapping[CardState, frozenset[CardState]] = {
    C.APPLIED: frozenset({C.VERIFIED, C.REFUSED}),
    C.VERIFIED: frozenset({C.ISSUED, C.REFUSED}),
    C.ISSUED: frozenset({C.ACTIVE, C.LOST}) | CANCELLED,
    C.ACTIVE: frozenset({C.SUSPENDED, C.EXPIRED, C.LOST}) | CANCELLED,
    C.SUSPENDED: frozenset({C.ACTIVE, C.EXPIRED, C.LOST}) | CANCELLED,
    C.EXPIRED: frozenset({C.ACTIVE, C.LOST}) | CANCELLED,  # active again: the lease was renewed
    C.LOST: CANCELLED,
    C.CANCELLED_NOT_RETURNED: frozenset({C.CANCELLED_RETURNED}),
    C.CANCELLED_RETURNED: frozenset(),
    C.REFUSED: frozenset(),
}
assert CARD_MOVES.keys() == set(CardState), "every state needs its row"

OPENS = frozenset({C.ACTIVE})
LIVE = frozenset({C.APPLIED, C.VERIFIED, C.ISSUED, C.ACTIVE, C.SUSPENDED, C.EXPIRED})
REASONED = frozenset({C.SUSPENDED, C.REFUSED, C.CANCELLED_NOT_RETURNED, C.LOST})


class Evidence(State):
    """The paper that was looked at; its kind and the last digits of its number are noted, it is never copied."""

    DEED = "deed", N_("Property deed"), "blue"
    LEASE = "lease", N_("Tenancy contract"), "orange"
    OWNERS_WORD = "owners_word", N_("The owner's word, at the counter"), "teal"
    NONE = "none", N_("No paper"), "red"


ACCEPTED_EVIDENCE: Mapping[CardClass, frozenset[Evidence]] = {
    CardClass.OWNER: frozenset({Evidence.DEED}),
    CardClass.FAMILY: frozenset({Evidence.DEED, Evidence.OWNERS_WORD}),
    CardClass.TENANT: frozenset({Evidence.LEASE}),
    CardClass.VISITOR: frozenset({Evidence.DEED, Evidence.LEASE, Evidence.OWNERS_WORD}),
}
CLASS_OF_RELATION = {
    "owner": CardClass.OWNER,
    "co_owner": CardClass.OWNER,
    "family": CardClass.FAMILY,
    "occupier": CardClass.FAMILY,
    "lessee": CardClass.TENANT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked for. `lease_until` is the first local day that is no longer rented, None: not a lease.

    `paper_shown` False: a resident asks from home, the paper is looked at before anybody verifies.
    """

    card_class: CardClass
    relation: str
    evidence: Evidence
    evidence_tail: str
    valid_from: datetime
    valid_until: datetime | None
    lease_until: date | None = None
    lease_ends_at: datetime | None = None
    zone_count: int = 0
    paper_shown: bool = True


def refusal(request: Request) -> tuple[str, str]:
    """The field and the English msgid of the first reason against it, ("", "") for none."""
    wanted = CLASS_OF_RELATION.get(request.relation)
    if request.card_class is not CardClass.VISITOR and wanted is not request.card_class:
        return "card_class", N_("This person has no such relation to the home.")
    field, why = paper_refusal(request.card_class, request.evidence, request.evidence_tail)
    if field and request.paper_shown:
        return field, why
    if request.card_class is CardClass.TENANT:
        return _lease_refusal(request)
    if request.card_class is CardClass.VISITOR:
        return _visitor_refusal(request)
    if request.valid_until is not None and request.valid_until <= request.valid_from:
        return "valid_until", N_("It would end before it begins.")
    return "", ""


def paper_refusal(card_class: CardClass, evidence: Evidence, evidence_tail: str) -> tuple[str, str]:
    """Why the paper will not do for a card of the class, as `refusal` says it (CARD-001)."""
    if evidence not in ACCEPTED_EVIDENCE[card_class]:
        return "evidence", N_("Without deed or lease there is no card. Ask for the paper, look at it, give it back.")
    if evidence in {Evidence.DEED, Evidence.LEASE} and not is_tail(evidence_tail):
        return "evidence_tail", N_("Note the last four signs of the paper's number.")
    return "", ""


def is_tail(text: str) -> bool:
    """Whether this is the tail of a paper's number: exactly four letters or digits, so that nobody types all of it."""
    calm = text.strip()
    return len(calm) == 4 and calm.isalnum()


def _lease_refusal(request: Request) -> tuple[str, str]:
    if request.lease_ends_at is None:
        return "valid_until", N_("The lease has no end on file. Enter it first; the card ends with it.")
    if request.valid_until is None or request.valid_until > request.lease_ends_at:
        return "valid_until", N_("The card would hold longer than the lease.")
    if request.valid_until <= request.valid_from:
        return "valid_until", N_("The lease has ended.")
    return "", ""


def _visitor_refusal(request: Request) -> tuple[str, str]:
    if request.valid_until is None:
        return "valid_until", N_("A visitor's card needs its end.")
    span = request.valid_until - request.valid_from
    if not timedelta() < span <= VISITOR_LONGEST:
        return "valid_until", N_("A visitor's card holds for seven days at most.")
    if not request.zone_count:
        return "zones", N_("Say where a visitor's card opens.")
    return "", ""


def may_extend(card_class: CardClass, until: datetime, lease_ends_at: datetime | None, at: datetime) -> bool:
    """Whether a lessee's card may be prolonged to `until`: as far as the renewed lease goes, and to a time to come."""
    return card_class is CardClass.TENANT and lease_ends_at is not None and at < until <= lease_ends_at
