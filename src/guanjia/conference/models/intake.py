"""What a client or a government body asks for."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.conference.rules.needs import Channel, Segment, Surroundings


class Intake(models.Model):
    """The beginning of an event: who asks how for what, and who agreed to it (W01 1-2, FIELD 12).

    `services` are codes of rules.needs.Service. `written_at`: the needs were put in writing and the link sent;
    `confirmed_at`: the client confirmed them (CONF-016). For an application `approver`, `approval_number`, `decided_at`
    and `decision_reason` say who decided what and why. `language` is the one we write to the client in, `cars` how many
    come by car (None: not said). A controlled one holds `cleared_staff` and no text at all.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    event = models.OneToOneField("conference.Event", models.CASCADE, related_name="intake")
    segment = models.CharField(_("client"), max_length=16, choices=[(each.value, each.label) for each in Segment])
    channel = models.CharField(_("channel"), max_length=16, choices=[(each.value, each.label) for each in Channel])
    applicant = models.CharField(_("organisation"), max_length=160, blank=True)
    room = models.ForeignKey("places.Room", models.PROTECT, null=True, blank=True, related_name="+")
    wished_from = models.DateTimeField(_("wished from"), null=True, blank=True)
    wished_until = models.DateTimeField(_("wished until"), null=True, blank=True)
    services = models.JSONField(_("services"), default=list, blank=True)
    special = models.TextField(_("special needs"), blank=True)
    diets = models.CharField(_("diets"), max_length=200, blank=True)
    surroundings = models.CharField(
        _("indoors or outdoors"), max_length=8, blank=True, choices=[(each.value, each.label) for each in Surroundings]
    )
    cars = models.PositiveIntegerField(_("cars expected"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=12, blank=True)
    limit_fen = models.PositiveBigIntegerField(_("budget limit"), null=True, blank=True)
    meeting_class = models.PositiveSmallIntegerField(_("meeting class"), null=True, blank=True)
    cleared_staff = models.PositiveSmallIntegerField(_("cleared staff"), null=True, blank=True)
    written_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.CharField(_("confirmed by"), max_length=80, blank=True)
    approver = models.CharField(_("approved by"), max_length=80, blank=True)
    approval_number = models.CharField(_("approval number"), max_length=60, blank=True)
    decision_reason = models.CharField(_("reason"), max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["site", "written_at"], name="conference_intake_written")]

    def __str__(self) -> str:
        return f"{self.event_id} {self.segment}"
