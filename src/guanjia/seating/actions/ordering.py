"""The organiser's signed order comes in."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.conference.public import Change, Draft, Event, Guest, add_guests, change_guests
from guanjia.foundation.journal.public import record
from guanjia.foundation.persons.public import name_pinyin
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import local
from guanjia.seating.models import OrderLine, SignedOrder
from guanjia.seating.queries.charts import said
from guanjia.seating.queries.people import latest_order
from guanjia.seating.rules.charts import NoChart
from guanjia.seating.rules.order import Basis, Line, Ranked, TieBy, ranked
from guanjia.seating.rules.refusals import SeatingRefused

EVENT = "conference.event"


@transaction.atomic
def take_order(
    *,
    event: Event,
    lines: Sequence[Line],
    tie_by: TieBy,
    signed_by: str,
    signed_on: date,
    actor: Any,
    at: datetime,
    basis: Basis = Basis.NUMBER,
) -> SignedOrder:
    """Take a signed order as the next version; who is not on the guest list yet is added to it. Returns the order.

    Guests get their place as order number, so door, cards, pouring and lists follow. Raises SeatingRefused with the field:
    nobody signed, a day ahead, two guests of honour, a person twice, a name that two guests bear, a controlled event (FIELD 1).
    """
    if event.secrecy == "controlled":
        raise SeatingRefused(
            "", _("The order of a controlled meeting is not kept here: the organiser keeps it on paper.")
        )
    if not signed_by.strip():
        raise SeatingRefused("signed_by", _("Write down who signed the order."))
    if signed_on > local(event.site, at).date():
        raise SeatingRefused("signed_on", _("The order cannot be signed after today."))
    refuse_marked(
        {"signed_by": signed_by, "lines": [[x.name, x.position, x.organisation] for x in lines]}, site=event.site
    )
    Event.objects.select_for_update(of=("self",), no_key=True).get(pk=event.pk)
    try:
        placed = ranked([replace(line, pinyin=name_pinyin(line.name)[0]) for line in lines], tie_by, basis)
    except NoChart as none:
        raise SeatingRefused("lines", said(none)) from None
    guests = _guests(event, placed, actor, at)
    before = latest_order(event)
    order = SignedOrder.objects.create(
        site=event.site, event=event, number=before.number + 1 if before else 1, signed_by=signed_by.strip()[:80],
        signed_on=signed_on, basis=basis, tie_by=tie_by, taken_by=actor, taken_at=at,
    )  # fmt: skip
    rows = [
        OrderLine(order=order, guest=guests[each.place], place=each.place, given=each.line.number, tied=each.tied,
                  side=each.line.side)
        for each in placed
    ]  # fmt: skip
    OrderLine.objects.bulk_create(rows, batch_size=500)
    numbers = {guests[each.place].pk: each.place for each in placed}
    _number(event, numbers, actor, at)
    record(
        site=event.site, at=at, actor=actor, action="order.take", subject=(EVENT, event.pk),
        changes={"number": order.number, "lines": len(rows), "basis": str(basis), "tie_by": str(tie_by)},
    )  # fmt: skip
    return order


def _guests(event: Event, placed: Sequence[Ranked], actor: Any, at: datetime) -> dict[int, Guest]:
    """The guest of each place; who is missing is added."""
    known = _known(event)
    missing = [each.line for each in placed if not _matches(known, each.line)]
    if missing:
        drafts = [Draft(line.name, delegation=line.organisation, position=line.position) for line in missing]
        add_guests(event=event, drafts=drafts, actor=actor, at=at)
        known = _known(event)
    found: dict[int, Guest] = {}
    for each in placed:
        matches = _matches(known, each.line)
        if len(matches) > 1:
            words = _("%(name)s is the name of several guests: write the organisation beside it.")
            raise SeatingRefused("lines", words % {"name": each.line.name})
        found[each.place] = matches[0]
    if len({guest.pk for guest in found.values()}) < len(found):
        raise SeatingRefused("lines", _("Two lines are the same guest: write each person once."))
    return found


def _known(event: Event) -> dict[str, list[Guest]]:
    known: dict[str, list[Guest]] = {}
    for guest in Guest.objects.filter(event=event).select_related("delegation", "person"):
        known.setdefault(guest.name, []).append(guest)
    return known


def _matches(known: dict[str, list[Guest]], line: Line) -> list[Guest]:
    same = known.get(line.name, [])
    if not line.organisation:
        return same
    return [guest for guest in same if guest.delegation is not None and guest.delegation.name == line.organisation]


def _number(event: Event, numbers: dict[int, int], actor: Any, at: datetime) -> None:
    """Order numbers of the event are those of the list; who is not on it has none any more."""
    rows = Guest.objects.filter(event=event).select_related("person")
    changes = [
        Change(guest, {"rank_no": numbers.get(guest.pk)}, {})
        for guest in rows
        if guest.rank_no != numbers.get(guest.pk)
    ]
    change_guests(event=event, changes=changes, actor=actor, at=at)
