"""SavedView and ImportRun."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.foundation.files.public import StoredFile
from guanjia.foundation.sites.public import Site
from guanjia.foundation.tables.rules.states import RunState
from guanjia.kernel.states import choices


class SavedView(models.Model):
    """Filters and order of a list that somebody keeps under a name; shared ones are seen by the whole site."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    noun = models.CharField(max_length=60)
    owner_id = models.BigIntegerField()
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=1000)
    shared = models.BooleanField(_("shared"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "noun", "owner_id", "name"], name="tables_view_name_once_an_owner")
        ]

    def __str__(self) -> str:
        return self.name


class ImportRun(models.Model):
    """One sheet on its way in: previewed, then applied once. `scope` narrows the noun ("event:12").

    `mapping` is field -> column number; `problems` a list of [row, column, reason] in the sender's language, without
    the values; `counts` rows, good, bad, created, updated, unchanged. The file goes 30 days after it was sent.
    """

    site = models.ForeignKey(Site, models.PROTECT, related_name="+")
    noun = models.CharField(max_length=60)
    scope = models.CharField(max_length=60, blank=True)
    file = models.ForeignKey(StoredFile, models.SET_NULL, null=True, related_name="+")
    file_name = models.CharField(_("file"), max_length=255)
    state = models.CharField(_("state"), max_length=20, choices=choices(RunState), default=RunState.PREVIEW)
    policy = models.CharField(max_length=10, default="good")
    mapping = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    sent_by_id = models.BigIntegerField(null=True)
    sent_at = models.DateTimeField(_("sent at"))
    applied_at = models.DateTimeField(_("applied at"), null=True)

    class Meta:
        indexes = [models.Index(fields=["site", "noun", "scope", "-id"], name="tables_runs_by_noun")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def shown_state(self) -> RunState:
        """The state with its label and colour."""
        return RunState(self.state)
