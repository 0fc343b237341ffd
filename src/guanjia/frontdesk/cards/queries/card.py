"""What the caller card shows of access cards."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from guanjia.foundation.sites.public import Site, local
from guanjia.frontdesk.cards.queries.cards import cards_of
from guanjia.ui.card import PanelRow, Whom

MOST = 12


def panel_rows(site: Site, whom: Whom, user: Any, at: datetime) -> Sequence[PanelRow]:
    """Live cards of the household; one query."""
    return [
        PanelRow(
            f"{card.person.name} …{card.tail or '–'}",
            reverse("cards:card", args=[site.code, card.number]),
            card.stage,
            _(card.sort.label) + (f" {local(site, card.valid_until):%Y-%m-%d}" if card.valid_until is not None else ""),
        )
        for card in cards_of(site, whom.unit_ids, whom.person_ids)[:MOST]
    ]
