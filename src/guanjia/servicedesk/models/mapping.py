"""How a site reads the columns of a request file."""

from typing import ClassVar

from django.db import models


class ColumnMapping(models.Model):
    """The columns of files with this header, by our field. `digest` names the header; saved on the screen."""

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    header = models.JSONField(default=list)
    columns = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "digest"], name="mapping_once")]

    def __str__(self) -> str:
        return self.digest
