"""What is done about a weak point."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.kernel.states import choices
from guanjia.surveys.rules.studies import PlanState, Section

USER = settings.AUTH_USER_MODEL


class ImprovementPlan(models.Model):
    """A weak point, what is done about it, by whom, until when, and what it brought (CUST-003)."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    study = models.ForeignKey("surveys.Study", models.PROTECT, related_name="plans")
    section = models.CharField(_("section"), max_length=12, choices=choices(Section))
    finding = models.TextField(_("weak point"))
    measure = models.TextField(_("measure"))
    owner = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+", verbose_name=_("responsible"))
    due_on = models.DateField(_("due on"))
    before = models.PositiveSmallIntegerField(_("satisfied before, %"))
    after = models.PositiveSmallIntegerField(_("satisfied after, %"), null=True, blank=True)
    state = models.CharField(max_length=8, choices=choices(PlanState), default=PlanState.PLANNED)
    made_at = models.DateTimeField()
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["study", "section"], name="one_plan_a_weak_point")]

    def __str__(self) -> str:
        return self.finding[:60]

    @property
    def stage(self) -> PlanState:
        """The state with its label."""
        return PlanState(self.state)

    @property
    def section_enum(self) -> Section:
        """The section with its label."""
        return Section(self.section)
