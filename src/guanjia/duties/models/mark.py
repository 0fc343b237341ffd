"""Which catalogue the duties of a site were last planned by."""

from django.db import models

from guanjia.foundation.sites.public import Site


class CatalogueMark(models.Model):
    """The digest of the standards about one kind of subject that held at the site when all its subjects were last marked."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    subject_kind = models.CharField(max_length=60)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "subject_kind"], name="catalogue_mark_once")]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.digest[:8]}"
