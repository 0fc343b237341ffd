"""A meeting on screens, and who takes part."""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.assembly.rules.states import AssemblyState, Video, Where
from guanjia.kernel.states import choices


class Assembly(models.Model):
    """The paperless side of one meeting in a room. A controlled meeting has none (FIELD 1).

    `channel` is the unguessable name of its live topic for readers without an account. `remote`: people may take part
    from afar. `own_devices`: papers may be read on one's own telephone; both are never true for an internal meeting.
    `caption_digest` is the hash of the token by which a speech engine sends its lines; "" while none is set up.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    event = models.ForeignKey("conference.Event", models.PROTECT, related_name="+")
    block = models.OneToOneField("conference.Block", models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=12, choices=choices(AssemblyState), default=AssemblyState.PREPARING)
    chair = models.ForeignKey("assembly.Attendee", models.SET_NULL, null=True, blank=True, related_name="+")
    channel = models.CharField(max_length=40, unique=True)
    remote = models.BooleanField(_("people may take part from afar"), default=False)
    own_devices = models.BooleanField(_("papers on one's own telephone"), default=False)
    video = models.CharField(
        _("video"), max_length=8, choices=[(each.value, each.label) for each in Video], default=Video.NONE
    )
    video_url = models.URLField(_("address of the video meeting"), max_length=500, blank=True)
    video_code = models.CharField(_("meeting number or password"), max_length=80, blank=True)
    caption_digest = models.CharField(max_length=64, blank=True, db_index=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["site", "state"], name="assembly_site_state")]

    def __str__(self) -> str:
        return f"{self.event_id}/{self.block_id}"

    @property
    def stage(self) -> AssemblyState:
        """The state with its label and colour."""
        return AssemblyState(self.state)


class Attendee(models.Model):
    """Somebody of the guest list who takes part. `said` is where the clerk or they themselves say they are ("" = ask the door).

    `weight` is a share or an area where votes are weighed. `serial` grows when the link is given out anew. `video_at` is when
    their page of the video room was last heard.
    """

    assembly = models.ForeignKey(Assembly, models.PROTECT, related_name="attendees")
    guest = models.ForeignKey("conference.Guest", models.PROTECT, related_name="+")
    votes = models.BooleanField(_("has a vote"), default=True)
    weight = models.DecimalField(_("weight"), max_digits=14, decimal_places=4, default=Decimal(1))
    said = models.CharField(max_length=8, blank=True, choices=choices(Where))
    seen_at = models.DateTimeField(null=True, blank=True)
    serial = models.PositiveIntegerField(default=1)
    video_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assembly", "guest"], name="assembly_attendee_once"),
            models.CheckConstraint(condition=models.Q(weight__gt=0), name="assembly_attendee_weight"),
        ]

    def __str__(self) -> str:
        return f"{self.assembly_id}/{self.guest_id}"
