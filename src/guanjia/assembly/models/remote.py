"""What passes between pages of people who see each other, and captions."""

from typing import ClassVar

from django.db import models

from guanjia.assembly.models.assembly import Assembly, Attendee


class Signal(models.Model):
    """One line from a page to another, so that they can find each other (WebRTC). Kept until it was fetched, an hour at most."""

    assembly = models.ForeignKey(Assembly, models.CASCADE, related_name="+")
    sender = models.ForeignKey(Attendee, models.CASCADE, related_name="+")
    receiver = models.ForeignKey(Attendee, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8)
    body = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["receiver", "id"], name="assembly_signal_box")]

    def __str__(self) -> str:
        return f"{self.sender_id}>{self.receiver_id} {self.kind}"


class CaptionLine(models.Model):
    """A line that a speech engine heard. `key` is the engine's own number of it: sent twice it stands once."""

    assembly = models.ForeignKey(Assembly, models.CASCADE, related_name="captions")
    key = models.CharField(max_length=64)
    language = models.CharField(max_length=16, blank=True)
    words = models.CharField(max_length=500)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["assembly", "key"], name="assembly_caption_once")]
        indexes: ClassVar = [models.Index(fields=["assembly", "at"], name="assembly_caption_at")]

    def __str__(self) -> str:
        return self.words[:40]
