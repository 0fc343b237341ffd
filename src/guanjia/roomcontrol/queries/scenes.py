"""The scenes of a room with what they mean there."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from guanjia.places.public import Room
from guanjia.roomcontrol.models import Scene
from guanjia.roomcontrol.queries.wording import step_in_words
from guanjia.roomcontrol.rules.scenes import DEFAULTS, SceneCode
from guanjia.telemetry.public import Device


@dataclass(frozen=True)
class SceneLine:
    """A scene: its row where the house has said something of its own, else None."""

    code: SceneCode
    name: str
    steps: dict[str, dict[str, Any]]
    row: Scene | None
    says: str

    @property
    def label(self) -> str:
        """Its own name, else the label of the standard one, in the reader's language."""
        return self.name or _(self.code.label)


def kinds_in(room: Room) -> list[str]:
    """The kinds of device that the room has."""
    return list(Device.objects.filter(room=room, retired_at=None).values_list("kind", flat=True).distinct())


def scene_lines(room: Room) -> list[SceneLine]:
    """The four standard scenes, then those of its own; what the room says comes before what the site says."""
    rows = list(Scene.objects.filter(Q(room=room) | Q(room=None), site=room.site_id).order_by("name", "pk"))
    chosen: dict[tuple[str, str], Scene] = {}
    for row in rows:
        key = (row.code, row.name)
        if key not in chosen or row.room_id is not None:
            chosen[key] = row
    lines = [_line(code, "", DEFAULTS[code], chosen.get((code.value, ""))) for code in DEFAULTS]
    return lines + [_line(SceneCode.OWN, row.name, row.steps, row) for row in chosen.values() if row.code == "own"]


def _line(code: SceneCode, name: str, steps: dict[str, dict[str, Any]], row: Scene | None) -> SceneLine:
    steps = dict(row.steps) if row is not None else steps
    return SceneLine(code, name, steps, row, " · ".join(step_in_words(kind, wanted) for kind, wanted in steps.items()))
