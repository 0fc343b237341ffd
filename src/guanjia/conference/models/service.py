"""What happens at the door and in the room while a meeting runs."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.kernel.states import State, choices
from guanjia.kernel.words import gettext_noop as N_


class NoteKind(State):
    """What is noted."""

    PASSED = "passed", N_("Document passed in"), "blue"
    DESK = "desk", N_("Desk note: where we are"), "azure"
    FROZEN = "frozen", N_("Nobody in or out"), "red"
    LIMITED = "limited", N_("So many in or out a minute"), "orange"
    OPENED = "opened", N_("Doors open again"), "green"
    OVERRUN = "overrun", N_("Time told to the moderator"), "orange"
    BREAK = "break", N_("Tea break"), "teal"
    BELONGINGS = "belongings", N_("Reminded of belongings"), "secondary"


class ServiceNote(models.Model):
    """One line of the log of a meeting (INMT-002, 003, 017, 018, 024). A controlled meeting keeps no words."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    block = models.ForeignKey("conference.Block", models.CASCADE, related_name="notes")
    kind = models.CharField(_("kind"), max_length=12, choices=choices(NoteKind))
    words = models.CharField(_("words"), max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        indexes: ClassVar = [models.Index(fields=["block", "at"], name="conference_note_block")]

    def __str__(self) -> str:
        return f"{self.kind} {self.words}"


class DoorTablet(models.Model):
    """The tablet at a room's door (/t/<token>/): three buttons, no log-in, works for its own room only."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    room = models.ForeignKey("places.Room", models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["site", "room"], name="conference_tablet_room")]

    def __str__(self) -> str:
        return f"{self.room_id}/{self.pk}"
