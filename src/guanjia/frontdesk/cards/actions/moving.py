"""The one mover of cards: it tells the doors too."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.subjects.public import changed
from guanjia.frontdesk.cards.events import CardMoved
from guanjia.frontdesk.cards.models import Card
from guanjia.frontdesk.cards.queries.cards import doors_of
from guanjia.frontdesk.cards.rules.cards import CARD_MOVES, OPENS, REASONED, CardState
from guanjia.kernel.states import MoveRefused, check_move
from guanjia.telemetry.public import lists_changed

CARD = "cards.card"


class CardRefused(Exception):
    """A card is not given, or not so; `field` names what is wrong, str() says the rule in the reader's language."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def topic(site_id: int) -> str:
    """The live topic of a site's cards."""
    return f"site:{site_id}:cards"


@transaction.atomic
def move(
    *, card: Card, to: CardState, action: str, fields: Mapping[str, Any] | None = None, reason: str = "", actor: Any,
    at: datetime,
) -> Card:  # fmt: skip
    """Move the card, journal it as `action`, and have its doors take a new list when it begins or ceases to open.

    Raises MoveRefused when the table has no such move or the card moved meanwhile, CardRefused for a missing reason.
    """
    old = card.stage
    check_move(CARD_MOVES, old, to)
    if to in REASONED and not reason.strip():
        raise CardRefused("reason", _("Say why."))
    refuse_marked({"reason": reason}, site=card.site)
    rows = Card.objects.filter(pk=card.pk, state=old, rev=card.rev)
    if not rows.update(state=to, rev=card.rev + 1, **(fields or {})):
        raise MoveRefused(old, to)
    card.refresh_from_db()
    if (old in OPENS) != (to in OPENS):
        tell_doors(card)
    journal(card, action, old, actor, at, reason)
    changed(CARD, [card.pk], site=card.site, at=at)
    return card


def tell_doors(card: Card) -> None:
    """Have every door of the card take a new list, and remember by which version each will know."""
    versions = lists_changed(site=card.site, device_ids=[door.pk for door in doors_of(card)])
    card.door_versions = {str(pk): version for pk, version in versions.items()}
    card.save(update_fields=["door_versions"])


def journal(card: Card, action: str, old: str, actor: Any, at: datetime, reason: str = "") -> None:
    """The journal row of a move, which is its event too."""
    event = CardMoved(card.pk, card.unit_id, card.person_id, str(old), card.state)
    record(
        site=card.site, at=at, actor=actor, action=action, subject=(CARD, card.pk), from_state=str(old),
        to_state=card.state, reason=reason, event=event,
    )  # fmt: skip
    touch(topic(card.site_id))
