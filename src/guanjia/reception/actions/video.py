"""Meetings that venues elsewhere join: lines, roll call, mute (FIELD 20)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.conference.public import Block
from guanjia.foundation.journal.public import record
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.subjects.public import changed
from guanjia.reception.models import SubVenue, VideoMeeting
from guanjia.reception.rules.kinds import VIDEO
from guanjia.reception.rules.refusals import ReceptionRefused


@transaction.atomic
def plan_video(
    *, block: Block, main_line: str, spare_line: str, bridge: str, venues: Sequence[str], actor: Any, at: datetime
) -> VideoMeeting:
    """A meeting in a room that venues elsewhere join. Raises ReceptionRefused without a spare line of its own, a telephone
    bridge or a venue. A second call changes lines and adds venues; one that was called stays called."""
    if block.event.secrecy == "controlled":
        raise ReceptionRefused("", _("Lines of a controlled meeting are the organiser's."))
    if not main_line.strip() or not spare_line.strip() or main_line.strip() == spare_line.strip():
        raise ReceptionRefused("spare_line", _("Two lines are needed, and the spare one is another."))
    if not bridge.strip():
        raise ReceptionRefused("bridge", _("Name the telephone bridge for when both lines fail."))
    names = list(dict.fromkeys(name.strip()[:80] for name in venues if name.strip()))
    if not names:
        raise ReceptionRefused("venues", _("Name at least one venue."))
    refuse_marked({"venues": names, "line": main_line, "spare": spare_line}, site=block.site)
    told = {"main_line": main_line.strip()[:120], "spare_line": spare_line.strip()[:120], "bridge": bridge.strip()[:60]}
    video, _made = VideoMeeting.objects.update_or_create(block=block, defaults={"site": block.site, **told})
    video.venues.exclude(name__in=names).delete()
    for name in names:
        SubVenue.objects.get_or_create(video=video, name=name)
    _note(video, "video.plan", actor, at)
    return video


@transaction.atomic
def call_venue(*, venue: SubVenue, answered: bool, muted: bool, actor: Any, at: datetime) -> SubVenue:
    """One venue was called: it answered or not, and its microphones are shut or not. All answered and shut: the roll is called."""
    SubVenue.objects.filter(pk=venue.pk).update(answered_at=at if answered else None, muted=muted)
    venue.refresh_from_db()
    video = venue.video
    _note(video, "video.call", actor, at)
    if not video.venues.filter(answered_at=None).exists() and not video.venues.filter(muted=False).exists():
        _note(video, "roll_call", actor, at)
    return venue


def _note(video: VideoMeeting, action: str, actor: Any, at: datetime) -> None:
    VideoMeeting.objects.filter(pk=video.pk).update(rev=video.rev + 1)
    video.rev += 1
    record(site=video.site, at=at, actor=actor, action=action, subject=(VIDEO, video.pk))
    changed(VIDEO, [video.pk], site=video.site, at=at)
