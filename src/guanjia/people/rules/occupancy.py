"""The relations of a person to a unit (民法典 and 物业管理条例: 业主, 承租人, 物业使用人; FIELD 23)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class Relation(State):
    """What somebody is to a unit."""

    OWNER = "owner", N_("Owner"), "blue"
    CO_OWNER = "co_owner", N_("Co-owner"), "blue"
    LESSEE = "lessee", N_("Lessee"), "orange"
    FAMILY = "family", N_("Family member"), "teal"
    OCCUPIER = "occupier", N_("Occupier"), "azure"
    EMERGENCY = "emergency", N_("Emergency contact"), "secondary"


OWNERS = frozenset({Relation.OWNER, Relation.CO_OWNER})
HOSTS = OWNERS | {Relation.LESSEE, Relation.FAMILY, Relation.OCCUPIER}
"""Who may receive visitors, collect a household's parcels, ask for a card."""

ENDLESS = date.max
EVER = date.min

BACKWARDS = "backwards"
LEASE_WITHOUT_END = "lease_without_end"
SECOND_OWNER = "second_owner"
TWICE = "twice"

REFUSALS = {
    BACKWARDS: N_("The end must lie after the beginning."),
    LEASE_WITHOUT_END: N_("A lease has an end: say until when."),
    SECOND_OWNER: N_("There is an owner in that time already: add a co-owner, or make a transfer."),
    TWICE: N_("This person has that relation to the unit in that time already."),
}


@dataclass(frozen=True, slots=True)
class Span:
    """A dated relation of a person to one unit. `since` None: ever; `until`, the first day that no longer counts, None: no end."""

    person_id: int
    relation: Relation
    since: date | None = None
    until: date | None = None


def overlaps(one: Span, other: Span) -> bool:
    """Whether the two have a day in common. One that ends on the day the other begins does not."""
    return (one.since or EVER) < (other.until or ENDLESS) and (other.since or EVER) < (one.until or ENDLESS)


def covers(span: Span, day: date) -> bool:
    """Whether the relation is in force on the day: `since` counts, `until` does not."""
    return (span.since or EVER) <= day < (span.until or ENDLESS)


def refusal(wanted: Span, others: Iterable[Span]) -> str:
    """Why the relation cannot stand beside the others of the unit, a key of REFUSALS; "" when it can (FIELD 23)."""
    if wanted.until is not None and wanted.until <= (wanted.since or EVER):
        return BACKWARDS
    if wanted.relation is Relation.LESSEE and wanted.until is None:
        return LEASE_WITHOUT_END
    beside = [other for other in others if overlaps(wanted, other)]
    if any(other.person_id == wanted.person_id and other.relation is wanted.relation for other in beside):
        return TWICE
    if wanted.relation is Relation.OWNER and any(other.relation is Relation.OWNER for other in beside):
        return SECOND_OWNER
    return ""
