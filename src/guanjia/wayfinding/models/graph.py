"""The floor graph as rows."""

from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from guanjia.wayfinding.rules.graph import LinkKind, SpotKind


class WaySpot(models.Model):
    """A place of the graph. `plate` is the unguessable code of the plate that hangs there (/p/way/<plate>/).

    `x`, `y` are metres to the right and down the floor's drawing; `box` is the room behind the door, "left top width depth".
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    floor = models.ForeignKey("places.Floor", models.PROTECT, related_name="+", verbose_name=_("floor"))
    code = models.CharField(_("code"), max_length=40)
    kind = models.CharField(_("kind"), max_length=20, choices=[(k.value, k.label) for k in SpotKind])
    name = models.CharField(_("name"), max_length=80, blank=True)
    name_en = models.CharField(_("name in English"), max_length=80, blank=True)
    x = models.FloatField(_("metres from the left"))
    y = models.FloatField(_("metres from the top"))
    heading = models.PositiveSmallIntegerField(
        _("looks towards, degrees"), null=True, blank=True, validators=[MaxValueValidator(359)]
    )
    room = models.ForeignKey(
        "places.Room", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("room")
    )
    box = models.CharField(_("outline of the room"), max_length=60, blank=True)
    plate = models.CharField(max_length=24, unique=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "code"], name="way_spot_code"),
            models.CheckConstraint(condition=Q(heading=None) | Q(heading__lt=360), name="way_spot_heading"),
        ]
        indexes: ClassVar = [models.Index(fields=["site", "floor"], name="way_spot_floor")]

    def __str__(self) -> str:
        return self.name or self.code

    @property
    def sort(self) -> SpotKind:
        """The kind with its label."""
        return SpotKind(self.kind)


class WayLink(models.Model):
    """A way between two places, walked both ways. The database itself knows that stairs take no wheelchair.

    `facility` is the ramp, lift or toilet of the visitors' map that it is: while that is blocked, the way is closed.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    a = models.ForeignKey(WaySpot, models.CASCADE, related_name="+")
    b = models.ForeignKey(WaySpot, models.CASCADE, related_name="+")
    kind = models.CharField(
        _("kind"), max_length=8, choices=[(k.value, k.label) for k in LinkKind], default=LinkKind.LEVEL
    )
    metres = models.FloatField(_("metres"))
    wheelchair = models.BooleanField(_("for wheelchairs"), default=True)
    via = models.CharField(_("lift or stairs"), max_length=40, blank=True)
    facility = models.ForeignKey(
        "visitors.Facility",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("on the map without barriers"),
    )

    class Meta:
        ordering: ClassVar = ["a__code", "b__code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["a", "b"], name="way_link_once"),
            models.CheckConstraint(condition=~Q(a=F("b")), name="way_link_two_ends"),
            models.CheckConstraint(condition=Q(metres__gt=0), name="way_link_length"),
            models.CheckConstraint(condition=~Q(kind="stairs", wheelchair=True), name="way_link_stairs"),
        ]
        indexes: ClassVar = [models.Index(fields=["site", "via"], name="way_link_via")]

    def __str__(self) -> str:
        return f"{self.a} – {self.b}"

    @property
    def sort(self) -> LinkKind:
        """The kind with its label."""
        return LinkKind(self.kind)
