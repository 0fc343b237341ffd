"""What was seen, measured, photographed and signed."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.duties.models.duty import Duty
from guanjia.duties.models.states import EvidenceStatus, Source
from guanjia.foundation.sites.public import Site
from guanjia.kernel.states import choices


class Evidence(models.Model):
    """What a person (or the system) says was done, with its proof. The id is made by the device; never altered but by review.

    `at` is the moment that counts (rules: the device's time if its drift is known and small, else the receipt).
    `items` is a list of {key, value, note, ok}; `flags` a list of words such as too_fast. `entered_by` is the second person who
    typed a paper sheet in.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    site = models.ForeignKey(Site, models.PROTECT, related_name="+")
    duty = models.ForeignKey(Duty, models.DO_NOTHING, db_constraint=False, related_name="evidence")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    source = models.CharField(_("source"), max_length=10, choices=choices(Source))
    status = models.CharField(_("status"), max_length=20, choices=choices(EvidenceStatus))
    at = models.DateTimeField(_("moment"))
    device_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField()
    offset_ms = models.BigIntegerField(null=True)
    duty_rev = models.PositiveIntegerField(null=True)
    items = models.JSONField(default=list)
    flags = models.JSONField(default=list)
    signature = models.TextField(blank=True)
    scan = models.CharField(max_length=120, blank=True)
    note = models.TextField(_("note"), blank=True)
    single_handed_reason = models.CharField(max_length=200, blank=True)
    sheet_number = models.CharField(_("sheet number"), max_length=40, blank=True)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    review_reason = models.CharField(max_length=200, blank=True)
    files = models.ManyToManyField("files.StoredFile", through="EvidenceFile", related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["duty", "at"], name="evidence_by_duty"),
            models.Index(
                fields=["site", "received_at"],
                condition=models.Q(
                    status__in=[EvidenceStatus.REVIEW, EvidenceStatus.SHOWN_TO_LEADER], reviewed_at__isnull=True
                ),
                name="evidence_to_review",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class EvidenceFile(models.Model):
    """A photo of a piece of evidence. A phone sends it before its evidence, so the id may not exist yet."""

    evidence = models.ForeignKey(Evidence, models.DO_NOTHING, db_constraint=False, related_name="photos")
    item = models.CharField(max_length=60, blank=True)
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["evidence", "item", "file"], name="evidence_file_once")]

    def __str__(self) -> str:
        return f"{self.evidence_id} {self.file_id}"
