"""Numbered forms and the printers that they leave by."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.kernel.states import choices
from guanjia.papers.rules.paper import Paper
from guanjia.papers.rules.sheets import SheetState


class Sheet(models.Model):
    """One form with its number: reserved blank, filled in, signed and filed, or void with its reason.

    `values` holds what was typed by field code but no telephone: that lies encrypted with `person`. `signed` is a list of
    {words, name, at}. `written_at` is the time on a paper that was entered later; `corrects` the signed sheet that this
    one puts right. `printed` counts prints; from the second on they are marked as reprints.
    """

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    form = models.CharField(_("form"), max_length=12)
    number = models.CharField(_("number"), max_length=32)
    state = models.CharField(_("state"), max_length=10, choices=choices(SheetState))
    values = models.JSONField(default=dict)
    person = models.ForeignKey("persons.Person", models.SET_NULL, null=True, related_name="+")
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_id = models.BigIntegerField(default=0)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("drawn up"))
    from_paper = models.BooleanField(_("from paper"), default=False)
    written_at = models.DateTimeField(_("written at"), null=True)
    signed = models.JSONField(default=list)
    signed_at = models.DateTimeField(null=True)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections")
    printed = models.PositiveIntegerField(default=0)
    keep_until = models.DateTimeField(null=True)
    held = models.CharField(_("kept because"), max_length=200, blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "number"], name="papers_sheet_number")]
        indexes: ClassVar = [
            models.Index(fields=["site", "form", "made_at"], name="papers_sheet_list"),
            models.Index(fields=["site", "keep_until"], name="papers_sheet_clear"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def stage(self) -> SheetState:
        """The state with its label and colour."""
        return SheetState(self.state)


class Printer(models.Model):
    """A printer of the site: what it is loaded with, where it stands, how far its paper is off (FIELD 9)."""

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=60)
    paper = models.CharField(_("paper size"), max_length=14, choices=choices(Paper))
    place = models.CharField(_("place"), max_length=60, blank=True)
    offset_x = models.DecimalField(_("shift right, mm"), max_digits=4, decimal_places=1, default=0)
    offset_y = models.DecimalField(_("shift down, mm"), max_digits=4, decimal_places=1, default=0)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "name"], name="papers_printer_name")]

    def __str__(self) -> str:
        return self.name
