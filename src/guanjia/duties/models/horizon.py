"""How far ahead the occurrences of a calendar or quota standard have been planned."""

from django.db import models

from guanjia.foundation.sites.public import Site


class Horizon(models.Model):
    """Occurrences of the standard for the subject that fall due before `planned_to` have been planned."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    standard_code = models.CharField(max_length=80)
    planned_to = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject_kind", "subject_id", "standard_code"], name="horizon_once")
        ]

    def __str__(self) -> str:
        return f"{self.standard_code} {self.subject_kind} {self.subject_id} {self.planned_to}"
