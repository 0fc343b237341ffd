"""Minutes and the sealed record."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.assembly.models.assembly import Assembly
from guanjia.assembly.rules.states import MinutesState, StampState
from guanjia.kernel.states import choices


class Minutes(models.Model):
    """The minutes (会议纪要): drafted from the record, edited by people, confirmed by the chair. `rev` settles who saves."""

    assembly = models.OneToOneField(Assembly, models.PROTECT, related_name="minutes")
    text = models.TextField(_("text of the minutes"))
    language = models.CharField(max_length=8)
    state = models.CharField(max_length=12, choices=choices(MinutesState), default=MinutesState.DRAFT)
    drafted_at = models.DateTimeField()
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_by = models.CharField(_("checked by"), max_length=80, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    rev = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def stage(self) -> MinutesState:
        """The state with its label and colour."""
        return MinutesState(self.state)


class SealedRecord(models.Model):
    """Everything that was decided, in parts; `head` is the hash of the list of their hashes (ADR 0106).

    `entry_id` is the journal row that holds the head, and so stands under the house's seal. `stamp` is the token of the time-stamp
    authority (RFC 3161), base64. A later version never replaces an earlier one.
    """

    assembly = models.ForeignKey(Assembly, models.PROTECT, related_name="records")
    version = models.PositiveSmallIntegerField()
    head = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    entry_id = models.BigIntegerField()
    stamp_state = models.CharField(max_length=8, choices=choices(StampState))
    stamp = models.TextField(blank=True)
    stamped_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assembly", "version"], name="assembly_record_version")
        ]
        indexes: ClassVar = [
            models.Index(fields=["made_at"], condition=models.Q(stamp_state="waiting"), name="assembly_record_waits")
        ]

    def __str__(self) -> str:
        return self.head[:12]

    @property
    def stamping(self) -> StampState:
        """How far the time stamp is."""
        return StampState(self.stamp_state)


class RecordPart(models.Model):
    """One file of a sealed record, byte for byte."""

    record = models.ForeignKey(SealedRecord, models.PROTECT, related_name="parts")
    name = models.CharField(max_length=80)
    text = models.TextField()

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["record", "name"], name="assembly_record_part")]

    def __str__(self) -> str:
        return self.name
