"""Ideas for a better service."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.clientele.rules.states import ProposalState
from guanjia.kernel.states import choices

USER = settings.AUTH_USER_MODEL


class Proposal(models.Model):
    """A proposal of somebody who works here (W46): judged within ten working days, tried until `trial_until`, adopted or turned down.

    `answer` is what its author is told at the last judgement; `outcome` what the trial brought.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    number = models.CharField(max_length=32)
    title = models.CharField(_("proposal"), max_length=120)
    text = models.TextField(_("what would be better"), max_length=2000)
    state = models.CharField(max_length=12, choices=choices(ProposalState), default=ProposalState.PROPOSED)
    author = models.ForeignKey(USER, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    answer = models.CharField(_("answer"), max_length=500, blank=True)
    trial_until = models.DateField(_("tried until"), null=True, blank=True)
    trial_ends_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(_("what the trial brought"), max_length=500, blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "number"], name="clientele_proposal_number")]
        indexes: ClassVar = [models.Index(fields=["site", "state", "made_at"], name="clientele_proposal_list")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def stage(self) -> ProposalState:
        """The state with its label and colour."""
        return ProposalState(self.state)
