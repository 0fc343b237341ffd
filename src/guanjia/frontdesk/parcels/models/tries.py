"""Wrong pick-up codes of a desk."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class DeskTries(models.Model):
    """How many wrong codes somebody at the counter typed since `first_at`; `locked_until` closes the field for them."""

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    count = models.PositiveSmallIntegerField(default=0)
    first_at = models.DateTimeField()
    locked_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "user"], name="one_count_per_desk")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.count}"
