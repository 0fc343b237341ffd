"""Scenes, and each time one was set."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guanjia.kernel.states import choices
from guanjia.kernel.words import gettext_noop as N_
from guanjia.roomcontrol.rules.scenes import AIR, PARTS, RunState, SceneCode, StepState, Trigger
from guanjia.telemetry.public import DeviceKind

AIR_LABEL = N_("Air")


class Scene(models.Model):
    """What a scene asks of each kind of device, in one room or (None) in every room of the site: kind -> state."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    room = models.ForeignKey("places.Room", models.CASCADE, null=True, blank=True, related_name="+")
    code = models.CharField(_("scene"), max_length=8, choices=[(c.value, c.label) for c in SceneCode])
    name = models.CharField(_("name"), max_length=40, blank=True)
    steps = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "room", "code", "name"], name="room_scene_once"),
            models.UniqueConstraint(
                fields=["site", "code", "name"], condition=Q(room=None), name="room_scene_once_everywhere"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.code


class SceneRun(models.Model):
    """A scene being set in a room. Only one is open in a room: a newer one drops it."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    room = models.ForeignKey("places.Room", models.CASCADE, related_name="+")
    code = models.CharField(max_length=8)
    name = models.CharField(max_length=40, blank=True)
    trigger = models.CharField(max_length=8, choices=[(t.value, t.label) for t in Trigger])
    state = models.CharField(max_length=8, choices=choices(RunState), default=RunState.RUNNING)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["room"], condition=Q(state__in=["running", "by_hand"]), name="room_one_open_run"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["room", "-at"], name="room_run_latest")]

    def __str__(self) -> str:
        return self.name or self.code

    @property
    def stage(self) -> RunState:
        """The state with its label and colour."""
        return RunState(self.state)

    @property
    def label(self) -> str:
        """What it is called: its own name, the English label of the scene or of what was set alone."""
        if self.code == SceneCode.OWN and self.name in PARTS:
            return AIR_LABEL if self.name == AIR else DeviceKind(self.name).label
        return self.name or SceneCode(self.code).label


class RunStep(models.Model):
    """One device of a scene: what it is to be, how often it was told, when it said so."""

    run = models.ForeignKey(SceneRun, models.CASCADE, related_name="steps")
    device = models.ForeignKey("telemetry.Device", models.CASCADE, related_name="+")
    wanted = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=choices(StepState), default=StepState.SENT)
    tries = models.PositiveSmallIntegerField(default=1)
    sent_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["device__code"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["run", "device"], name="room_step_once")]
        indexes: ClassVar = [
            models.Index(fields=["sent_at"], condition=Q(state="sent"), name="room_step_sent"),
        ]

    def __str__(self) -> str:
        return f"{self.run_id}/{self.device_id}"

    @property
    def stage(self) -> StepState:
        """The state with its label and colour."""
        return StepState(self.state)
