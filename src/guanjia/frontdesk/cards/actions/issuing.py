"""A card is made from a blank, given out against a signature, replaced, and blanks are counted."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from guanjia.foundation.journal.public import record
from guanjia.foundation.persons.public import normal_value, private_values, set_private
from guanjia.foundation.sites.public import Site
from guanjia.frontdesk.cards.actions.moving import CardRefused, move
from guanjia.frontdesk.cards.models import Card, CardStock
from guanjia.frontdesk.cards.queries.cards import chip_digest
from guanjia.frontdesk.cards.rules.cards import CardState


@transaction.atomic
def make_card(*, card: Card, chip: str, actor: Any, at: datetime) -> Card:
    """Write the card's chip into a blank (CARD-002). Raises CardRefused: no blank left, an empty chip, or a chip in use."""
    if not chip.strip():
        raise CardRefused("chip", _("Hold the blank card to the reader."))
    normal = normal_value("card", chip)
    taken = CardStock.objects.filter(site=card.site, blanks__gt=0).update(blanks=F("blanks") - 1)
    if not taken:
        raise CardRefused("chip", _("There is no blank card left."))
    fields = {"digest": chip_digest(card.site, chip), "tail": normal[-4:], "made_by": actor}
    try:
        with transaction.atomic():
            card = move(card=card, to=CardState.ISSUED, action="make", fields=fields, actor=actor, at=at)
    except IntegrityError as used:
        raise CardRefused("chip", _("This chip belongs to another card.")) from used
    numbers = [*private_values(card.person, "card"), normal]
    set_private(card.person, "card", numbers, actor=actor, at=at, site=card.site)
    return card


def hand_out(*, card: Card, signature: str, explained: bool, actor: Any, at: datetime) -> Card:
    """Give the card out against a signature, its use explained (CARD-003); then it opens. Not by whoever made it: two hands."""
    if not signature.strip():
        raise CardRefused("signature", _("Whoever takes it signs for it."))
    if not explained:
        raise CardRefused("explained", _("Explain its use: where it opens, until when, what to do when it is lost."))
    if card.made_by_id == getattr(actor, "pk", None):
        raise CardRefused("signature", _("Whoever made the card does not give it out: two hands."))
    if card.valid_until is not None and card.valid_until <= at:
        raise CardRefused("signature", _("Its time is over already."))
    fields = {"handed_by": actor, "signature": signature, "explained": True}
    return move(card=card, to=CardState.ACTIVE, action="hand_out", fields=fields, actor=actor, at=at)


def stock_blanks(*, site: Site, count: int, actor: Any, at: datetime) -> int:
    """Put blank cards into the drawer; how many lie there now."""
    if not 1 <= count <= 10_000:
        raise CardRefused("count", _("Count at least one."))
    with transaction.atomic():
        stock, _made = CardStock.objects.get_or_create(site=site)
        CardStock.objects.filter(pk=stock.pk).update(blanks=F("blanks") + count)
        record(site=site, at=at, actor=actor, action="stock", subject=("cards.stock", stock.pk), reason=str(count))
        stock.refresh_from_db()
    return stock.blanks
