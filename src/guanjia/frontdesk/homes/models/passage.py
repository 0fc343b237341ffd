"""Passage: a home's change of people, from the day it is asked for to the day it is done."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.frontdesk.homes.rules.passage import PassageKind, PassageState, ProofKind
from guanjia.kernel.states import choices


class Passage(models.Model):
    """Moving in, transfer or moving out (手续). The checks are duties of the standards homes.move_in, .transfer and
    .move_out, which gate its completion; meter readings and keys are their evidence.

    `person` comes, or leaves. `ends`: ids of the relations that end with it. Of a paper only kind and last four
    characters are kept. Money owed has no field here: it never blocks leaving.
    """

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    number = models.CharField(_("number"), max_length=40)
    kind = models.CharField(_("kind"), max_length=12, choices=choices(PassageKind))
    state = models.CharField(_("state"), max_length=12, choices=choices(PassageState), default=PassageState.OPEN)
    unit = models.ForeignKey("places.Unit", models.PROTECT, related_name="passages")
    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    planned_on = models.DateField(_("planned for"))
    proof_kind = models.CharField(_("paper seen"), max_length=12, choices=choices(ProofKind), blank=True)
    proof_tail = models.CharField(_("last four characters of its number"), max_length=4, blank=True)
    ends = models.JSONField(default=list)
    note = models.CharField(_("note"), max_length=300, blank=True)
    opened_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "number"], name="one_passage_per_number")]
        indexes: ClassVar = [models.Index(fields=["site", "state", "planned_on"], name="passage_by_day")]

    def __str__(self) -> str:
        return f"{self.number} {self.unit_id}"

    @property
    def stage(self) -> PassageState:
        """The state with its label and colour."""
        return PassageState(self.state)

    @property
    def kind_enum(self) -> PassageKind:
        """The kind with its label and colour."""
        return PassageKind(self.kind)

    @property
    def proof_enum(self) -> ProofKind:
        """The paper with its label."""
        return ProofKind(self.proof_kind)
