"""A text that people of the meeting word together, passage by passage."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.assembly.models.assembly import Assembly, Attendee


class Wording(models.Model):
    """A text under discussion (共同修改的文稿). `closed_at`: nobody changes it any more; its last words go into the record."""

    assembly = models.ForeignKey(Assembly, models.PROTECT, related_name="wordings")
    title = models.CharField(_("title"), max_length=120)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.title


class Passage(models.Model):
    """A paragraph. Whoever saves names the `rev` they saw; "" are the words of one that was taken out.

    `held_by` and `held_at` tell others who is at it; they lock nothing.
    """

    wording = models.ForeignKey(Wording, models.PROTECT, related_name="passages")
    place = models.PositiveSmallIntegerField()
    words = models.TextField()
    rev = models.PositiveIntegerField(default=1)
    held_by = models.ForeignKey(Attendee, models.PROTECT, null=True, blank=True, related_name="+")
    held_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["place", "pk"]

    def __str__(self) -> str:
        return self.words[:40]


class PassageEdit(models.Model):
    """What a passage said from a moment on, and by whom; rows are only added."""

    passage = models.ForeignKey(Passage, models.PROTECT, related_name="edits")
    rev = models.PositiveIntegerField()
    words = models.TextField()
    attendee = models.ForeignKey(Attendee, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["passage", "rev"], name="assembly_passage_rev")]

    def __str__(self) -> str:
        return f"{self.passage_id}/{self.rev}"
