"""Letter: a numbered paper of a renovation, as it was when it was made."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.frontdesk.homes.rules.renovation import LetterKind
from guanjia.kernel.states import choices


class Letter(models.Model):
    """An agreement, notice, report or request to assist. `body` is what was printed and never changes; how it was
    served is noted once.
    """

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    number = models.CharField(_("number"), max_length=40)
    kind = models.CharField(max_length=12, choices=choices(LetterKind))
    renovation = models.ForeignKey("homes.Renovation", models.CASCADE, related_name="letters")
    violation = models.ForeignKey("homes.Violation", models.CASCADE, null=True, related_name="letters")
    addressee = models.CharField(_("addressed to"), max_length=120)
    body = models.TextField()
    made_at = models.DateTimeField()
    served_how = models.CharField(_("served"), max_length=120, blank=True)
    served_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "number"], name="one_letter_per_number")]

    def __str__(self) -> str:
        return self.number

    @property
    def kind_enum(self) -> LetterKind:
        """The kind with its label and colour."""
        return LetterKind(self.kind)
