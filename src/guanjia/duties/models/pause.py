"""When a timer stood still."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.duties.models.duty import Duty


class Pause(models.Model):
    """A time in which a timer did not run: from a move of the subject until another; `until` None while it lasts."""

    duty = models.ForeignKey(Duty, models.DO_NOTHING, db_constraint=False, related_name="pauses")
    begins_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"), null=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    cause = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["duty", "begins_at"], name="pause_once")]

    def __str__(self) -> str:
        return f"{self.duty_id} {self.begins_at} - {self.ends_at}"
