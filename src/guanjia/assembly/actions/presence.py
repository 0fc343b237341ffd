"""Where people are: said by themselves from afar, or by the clerk who sees the hall."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from guanjia.assembly.actions.noting import note, topic_of
from guanjia.assembly.models import Attendee
from guanjia.assembly.rules.refusals import AssemblyRefused
from guanjia.assembly.rules.states import AssemblyState, Where
from guanjia.foundation.live.public import touch_soon

WRITE_EACH = timedelta(seconds=15)
CLERK_SAYS = ("", Where.ROOM, Where.AWAY, Where.ABSENT)


@transaction.atomic
def join_from_afar(*, attendee: Attendee, at: datetime) -> None:
    """Take part from afar. Raises AssemblyRefused where the meeting is for the hall alone, has not begun or is over."""
    assembly = attendee.assembly
    if not assembly.remote:
        raise AssemblyRefused("", _("This meeting is for people in the hall."))
    if assembly.stage is not AssemblyState.OPEN:
        raise AssemblyRefused("", _("The meeting has not begun, or is over."))
    Attendee.objects.filter(pk=attendee.pk).update(said=Where.REMOTE, seen_at=at)
    note(assembly, "attendee.join", actor=None, at=at, changes={"attendee": attendee.pk})


@transaction.atomic
def leave_line(*, attendee: Attendee, at: datetime) -> None:
    """No longer there from afar; the door says again where they are."""
    if Attendee.objects.filter(pk=attendee.pk, said=Where.REMOTE).update(said=""):
        note(attendee.assembly, "attendee.leave", actor=None, at=at, changes={"attendee": attendee.pk})


def heard(*, attendee: Attendee, at: datetime) -> None:
    """The page of somebody from afar was heard. Written at most each 15 seconds; coming back after a drop is told to all pages."""
    if attendee.said != Where.REMOTE:
        return
    before = attendee.seen_at
    mine = Attendee.objects.filter(Q(seen_at=None) | Q(seen_at__lt=at - WRITE_EACH), pk=attendee.pk, said=Where.REMOTE)
    if mine.update(seen_at=at) and (before is None or at - before > 4 * WRITE_EACH):
        touch_soon(topic_of(attendee.assembly))
    attendee.seen_at = max(before or at, at)


@transaction.atomic
def place(*, attendee: Attendee, where: str, actor: Any, at: datetime) -> None:
    """What the clerk sees: in the hall, out, not here, or ("") as the door says. Raises AssemblyRefused for anything else."""
    if where not in CLERK_SAYS:
        raise AssemblyRefused("where", _("Choose where they are."))
    Attendee.objects.filter(pk=attendee.pk).update(said=where)
    note(
        attendee.assembly, "attendee.place", actor=actor, at=at, changes={"attendee": attendee.pk, "where": str(where)}
    )


@transaction.atomic
def relink(*, attendee: Attendee, actor: Any, at: datetime) -> None:
    """The link of this person opens nothing any more; the next one does."""
    Attendee.objects.filter(pk=attendee.pk).update(serial=F("serial") + 1)
    note(attendee.assembly, "attendee.relink", actor=actor, at=at, changes={"attendee": attendee.pk})
