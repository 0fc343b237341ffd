"""Papers that are read on tablet and telephone, and the tablets of the house."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.assembly.models.assembly import Assembly, Attendee
from guanjia.assembly.rules.states import PaperState
from guanjia.kernel.states import choices


class MeetingPaper(models.Model):
    """A paper of the meeting. Readers get its pages as pictures with their name on them, never the file.

    Clearing lets the file go; title and `sha256` stay, so that the record can still name what lay on the table.
    """

    assembly = models.ForeignKey(Assembly, models.PROTECT, related_name="papers")
    title = models.CharField(_("title"), max_length=200)
    file = models.ForeignKey("files.StoredFile", models.SET_NULL, null=True, blank=True, related_name="+")
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveSmallIntegerField(default=1)
    place = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=8, choices=choices(PaperState), default=PaperState.DRAFT)
    given_out_at = models.DateTimeField(null=True, blank=True)
    cleared_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["place", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["assembly", "sha256"], name="assembly_paper_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def stage(self) -> PaperState:
        """The state with its label and colour."""
        return PaperState(self.state)


class PaperReading(models.Model):
    """That somebody opened a paper, when first and how often: what was handed out to whom (MATR-014)."""

    paper = models.ForeignKey(MeetingPaper, models.PROTECT, related_name="readings")
    attendee = models.ForeignKey(Attendee, models.PROTECT, related_name="+")
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["paper", "attendee"], name="assembly_reading_once")]

    def __str__(self) -> str:
        return f"{self.paper_id}/{self.attendee_id}"


class SharedTablet(models.Model):
    """A tablet of the house on a table of the hall. Whoever shows a guest's code holds it until it is idle, or the item ends.

    `attendee`, `last_used_at` and `item` say who holds it; what they saw is gone from it with the next call.
    """

    assembly = models.ForeignKey(Assembly, models.PROTECT, related_name="tablets")
    name = models.CharField(_("tablet"), max_length=40)
    serial = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    attendee = models.ForeignKey(Attendee, models.PROTECT, null=True, blank=True, related_name="+")
    hold = models.CharField(max_length=40, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    item = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["assembly", "name"], name="assembly_tablet_name")]

    def __str__(self) -> str:
        return self.name
