"""The list of suspicious persons, which is off until its assessment is filed (SAFE-003, FIELD 24)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.kernel.states import choices
from guanjia.safety.rules.watching import Topic, WatchState

USER = settings.AUTH_USER_MODEL


class Assessment(models.Model):
    """An impact assessment (个人信息保护影响评估) that allows a topic; the paper is kept at least three years."""

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    topic = models.CharField(_("about"), max_length=12, choices=choices(Topic))
    number = models.CharField(_("document number"), max_length=60)
    responsible = models.CharField(_("responsible person"), max_length=60)
    filed_on = models.DateField(_("filed on"))
    kept_until = models.DateField(_("kept until"))
    withdrawn_on = models.DateField(null=True, blank=True)
    filed_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-filed_on"]

    def __str__(self) -> str:
        return self.number

    @property
    def topic_enum(self) -> Topic:
        """The topic with its label."""
        return Topic(self.topic)


class WatchEntry(models.Model):
    """One entry of the list. The person is linked to no site, so no search, list or export finds them; telephone lies
    encrypted, the last four digits of a paper as a keyed hash. Erased when it ends.
    """

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    last4_hash = models.CharField(max_length=64, blank=True)
    reason = models.CharField(_("reason"), max_length=200)
    evidence = models.CharField(_("evidence"), max_length=200)
    state = models.CharField(max_length=10, choices=choices(WatchState), default=WatchState.PROPOSED)
    entered_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    entered_at = models.DateTimeField()
    expires_on = models.DateField(_("until"))
    ends_at = models.DateTimeField()
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["site", "state"], name="safety_watch_list")]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def stage(self) -> WatchState:
        """The state with its label and colour."""
        return WatchState(self.state)
