"""The monthly sample and the call-backs."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.care.rules.calls import CALL_OPEN, CallSource, CallState, Ending
from guanjia.kernel.states import choices

USER = settings.AUTH_USER_MODEL


class Sample(models.Model):
    """The sample of a month, once. `frame` is frozen as it was drawn from; its hash, the seed and the share say the rest."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    month = models.CharField(_("month"), max_length=7)
    drawn_at = models.DateTimeField(_("drawn"))
    drawn_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    seed = models.CharField(max_length=120)
    percent = models.PositiveSmallIntegerField()
    months_off = models.PositiveSmallIntegerField()
    frame = models.JSONField(default=list)
    frame_sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    done_at = models.DateTimeField(null=True, blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "month"], name="sample_once_a_month")]

    def __str__(self) -> str:
        return self.month


class CallBack(models.Model):
    """One call to one household (回访). `first` says why it came first; `source_key` makes a second event harmless."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    source = models.CharField(_("source"), max_length=10, choices=choices(CallSource))
    source_key = models.CharField(max_length=120)
    sample = models.ForeignKey(Sample, models.PROTECT, null=True, blank=True, related_name="calls")
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_id = models.BigIntegerField(default=0)
    topic = models.CharField(_("about"), max_length=200, blank=True)
    unit = models.ForeignKey("places.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey("persons.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    first = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=10, choices=choices(CallState), default=CallState.SAMPLED)
    made_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    last_try_at = models.DateTimeField(null=True, blank=True)
    caller = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    score = models.PositiveSmallIntegerField(_("score"), null=True, blank=True)
    recommend = models.PositiveSmallIntegerField(_("would recommend"), null=True, blank=True)
    comment = models.TextField(_("what they said"), blank=True)
    order = models.ForeignKey("servicedesk.WorkOrder", models.PROTECT, null=True, blank=True, related_name="+")
    ending = models.CharField(max_length=10, blank=True, choices=choices(Ending))
    closed_at = models.DateTimeField(null=True, blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "source_key"], name="call_back_once"),
            models.CheckConstraint(
                condition=models.Q(score=None) | models.Q(score__gte=1, score__lte=5), name="call_back_score"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["site", "state", "made_at"], name="call_back_list"),
            models.Index(fields=["person", "made_at"], name="call_back_of_person"),
            models.Index(fields=["unit", "made_at"], name="call_back_of_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.source_key}"

    @property
    def stage(self) -> CallState:
        """The state with its label."""
        return CallState(self.state)

    @property
    def source_enum(self) -> CallSource:
        """Why they are called."""
        return CallSource(self.source)

    @property
    def ending_enum(self) -> Ending | None:
        """How it ended; None while it is open."""
        return Ending(self.ending) if self.ending else None

    @property
    def is_open(self) -> bool:
        """Whether somebody has still to call or to put something right."""
        return self.stage in CALL_OPEN
