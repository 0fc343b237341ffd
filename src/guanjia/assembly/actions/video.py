"""The house's own video room: pages find each other through these lines, pictures and voices go from page to page (ADR 0107)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from guanjia.assembly.actions.assembling import locked
from guanjia.assembly.models import Assembly, Attendee, Signal
from guanjia.assembly.queries.attendance import where_of
from guanjia.assembly.rules.presence import HERE
from guanjia.assembly.rules.refusals import AssemblyRefused
from guanjia.assembly.rules.states import AssemblyState, Video

MOST_PEOPLE = 6
SILENT_FOR = timedelta(seconds=12)
WRITE_EACH = timedelta(seconds=3)
KINDS = frozenset({"offer", "answer"})
LONGEST, MOST_LINES = 20_000, 60


@dataclass(frozen=True)
class Mail:
    """Who else is in the room, and what their pages sent to mine; each line is given once."""

    peers: list[tuple[int, str]]
    lines: list[dict[str, Any]]


def refuse_video(attendee: Attendee, at: datetime) -> None:
    """Raise AssemblyRefused unless the meeting runs, has a video room of the house, and this person is there (hall or afar)."""
    assembly = attendee.assembly
    if assembly.video != Video.PEER or assembly.event.secrecy != "ordinary":
        raise AssemblyRefused("", _("This meeting has no video room."))
    if assembly.stage is not AssemblyState.OPEN:
        raise AssemblyRefused("", _("The meeting has not begun, or is over."))
    if where_of(attendee, at) not in HERE:
        raise AssemblyRefused("", _("You are not counted as present. Check in at the door, or join from afar first."))


def in_video(assembly: Assembly, at: datetime) -> list[Attendee]:
    """Who is in the video room now."""
    rows = Attendee.objects.filter(assembly=assembly, video_at__gt=at - SILENT_FOR).select_related("guest")
    return list(rows.order_by("pk"))


def fetch(*, attendee: Attendee, at: datetime) -> Mail:
    """Be in the room, and take what was sent. The seventh is refused: each page sends its picture to all others."""
    refuse_video(attendee, at)
    if attendee.video_at is None or at - attendee.video_at > SILENT_FOR:
        _enter(attendee, at)
    elif at - attendee.video_at > WRITE_EACH:
        Attendee.objects.filter(pk=attendee.pk).update(video_at=at)
    others = [(row.pk, row.guest.name) for row in in_video(attendee.assembly, at) if row.pk != attendee.pk]
    lines = list(Signal.objects.filter(receiver=attendee).order_by("pk")[:MOST_LINES])
    if lines:
        Signal.objects.filter(pk__in=[line.pk for line in lines]).delete()
    return Mail(others, [{"from": line.sender_id, "kind": line.kind, "body": line.body} for line in lines])


@transaction.atomic
def _enter(attendee: Attendee, at: datetime) -> None:
    locked(attendee.assembly)
    if len([row for row in in_video(attendee.assembly, at) if row.pk != attendee.pk]) >= MOST_PEOPLE:
        raise AssemblyRefused("", _("The video room is full: six people at most."))
    Signal.objects.filter(Q(receiver=attendee) | Q(sender=attendee)).delete()
    Attendee.objects.filter(pk=attendee.pk).update(video_at=at)


def send(*, attendee: Attendee, to: int, kind: str, body: str, at: datetime) -> None:
    """A line to another page in the room. Raises AssemblyRefused for anybody who is not in it, and for what is no such line."""
    refuse_video(attendee, at)
    receiver = next((row for row in in_video(attendee.assembly, at) if row.pk == to and row.pk != attendee.pk), None)
    if receiver is None or kind not in KINDS or not 0 < len(body) <= LONGEST:
        raise AssemblyRefused("", _("Nobody in the video room can take this."))
    if Signal.objects.filter(receiver=receiver, sender=attendee).count() >= MOST_LINES:
        raise AssemblyRefused("", _("Nobody in the video room can take this."))
    Signal.objects.create(assembly=attendee.assembly, sender=attendee, receiver=receiver, kind=kind, body=body, at=at)


@transaction.atomic
def leave_video(*, attendee: Attendee) -> None:
    """Out of the room at once."""
    Attendee.objects.filter(pk=attendee.pk).update(video_at=None)
    Signal.objects.filter(Q(receiver=attendee) | Q(sender=attendee)).delete()
