"""Who sends whom."""

from typing import ClassVar

from django.db import models

from guanjia.clientele.rules.states import ReferralState
from guanjia.kernel.states import choices


class ReferralCode(models.Model):
    """The code that a client gives to others; one for each client of a site."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("people.Organisation", models.CASCADE, related_name="+")
    code = models.CharField(max_length=12)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "organisation"], name="clientele_code_of_client"),
            models.UniqueConstraint(fields=["site", "code"], name="clientele_code_once"),
        ]

    def __str__(self) -> str:
        return self.code


class Referral(models.Model):
    """An enquiry that came with a code (BRND-010). Counted when its meeting was held; `reason` says why it was not."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    event = models.OneToOneField("conference.Event", models.CASCADE, related_name="+")
    code = models.ForeignKey(ReferralCode, models.CASCADE, related_name="referrals")
    state = models.CharField(max_length=8, choices=choices(ReferralState), default=ReferralState.NAMED)
    reason = models.CharField(max_length=120, blank=True)
    named_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["site", "state"], name="clientele_referral_state")]

    def __str__(self) -> str:
        return f"{self.event_id}/{self.code_id}"

    @property
    def stage(self) -> ReferralState:
        """The state with its label and colour."""
        return ReferralState(self.state)
