"""An assembly is set up, opened and adjourned; who takes part follows the guest list."""

import hashlib
import secrets
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from guanjia.assembly.actions.noting import note
from guanjia.assembly.actions.servers import ROOMS, server_of
from guanjia.assembly.events import AssemblyAdjourned
from guanjia.assembly.models import Assembly, Attendee, Motion, SpeechRequest
from guanjia.assembly.rules.refusals import AssemblyRefused
from guanjia.assembly.rules.states import ASSEMBLY_MOVES, AssemblyState, MotionState, SpeechState, Video
from guanjia.conference.public import Block, Guest, GuestRole, GuestState, Secrecy
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.kernel.states import check_move

COMES = (GuestState.INVITED, GuestState.CONFIRMED)
BATCH = 1000


@transaction.atomic
def set_up(*, block: Block, actor: Any, at: datetime) -> Assembly:
    """The assembly of a meeting in a room; a second call gives the one there is. Raises AssemblyRefused for a controlled meeting."""
    event = block.event
    if event.secrecy == Secrecy.CONTROLLED:
        raise AssemblyRefused("", _("A controlled meeting has no papers, votes or minutes here."))
    found, made = Assembly.objects.select_related("site", "event").get_or_create(
        block=block,
        defaults={
            "site": block.site,
            "event": event,
            "channel": secrets.token_urlsafe(18),
            "created_at": at,
            "own_devices": event.secrecy == Secrecy.ORDINARY,
        },
    )
    if made:
        follow_guests(found)
        note(found, "assembly.set_up", actor=actor, at=at)
    return found


def follow_guests(assembly: Assembly) -> int:
    """Take over who was added to the guest list, and who may vote: they attend (not sit in, not observe), come, and where they

    stand in for somebody that is approved. Weights and what a clerk said stay. The number of people added.
    """
    guests = Guest.objects.filter(event=assembly.event_id).exclude(name="")
    known = set(Attendee.objects.filter(assembly=assembly).values_list("guest_id", flat=True))
    fresh = [
        Attendee(assembly=assembly, guest=guest, votes=may_vote(guest)) for guest in guests if guest.pk not in known
    ]
    Attendee.objects.bulk_create(fresh, batch_size=BATCH)
    voting = {guest.pk for guest in guests if may_vote(guest)}
    rows = Attendee.objects.filter(assembly=assembly).only("pk", "guest_id", "votes")
    changed = [row for row in rows if row.votes is not (row.guest_id in voting)]
    for row in changed:
        row.votes = not row.votes
    Attendee.objects.bulk_update(changed, ["votes"], batch_size=BATCH)
    return len(fresh)


def may_vote(guest: Guest) -> bool:
    """Whether this guest has a vote (出席; 列席 and 旁听 have none)."""
    return guest.role == GuestRole.ATTEND and guest.answer in COMES and not guest.unapproved


def locked(assembly: Assembly) -> Assembly:
    """The row, held until the transaction ends."""
    rows = Assembly.objects.select_for_update(of=("self",), no_key=True).select_related("site", "event", "block__room")
    return rows.get(pk=assembly.pk)


@transaction.atomic
def open_assembly(*, assembly: Assembly, actor: Any, at: datetime) -> Assembly:
    """The meeting begins on screens. Raises MoveRefused when it has begun or is over."""
    row = locked(assembly)
    check_move(ASSEMBLY_MOVES, row.stage, AssemblyState.OPEN)
    follow_guests(row)
    _move(row, AssemblyState.OPEN, at, opened_at=at)
    note(row, "assembly.open", actor=actor, at=at, old=AssemblyState.PREPARING, new=AssemblyState.OPEN)
    return row


@transaction.atomic
def adjourn(*, assembly: Assembly, actor: Any, at: datetime) -> Assembly:
    """The meeting is over: the speaking list ends, tablets are handed back. Refused while a vote is open."""
    row = locked(assembly)
    check_move(ASSEMBLY_MOVES, row.stage, AssemblyState.CLOSED)
    if Motion.objects.filter(assembly=row, state=MotionState.OPEN).exists():
        raise AssemblyRefused("", _("A vote is still open. Close it first."))
    SpeechRequest.objects.filter(assembly=row, state=SpeechState.SPEAKING).update(state=SpeechState.DONE, ended_at=at)
    SpeechRequest.objects.filter(assembly=row, state=SpeechState.WAITING).update(state=SpeechState.WITHDRAWN)
    row.wordings.filter(closed_at=None).update(closed_at=at)
    row.tablets.update(attendee=None, hold="", last_used_at=None, item="")
    _move(row, AssemblyState.CLOSED, at, closed_at=at)
    note(
        row, "assembly.adjourn", actor=actor, at=at, old=AssemblyState.OPEN, new=AssemblyState.CLOSED,
        event=AssemblyAdjourned(row.pk),
    )  # fmt: skip
    return row


def _move(row: Assembly, to: AssemblyState, at: datetime, **moments: datetime) -> None:
    row.state, row.rev = to, row.rev + 1
    Assembly.objects.filter(pk=row.pk).update(state=to, rev=row.rev, **moments)
    for name, value in moments.items():
        setattr(row, name, value)


@transaction.atomic
def adjust(
    *, assembly: Assembly, remote: bool, own_devices: bool, video: Video, video_url: str, video_code: str,
    chair_id: int | None, actor: Any, at: datetime,
) -> Assembly:  # fmt: skip
    """Who may take part how. An internal meeting is for the hall alone and its papers for tablets of the house (FIELD 18)."""
    row = locked(assembly)
    if row.event.secrecy == Secrecy.INTERNAL and (remote or own_devices or video is not Video.NONE):
        raise AssemblyRefused(
            "", _("An internal meeting is for the hall alone: nobody from afar, no video, no papers on telephones.")
        )
    if video is Video.SERVER and server_of(row.site, *ROOMS) is None:
        raise AssemblyRefused("video", _("No video server is set up for this site."))
    if video is Video.LINK and not video_url:
        raise AssemblyRefused("video_url", _("Give the address of the video meeting."))
    if video_url and not video_url.startswith("https://"):
        raise AssemblyRefused("video_url", _("The address of a video meeting begins with https://."))
    if video is not Video.NONE and not remote:
        raise AssemblyRefused("video", _("Video is for people from afar: let them take part first."))
    refuse_marked({"video_url": video_url, "video_code": video_code}, site=row.site)
    chair = Attendee.objects.filter(assembly=row, pk=chair_id).first() if chair_id else None
    fields = {
        "remote": remote,
        "own_devices": own_devices,
        "video": video,
        "video_url": video_url,
        "video_code": video_code,
    }
    Assembly.objects.filter(pk=row.pk).update(**fields, chair=chair, rev=F("rev") + 1)
    told = {"remote": remote, "own_devices": own_devices, "video": video.value, "chair": chair.pk if chair else None}
    note(row, "assembly.adjust", actor=actor, at=at, changes=told)
    return Assembly.objects.select_related("site", "event", "block__room").get(pk=row.pk)


@transaction.atomic
def weigh(*, attendee: Attendee, weight: Decimal, actor: Any, at: datetime) -> None:
    """What somebody's vote weighs from the next motion on. Raises AssemblyRefused for nothing or less."""
    if not 0 < weight < Decimal(10) ** 9:
        raise AssemblyRefused("weight", _("A weight is more than nothing and less than a thousand million."))
    Attendee.objects.filter(pk=attendee.pk).update(weight=weight)
    note(
        attendee.assembly,
        "attendee.weigh",
        actor=actor,
        at=at,
        changes={"attendee": attendee.pk, "weight": str(weight)},
    )


def digest_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
