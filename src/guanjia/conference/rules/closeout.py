"""Close-out: the six steps of damage (CLOS-008..013), what may still keep an event open."""

from dataclasses import dataclass

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class DamageState(State):
    """CLOS-008..013; the last step ends paid, disputed or waived."""

    REPORTED = "reported", N_("Reported to the supervisor"), "red"
    DOCUMENTED = "documented", N_("Photos and report"), "orange"
    CONFIRMED = "confirmed", N_("Facts confirmed"), "orange"
    ASSIGNED = "assigned", N_("Liable party fixed"), "yellow"
    PRICED = "priced", N_("Cost assessed"), "azure"
    NEGOTIATED = "negotiated", N_("Compensation agreed"), "teal"
    PAID = "paid", N_("Paid"), "green"
    DISPUTED = "disputed", N_("Disputed"), "red"
    WAIVED = "waived", N_("Waived"), "secondary"


S = DamageState
DAMAGE_MOVES: dict[DamageState, frozenset[DamageState]] = {
    S.REPORTED: frozenset({S.DOCUMENTED}),
    S.DOCUMENTED: frozenset({S.CONFIRMED, S.DISPUTED}),  # the party denies
    S.CONFIRMED: frozenset({S.ASSIGNED, S.DISPUTED}),
    S.ASSIGNED: frozenset({S.PRICED, S.DISPUTED, S.WAIVED}),
    S.PRICED: frozenset({S.NEGOTIATED, S.DISPUTED, S.WAIVED}),
    S.NEGOTIATED: frozenset({S.PAID, S.DISPUTED}),
    S.DISPUTED: frozenset({S.CONFIRMED, S.PAID, S.WAIVED}),
    S.PAID: frozenset(),
    S.WAIVED: frozenset(),
}
assert DAMAGE_MOVES.keys() == set(DamageState), "every state needs its row"

SETTLED_DAMAGE = frozenset({S.PAID, S.WAIVED})
NEEDS = {
    S.DOCUMENTED: "report",
    S.CONFIRMED: "confirmation",
    S.ASSIGNED: "party",
    S.PRICED: "cost",
    S.NEGOTIATED: "agreement",
    S.DISPUTED: "reason",
    S.WAIVED: "reason",
}
"""The text, or for `cost` the amount, that a step cannot do without."""


def damage_flags(*, prior_agreement: str, has_before_photo: bool) -> tuple[str, ...]:
    """What weakens our claim: no_agreement goes to the contract office, no_before_photo is weak evidence."""
    flags = [] if prior_agreement.strip() else ["no_agreement"]
    return tuple(flags if has_before_photo else [*flags, "no_before_photo"])


@dataclass(frozen=True)
class OpenEnds:
    """Counts of what is unfinished about an event; `others` are (English msgid, count) of modules above."""

    unrestored_rooms: int = 0
    unreturned_items: int = 0
    open_faults: int = 0
    open_damages: int = 0
    open_complaints: int = 0
    survey_sent: bool = False
    lost_papers: int = 0
    others: tuple[tuple[str, int], ...] = ()


RESTORED = (
    ("unrestored_rooms", N_("Rooms that are not restored")),
    ("unreturned_items", N_("Equipment that is not signed back")),
)
SETTLED = (
    ("open_faults", N_("Faults without cause and prevention")),
    ("open_damages", N_("Damage that is not settled")),
    ("open_complaints", N_("Complaints that are not followed up")),
    ("lost_papers", N_("Paper duty sheets that have not come back")),
)


def keeps_from(step: str, ends: OpenEnds) -> list[tuple[str, int]]:
    """What keeps an event from becoming `surveyed`, `closed` or `archived`: (English msgid, count), empty when nothing."""
    found = [(label, getattr(ends, name)) for name, label in RESTORED if getattr(ends, name)]
    found += [(label, count) for label, count in ends.others if count]
    if step in {"surveyed", "closed", "archived"} and not ends.survey_sent:
        found.append((N_("The survey has not been sent"), 1))
    if step in {"closed", "archived"}:
        found += [(label, getattr(ends, name)) for name, label in SETTLED if getattr(ends, name)]
    return found
