"""Quick cases and what was done in them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.frontdesk.desk.rules.quick import OPEN_CASE, CaseKind, CaseState
from guanjia.kernel.states import choices


class QuickCase(models.Model):
    """Something of the first row: a car in the way, a locked door, a missing person, a rescue. Its number begins with KJ.

    `asker` is who asks, `target` whom it is about: the car's owner, the missing person. Plate and phone lie with them,
    encrypted. Its photos are held by ("desk.quick_case", pk). `state` is written by move_case alone.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    number = models.CharField(_("number"), max_length=32)
    kind = models.CharField(_("kind"), max_length=12, choices=choices(CaseKind))
    state = models.CharField(_("state"), max_length=12, choices=choices(CaseState), default=CaseState.OPEN)
    place = models.CharField(_("place"), max_length=120, blank=True)
    words = models.TextField(_("what is known"), blank=True)
    asker = models.ForeignKey("persons.Person", models.PROTECT, null=True, blank=True, related_name="+")
    target = models.ForeignKey("persons.Person", models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey("places.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    call = models.ForeignKey("desk.Call", models.PROTECT, null=True, blank=True, related_name="cases")
    opened_at = models.DateTimeField(_("case opened at"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    last_seen_at = models.DateTimeField(_("was last seen"), null=True, blank=True)
    reached_at = models.DateTimeField(_("reached"), null=True, blank=True)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=300, blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "number"], name="quick_case_number")]
        indexes: ClassVar = [
            models.Index(fields=["site", "state", "opened_at"], name="quick_case_list"),
            models.Index(fields=["asker"], name="quick_case_asker"),
            models.Index(fields=["target"], name="quick_case_target"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.place}".strip()

    @property
    def stage(self) -> CaseState:
        """The state with its label and colour."""
        return CaseState(self.state)

    @property
    def kind_enum(self) -> CaseKind:
        """The kind with its label and colour."""
        return CaseKind(self.kind)

    @property
    def is_open(self) -> bool:
        """Whether anything is still to be done about it."""
        return self.stage in OPEN_CASE


class QuickStep(models.Model):
    """One step that was done in a case, when and by whom; some are done several times."""

    case = models.ForeignKey(QuickCase, models.CASCADE, related_name="steps")
    code = models.CharField(max_length=16)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.code}"
