"""Budgets as a reader sees them."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from guanjia.conference.models.budget import COST_CLASSES
from guanjia.conference.queries.schemes import BudgetView
from guanjia.conference.rules.budget import Share
from guanjia.kernel.words import gettext_noop as N_

SAID = {"": N_("in its band"), "below": N_("below its band"), "above": N_("above its band")}


@dataclass(frozen=True)
class BudgetRow:
    """A cost class: its amount in yuan, share and band in per cent, and what to say of it (an English msgid)."""

    label: Any
    amount: str
    percent: str
    band: str
    verdict: str
    colour: str


def yuan(fen: int) -> str:
    """Fen as yuan with two places and commas: 123456 -> 1,234.56."""
    return f"{fen // 100:,}.{fen % 100:02}"


def budget_rows(view: BudgetView) -> list[BudgetRow]:
    """The four classes against their bands (BUDG-001)."""
    return [_row(share) for share in view.shares]


def _row(share: Share) -> BudgetRow:
    percent = "–" if share.percent is None else f"{float(share.percent):.1f} %"
    band = f"{share.band.least}–{share.band.most} %"
    label = gettext(str(dict(COST_CLASSES)[share.cost_class.value]))
    colour = "orange" if share.outside else "green"
    return BudgetRow(label, yuan(share.amount_fen), percent, band, SAID[share.outside], colour)
