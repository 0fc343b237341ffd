"""A typed or spoken sentence: understood, shown, confirmed by one tap, done, kept (DIGI-017)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.places.public import Room
from guanjia.roomcontrol.actions.climate import complain
from guanjia.roomcontrol.actions.overrides import hold
from guanjia.roomcontrol.actions.scenes import start_scene
from guanjia.roomcontrol.models import SpokenCommand
from guanjia.roomcontrol.rules.grammar import LONGEST, STEP_LIGHT, Asked, Refusal, understand
from guanjia.roomcontrol.rules.refusals import RoomRefused
from guanjia.roomcontrol.rules.scenes import SceneCode, Trigger
from guanjia.telemetry.public import Device


def say(*, room: Room, text: str, actor: Any, at: datetime) -> SpokenCommand:
    """Take a sentence: what it asks for, or why it is refused. Nothing moves before it is confirmed."""
    refuse_marked({"text": text}, site=room.site)
    found = understand(text, room.code)
    refused = found.value if isinstance(found, Refusal) else ""
    plain = (
        {}
        if isinstance(found, Refusal)
        else {"target": found.target, "wanted": dict(found.wanted), "by": found.by, "scene": found.scene}
    )
    return SpokenCommand.objects.create(
        site=room.site, room=room, text=text[:LONGEST], understood=plain, refused=refused, by=actor, at=at
    )


@transaction.atomic
def confirm(*, command: SpokenCommand, actor: Any, at: datetime) -> SpokenCommand:
    """Do what was understood, once. Raises RoomRefused for one that was refused, or has been confirmed."""
    if command.refused:
        raise RoomRefused("text", _("This was not understood."))
    if not SpokenCommand.objects.filter(pk=command.pk, confirmed_at=None).update(confirmed_at=at):
        raise RoomRefused("text", _("This sentence has been done already."))
    told, room = command.understood, command.room
    if told["scene"]:
        start_scene(room=room, code=SceneCode(told["scene"]), trigger=Trigger.VOICE, actor=actor, at=at)
    elif told["by"] and told["target"] == "climate":
        complain(room=room, cold=told["by"] > 0, actor=actor, at=at)
    else:
        wanted = told["wanted"] or _stepped(room, told["target"], told["by"])
        hold(
            room=room,
            kind=told["target"],
            values=wanted,
            reason=command.text,
            trigger=Trigger.VOICE,
            actor=actor,
            at=at,
        )
    command.confirmed_at = at
    return command


def _stepped(room: Room, kind: str, by: int) -> dict[str, Any]:
    """A step brighter or darker than what the device last said."""
    device = Device.objects.filter(room=room, kind=kind, retired_at=None).order_by("code").first()
    level = device.state.get("level", 50) if device else 50
    level = min(100, max(0, int(level) + by * STEP_LIGHT))
    return {"on": level > 0, "level": level}


def asked_of(command: SpokenCommand) -> Asked:
    """What was understood, as the rule said it."""
    told = command.understood
    return Asked(told["target"], tuple(told["wanted"].items()), told["by"], told["scene"])
