"""The leaders' reception office."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.kernel.states import choices
from guanjia.reception.models.reception import said
from guanjia.reception.rules.office import CallerKind, CallerState, PaperState, Whereabouts


class Group(models.Model):
    """The reception group of a site (礼仪接待组): what it owes each day hangs here. `floors` are the leaders' (LEAD-001)."""

    site = models.OneToOneField("sites.Site", models.PROTECT, related_name="+")
    floors = models.CharField(_("leaders' floors"), max_length=40, blank=True)
    leaders = models.BooleanField(_("serves leaders' offices"), default=True)
    begun_at = models.DateTimeField()
    rev = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"reception group of {self.site_id}"


class Leader(models.Model):
    """A leader whose office the group serves. Where he is, only the group sees: no screen, no search, no export."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    name = models.CharField(_("full name"), max_length=80)
    title = models.CharField(_("form of address"), max_length=40)
    room = models.CharField(_("office"), max_length=40)
    main = models.BooleanField(_("main leader"), default=False)
    tableware = models.CharField(_("tableware number"), max_length=12, blank=True)
    newspapers = models.CharField(_("newspapers"), max_length=300, blank=True)
    whereabouts = models.CharField(max_length=12, choices=choices(Whereabouts), default=Whereabouts.IN)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=100)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["order", "pk"]
        indexes: ClassVar = [models.Index(fields=["site", "order"], name="reception_leader_list")]

    def __str__(self) -> str:
        return self.title

    @property
    def where(self) -> Whereabouts:
        """Where the leader is, with its label."""
        return Whereabouts(self.whereabouts)


class Circulation(models.Model):
    """A document with a leader, from bringing it to handing it over (LEAD-003, LEAD-004). `keeper` answers for it now."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    leader = models.ForeignKey(Leader, models.PROTECT, related_name="papers")
    title = models.CharField(_("title"), max_length=160)
    number = models.CharField(_("document number"), max_length=60)
    state = models.CharField(max_length=12, choices=choices(PaperState), default=PaperState.WITH_LEADER)
    keeper = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("keeper"))
    brought_at = models.DateTimeField()
    wanted_at = models.DateTimeField(_("wanted back"), null=True, blank=True)
    collected_at = models.DateTimeField(null=True, blank=True)
    hand_due_at = models.DateTimeField(null=True, blank=True)
    handed_at = models.DateTimeField(null=True, blank=True)
    handed_to = models.CharField(_("taken by"), max_length=80, blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["site", "state", "brought_at"], name="reception_paper_list")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def stage(self) -> PaperState:
        """The state with its label and colour."""
        return PaperState(self.state)


class Caller(models.Model):
    """Somebody who came or rang for a leader. The name is forgotten after 90 days (LAW: visitor records)."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    leader = models.ForeignKey(Leader, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=12, choices=said(CallerKind))
    name = models.CharField(_("full name"), max_length=80, blank=True)
    matter = models.CharField(_("matter"), max_length=200)
    state = models.CharField(max_length=12, choices=choices(CallerState), default=CallerState.WAITING)
    came_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=200, blank=True)
    forgotten_at = models.DateTimeField(null=True, blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["site", "state", "came_at"], name="reception_caller_list")]

    def __str__(self) -> str:
        return f"caller {self.pk}"

    @property
    def stage(self) -> CallerState:
        """The state with its label and colour."""
        return CallerState(self.state)

    @property
    def sort(self) -> CallerKind:
        """The kind with its label."""
        return CallerKind(self.kind)


class Errand(models.Model):
    """A task from an office, as it was understood, and how it ended (LEAD-019, CONF-036)."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    leader = models.ForeignKey(Leader, models.PROTECT, null=True, blank=True, related_name="+")
    words = models.CharField(_("task"), max_length=200)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()
    due_at = models.DateTimeField(_("until"))
    done_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=200, blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["site", "done_at", "due_at"], name="reception_errand_list")]

    def __str__(self) -> str:
        return self.words
