"""One sitting in one room."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.conference.rules.states import SessionState
from guanjia.kernel.states import choices


class Session(models.Model):
    """A session (场次). Without `block` it has no place yet: no room, no time, or the room is taken at that time.

    `external_id` is its key in an imported programme, unique within the event; "" for one made by hand.
    `imported` holds the values of the last import, so that a hand-made change survives the next one.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    event = models.ForeignKey("conference.Event", models.CASCADE, related_name="sessions")
    block = models.ForeignKey("conference.Block", models.SET_NULL, null=True, blank=True, related_name="sessions")
    room = models.ForeignKey("places.Room", models.PROTECT, null=True, blank=True, related_name="+")
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=choices(SessionState), default=SessionState.SCHEDULED)
    title = models.CharField(_("title"), max_length=300)
    subtitle = models.CharField(_("subtitle"), max_length=300, blank=True)
    track = models.CharField(_("track"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=80, blank=True)
    language = models.CharField(_("language"), max_length=16, blank=True)
    abstract = models.TextField(_("abstract"), blank=True)
    url = models.URLField(_("link"), max_length=500, blank=True)
    external_id = models.CharField(max_length=200, blank=True)
    imported = models.JSONField(default=dict, blank=True)
    freeze_doors = models.BooleanField(_("nobody in or out"), default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["event", "external_id"], condition=~models.Q(external_id=""), name="conference_session_external"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["event", "starts_at"], name="conference_session_event")]

    def __str__(self) -> str:
        return self.title


class SessionSpeaker(models.Model):
    """A speaker as the programme names them: a public name, not a person on file."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="speakers")
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(_("name"), max_length=200)
    external_id = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return self.name
