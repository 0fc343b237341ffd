"""A shift signed over."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from guanjia.frontdesk.watch.rules.handover import OPEN_HANDOVER, HandoverState
from guanjia.kernel.states import choices


class Handover(models.Model):
    """One handover of one post (交接班). One open row a post; giver and taker are never the same.

    `counts` is a list of {code, label, expected, found, note}. Written by watch.actions; `state` by its mover alone.
    """

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="handovers")
    number = models.CharField(max_length=32)
    state = models.CharField(max_length=12, choices=choices(HandoverState), default=HandoverState.DRAFT)
    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("handed over by")
    )
    taker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("taken over by")
    )
    information = models.TextField(_("important information"), blank=True)
    question = models.TextField(_("what is unclear"), blank=True)
    counts = models.JSONField(default=list)
    begun_at = models.DateTimeField()
    offered_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    face_to_face = models.BooleanField(_("spoken face to face"), default=False)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "number"], name="handover_number"),
            models.UniqueConstraint(
                fields=["post"], condition=Q(state__in=sorted(OPEN_HANDOVER)), name="one_open_handover_a_post"
            ),
            models.CheckConstraint(condition=Q(taker=None) | ~Q(taker=F("giver")), name="handover_needs_two"),
        ]
        indexes: ClassVar = [models.Index(fields=["site", "begun_at"], name="handover_list")]

    def __str__(self) -> str:
        return self.number

    @property
    def stage(self) -> HandoverState:
        """The state with its label and colour."""
        return HandoverState(self.state)


class HandoverItem(models.Model):
    """A matter that hung when the shift was signed over: what it is, what is next, and whether the coming shift heard it.

    `key` is the matter's own ("servicedesk.request:17"), so the next handover knows what was carried how often.
    """

    handover = models.ForeignKey(Handover, models.CASCADE, related_name="items")
    key = models.CharField(max_length=80)
    source = models.CharField(max_length=80)
    text = models.CharField(max_length=250)
    url = models.CharField(max_length=250, blank=True)
    due_at = models.DateTimeField(null=True)
    told = models.CharField(_("what is next"), max_length=250, blank=True)
    heard = models.BooleanField(_("heard"), default=False)
    carried = models.PositiveSmallIntegerField(_("handed over before"), default=0)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["handover", "key"], name="handover_item_once")]

    def __str__(self) -> str:
        return self.text
