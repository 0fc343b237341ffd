"""Sessions that follow each other in one room."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.conference.rules.states import BlockState
from guanjia.kernel.states import choices


class Block(models.Model):
    """What a crew prepares once: it holds the slot, its duties hang on it (subject kind conference.block).

    `starts_at`..`ends_at` span its sessions; set-up and clear-down are added in the slot, not here.
    `leaders_seated_at` starts the refill clock (INMT-013); the actual moments are None until they happen.
    `changed_at` is when the layout last became another one: what was checked before it is owed again (W01, W02).
    `breaks` holds the tea breaks that were moved by hand: number -> minutes after the start, so they go with the meeting.
    `placed` is False when the room was taken: the block then holds no slot and says so on the grid.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    event = models.ForeignKey("conference.Event", models.CASCADE, related_name="blocks")
    room = models.ForeignKey("places.Room", models.PROTECT, related_name="+", verbose_name=_("room"))
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    state = models.CharField(_("state"), max_length=20, choices=choices(BlockState), default=BlockState.PLANNED)
    style = models.CharField(_("set-up style"), max_length=20, blank=True)
    headcount = models.PositiveIntegerField(_("headcount"), default=0)
    placed = models.BooleanField(default=True)
    short_notice = models.BooleanField(_("short notice"), default=False)
    started_at = models.DateTimeField(null=True, blank=True)
    leaders_seated_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    breaks = models.JSONField(default=dict, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="conference_block_order")
        ]
        indexes: ClassVar = [
            models.Index(fields=["site", "starts_at"], name="conference_block_day"),
            models.Index(fields=["event", "starts_at"], name="conference_block_event"),
            models.Index(
                fields=["room"],
                condition=models.Q(placed=False, state__in=[BlockState.PLANNED, BlockState.READY]),
                name="conference_block_waits",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id}/{self.pk}"

    @property
    def stage(self) -> BlockState:
        """The state with its label and colour."""
        return BlockState(self.state)
