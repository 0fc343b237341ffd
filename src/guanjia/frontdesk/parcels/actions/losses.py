"""Losses are reported, matched with what was found, closed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.custody.public import CustodyRefused, Handover, Item, ItemKind, hand_over
from guanjia.foundation.journal.public import record
from guanjia.foundation.numbers.public import next_number
from guanjia.foundation.persons.public import Person
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site, local
from guanjia.frontdesk.parcels.models import LossReport
from guanjia.kernel.states import MoveRefused
from guanjia.places.public import Unit

LOSS = "parcels.loss"


@dataclass(frozen=True, kw_only=True)
class Loss:
    """What somebody misses, since when, where last seen."""

    words: str
    lost_from: datetime
    lost_until: datetime
    colour: str = ""
    place: str = ""
    person: Person | None = None
    unit: Unit | None = None


@transaction.atomic
def report_loss(*, site: Site, loss: Loss, actor: Any, at: datetime) -> LossReport:
    """Register a loss. Raises CustodyRefused for no words or times in the wrong order."""
    if not loss.words.strip():
        raise CustodyRefused("words", _("Say what it is."))
    if loss.lost_until < loss.lost_from or loss.lost_from > at:
        raise CustodyRefused("lost_from", _("This time is not possible."))
    refuse_marked({"words": loss.words, "place": loss.place}, site=site)
    row = LossReport.objects.create(
        site=site, number=next_number(site=site, prefix="SW", on=local(site, at).date()), words=loss.words.strip(),
        colour=loss.colour.strip(), place=loss.place.strip(), lost_from=loss.lost_from, lost_until=loss.lost_until,
        person=loss.person, unit=loss.unit, reported_at=at,
    )  # fmt: skip
    record(site=site, at=at, actor=actor, action="report", subject=(LOSS, row.pk), to_state="open")
    return row


@transaction.atomic
def hand_back(*, loss: LossReport, item: Item, handover: Handover, actor: Any, at: datetime) -> LossReport:
    """The found thing is the lost one: it goes back against proof and signature, by two for a valuable; the search ends."""
    if item.kind != ItemKind.LOST_PROPERTY or item.site_id != loss.site_id:
        raise CustodyRefused("item", _("This is no found thing of this site."))
    if not handover.checked.strip():
        raise CustodyRefused("checked", _("Say what showed that it is theirs: a mark, its content, a receipt."))
    if loss.person is not None:
        Item.objects.filter(pk=item.pk, owner=None).update(owner=loss.person)
    hand_over(item=item, handover=handover, actor=actor, at=at)
    return _close(loss, item, actor, at, "found")


def close_loss(*, loss: LossReport, reason: str, actor: Any, at: datetime) -> LossReport:
    """The search ends without a find, for a reason."""
    if not reason.strip():
        raise CustodyRefused("reason", _("Say why."))
    return _close(loss, None, actor, at, reason)


@transaction.atomic
def _close(loss: LossReport, item: Item | None, actor: Any, at: datetime, reason: str) -> LossReport:
    rows = LossReport.objects.filter(pk=loss.pk, rev=loss.rev, closed_at=None)
    if not rows.update(found=item, closed_at=at, rev=loss.rev + 1):
        raise MoveRefused(item.stage, item.stage) if item is not None else CustodyRefused("loss", _("Closed already."))
    loss.refresh_from_db()
    record(
        site=loss.site, at=at, actor=actor, action="close", subject=(LOSS, loss.pk), from_state="open",
        to_state="closed", reason=reason,
    )  # fmt: skip
    return loss
