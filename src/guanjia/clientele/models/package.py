"""Packages and what was taken of them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.clientele.rules.money import yuan
from guanjia.clientele.rules.offers import Sold
from guanjia.places.public import Style

USER = settings.AUTH_USER_MODEL


class Package(models.Model):
    """A package (套餐) of a site: services at a price a head, for so many people, sold between two days (both counted).

    `kinds` are codes of conference's MeetingKind that it is made for, `services` codes of its Service. `valid_until` None: until further
    notice. Money in fen.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    code = models.SlugField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=80)
    pitch = models.CharField(_("in one sentence"), max_length=200, blank=True)
    kinds = models.JSONField(_("made for"), default=list)
    services = models.JSONField(_("services"), default=list)
    style = models.CharField(
        _("set-up style"), max_length=20, choices=[(each.value, each.label) for each in Style], blank=True
    )
    least = models.PositiveIntegerField(_("from, people"), default=1)
    most = models.PositiveIntegerField(_("up to, people"), default=500)
    head_fen = models.PositiveBigIntegerField(_("price a head"))
    valid_from = models.DateField(_("sold from"))
    valid_until = models.DateField(_("sold until"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "code"], name="clientele_package_code"),
            models.CheckConstraint(condition=models.Q(least__lte=models.F("most")), name="clientele_package_span"),
        ]
        ordering: ClassVar = ["head_fen", "code"]

    def __str__(self) -> str:
        return self.name

    @property
    def price(self) -> str:
        """The price a head in yuan."""
        return yuan(self.head_fen)

    def sold(self) -> Sold:
        """As the rules need it."""
        return Sold(
            self.code,
            self.least,
            self.most,
            tuple(self.services),
            self.valid_from,
            self.valid_until,
            self.withdrawn_at is not None,
        )


class PackageChoice(models.Model):
    """The package that an event took. `offered` are the codes in the order shown, so that the recommender can be judged later.

    `head_fen` is the price of that day.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    event = models.OneToOneField("conference.Event", models.CASCADE, related_name="+")
    package = models.ForeignKey(Package, models.PROTECT, related_name="choices")
    organisation = models.ForeignKey("people.Organisation", models.SET_NULL, null=True, blank=True, related_name="+")
    segment = models.CharField(max_length=16)
    kind = models.CharField(max_length=40)
    offered = models.JSONField(default=list)
    rank = models.PositiveSmallIntegerField(_("place on the list"))
    head_fen = models.PositiveBigIntegerField()
    chosen_at = models.DateTimeField()
    chosen_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["site", "chosen_at"], name="clientele_choice_site")]

    def __str__(self) -> str:
        return f"{self.event_id}/{self.package_id}"
