"""What must be shown and signed before a thing changes hands: data per kind, and two persons where it went wrong once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from guanjia.custody.rules.items import ItemKind
from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_

HEIGHTENED_FOR = timedelta(days=30)
"""For so long after a thing was handed to the wrong person the site checks by two persons and a photo (DOCS-006)."""


class TakenBy(State):
    """As whom somebody takes a thing."""

    SELF = "self", N_("The person itself"), "blue"
    PROXY = "proxy", N_("On behalf of the person"), "orange"
    COURIER = "courier", N_("Courier"), "secondary"


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """How a thing changes hands. `checked` is what showed that it is the right one: a code, a paper looked at.

    `witness_id` is the second member of the crew; `photo_count` the photos taken. Nothing of an identity paper is kept.
    """

    to_name: str = ""
    as_whom: TakenBy = TakenBy.SELF
    relation: str = ""
    checked: str = ""
    signature: str = ""
    condition: str = ""
    witness_id: int | None = None
    photo_count: int = 0


ASKED: dict[ItemKind, tuple[str, ...]] = {
    ItemKind.PARCEL: ("to_name", "checked", "condition", "signature"),
    ItemKind.STORAGE: ("to_name", "checked", "signature"),
    ItemKind.LOST_PROPERTY: ("signature",),
    ItemKind.EQUIPMENT_RETURN: ("signature",),
    ItemKind.LOAN: ("signature",),
}
"""What every handover of the kind needs; for a parcel that its state is described and both sign (PARC-002)."""

GIVES_TO_OTHERS = frozenset({ItemKind.PARCEL, ItemKind.STORAGE, ItemKind.LOST_PROPERTY})


def is_heightened(last_astray_at: datetime | None, at: datetime) -> bool:
    """Whether a thing went astray so short a time ago that two persons check (DOCS-006, PARC-017)."""
    return last_astray_at is not None and at - last_astray_at < HEIGHTENED_FOR


def needs_two(kind: ItemKind, valuable: bool, heightened: bool) -> bool:
    """Whether two members of the crew give the thing away: a valuable one, or while the check is heightened."""
    return kind in GIVES_TO_OTHERS and (valuable or heightened)


def lacking(kind: ItemKind, handover: Handover, *, two: bool, actor_id: int | None) -> str:
    """The first thing that is missing, by its field, "" for none. The second person is never the first.

    Somebody who collects for another says what he is to him.
    """
    for field in ASKED[kind]:
        if not str(getattr(handover, field)).strip():
            return field
    if handover.as_whom is TakenBy.PROXY and not handover.relation.strip():
        return "relation"
    if two and (handover.witness_id is None or handover.witness_id == actor_id):
        return "witness"
    if two and kind is ItemKind.PARCEL and handover.photo_count < 1:
        return "photo"
    return ""
