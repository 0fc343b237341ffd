"""Something is held by hand: until when, and how that ends."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.subjects.public import changed
from guanjia.places.public import Room
from guanjia.roomcontrol.actions.scenes import tell_devices, topic
from guanjia.roomcontrol.models import Override
from guanjia.roomcontrol.rules.refusals import RoomRefused
from guanjia.roomcontrol.rules.scenes import SceneCode, Trigger

OVERRIDE = "roomcontrol.override"
HOLDS, LONGEST = timedelta(hours=2), timedelta(hours=12)


@transaction.atomic
def hold(
    *, room: Room, kind: str, values: dict[str, Any], until: datetime | None = None, reason: str = "", trigger: Trigger = Trigger.HAND,
    actor: Any, at: datetime,
) -> Override:  # fmt: skip
    """Set the devices of a kind by hand and keep them so until `until` (None: two hours). A newer hold takes the place of one.

    Raises RoomRefused: no such device, or a time that is past or more than twelve hours off.
    """
    refuse_marked({"reason": reason}, site=room.site)
    until = until or at + HOLDS
    if not at < until <= at + LONGEST:
        raise RoomRefused("until", _("Until a moment of the next twelve hours."))
    tell_devices(
        room=room, steps={kind: values}, code=SceneCode.OWN, name=kind, trigger=trigger, actor=actor, at=at, joins=True
    )
    for old in Override.objects.filter(room=room, kind=kind, ended_at=None).select_related("site"):
        release(override=old, why="newer", actor=actor, at=at)
    made = Override.objects.create(
        site=room.site, room=room, kind=kind, values=values, reason=reason.strip(), by=actor, at=at, until=until
    )
    record(
        site=room.site,
        at=at,
        actor=actor,
        action="hold",
        subject=(OVERRIDE, made.pk),
        reason=reason,
        changes={"kind": kind},
    )
    changed(OVERRIDE, [made.pk], site=room.site, at=at)
    touch(topic(room.site_id))
    return made


@transaction.atomic
def release(*, override: Override, why: str, actor: Any, at: datetime) -> None:
    """The rules hold again. `why`: hand, newer, meeting (the next one began), time. A second call changes nothing."""
    if Override.objects.filter(pk=override.pk, ended_at=None).update(ended_at=at, ended_by=why, rev=override.rev + 1):
        record(
            site=override.site,
            at=at,
            actor=actor,
            action="release",
            subject=(OVERRIDE, override.pk),
            changes={"why": why},
        )
        changed(OVERRIDE, [override.pk], site=override.site, at=at)
        touch(topic(override.site_id))


def release_room(*, room: Room, why: str, at: datetime) -> int:
    """Every hold of a room ends; how many did."""
    rows = list(Override.objects.filter(room=room, ended_at=None).select_related("site"))
    for each in rows:
        release(override=each, why=why, actor=None, at=at)
    return len(rows)
