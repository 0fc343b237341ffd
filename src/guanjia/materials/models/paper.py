"""The list of an event's papers, and a paper on it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guanjia.kernel.states import choices
from guanjia.materials.rules.states import Form, Kind, ListState, Packing, PaperState, Source


class PaperList(models.Model):
    """The list of papers of one event (资料清单, MATR-006), confirmed before anything is printed from it.

    `changed_at` is when it last became another one after it was confirmed.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    event = models.OneToOneField("conference.Event", models.CASCADE, related_name="+")
    state = models.CharField(_("state"), max_length=12, choices=choices(ListState), default=ListState.DRAFT)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    rev = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"list of {self.event_id}"

    @property
    def stage(self) -> ListState:
        """The state with its label and colour."""
        return ListState(self.state)


class Paper(models.Model):
    """One version of one paper (资料). `internal`: numbered copies, a keeper, recall and destruction; never a secrecy mark.

    `batch` is the gapless number of its copies (NB-); `heads` and `wanted` are frozen when the first copies are printed,
    before that they follow the guest list. `replaces` is the version that a late change withdrew. `file` is the
    source that readers' copies are stamped from; it is deleted after use, the row stays.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    event = models.ForeignKey("conference.Event", models.CASCADE, related_name="+")
    block = models.ForeignKey("conference.Block", models.SET_NULL, null=True, blank=True, related_name="+",
                              verbose_name=_("Meeting in a room"))  # fmt: skip
    kind = models.CharField(_("Kind"), max_length=12, choices=choices(Kind))
    title = models.CharField(_("Title"), max_length=160)
    version = models.PositiveSmallIntegerField(default=1)
    replaces = models.OneToOneField("self", models.SET_NULL, null=True, blank=True, related_name="replaced_by")
    form = models.CharField(_("How it is given"), max_length=12, choices=choices(Form), default=Form.ELECTRONIC)
    internal = models.BooleanField(_("Internal paper: numbered copies"), default=False)
    keeper = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
                               verbose_name=_("Keeper"))  # fmt: skip
    source = models.CharField(_("Printed by"), max_length=12, choices=choices(Source), default=Source.HOUSE)
    supplier = models.CharField(_("Supplier"), max_length=120, blank=True)
    packing = models.CharField(_("Packed"), max_length=8, choices=choices(Packing), default=Packing.BY_NAME)
    pages = models.PositiveSmallIntegerField(_("Number of pages"), null=True, blank=True)
    double_sided = models.BooleanField(_("Double-sided"), default=True)
    recycled = models.BooleanField(_("Recycled paper"), default=True)
    paper_reason = models.CharField(_("Why not double-sided on recycled paper"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=choices(PaperState), default=PaperState.LISTED)
    batch = models.CharField(_("batch number"), max_length=32, blank=True)
    heads = models.PositiveIntegerField(null=True, blank=True)
    wanted = models.PositiveIntegerField(null=True, blank=True)
    printed_count = models.PositiveIntegerField(default=0)
    printed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    recalled_at = models.DateTimeField(null=True, blank=True)
    file = models.ForeignKey("files.StoredFile", models.SET_NULL, null=True, blank=True, related_name="+")
    cleared_at = models.DateTimeField(null=True, blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "title", "version"], name="materials_paper_version"),
            models.UniqueConstraint(fields=["site", "batch"], condition=~Q(batch=""), name="materials_paper_batch"),
            models.CheckConstraint(
                condition=Q(internal=False) | Q(keeper__isnull=False), name="materials_paper_has_keeper"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["event", "state"], name="materials_paper_event")]

    def __str__(self) -> str:
        return f"{self.title} v{self.version}"

    @property
    def stage(self) -> PaperState:
        """The state with its label and colour."""
        return PaperState(self.state)
