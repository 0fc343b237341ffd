"""Scenes of one's own and what the standard ones mean here: kept as data of a room or of the whole site (DIGI-009)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site
from guanjia.places.public import Room
from guanjia.roomcontrol.actions.scenes import topic
from guanjia.roomcontrol.models import Scene
from guanjia.roomcontrol.rules.refusals import RoomRefused
from guanjia.roomcontrol.rules.scenes import PARTS, SceneCode, wrong_steps

SCENE = "roomcontrol.scene"


@transaction.atomic
def keep_scene(
    *, site: Site, room: Room | None, code: SceneCode, name: str, steps: dict[str, dict[str, Any]], actor: Any, at: datetime
) -> Scene:  # fmt: skip
    """Let a scene ask this of each kind of device, in one room or (None) in every room; a scene of that name is changed.

    Raises RoomRefused: an own scene without a name, nothing asked of any device, a value that no device takes.
    """
    name = name.strip() if code is SceneCode.OWN else ""
    refuse_marked({"name": name}, site=site)
    if code is SceneCode.OWN and not name:
        raise RoomRefused("name", _("A scene of your own needs a name."))
    if name.casefold() in PARTS:
        raise RoomRefused("name", _("Another name, please: devices that are set alone go by this one."))
    if not steps:
        raise RoomRefused("", _("Say of at least one kind of device what it shall do."))
    if wrong := wrong_steps(steps):
        raise RoomRefused(wrong, _("The number is out of range: 16 to 30 degrees, 0 to 100 percent."))
    Site.objects.select_for_update().get(pk=site.pk)
    row, _new = Scene.objects.update_or_create(site=site, room=room, code=code, name=name, defaults={"steps": steps})
    record(site=site, at=at, actor=actor, action="keep", subject=(SCENE, row.pk), changes={"steps": steps})
    touch(topic(site.pk))
    return row


@transaction.atomic
def drop_scene(*, scene: Scene, actor: Any, at: datetime) -> None:
    """The scene is gone; a standard one means again what every house does. A second call changes nothing."""
    pk, steps = scene.pk, scene.steps
    if Scene.objects.filter(pk=pk).delete()[0]:
        changes = {"code": scene.code, "name": scene.name, "steps": steps}
        record(site=scene.site, at=at, actor=actor, action="drop", subject=(SCENE, pk), changes=changes)
        touch(topic(scene.site_id))
