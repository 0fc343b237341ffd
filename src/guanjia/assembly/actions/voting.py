"""Casting a vote: once each, never after the close, and the same vote sent twice is one (W40, ADR 0105)."""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from guanjia.assembly.actions.motions import random_id
from guanjia.assembly.actions.noting import MOTION, topic_of
from guanjia.assembly.models import Attendee, Ballot, Elector, Motion
from guanjia.assembly.queries.attendance import where_of
from guanjia.assembly.rules.presence import HERE
from guanjia.assembly.rules.refusals import AlreadyVoted, AssemblyRefused, VoteClosed
from guanjia.assembly.rules.states import MotionState, Way
from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch_soon

SHORTEST_KEY, LONGEST_KEY = 16, 64
OF_A_MOTION = ("assembly_id", "state", "way", "weighted", "options")


@dataclass(frozen=True)
class Voted:
    """The answer to a vote. `repeat`: it had been taken before; `changed`: it replaces an earlier one of the same person."""

    receipt: str
    option: str
    repeat: bool = False
    changed: bool = False


def key_hash(attendee_id: int, motion_id: int, key: str) -> str:
    """What is kept of the key that the voter's page made up: without the key nobody finds the vote of a person by it."""
    secret = hashlib.sha256(b"assembly.ballot" + settings.SECRET_KEY.encode()).digest()
    return hmac.new(secret, f"{motion_id}:{attendee_id}:{key}".encode(), hashlib.sha256).hexdigest()


def receipt_of(hashed: str) -> str:
    """Ten letters and digits for the voter to keep; they follow from the key, so a repeated vote is told the same."""
    digest = hashlib.sha256(b"receipt" + hashed.encode()).digest()
    return base64.b32encode(digest).decode()[:10]


def cast_vote(*, attendee: Attendee, motion_id: int, option: str, key: str, seen_rev: int = 0, at: datetime) -> Voted:
    """Take the vote of this person. The same key again gets the same answer, also after the close.

    A vote by name may be changed while the vote is open: `seen_rev` is the revision that the voter saw. Raises VoteClosed,
    AlreadyVoted, AssemblyRefused (no vote, not there, no such choice).
    """
    if not SHORTEST_KEY <= len(key) <= LONGEST_KEY:
        raise AssemblyRefused("key", _("This page is too old. Load it again."))
    motion = Motion.objects.only(*OF_A_MOTION).filter(pk=motion_id, assembly=attendee.assembly_id).first()
    if motion is None:
        raise AssemblyRefused("motion", _("This motion is not of this meeting."))
    hashed = key_hash(attendee.pk, motion.pk, key)
    try:
        _refuse(motion, attendee, option, at)
        with transaction.atomic():
            return _take(motion, attendee, option, hashed, seen_rev, at)
    except (IntegrityError, AssemblyRefused) as refused:
        if (known := _known(motion, hashed)) is not None:  # sent before, or at the same instant
            return known
        if isinstance(refused, AssemblyRefused):
            raise
        raise VoteClosed("", _("The vote is closed. Nothing was changed.")) from None


def _known(motion: Motion, hashed: str) -> Voted | None:
    row = Ballot.objects.filter(motion=motion, key=hashed).first()
    return Voted(row.receipt, row.option, repeat=True) if row else None


def _refuse(motion: Motion, attendee: Attendee, option: str, at: datetime) -> None:
    if motion.stage is not MotionState.OPEN:
        raise VoteClosed("", _("The vote is closed. Nothing was changed."))
    if motion.taken is Way.HANDS:
        raise AssemblyRefused("", _("This vote is taken by a show of hands."))
    if option not in [code for code, _label in motion.options]:
        raise AssemblyRefused("option", _("Choose one of the answers."))
    if where_of(attendee, at) not in HERE:
        raise AssemblyRefused("", _("You are not counted as present. Check in at the door, or join from afar first."))


def _take(motion: Motion, attendee: Attendee, option: str, hashed: str, seen_rev: int, at: datetime) -> Voted:
    by_name = motion.taken is Way.OPEN
    _share(motion)
    mine = Elector.objects.filter(motion=motion, attendee=attendee)
    if mine.filter(voted=False).update(voted=True, voted_at=at if by_name else None):
        weight = mine.values_list("weight", flat=True).get() if motion.weighted else 1
        Ballot.objects.create(
            pk=None if by_name else random_id(), motion=motion, attendee=attendee if by_name else None, option=option,
            weight=weight, receipt=receipt_of(hashed), key=hashed, at=at if by_name else None,
        )  # fmt: skip
        return _told(motion, attendee, option, hashed, at, changed=False)
    elector = mine.first()
    if elector is None:
        raise AssemblyRefused("", _("You have no vote on this motion: the list was closed when the vote was opened."))
    if not by_name or elector.on_paper:
        raise AlreadyVoted("", _("Your vote is in. A secret vote, or one on paper, cannot be changed."))
    values = {"option": option, "key": hashed, "receipt": receipt_of(hashed), "at": at, "rev": seen_rev + 1}
    if not Ballot.objects.filter(motion=motion, attendee=attendee, rev=seen_rev).exclude(key=hashed).update(**values):
        raise AlreadyVoted("", _("Your vote is in already. Look at it again before you change it."))
    return _told(motion, attendee, option, hashed, at, changed=True)


def _share(motion: Motion) -> None:
    """Hold the motion beside other voters before any other row: the closing takes it first too, so the two never wait for each other.

    The trigger alone comes too late for that: PostgreSQL locks the voter's row before it asks the trigger. SQLite has one writer.
    """
    share = " FOR SHARE" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM assembly_motion WHERE id = %s AND state = 'open'{share}", [motion.pk])
        if cursor.fetchone() is None:
            raise VoteClosed("", _("The vote is closed. Nothing was changed."))


def _told(motion: Motion, attendee: Attendee, option: str, hashed: str, at: datetime, *, changed: bool) -> Voted:
    """A vote by name is in the journal; of a secret one there is no row, or its order would tell."""
    if motion.taken is Way.OPEN:
        record(
            site=attendee.assembly.site, at=at, actor=None, action="motion.vote", subject=(MOTION, motion.pk),
            changes={"attendee": attendee.pk, "option": option, "changed": changed},
        )  # fmt: skip
    touch_soon(topic_of(attendee.assembly))
    return Voted(receipt_of(hashed), option, changed=changed)


@transaction.atomic
def enter_slip(*, attendee: Attendee, motion: Motion, option: str, actor: Any, at: datetime) -> None:
    """A slip of paper: by name with what it says; secret without, only that it was handed out (what all slips say is one count).

    Raises AlreadyVoted when this person has voted, VoteClosed, AssemblyRefused.
    """
    row = Motion.objects.select_for_update(of=("self",), no_key=True).select_related("assembly__site").get(pk=motion.pk)
    if row.stage is not MotionState.OPEN:
        raise VoteClosed("", _("The vote is closed. Nothing was changed."))
    if row.taken is Way.HANDS:
        raise AssemblyRefused("", _("This vote is taken by a show of hands."))
    by_name = row.taken is Way.OPEN
    if by_name and option not in [code for code, _label in row.options]:
        raise AssemblyRefused("option", _("Choose one of the answers."))
    mine = Elector.objects.filter(motion=row, attendee=attendee)
    if not mine.filter(voted=False).update(voted=True, on_paper=True, voted_at=at if by_name else None):
        said = _("They have voted already.") if mine.exists() else _("They have no vote on this motion.")
        raise AlreadyVoted("", said)
    if by_name:
        hashed = key_hash(attendee.pk, row.pk, "on paper, entered by the clerk")
        weight = mine.values_list("weight", flat=True).get() if row.weighted else 1
        Ballot.objects.create(
            motion=row, attendee=attendee, option=option, weight=weight, receipt=receipt_of(hashed), key=hashed, at=at
        )
    changes = {"attendee": attendee.pk, "option": option if by_name else ""}
    record(
        site=row.assembly.site, at=at, actor=actor, action="motion.slip", subject=(MOTION, row.pk), changes=changes
    )  # fmt: skip
    touch_soon(topic_of(row.assembly))
