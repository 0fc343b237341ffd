"""A playing of a case."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.cases.rules.states import PlayState
from guanjia.kernel.states import choices


class CasePlay(models.Model):
    """One playing: who asked, where it stands, what came of it. At most one waits or runs per site and case.

    `percent` is of the virtual time. `stage_site` is where it was played; None until it ended. `outcome` holds the
    checks and the story as JSON, with English words that the page translates; None until it ended.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    case = models.CharField(_("case"), max_length=40)
    seed = models.PositiveIntegerField(_("seed"), default=1)
    state = models.CharField(_("state"), max_length=8, choices=choices(PlayState), default=PlayState.WAITING)
    percent = models.PositiveSmallIntegerField(default=0)
    stage_site = models.ForeignKey("sites.Site", models.SET_NULL, null=True, blank=True, related_name="+")
    outcome = models.JSONField(null=True, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    heard_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    message = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["site", "case"], condition=models.Q(state__in=["waiting", "running"]), name="cases_play_one"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["site", "case", "-id"], name="cases_play_latest")]

    def __str__(self) -> str:
        return f"{self.case} {self.state}"

    @property
    def stage(self) -> PlayState:
        """The state with its label and colour."""
        return PlayState(self.state)
