"""Areas and their people, abilities, ways between buildings, proposals."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.dispatch.rules.states import AreaRole, ProposalState
from guanjia.kernel.states import choices


class Area(models.Model):
    """A part of the site with people of its own (片区, REPR-016)."""

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=60)
    buildings = models.ManyToManyField("places.Building", related_name="+", blank=True, verbose_name=_("buildings"))

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "name"], name="one_area_per_name")]

    def __str__(self) -> str:
        return self.name


class AreaPerson(models.Model):
    """Who answers for an area in which of the three roles; `rank` 1 is asked first."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="people")
    role = models.CharField(_("role"), max_length=12, choices=choices(AreaRole))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    rank = models.PositiveSmallIntegerField(_("rank"), default=1)

    class Meta:
        ordering: ClassVar = ["area", "role", "rank", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["area", "role", "user"], name="once_in_an_area")]

    def __str__(self) -> str:
        return f"{self.area_id} {self.role} {self.user_id}"


class Ability(models.Model):
    """What somebody can do (skill as in the kinds of requests). `pace` 1.00 takes as long as planned, 1.30 longer."""

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    skill = models.CharField(_("skill"), max_length=40)
    pace = models.DecimalField(_("pace"), max_digits=4, decimal_places=2, default=1)

    class Meta:
        ordering: ClassVar = ["user", "skill"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "user", "skill"], name="one_ability_each"),
            models.CheckConstraint(condition=models.Q(pace__gt=0), name="ability_pace_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.skill}"


class BuildingWay(models.Model):
    """Minutes on foot between two buildings, both directions."""

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    one = models.ForeignKey("places.Building", models.CASCADE, related_name="+")
    other = models.ForeignKey("places.Building", models.CASCADE, related_name="+")
    minutes = models.PositiveSmallIntegerField(_("minutes"))

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["one", "other"], name="one_way_between")]

    def __str__(self) -> str:
        return f"{self.one_id}-{self.other_id} {self.minutes}"


class Proposal(models.Model):
    """That somebody should do an order (派单建议). One open a work order; `why` lists [reason, values] in order of weight."""

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    order = models.ForeignKey("servicedesk.WorkOrder", models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=choices(ProposalState), default=ProposalState.OPEN)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    late_minutes = models.PositiveIntegerField(_("late by, minutes"), default=0)
    risk = models.FloatField(_("likelihood of being late"), null=True)
    why = models.JSONField(default=list)
    made_at = models.DateTimeField()
    automatic = models.BooleanField(default=False)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["order"], condition=models.Q(state=ProposalState.OPEN), name="one_open_proposal"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["site", "state", "made_at"], name="proposal_list")]

    def __str__(self) -> str:
        return f"{self.order_id} {self.user_id}"

    @property
    def stage(self) -> ProposalState:
        """The state with its label and colour."""
        return ProposalState(self.state)
