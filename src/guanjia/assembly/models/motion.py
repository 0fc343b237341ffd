"""Motions, who may vote on them, and votes. Triggers refuse every change of these rows once the vote is closed (ADR 0105)."""

from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.assembly.models.assembly import Assembly, Attendee
from guanjia.assembly.rules.states import MotionState, Way
from guanjia.assembly.rules.tally import Majority, Quorum
from guanjia.kernel.states import choices


class Motion(models.Model):
    """What is voted on (议题). `options` are [code, label] pairs in their order; quorum and majority are data.

    `result` is what the closing counted; it equals the count of the rows at any later time (an invariant).
    """

    assembly = models.ForeignKey(Assembly, models.PROTECT, related_name="motions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(_("motion"), max_length=200)
    text = models.TextField(_("wording"), blank=True)
    way = models.CharField(_("way of voting"), max_length=8, choices=[(each.value, each.label) for each in Way])
    weighted = models.BooleanField(_("votes are weighed"), default=False)
    options = models.JSONField(default=list)
    quorum = models.CharField(_("quorum"), max_length=12, choices=[(each.value, each.label) for each in Quorum])
    majority = models.CharField(_("majority"), max_length=16, choices=[(each.value, each.label) for each in Majority])
    state = models.CharField(_("state"), max_length=8, choices=choices(MotionState), default=MotionState.DRAFT)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    result = models.JSONField(default=dict, blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assembly", "number"], name="assembly_motion_number"),
            models.UniqueConstraint(
                fields=["assembly"], condition=models.Q(state="open"), name="assembly_motion_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def stage(self) -> MotionState:
        """The state with its label and colour."""
        return MotionState(self.state)

    @property
    def taken(self) -> Way:
        """The way of voting with its label."""
        return Way(self.way)


class Elector(models.Model):
    """That somebody may vote on a motion, with which weight, as it stood when the vote opened; and whether they did.

    Never what. `voted_at` is None for a secret vote; `present` is set for all in one statement when the vote closes.
    """

    motion = models.ForeignKey(Motion, models.PROTECT, related_name="electors")
    attendee = models.ForeignKey(Attendee, models.PROTECT, related_name="+")
    weight = models.DecimalField(max_digits=14, decimal_places=4, default=Decimal(1))
    voted = models.BooleanField(default=False)
    on_paper = models.BooleanField(default=False)
    voted_at = models.DateTimeField(null=True, blank=True)
    present = models.BooleanField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["motion", "attendee"], name="assembly_elector_once")]

    def __str__(self) -> str:
        return f"{self.motion_id}/{self.attendee_id}"


class Ballot(models.Model):
    """One vote. A secret one has no attendee, no time and a random id; all are written anew in random order at the close.

    `key` is a keyed hash of what the voter's own page made up, so that the same vote sent twice is known as one; `receipt`
    is what the voter finds again in the published list.
    """

    motion = models.ForeignKey(Motion, models.PROTECT, related_name="ballots")
    attendee = models.ForeignKey(Attendee, models.PROTECT, null=True, blank=True, related_name="+")
    option = models.CharField(max_length=12)
    weight = models.DecimalField(max_digits=14, decimal_places=4, default=Decimal(1))
    receipt = models.CharField(max_length=12)
    key = models.CharField(max_length=64)
    at = models.DateTimeField(null=True, blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["motion", "attendee"], condition=models.Q(attendee__isnull=False), name="assembly_ballot_once"
            ),
            models.UniqueConstraint(fields=["motion", "key"], name="assembly_ballot_key"),
            models.UniqueConstraint(fields=["motion", "receipt"], name="assembly_ballot_receipt"),
        ]

    def __str__(self) -> str:
        return self.receipt


class BallotCount(models.Model):
    """Votes counted by people: hands that were raised, or slips of paper. One enters, another confirms (两人)."""

    class Source(models.TextChoices):
        HANDS = "hands", _("Hands")
        PAPER = "paper", _("Slips of paper")

    motion = models.ForeignKey(Motion, models.PROTECT, related_name="counts")
    source = models.CharField(max_length=8, choices=Source.choices)
    numbers = models.JSONField(default=dict)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["motion", "source"], name="assembly_count_once")]

    def __str__(self) -> str:
        return f"{self.motion_id} {self.source}"
