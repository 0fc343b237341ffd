"""Who wants to speak, and what is asked."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.assembly.models.assembly import Assembly, Attendee
from guanjia.assembly.rules.states import QuestionState, SpeechState
from guanjia.kernel.states import choices


class SpeechRequest(models.Model):
    """A place on the speaking list. `place` orders those who wait; one speaks at a time, and each waits once."""

    assembly = models.ForeignKey(Assembly, models.PROTECT, related_name="speeches")
    attendee = models.ForeignKey(Attendee, models.PROTECT, related_name="+")
    topic = models.CharField(_("about what"), max_length=120, blank=True)
    state = models.CharField(max_length=12, choices=choices(SpeechState), default=SpeechState.WAITING)
    place = models.IntegerField()
    asked_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["place", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["assembly"], condition=models.Q(state="speaking"), name="assembly_speech_one"
            ),
            models.UniqueConstraint(
                fields=["assembly", "attendee"], condition=models.Q(state="waiting"), name="assembly_speech_waits_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assembly_id}/{self.attendee_id}"

    @property
    def stage(self) -> SpeechState:
        """The state with its label and colour."""
        return SpeechState(self.state)


class Question(models.Model):
    """What somebody asks the panel. `answer` is what the clerk noted of the answer."""

    assembly = models.ForeignKey(Assembly, models.PROTECT, related_name="questions")
    attendee = models.ForeignKey(Attendee, models.PROTECT, related_name="+")
    words = models.CharField(_("question"), max_length=300)
    answer = models.CharField(_("answer"), max_length=500, blank=True)
    state = models.CharField(max_length=12, choices=choices(QuestionState), default=QuestionState.ASKED)
    asked_at = models.DateTimeField()
    key = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["asked_at", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["attendee", "key"], name="assembly_question_once")]

    def __str__(self) -> str:
        return self.words[:40]

    @property
    def stage(self) -> QuestionState:
        """The state with its label and colour."""
        return QuestionState(self.state)
