"""A card rests, expires, is prolonged, lost, replaced, cancelled."""

from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.duties.public import Task
from guanjia.foundation.journal.public import record
from guanjia.foundation.numbers.public import next_number
from guanjia.foundation.sites.public import local, to_utc
from guanjia.foundation.subjects.public import changed
from guanjia.frontdesk.cards.actions.moving import CARD, CardRefused, journal, move, tell_doors
from guanjia.frontdesk.cards.models import Card
from guanjia.frontdesk.cards.queries.cards import lease_end, relation_of
from guanjia.frontdesk.cards.rules.cards import LIVE, CardState, may_extend
from guanjia.kernel.states import MoveRefused


def suspend(*, card: Card, reason: str, actor: Any, at: datetime) -> Card:
    """The card rests for a reason; the doors forget it. Never for arrears: access is no means of collection (民法典 944)."""
    return move(card=card, to=CardState.SUSPENDED, action="suspend", reason=reason, actor=actor, at=at)


def resume(*, card: Card, actor: Any, at: datetime) -> Card:
    """A resting card opens again, unless its time is over."""
    if card.valid_until is not None and card.valid_until <= at:
        raise CardRefused("card", _("Its time is over already."))
    return move(card=card, to=CardState.ACTIVE, action="resume", actor=actor, at=at)


def expire_card(task: Task) -> None:
    """The clock ends a card at its moment (CARD-007, CARD-008); one that was prolonged or ended meanwhile is left alone."""
    card = Card.objects.select_related("site", "unit", "person").get(pk=task.subject_id)
    over = card.valid_until is not None and card.valid_until <= task.at
    if over and card.stage in {CardState.ACTIVE, CardState.SUSPENDED}:
        move(card=card, to=CardState.EXPIRED, action="expire", actor=None, at=task.at)


@transaction.atomic
def extend(*, card: Card, until: datetime | None, signature: str, actor: Any, at: datetime) -> Card:
    """Prolong a lessee's card after the lease was renewed, lapsed or not; the lessee confirms by signature.

    `until` None: as far as the lease. Raises CardRefused when the lease on file does not go so far.
    """
    if not signature.strip():
        raise CardRefused("signature", _("The lessee confirms it by signature."))
    held = relation_of(card.site, card.unit, card.person, local(card.site, at).date())
    ends_at = lease_end(card.site, held)
    until = until or ends_at
    if until is None or not may_extend(card.sort, until, ends_at, at):
        raise CardRefused("until", _("The card would hold longer than the lease."))
    fields = {"valid_until": until, "signature": signature}
    if card.stage is CardState.EXPIRED:
        return move(card=card, to=CardState.ACTIVE, action="extend", fields=fields, actor=actor, at=at)
    rows = Card.objects.filter(pk=card.pk, rev=card.rev, state=CardState.ACTIVE)
    if not rows.update(rev=card.rev + 1, **fields):
        raise MoveRefused(card.stage, CardState.ACTIVE)
    card.refresh_from_db()
    tell_doors(card)
    journal(card, "extend", card.state, actor, at)
    changed(CARD, [card.pk], site=card.site, at=at)
    return card


def report_lost(*, card: Card, reason: str, actor: Any, at: datetime) -> Card:
    """The card is lost: the doors forget it, and one that sees it all the same raises the alarm."""
    return move(card=card, to=CardState.LOST, action="lose", fields={"ended_at": at}, reason=reason, actor=actor, at=at)


@transaction.atomic
def replace_card(*, card: Card, reason: str, damaged: bool = False, actor: Any, at: datetime) -> Card:
    """Lost or damaged and replaced in one act (CARD-009): the old one ends, a verified one for the same person begins.

    A damaged card lies on the counter, so it is cancelled as returned. Raises MoveRefused for one that has ended.
    """
    if damaged:
        cancel(card=card, returned=True, reason=reason, actor=actor, at=at)
    else:
        report_lost(card=card, reason=reason, actor=actor, at=at)
    new = Card.objects.create(
        site=card.site, number=next_number(site=card.site, prefix="MK", on=local(card.site, at).date()),
        state=CardState.VERIFIED, card_class=card.card_class, person=card.person, unit=card.unit,
        relation=card.relation, evidence=card.evidence, evidence_tail=card.evidence_tail, valid_from=at,
        valid_until=card.valid_until, applied_at=at, replaces=card,
    )  # fmt: skip
    new.zones.set(card.zones.all())
    journal(new, "replace", "", actor, at, card.number)
    changed(CARD, [new.pk], site=card.site, at=at)
    return new


def cancel(*, card: Card, returned: bool, reason: str, actor: Any, at: datetime) -> Card:
    """Cancel the card (CARD-004): it is in our hands again, or it is not and ceases to open all the same."""
    to = CardState.CANCELLED_RETURNED if returned else CardState.CANCELLED_NOT_RETURNED
    return move(card=card, to=to, action="cancel", fields={"ended_at": at}, reason=reason, actor=actor, at=at)


def take_in(*, card: Card, actor: Any, at: datetime) -> Card:
    """A card that was cancelled without being returned, or lost, comes back after all."""
    return move(card=card, to=CardState.CANCELLED_RETURNED, action="take_in", actor=actor, at=at)


def cancel_cards_of(*, person_id: int, unit_id: int, reason: str, actor: Any, at: datetime) -> int:
    """Whoever moved out opens nothing any more, returned or not (W17); how many cards that ended.

    Open applications are refused. A second call finds none.
    """
    rows = Card.objects.select_related("site", "unit", "person").filter(person=person_id, unit=unit_id, state__in=LIVE)
    count = 0
    for card in rows:
        if card.stage in {CardState.APPLIED, CardState.VERIFIED}:
            move(
                card=card, to=CardState.REFUSED, action="refuse", fields={"ended_at": at}, reason=reason, actor=actor,
                at=at,
            )  # fmt: skip
        else:
            cancel(card=card, returned=False, reason=reason, actor=actor, at=at)
        count += 1
    return count


def end_with_occupancy(*, person_id: int, unit_id: int, until: date, at: datetime) -> int:
    """The person's time in the home ends on the local day `until`: today or past, cards are cancelled; later, they end then.

    How many cards that touched. A card that ends earlier anyway keeps its end.
    """
    cards = list(Card.objects.select_related("site").filter(person=person_id, unit=unit_id, state__in=LIVE))
    if not cards:
        return 0
    ends_at = to_utc(cards[0].site, datetime.combine(until, time()))
    if ends_at <= at:
        reason = _("Moved out")
        return cancel_cards_of(person_id=person_id, unit_id=unit_id, reason=reason, actor=None, at=at)
    later = [card for card in cards if card.valid_until is None or card.valid_until > ends_at]
    for card in later:
        _shorten(card, ends_at, at)
    return len(later)


@transaction.atomic
def _shorten(card: Card, ends_at: datetime, at: datetime) -> None:
    rows = Card.objects.filter(pk=card.pk, rev=card.rev)
    if not rows.update(valid_until=ends_at, rev=card.rev + 1):
        raise MoveRefused(card.stage, card.stage)
    card.refresh_from_db()
    tell_doors(card)
    journal(card, "shorten", card.state, None, at)
    changed(CARD, [card.pk], site=card.site, at=at)


def note_use_of_dead_card(*, card: Card, device_id: int, actor: Any, at: datetime, event: object) -> None:
    """Write down that a dead card was held to a reader; a standard wakes the guard."""
    changes = {"device": device_id}
    record(
        site=card.site, at=at, actor=actor, action="used_when_dead", subject=(CARD, card.pk), from_state=card.state,
        to_state=card.state, changes=changes, event=event,
    )  # fmt: skip
    changed(CARD, [card.pk], site=card.site, at=at)
