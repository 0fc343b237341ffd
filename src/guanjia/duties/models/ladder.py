"""What the clock did to a duty."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.duties.models.duty import Duty


class LadderStep(models.Model):
    """A step that the clock took: amber, overdue, a rung of the ladder, missed.

    `due_at` is the moment it was planned for, `taken_at` when the clock came to it. After an outage every step has its row,
    and only the highest is `sent`.
    """

    duty = models.ForeignKey(Duty, models.DO_NOTHING, db_constraint=False, related_name="steps")
    step = models.CharField(_("step"), max_length=20)
    due_at = models.DateTimeField(_("planned for"))
    taken_at = models.DateTimeField(_("taken"))
    post_code = models.CharField(_("post"), max_length=60, blank=True)
    channel = models.CharField(max_length=12, blank=True)
    sent = models.BooleanField(_("sent"), default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["duty", "step", "due_at"], name="ladder_step_once")]

    def __str__(self) -> str:
        return f"{self.duty_id} {self.step}"
