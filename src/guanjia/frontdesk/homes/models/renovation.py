"""Renovation of a home, its workers and what breaks its rules."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.frontdesk.homes.rules.renovation import CommitteeWord, RenovationState, ViolationKind, ViolationState
from guanjia.kernel.states import choices


class Renovation(models.Model):
    """A renovation (装修). `deposit_yuan` and its days are facts that somebody noted; the books are kept elsewhere."""

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    number = models.CharField(_("number"), max_length=40)
    state = models.CharField(max_length=12, choices=choices(RenovationState), default=RenovationState.TOLD)
    unit = models.ForeignKey("places.Unit", models.PROTECT, related_name="renovations")
    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    owner_consents = models.BooleanField(_("the owner's consent was seen"), default=False)
    works = models.TextField(_("what is done"), max_length=1000)
    touches_structure = models.BooleanField(_("touches load-bearing structure"), default=False)
    touches_common = models.BooleanField(_("changes common parts or the outer wall"), default=False)
    committee_said = models.CharField(max_length=8, choices=choices(CommitteeWord), default=CommitteeWord.OPEN)
    committee_on = models.DateField(_("word of the owners' committee of"), null=True, blank=True)
    committee_paper = models.CharField(_("number of its paper"), max_length=60, blank=True)
    contractor = models.CharField(_("contractor"), max_length=120, blank=True)
    planned_from = models.DateField(_("begins on"))
    planned_until = models.DateField(_("ends on"))
    deposit_yuan = models.DecimalField(_("deposit, yuan"), max_digits=9, decimal_places=2, null=True, blank=True)
    deposit_taken_on = models.DateField(_("deposit taken on"), null=True, blank=True)
    deposit_back_on = models.DateField(_("deposit given back on"), null=True, blank=True)
    told_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "number"], name="one_renovation_per_number"),
            models.CheckConstraint(
                condition=models.Q(planned_until__gte=models.F("planned_from")), name="renovation_in_order"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["site", "state"], name="renovation_by_state")]

    def __str__(self) -> str:
        return f"{self.number} {self.unit_id}"

    @property
    def stage(self) -> RenovationState:
        """The state with its label and colour."""
        return RenovationState(self.state)

    @property
    def committee(self) -> CommitteeWord:
        """What the owners' committee said, with its label and colour."""
        return CommitteeWord(self.committee_said)


class Worker(models.Model):
    """A worker's pass (出入证): name, which paper was looked at and its last four characters. No photo, no copy.

    It holds while the renovation is under way, until `valid_until` inclusive, unless taken away.
    """

    renovation = models.ForeignKey(Renovation, models.CASCADE, related_name="workers")
    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    pass_number = models.CharField(_("number"), max_length=40)
    paper_kind = models.CharField(_("paper shown"), max_length=40)
    paper_tail = models.CharField(_("its last four characters"), max_length=4)
    valid_until = models.DateField(_("valid until"))
    taken_away_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["renovation", "person"], name="one_pass_per_worker"),
        ]

    def __str__(self) -> str:
        return self.pass_number


class Violation(models.Model):
    """What a patrol or a neighbour found. Finding it stops the work; then it is put right, or reported (民法典 942)."""

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    renovation = models.ForeignKey(Renovation, models.CASCADE, related_name="violations")
    kind = models.CharField(_("kind"), max_length=12, choices=choices(ViolationKind))
    state = models.CharField(max_length=12, choices=choices(ViolationState), default=ViolationState.FOUND)
    words = models.TextField(_("what was found"), max_length=500)
    found_at = models.DateTimeField()
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.renovation_id} {self.kind}"

    @property
    def stage(self) -> ViolationState:
        """The state with its label and colour."""
        return ViolationState(self.state)

    @property
    def kind_enum(self) -> ViolationKind:
        """The kind with its label and colour."""
        return ViolationKind(self.kind)
