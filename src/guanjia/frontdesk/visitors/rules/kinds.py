"""The kinds of visitors and what each must show before anybody lets them in (VISI-004, VISI-005, VISI-007, VISI-008)."""

from dataclasses import dataclass

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class VisitKind(State):
    """Why somebody comes, and so how they are received."""

    GUEST = "guest", N_("Guest of a household"), "blue"
    BUSINESS = "business", N_("Business with us"), "azure"
    VIP = "vip", N_("Leader or VIP"), "purple"
    WORKER = "worker", N_("Worker of a contractor"), "orange"
    COURIER = "courier", N_("Courier"), "teal"
    FOOD = "food", N_("Food delivery"), "teal"
    SALES = "sales", N_("Salesperson"), "yellow"
    CONFERENCE = "conference", N_("Guest of a conference"), "indigo"


@dataclass(frozen=True, slots=True)
class Policy:
    """What a kind needs. `host` must confirm; `identity` is looked at unless a host vouched and `vouched` says so;
    `target` is a clear address; `escort` somebody of ours walks along; `lane` the courier lane, not the main door;
    `many` the pass opens more than once; `hours` how long a pass lasts when nobody says otherwise.
    """

    host: bool = True
    identity: bool = True
    vouched: bool = False
    target: bool = True
    escort: bool = False
    lane: bool = False
    many: bool = False
    reference: bool = False
    hours: int = 12


POLICY: dict[VisitKind, Policy] = {
    VisitKind.GUEST: Policy(vouched=True),
    VisitKind.BUSINESS: Policy(target=False, hours=8),
    VisitKind.VIP: Policy(identity=False, target=False, escort=True),
    VisitKind.WORKER: Policy(many=True, hours=240),
    VisitKind.COURIER: Policy(host=False, identity=False, lane=True, hours=1),
    VisitKind.FOOD: Policy(host=False, identity=False, lane=True, hours=1),
    VisitKind.SALES: Policy(hours=2),
    VisitKind.CONFERENCE: Policy(host=False, identity=False, target=False, reference=True, many=True, hours=12),
}
assert POLICY.keys() == set(VisitKind), "every kind needs its policy"

LANE = "lane"
"""The zone of couriers and food delivery: the lane or the hand-over shelf, not the stairs (VISI-007)."""

ESTATE = "estate"
"""The zone inside the outer gates."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a visit at the moment somebody wants to let the visitor in."""

    kind: VisitKind
    invited: bool = False
    identity_seen: bool = False
    host_confirmed: bool = False
    has_target: bool = False
    has_escort: bool = False
    has_reference: bool = False


def lacking(known: Known) -> tuple[str, ...]:
    """What still forbids letting them in, in the order in which the desk asks for it; empty means: let them in.

    VISI-005: a stranger shows a valid paper, is registered and confirmed by the host, all three. VISI-007, VISI-012: a
    courier names a clear address. VISI-004: a VIP is accompanied.
    """
    policy = POLICY[known.kind]
    needs = (
        ("target", policy.target and not known.has_target),
        ("reference", policy.reference and not known.has_reference),
        ("identity", needs_identity(known.kind, invited=known.invited) and not known.identity_seen),
        ("host", policy.host and not known.host_confirmed),
        ("escort", policy.escort and not known.has_escort),
    )
    return tuple(name for name, missing in needs if missing)


def needs_identity(kind: VisitKind, *, invited: bool) -> bool:
    """Whether a paper is looked at: not for whom the host vouched beforehand, where the kind allows that (VISI-001)."""
    policy = POLICY[kind]
    return policy.identity and not (invited and policy.vouched)


def zones_of(kind: VisitKind, building: str) -> tuple[str, ...]:
    """Where the pass opens: the outer gate and the building of the host; the lane alone for couriers."""
    if POLICY[kind].lane:
        return (LANE,)
    return (ESTATE, building) if building else (ESTATE,)


OUTER_WORDS = {ESTATE: N_("Outer gates"), LANE: N_("Delivery lane")}
"""What the zones are called; any other is the code of a building."""
