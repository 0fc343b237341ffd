"""StoredFile and FileHold."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.foundation.sites.public import Site


class StoredFile(models.Model):
    """A file of a site, kept once per content.

    `origin` is the SHA-256 of what was sent (and of the watermark asked for): the same file sent again is this row.
    `sha256` addresses what is kept: a photo is re-encoded without its location data, so it differs from `origin`.
    """

    site = models.ForeignKey(Site, models.PROTECT, related_name="+")
    origin = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)
    kind = models.CharField(_("kind"), max_length=100)
    name = models.CharField(_("name"), max_length=255)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    stored_at = models.DateTimeField(_("stored at"), db_index=True)
    stored_by_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "origin"], name="files_one_per_content")]
        indexes = [models.Index(fields=["site", "sha256"], name="files_by_address")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_image(self) -> bool:
        """Whether a browser may show it in the page."""
        return self.kind.startswith("image/")


class FileHold(models.Model):
    """A holder's claim on a file: who may see the file is asked of the holder's kind. A file nobody holds is swept."""

    file = models.ForeignKey(StoredFile, models.CASCADE, related_name="holds")
    holder_kind = models.CharField(max_length=60)
    holder_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["file", "holder_kind", "holder_id"], name="files_one_hold_per_holder")
        ]
        indexes = [models.Index(fields=["holder_kind", "holder_id"], name="files_by_holder")]
