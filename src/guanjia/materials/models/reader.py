"""Watermarked copies on a screen."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from guanjia.materials.models.paper import Paper


class ReaderCopy(models.Model):
    """A reader's own copy of an electronic paper, stamped with name and number, until it is cleared (MATR-014).

    `file` is made when it is first opened and deleted when it is cleared; `opened_count` and the journal say who read.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    paper = models.ForeignKey(Paper, models.CASCADE, related_name="readers")
    guest = models.ForeignKey("conference.Guest", models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    file = models.ForeignKey("files.StoredFile", models.SET_NULL, null=True, blank=True, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_count = models.PositiveIntegerField(default=0)
    cleared_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["paper_id", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["paper", "guest"], name="materials_reader_once"),
            models.UniqueConstraint(fields=["paper", "number"], name="materials_reader_number"),
        ]

    def __str__(self) -> str:
        return f"{self.paper_id}/{self.number}"
