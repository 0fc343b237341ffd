"""Motions are put, opened and closed. Opening freezes who may vote; closing counts (ADR 0105)."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from guanjia.assembly.actions.assembling import follow_guests, locked
from guanjia.assembly.actions.noting import note_motion
from guanjia.assembly.events import MotionClosed, MotionOpened
from guanjia.assembly.models import Assembly, Attendee, Ballot, BallotCount, Elector, Motion
from guanjia.assembly.queries.attendance import here_of
from guanjia.assembly.queries.results import count_again, result_words
from guanjia.assembly.rules.refusals import AssemblyRefused
from guanjia.assembly.rules.states import MOTION_MOVES, AssemblyState, MotionState, Way
from guanjia.assembly.rules.tally import ABSTAIN, AGAINST, FOR, Majority, Quorum
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.kernel.states import check_move
from guanjia.kernel.words import gettext_noop as N_

YES_NO = ((FOR, N_("In favour")), (AGAINST, N_("Against")), (ABSTAIN, N_("Abstain")))
MOST_OPTIONS = 20
BATCH = 500
BITS = 62


@transaction.atomic
def put_motion(
    *, assembly: Assembly, title: str, text: str, way: Way, weighted: bool, quorum: Quorum, majority: Majority,
    options: Sequence[str], actor: Any, at: datetime,
) -> Motion:  # fmt: skip
    """A motion with the next number. `options` are the choices of an election, nothing for for-against-abstain.

    Raises AssemblyRefused (field named) and SecretRefused for a text with a secrecy mark.
    """
    row = locked(assembly)
    if row.stage is AssemblyState.CLOSED:
        raise AssemblyRefused("", _("The meeting is over."))
    labels = [option.strip() for option in options if option.strip()]
    _refuse_motion(title, way, weighted, majority, labels)
    refuse_marked({"title": title, "text": text, "options": labels}, site=row.site)
    pairs = [[f"o{n}", label] for n, label in enumerate(labels, 1)] or [[code, ""] for code, _label in YES_NO]
    last = Motion.objects.filter(assembly=row).aggregate(last=Max("number"))["last"] or 0
    motion = Motion.objects.create(
        assembly=row, number=last + 1, title=title.strip(), text=text.strip(), way=way, weighted=weighted,
        options=pairs, quorum=quorum, majority=majority,
    )  # fmt: skip
    note_motion(motion, "motion.put", actor=actor, at=at, new=MotionState.DRAFT)
    return motion


def _refuse_motion(title: str, way: Way, weighted: bool, majority: Majority, labels: list[str]) -> None:
    if not title.strip():
        raise AssemblyRefused("title", _("Say what is voted on."))
    if weighted and way is not Way.OPEN:
        raise AssemblyRefused(
            "weighted",
            _(
                "Only a vote by name can be weighed: a weight would tell whose secret vote it is, and hands weigh nothing."
            ),
        )
    if labels and majority is not Majority.MOST:
        raise AssemblyRefused("majority", _("Among several choices the one with most votes is taken."))
    if majority is Majority.MOST and not 2 <= len(labels) <= MOST_OPTIONS:
        raise AssemblyRefused("options", _("Give two to twenty choices, one a line."))
    if len(set(labels)) < len(labels) or any(len(label) > 80 for label in labels):
        raise AssemblyRefused("options", _("Each choice once, with at most 80 characters."))


def held(motion: Motion) -> Motion:
    """The row, held until the transaction ends: votes in flight are waited for, later ones see what this transaction did."""
    rows = Motion.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("assembly__site", "assembly__event").get(pk=motion.pk)


@transaction.atomic
def open_motion(*, motion: Motion, actor: Any, at: datetime) -> Motion:
    """Let people vote. Who may, and with which weight, is frozen now: whoever is added later has no vote on it.

    Raises AssemblyRefused when the meeting has not begun, another vote is open, or nobody may vote; MoveRefused.
    """
    row = held(motion)
    check_move(MOTION_MOVES, row.stage, MotionState.OPEN)
    if row.assembly.state != AssemblyState.OPEN:
        raise AssemblyRefused("", _("The meeting has not begun, or is over: nothing can be voted on."))
    if Motion.objects.filter(assembly=row.assembly, state=MotionState.OPEN).exists():
        raise AssemblyRefused("", _("Another vote is still open. Close it first."))
    follow_guests(row.assembly)
    people = list(Attendee.objects.filter(assembly=row.assembly, votes=True).values_list("pk", "weight"))
    if not people:
        raise AssemblyRefused("", _("Nobody on the list has a vote."))
    row.state, row.opened_at, row.rev = MotionState.OPEN, at, row.rev + 1
    try:
        with transaction.atomic():
            Motion.objects.filter(pk=row.pk).update(state=row.state, opened_at=at, rev=row.rev)
    except IntegrityError:
        raise AssemblyRefused("", _("Another vote is still open. Close it first.")) from None
    weights = {pk: weight if row.weighted else Decimal(1) for pk, weight in people}
    Elector.objects.bulk_create(
        [Elector(motion=row, attendee_id=pk, weight=weight) for pk, weight in weights.items()], batch_size=BATCH
    )
    note_motion(
        row, "motion.open", actor=actor, at=at, old=MotionState.DRAFT, new=MotionState.OPEN,
        changes={"entitled": len(people)}, event=MotionOpened(row.pk),
    )  # fmt: skip
    return row


@transaction.atomic
def close_motion(*, motion: Motion, actor: Any, at: datetime) -> Motion:
    """Nobody votes any more; the rows are counted and the result stands. Refused while a count waits for its second person.

    Secret votes are written anew in random order, and the list of voters too, so that neither tells of the other.
    """
    row = held(motion)
    check_move(MOTION_MOVES, row.stage, MotionState.CLOSED)
    counts = list(BallotCount.objects.filter(motion=row))
    if any(count.confirmed_at is None for count in counts):
        raise AssemblyRefused("", _("A count waits for the second person."))
    if row.taken is Way.HANDS and not counts:
        raise AssemblyRefused("", _("The hands have not been counted."))
    if row.taken is not Way.OPEN:
        _refuse_missing_slips(row, counts)
    here = here_of(row.assembly, at)
    Elector.objects.filter(motion=row).update(present=False)
    Elector.objects.filter(motion=row, voted=True).update(present=True)
    for start in range(0, len(here), BATCH):
        Elector.objects.filter(motion=row, attendee__in=here[start : start + BATCH]).update(present=True)
    if row.taken is Way.SECRET:
        _shuffle(row)
    result = count_again(row)
    row.result, row.state, row.closed_at, row.rev = result_words(result), MotionState.CLOSED, at, row.rev + 1
    Motion.objects.filter(pk=row.pk).update(result=row.result, state=row.state, closed_at=at, rev=row.rev)
    note_motion(
        row, "motion.close", actor=actor, at=at, old=MotionState.OPEN, new=MotionState.CLOSED, changes=row.result,
        event=MotionClosed(row.pk, result.carried),
    )  # fmt: skip
    return row


def _refuse_missing_slips(motion: Motion, counts: Sequence[BallotCount]) -> None:
    slips = Elector.objects.filter(motion=motion, on_paper=True).count()
    if slips and not any(count.source == BallotCount.Source.PAPER for count in counts):
        raise AssemblyRefused("", _("Slips of paper were handed out: enter what they say first."))


def _shuffle(motion: Motion) -> None:
    """Write the votes anew: new random ids in a random order, in one transaction, so that order, id and xmin say nothing."""
    rows = list(Ballot.objects.filter(motion=motion).order_by("receipt"))
    Ballot.objects.filter(motion=motion).delete()
    secrets.SystemRandom().shuffle(rows)
    for row in rows:
        row.pk = random_id()
    Ballot.objects.bulk_create(rows, batch_size=BATCH)


def random_id() -> int:
    """An id that says nothing of when its row was made."""
    return secrets.randbits(BITS) + 1


@transaction.atomic
def drop_motion(*, motion: Motion, back: bool = False, actor: Any, at: datetime) -> Motion:
    """Take a motion off before it was voted on, or put it back. Raises MoveRefused later."""
    row = held(motion)
    old, new = row.stage, MotionState.DRAFT if back else MotionState.DROPPED
    check_move(MOTION_MOVES, old, new)
    row.state, row.rev = new, row.rev + 1
    Motion.objects.filter(pk=row.pk).update(state=new, rev=row.rev)
    note_motion(row, "motion.drop", actor=actor, at=at, old=old, new=new)
    return row
