"""Messages passed on."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.frontdesk.desk.rules.notes import OPEN_NOTE, NoteState
from guanjia.kernel.states import choices


class Note(models.Model):
    """A message for a post or one person of the house (留言); its number begins with LY.

    `from_person` is who left it, None for somebody who gave no name. The words are erased with that person.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    number = models.CharField(_("number"), max_length=32)
    state = models.CharField(_("state"), max_length=12, choices=choices(NoteState), default=NoteState.LEFT)
    to_post = models.CharField(_("for the post"), max_length=64, blank=True)
    to_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    from_person = models.ForeignKey("persons.Person", models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey("places.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    call = models.ForeignKey("desk.Call", models.PROTECT, null=True, blank=True, related_name="notes")
    text = models.TextField(_("message"))
    urgent = models.BooleanField(_("urgent"), default=False)
    left_at = models.DateTimeField(_("left at"))
    left_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    read_at = models.DateTimeField(_("read"), null=True, blank=True)
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    result = models.CharField(_("what was done"), max_length=300, blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "number"], name="note_number")]
        indexes: ClassVar = [
            models.Index(fields=["site", "state", "left_at"], name="note_list"),
            models.Index(fields=["from_person"], name="note_of_person"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def stage(self) -> NoteState:
        """The state with its label and colour."""
        return NoteState(self.state)

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to act on it."""
        return self.stage in OPEN_NOTE
