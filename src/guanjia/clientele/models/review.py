"""What clients say of us in public."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.clientele.rules.states import ReviewState
from guanjia.kernel.states import choices

USER = settings.AUTH_USER_MODEL


class ReviewLink(models.Model):
    """The way in for the one review of an event: a hash of the token, told once; good until `expires_at`."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    event = models.OneToOneField("conference.Event", models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    message_id = models.BigIntegerField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.event_id}"


class Review(models.Model):
    """One client's review of one event that took place (BRND-009): never invented, never edited, one an event.

    `shown_as` is the name under it, "" for none. Withheld only on a ground of law (`ground`), with the article or sentence that is
    concerned in `reason`; the review itself stays. `answer` is ours.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    event = models.OneToOneField("conference.Event", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("people.Organisation", models.SET_NULL, null=True, blank=True, related_name="+")
    score = models.PositiveSmallIntegerField(_("overall"))
    text = models.TextField(_("review"), max_length=1000, blank=True)
    shown_as = models.CharField(_("name shown"), max_length=80, blank=True)
    state = models.CharField(max_length=8, choices=choices(ReviewState), default=ReviewState.SHOWN)
    ground = models.CharField(_("ground"), max_length=10, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    given_at = models.DateTimeField()
    answer = models.TextField(_("our answer"), max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(score__gte=1, score__lte=5), name="clientele_review_score")
        ]
        indexes: ClassVar = [models.Index(fields=["site", "state", "given_at"], name="clientele_review_list")]

    def __str__(self) -> str:
        return f"{self.event_id}/{self.score}"

    @property
    def stage(self) -> ReviewState:
        """The state with its label and colour."""
        return ReviewState(self.state)
