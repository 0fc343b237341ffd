"""Tables of cards."""

from guanjia.frontdesk.cards.models.card import Card
from guanjia.frontdesk.cards.models.stock import CardStock
from guanjia.frontdesk.cards.models.zone import Zone

__all__ = ["Card", "CardStock", "Zone"]
