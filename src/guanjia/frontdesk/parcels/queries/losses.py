"""Losses, and which found things fit them."""

from dataclasses import dataclass

from django.db.models import QuerySet

from guanjia.custody.public import Item, ItemKind, ItemState
from guanjia.foundation.sites.public import Site
from guanjia.frontdesk.parcels.models import LossReport
from guanjia.frontdesk.parcels.rules.matching import LIKELY, Described, score

MOST = 5


@dataclass(frozen=True, slots=True)
class Match:
    """A found thing that may be the lost one, or the other way round, with its score out of 100."""

    item: Item
    loss: LossReport
    score: int


def losses(site: Site, *, show: str = "open") -> QuerySet[LossReport]:
    """Reports of the site, newest first; `show` is open or all."""
    rows = LossReport.objects.filter(site=site).select_related("person", "unit", "found")
    return (rows if show == "all" else rows.filter(closed_at=None)).order_by("-reported_at", "-pk")


def matches_for(loss: LossReport) -> list[Match]:
    """The found things that fit a loss best; one query."""
    held = Item.objects.filter(site=loss.site_id, kind=ItemKind.LOST_PROPERTY, state=ItemState.HELD)
    return _best([Match(item, loss, score(described_loss(loss), described_find(item))) for item in held])


def matches_of(item: Item) -> list[Match]:
    """The open losses that a found thing may end; one query."""
    rows = LossReport.objects.filter(site=item.site_id, closed_at=None)
    return _best([Match(item, loss, score(described_loss(loss), described_find(item))) for loss in rows])


def described_loss(loss: LossReport) -> Described:
    """A loss as the rule sees it."""
    return Described(loss.words, loss.place, loss.colour, loss.lost_from, loss.lost_until)


def described_find(item: Item) -> Described:
    """A found thing as the rule sees it."""
    return Described(item.name, item.place, item.colour, item.taken_at, item.taken_at)


def _best(found: list[Match]) -> list[Match]:
    likely = [each for each in found if each.score >= LIKELY]
    return sorted(likely, key=lambda each: (-each.score, each.item.pk, each.loss.pk))[:MOST]
