"""Numbered copies, and who was given what."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guanjia.kernel.states import choices
from guanjia.materials.models.paper import Paper
from guanjia.materials.rules.states import CopyState, How


class Copy(models.Model):
    """A numbered copy of an internal paper. `number` stands on the paper and in its QR code.

    `meant_for` is whose number it is, None for a spare; `holder` who has it while it is out. Compared and swapped by `rev`:
    of two who hand it out at once one wins, and nobody holds two copies of one paper.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    paper = models.ForeignKey(Paper, models.CASCADE, related_name="copies")
    serial = models.PositiveIntegerField()
    number = models.CharField(_("number"), max_length=40)
    state = models.CharField(_("state"), max_length=12, choices=choices(CopyState), default=CopyState.KEPT)
    meant_for = models.ForeignKey("conference.Guest", models.SET_NULL, null=True, blank=True, related_name="+")
    holder = models.ForeignKey("conference.Guest", models.SET_NULL, null=True, blank=True, related_name="+")
    destruction = models.ForeignKey("materials.Destruction", models.PROTECT, null=True, blank=True,
                                    related_name="copies")  # fmt: skip
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["paper_id", "serial"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["paper", "serial"], name="materials_copy_serial"),
            models.UniqueConstraint(fields=["site", "number"], name="materials_copy_number"),
            models.UniqueConstraint(
                fields=["paper", "holder"], condition=Q(state=CopyState.OUT), name="materials_copy_one_each"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def stage(self) -> CopyState:
        """The state with its label and colour."""
        return CopyState(self.state)


class HandOut(models.Model):
    """A line of the distribution record (分发记录, MATR-012): who was given which paper when, by whom, and when it came back.

    Of an ordinary paper somebody gets one; of an internal one each time names its copy.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    paper = models.ForeignKey(Paper, models.CASCADE, related_name="hand_outs")
    copy = models.ForeignKey(Copy, models.CASCADE, null=True, blank=True, related_name="hand_outs")
    guest = models.ForeignKey("conference.Guest", models.CASCADE, related_name="+")
    how = models.CharField(_("how"), max_length=8, choices=choices(How), default=How.DESK)
    given_at = models.DateTimeField(_("given"))
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    back_at = models.DateTimeField(_("came back"), null=True, blank=True)
    back_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["given_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["paper", "guest"], condition=Q(copy__isnull=True), name="materials_given_once"
            ),
            models.UniqueConstraint(
                fields=["copy"], condition=Q(back_at__isnull=True), name="materials_copy_one_holder"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["guest"], name="materials_given_guest")]

    def __str__(self) -> str:
        return f"{self.paper_id} -> {self.guest_id}"

    @property
    def way(self) -> How:
        """How it was given, with its label."""
        return How(self.how)
