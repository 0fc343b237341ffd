"""Things are handed in by tag, given back by tag and name, and counted to nothing before the event closes."""

from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guanjia.conference.public import Event
from guanjia.custody.public import CustodyRefused, Handover, ItemKind, Thing, hand_over, leave_behind, lose, take_item
from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.persons.public import Person
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.subjects.public import changed
from guanjia.kernel.states import check_move
from guanjia.kernel.words import gettext_noop as N_
from guanjia.reception.models import Deposit, DepositCounter
from guanjia.reception.queries.deposits import open_deposits
from guanjia.reception.rules.deposits import (
    DEPOSIT_MOVES,
    TAG_MOST,
    DepositState,
    What,
    lacking_without_tag,
    normal_tag,
    same_name,
)
from guanjia.reception.rules.kinds import COUNTER
from guanjia.reception.rules.refusals import ReceptionRefused

KEPT = timedelta(days=7)
ASKED = {
    "described": N_("Without its tag: have the thing described before you fetch it, and write that down."),
    "witness": N_("Without its tag two persons hand it out. Name the second one."),
}


def topic(event_id: int) -> str:
    """The live topic of an event's deposit counter."""
    return f"event:{event_id}:deposits"


@transaction.atomic
def deposit_item(
    *, event: Event, tag: str, holder: str, what: What, note: str = "", person: Person | None = None, actor: Any,
    at: datetime,
) -> Deposit:  # fmt: skip
    """Take a thing in by its tag (CSEC-006); `actor` is its keeper. `person` is the holder where he is on file.

    Raises ReceptionRefused with the field: no or too long a tag, one that is out, no name, a controlled meeting (FIELD 1).
    The database decides between two who use one tag at once.
    """
    if event.secrecy == "controlled":
        raise ReceptionRefused("", _("Deposits of a controlled meeting are counted by tag on the organiser's paper."))
    tag = normal_tag(tag)
    if not tag or len(tag) > TAG_MOST:
        raise ReceptionRefused("tag", _("A tag has 1 to %(most)d signs.") % {"most": TAG_MOST})
    if not holder.strip():
        raise ReceptionRefused("holder", _("Write down whose it is."))
    refuse_marked({"note": note, "holder": holder}, site=event.site)
    counter = _counter(event, at)
    thing = Thing(
        name=f"{_(what.label)} {note.strip()}".strip()[:160], valuable=what is What.VALUABLE, subject=(COUNTER, counter.pk),
        place=tag, holder=holder.strip()[:120], owner=person, due_at=max(at, event.ends_at or at) + KEPT, signature=tag,
    )  # fmt: skip
    item = take_item(site=event.site, kind=ItemKind.STORAGE, thing=thing, keeper=actor, actor=actor, at=at)
    try:
        with transaction.atomic():
            made = Deposit.objects.create(
                site=event.site, counter=counter, tag=tag, what=what, item=item, taken_at=at, state=DepositState.HELD
            )
    except IntegrityError as taken:
        raise ReceptionRefused("tag", _("Tag %(tag)s is out already. Take another one.") % {"tag": tag}) from taken
    _told(made, "deposit.take", actor, at, {"tag": tag, "what": what.value})
    return made


def give_back(
    *, deposit: Deposit, name: str, tag: str = "", signature: str = "", described: str = "", witness: Any = None,
    actor: Any, at: datetime,
) -> Deposit:  # fmt: skip
    """Give the thing back by its tag and the name it was handed in under; the tag that comes back is the receipt.

    Without `tag`: described first, and a second person (`witness`). A valuable is signed for and given back by two.
    Raises ReceptionRefused with the field; a wrong name is journalled and never told. MoveRefused when it is gone already.
    """
    deposit = Deposit.objects.select_related("item__site", "counter__event__site").get(pk=deposit.pk)
    check_move(DEPOSIT_MOVES, deposit.stage, DepositState.RETURNED)
    owner = deposit.item.owner.name if deposit.item.owner is not None else deposit.item.holder
    if not same_name(name, owner):
        _refused(deposit, "name", actor, at)
        raise ReceptionRefused("name", _("This tag was given out under another name. Look at tag and name again."))
    without = normal_tag(tag) != deposit.tag
    if without and normal_tag(tag):
        _refused(deposit, "tag", actor, at)
        raise ReceptionRefused("tag", _("This is the tag of another thing."))
    actor_id, witness_id = getattr(actor, "pk", None), getattr(witness, "pk", None)
    if without and (missing := lacking_without_tag(described=described, witness_id=witness_id, actor_id=actor_id)):
        raise ReceptionRefused(missing, _(ASKED[missing]))
    if deposit.item.valuable and not signature.strip():
        raise ReceptionRefused("signature", _("Whoever takes a valuable signs for it."))
    handover = Handover(
        to_name=name.strip()[:120], checked=(described.strip() or f"{_('Tag number')} {deposit.tag}")[:80],
        signature=signature.strip() or deposit.tag, witness_id=witness_id,
    )  # fmt: skip
    with transaction.atomic():
        try:
            hand_over(item=deposit.item, handover=handover, actor=actor, at=at)
        except CustodyRefused as refused:
            raise ReceptionRefused(refused.field, str(refused)) from refused
        return _end(deposit, DepositState.RETURNED, "deposit.return", actor, at, without_tag=without)


@transaction.atomic
def left_behind(*, deposit: Deposit, place: str, actor: Any, at: datetime) -> Deposit:
    """Nobody came for it: it is lost property from now on, kept as such (W08), and its tag is free."""
    if not place.strip():
        raise ReceptionRefused("place", _("Say where it is kept now."))
    check_move(DEPOSIT_MOVES, deposit.stage, DepositState.LEFT)
    leave_behind(item=deposit.item, place=place, reason=_("Not collected"), actor=actor, at=at)
    return _end(deposit, DepositState.LEFT, "deposit.left", actor, at)


@transaction.atomic
def lost_deposit(*, deposit: Deposit, reason: str, actor: Any, at: datetime) -> Deposit:
    """The counter cannot find it; the reason says since when and where was looked."""
    if not reason.strip():
        raise ReceptionRefused("reason", _("Say since when it is missing and where was looked."))
    check_move(DEPOSIT_MOVES, deposit.stage, DepositState.LOST)
    lose(item=deposit.item, reason=reason, actor=actor, at=at)
    return _end(deposit, DepositState.LOST, "deposit.lost", actor, at)


def count_counter(*, event: Event, counted: int, actor: Any, at: datetime) -> DepositCounter:
    """Somebody counted what lies at the counter. Raises ReceptionRefused when that is not what is open; a count that does not
    agree is journalled too.

    Counted to nothing after the end of the event the counter is cleared, which discharges its duty.
    """
    with transaction.atomic():
        counter = DepositCounter.objects.select_for_update(of=("self",)).filter(event=event).first()
        if counter is None:
            raise ReceptionRefused("counted", _("Nothing was deposited at this event."))
        expected = open_deposits(event).count()
        record(
            site=event.site, at=at, actor=actor, action="deposit.count", subject=(COUNTER, counter.pk),
            changes={"counted": counted, "expected": expected},
        )  # fmt: skip
        if counted == expected == 0 and event.ended_at is not None and counter.cleared_at is None:
            DepositCounter.objects.filter(pk=counter.pk).update(cleared_at=at, rev=counter.rev + 1)
            counter.refresh_from_db()
            record(site=event.site, at=at, actor=actor, action="clear", subject=(COUNTER, counter.pk))
            changed(COUNTER, [counter.pk], site=event.site, at=at)
    if counted != expected:
        words = _("Counted %(counted)d, but %(expected)d are open: look for the difference tag by tag.")
        raise ReceptionRefused("counted", words % {"counted": counted, "expected": expected})
    return counter


@transaction.atomic
def follow_custody(*, deposit: Deposit, new: str, at: datetime) -> None:
    """Close a deposit whose thing ended on custody's own page as `new`; any other move there changes nothing."""
    ended = {
        "returned": (DepositState.RETURNED, "deposit.return"),
        "lost": (DepositState.LOST, "deposit.lost"),
        "disposed": (DepositState.LEFT, "deposit.left"),
    }
    if new in ended:
        to, action = ended[new]
        _end(deposit, to, action, None, at)


def _counter(event: Event, at: datetime) -> DepositCounter:
    counter, made = DepositCounter.objects.get_or_create(event=event, defaults={"site": event.site, "opened_at": at})
    if made or counter.cleared_at is not None:
        DepositCounter.objects.filter(pk=counter.pk).update(cleared_at=None, rev=counter.rev + 1)
        changed(COUNTER, [counter.pk], site=event.site, at=at)
    return counter


def _end(deposit: Deposit, to: DepositState, action: str, actor: Any, at: datetime, **fields: Any) -> Deposit:
    Deposit.objects.filter(pk=deposit.pk).update(state=to, closed_at=at, **fields)
    deposit.refresh_from_db()
    _told(deposit, action, actor, at, {"tag": deposit.tag, **fields})
    return deposit


def _told(deposit: Deposit, action: str, actor: Any, at: datetime, changes: dict[str, Any]) -> None:
    subject = (COUNTER, deposit.counter_id)
    record(site=deposit.site, at=at, actor=actor, action=action, subject=subject, changes=changes)
    touch(topic(deposit.counter.event_id))


def _refused(deposit: Deposit, field: str, actor: Any, at: datetime) -> None:
    with transaction.atomic():
        _told(deposit, "deposit.refuse", actor, at, {"tag": deposit.tag, "field": field})
