"""The function sheet with its versions and acknowledgements."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.conference.rules.sheet import Department

DEPARTMENTS = [(each.value, each.label) for each in Department]


class FunctionSheet(models.Model):
    """The order to the departments (会务任务单). `draft` holds what is typed into it by hand: menu, contacts, orders to
    departments; rooms, times and headcount come from the event. `rev` grows with every save; a stale save gets 409.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    event = models.OneToOneField("conference.Event", models.CASCADE, related_name="sheet")
    number = models.CharField(_("number"), max_length=32)
    draft = models.JSONField(default=dict)
    version = models.PositiveSmallIntegerField(_("version"), default=0)
    rev = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "number"], name="conference_sheet_number")]

    def __str__(self) -> str:
        return self.number


class SheetVersion(models.Model):
    """The facts as they were issued: never altered. `changes` are {code, old, new} against the version before.

    `agreed_at` says that the client agreed to the change; None where nobody was asked or no answer came yet.
    """

    sheet = models.ForeignKey(FunctionSheet, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    facts = models.JSONField()
    changes = models.JSONField(default=list)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed = models.BooleanField(null=True)

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["sheet", "number"], name="conference_sheet_version")]

    def __str__(self) -> str:
        return f"{self.sheet_id} v{self.number}"


class SheetIssue(models.Model):
    """A version as it went to one department: the subject of the duty to acknowledge (kind conference.sheet).

    `superseded_at`: a newer version went to the same department, so this one need not be acknowledged any more.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    version = models.ForeignKey(SheetVersion, models.CASCADE, related_name="issues")
    department = models.CharField(_("department"), max_length=12, choices=DEPARTMENTS)
    short_notice = models.BooleanField(_("short notice"), default=False)
    issued_at = models.DateTimeField(_("issued"))
    superseded_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(_("acknowledged"), null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "department"], name="conference_sheet_issue_once")
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.department}"

    @property
    def unit(self) -> Department:
        """The department with its label."""
        return Department(self.department)
