"""Screens and what takes them over."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guanjia.kernel.states import choices
from guanjia.signage.rules.screens import Scope, Shape, Spot, TakeoverKind, Tongue


def _words(kinds: type[Spot] | type[Scope] | type[Tongue] | type[Shape]) -> list[tuple[str, str]]:
    return [(kind.value, kind.label) for kind in kinds]


class Screen(models.Model):
    """A screen on a wall (/p/screen/<token>/); only the digest of its token is kept.

    `spot` is its place on the floor graph and `heading` where its reader looks, which the arrows need. It asks at least each
    half minute; `silent_since` is set when it has not for five minutes.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=80)
    hangs = models.CharField(_("hangs at"), max_length=8, choices=_words(Spot), default=Spot.LOBBY)
    scope = models.CharField(_("shows"), max_length=8, choices=_words(Scope), default=Scope.SITE)
    room = models.ForeignKey(
        "places.Room", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("room")
    )
    floor = models.ForeignKey(
        "places.Floor", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("floor")
    )
    building = models.ForeignKey(
        "places.Building", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("building")
    )
    spot = models.ForeignKey(
        "wayfinding.WaySpot",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("place on the drawing"),
    )
    heading = models.PositiveSmallIntegerField(
        _("its reader looks towards, degrees"), null=True, blank=True, validators=[MaxValueValidator(359)]
    )
    languages = models.CharField(_("languages"), max_length=12, choices=_words(Tongue), default=Tongue.BOTH)
    shape = models.CharField(_("hangs as"), max_length=4, choices=_words(Shape), default=Shape.WIDE)
    lines = models.PositiveSmallIntegerField(_("lines a page"), default=8)
    seconds = models.PositiveSmallIntegerField(_("seconds a page"), default=10)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    last_seen_at = models.DateTimeField(_("last contact"), null=True, blank=True)
    silent_since = models.DateTimeField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "name"], condition=Q(retired_at=None), name="signage_screen_name"),
            models.CheckConstraint(
                condition=Q(scope="site", room=None, floor=None, building=None)
                | Q(scope="room", room__isnull=False, floor=None, building=None)
                | Q(scope="floor", room=None, floor__isnull=False, building=None)
                | Q(scope="building", room=None, floor=None, building__isnull=False),
                name="signage_screen_scope",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["last_seen_at"], condition=Q(retired_at=None, silent_since=None), name="signage_screen_heard"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Takeover(models.Model):
    """Screens of a zone black, or showing an emergency text, until somebody gives them back. A row, so a restart changes nothing."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=choices(TakeoverKind))
    zone = models.CharField(max_length=32)
    text = models.CharField(_("words shown"), max_length=120, blank=True)
    text_en = models.CharField(_("text in English"), max_length=160, blank=True)
    since = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-since", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["site", "kind", "zone"], condition=Q(lifted_at=None), name="signage_taken_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.zone}"

    @property
    def stage(self) -> TakeoverKind:
        """The kind with its label and colour."""
        return TakeoverKind(self.kind)
