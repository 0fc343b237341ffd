"""The door of cards."""

from guanjia.frontdesk.cards.actions.applying import Application, apply_for_card, refuse_card, verify_card
from guanjia.frontdesk.cards.actions.asking import ask_for_card, open_asks, show_paper, take_back
from guanjia.frontdesk.cards.actions.ending import (
    cancel,
    cancel_cards_of,
    extend,
    replace_card,
    report_lost,
    resume,
    suspend,
    take_in,
)
from guanjia.frontdesk.cards.actions.issuing import hand_out, make_card, stock_blanks
from guanjia.frontdesk.cards.actions.moving import CARD, CardRefused
from guanjia.frontdesk.cards.actions.zones import draw_zone
from guanjia.frontdesk.cards.models import Card, Zone
from guanjia.frontdesk.cards.queries.cards import card_list, cards_of, chip_digest, doors_of, reader_key
from guanjia.frontdesk.cards.rules.cards import CardClass, CardState, Evidence

__all__ = [
    "CARD",
    "Application",
    "Card",
    "CardClass",
    "CardRefused",
    "CardState",
    "Evidence",
    "Zone",
    "apply_for_card",
    "ask_for_card",
    "cancel",
    "cancel_cards_of",
    "card_list",
    "cards_of",
    "chip_digest",
    "doors_of",
    "draw_zone",
    "extend",
    "hand_out",
    "make_card",
    "open_asks",
    "reader_key",
    "refuse_card",
    "replace_card",
    "report_lost",
    "resume",
    "show_paper",
    "stock_blanks",
    "suspend",
    "take_back",
    "take_in",
    "verify_card",
]
