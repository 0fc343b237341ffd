"""Tables of roomcontrol."""

from guanjia.roomcontrol.models.climate import AirRecord, Comfort
from guanjia.roomcontrol.models.command import SpokenCommand
from guanjia.roomcontrol.models.override import Override
from guanjia.roomcontrol.models.scene import RunStep, Scene, SceneRun

__all__ = ["AirRecord", "Comfort", "Override", "RunStep", "Scene", "SceneRun", "SpokenCommand"]
