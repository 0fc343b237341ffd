"""Service while a meeting runs: notes of its log, doors frozen, fifteen minutes more, the moderator told."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from guanjia.conference.actions.moves import BLOCK, EVENT
from guanjia.conference.events import BlockExtended
from guanjia.conference.models import Block, Event, NoteKind, ServiceNote, Session
from guanjia.conference.rules.queue import LEAST_A_MINUTE, MOST_A_MINUTE
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.rules.states import BEGUN, Secrecy, SessionState
from guanjia.duties.public import Duty, DutyState, Evidence, Receipt, Source, submit_evidence
from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.messages.public import notify
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.subjects.public import changed
from guanjia.kernel import typed
from guanjia.places.public import move_slot
from guanjia.posts.public import on_post
from guanjia.servicedesk.public import OrderKind, Report, Urgency, WorkOrder, open_order

MOST_EXTENSION = timedelta(hours=4)
REFILL = "conference.refill"


def _running(block_id: int) -> Block:
    rows = Block.objects.select_for_update(of=("self",)).select_related("site", "event__site", "room")
    block = rows.get(pk=block_id)
    if block.stage not in BEGUN:
        raise Refused("", _("No meeting is running here."))
    return block


@transaction.atomic
def extend_block(
    *, block_id: int, minutes: int = 15, seen_ends_at: datetime | None = None, actor: Any, at: datetime
) -> Block:
    """Let a running meeting last longer: the room is asked first, whoever comes next keeps it (SlotTaken names them).

    The last sitting, the block and the event end later; duties follow. Raises Refused when nothing runs, or for more than
    four hours at once. `seen_ends_at` is the end that the asking page showed: when the meeting ends at another time by now,
    somebody was faster and nothing is added on top.
    """
    more = timedelta(minutes=minutes)
    if not timedelta() < more <= MOST_EXTENSION:
        raise Refused("minutes", _("A meeting is extended by up to four hours."))
    block = _running(block_id)
    if seen_ends_at is not None and block.ends_at != seen_ends_at:
        return block
    ends_at = max(block.ends_at, at.replace(second=0, microsecond=0)) + more
    move_slot(holder=(BLOCK, block.pk), room=block.room, starts_at=block.starts_at, ends_at=ends_at, actor=actor, at=at)
    old = block.ends_at
    last = Session.objects.filter(block=block).exclude(state=SessionState.CANCELLED).order_by("-ends_at").first()
    if last is not None:
        Session.objects.filter(pk=last.pk).update(ends_at=ends_at)
    Block.objects.filter(pk=block.pk).update(ends_at=ends_at, rev=block.rev + 1)
    if block.event.ends_at is None or block.event.ends_at < ends_at:
        Event.objects.filter(pk=block.event_id).update(ends_at=ends_at, rev=block.event.rev + 1)
    record(
        site=block.site,
        at=at,
        actor=actor,
        action="extend",
        subject=(BLOCK, block.pk),
        changes={"ends_at": [old.isoformat(), ends_at.isoformat()]},
        event=BlockExtended(block.pk),
    )
    changed(BLOCK, [block.pk], site=block.site, at=at)
    changed(EVENT, [block.event_id], site=block.site, at=at)
    touch(f"block:{block.pk}")
    touch(f"site:{block.site_id}:board")
    block.refresh_from_db()
    return block


def pour(*, block: Block, actor: Any, source: Source, evidence_id: uuid.UUID, at: datetime) -> Receipt | None:
    """Tea was refilled: ends the open link of the refill chain, so the next counts from this pour (INMT-014).

    The same evidence id again answers the same, though the next link is open by then. None when no refill is open: the
    leaders are not seated, or the meeting is over.
    """
    known = Evidence.objects.filter(pk=evidence_id).values_list("duty_id", "actor").first()
    if known is not None:
        return None if known[1] != actor.pk else _hand_in(known[0], actor, source, evidence_id, at)
    rows = Duty.objects.filter(subject_kind=BLOCK, subject_id=block.pk, standard_code=REFILL, state=DutyState.OPEN)
    duty = rows.order_by("due_at").first()
    if duty is None:
        return None
    return _hand_in(duty.pk, actor, source, evidence_id, at)


def _hand_in(duty_id: int, actor: Any, source: Source, evidence_id: uuid.UUID, at: datetime) -> Receipt:
    return submit_evidence(actor=actor, duty_id=duty_id, evidence_id=evidence_id, at=at, source=source)


@transaction.atomic
def note(*, block: Block, kind: NoteKind, words: str = "", actor: Any, at: datetime) -> ServiceNote:
    """Add a line to the meeting's log (INMT-017, INMT-018, INMT-021). A controlled meeting keeps no words.

    Freezing the doors (INMT-003) marks the sittings that run now; opening them takes the mark away, and the limit of people
    a minute (INMT-002) too, which stands in the words of its line and holds in a controlled meeting as well.
    """
    refuse_marked({"words": words}, site=block.site)
    if kind is NoteKind.LIMITED and not LEAST_A_MINUTE <= typed.number(words) <= MOST_A_MINUTE:
        raise Refused("words", _("Write how many people may pass a minute: 1 to 600."))
    keeps = kind is NoteKind.LIMITED or block.event.secrecy != Secrecy.CONTROLLED
    kept = words.strip()[:300] if keeps else ""
    if kind in {NoteKind.PASSED, NoteKind.DESK} and not kept and block.event.secrecy != Secrecy.CONTROLLED:
        raise Refused("words", _("Say in a few words what or where."))
    if kind in {NoteKind.FROZEN, NoteKind.OPENED}:
        running = Session.objects.filter(block=block, state=SessionState.RUNNING)
        running.update(freeze_doors=kind is NoteKind.FROZEN)
    line = ServiceNote.objects.create(site=block.site, block=block, kind=kind, words=kept, at=at, by=actor)
    record(site=block.site, at=at, actor=actor, action=f"note.{kind}", subject=(BLOCK, block.pk))
    touch(f"block:{block.pk}")
    touch(f"event:{block.event_id}:hall")
    return line


def report_spill(*, block: Block, severe: bool, actor: Any, at: datetime, key: str = "") -> WorkOrder:
    """A spilt drink or dropped food (CCLN-006): a cleaner is called; severe, the place around it is cleared first."""
    title = _("Spill: clear the place around it") if severe else _("Spill")
    report = Report(
        title=f"{title} · {block.room.name}",
        kind=OrderKind.CLEANING,
        urgency=Urgency.CRITICAL if severe else Urgency.URGENT,
        place_id=block.room.spaces.order_by("pk").values_list("pk", flat=True).first(),
        subject=(BLOCK, block.pk),
        source_key=f"spill:{key}" if key else "",
    )
    return open_order(site=block.site, report=report, actor=actor, at=at)


def tell_overrun(*, block: Block, actor: Any, at: datetime) -> int:
    """The item runs over: whoever leads tells the moderator (INMT-024). Returns the minutes over, 0 when it does not."""
    rows = Session.objects.filter(block=block, state=SessionState.RUNNING, ends_at__lt=at)
    late = rows.order_by("ends_at").first()
    if late is None or late.ends_at is None:
        return 0
    minutes = int((at - late.ends_at).total_seconds() // 60)
    with transaction.atomic():
        note(block=block, kind=NoteKind.OVERRUN, words=f"+{minutes}", actor=actor, at=at)
        notify(
            site=block.site,
            users=on_post(block.site, "conference.leader", at),
            template="conference.overrun",
            context={"room": block.room.name, "minutes": minutes},
            link=reverse("conference:block", args=[block.site.code, block.pk]),
            at=at,
        )
    return minutes
