"""The register of documents and the line that each hand-over leaves."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.kernel.states import choices
from guanjia.papers.rules.records import Access, RecordClass, RecordState


class Record(models.Model):
    """A document in the register (文件登记). Its electronic copy is a file held by ("papers.record", pk), paper lies at `shelf`.

    `keep_until` None: kept for good. `held` not empty: a legal hold and its reason; it is not destroyed.
    """

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    number = models.CharField(_("archive number"), max_length=32)
    title = models.CharField(_("document title"), max_length=200)
    kind = models.CharField(_("class"), max_length=12, choices=choices(RecordClass))
    access = models.CharField(_("access"), max_length=12, choices=choices(Access), default=Access.OPEN)
    state = models.CharField(_("state"), max_length=12, choices=choices(RecordState), default=RecordState.REGISTERED)
    origin = models.CharField(_("received from"), max_length=120, blank=True)
    made_on = models.DateField(_("date of the document"))
    received_at = models.DateTimeField(_("received on"))
    keeper = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("keeper"))
    shelf = models.CharField(_("shelf or cabinet"), max_length=80, blank=True)
    keep_until = models.DateField(_("to be kept until"), null=True, blank=True)
    held = models.CharField(_("legal hold"), max_length=200, blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "number"], name="papers_record_number")]
        indexes: ClassVar = [
            models.Index(fields=["site", "kind", "received_at"], name="papers_record_list"),
            models.Index(fields=["site", "keep_until"], name="papers_record_keep"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def stage(self) -> RecordState:
        """The state with its label and colour."""
        return RecordState(self.state)


class Transfer(models.Model):
    """One line of the hand-over register (文件交接登记, DOCS-004): from whom, to whom, signed; two persons for important ones."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="transfers")
    giver = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    taker = models.CharField(_("taken by"), max_length=120)
    purpose = models.CharField(_("what for"), max_length=200, blank=True)
    at = models.DateTimeField(_("handed over"))
    signature = models.CharField(_("signed by"), max_length=120)
    witness = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("verified by")
    )
    due_on = models.DateField(_("due back on"), null=True)
    returned_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.record_id} -> {self.taker}"
