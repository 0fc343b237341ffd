"""Counters and what people come for."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from guanjia.frontdesk.queues.rules.tickets import Lane
from guanjia.kernel.states import choices


class Business(models.Model):
    """A kind of business at the counters: fees, cards, handing over a home. `letter` begins its numbers.

    `minutes` is how long one is planned to take; `capacity` how many appointments one time holds.
    """

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    code = models.SlugField(_("code"), max_length=24)
    name_zh = models.CharField(_("Chinese name"), max_length=40)
    name_en = models.CharField(_("English name"), max_length=40)
    letter = models.CharField(_("letter"), max_length=2)
    lane = models.CharField(_("lane"), max_length=12, choices=choices(Lane), default=Lane.ORDINARY)
    minutes = models.PositiveSmallIntegerField(_("minutes planned"), default=8)
    capacity = models.PositiveSmallIntegerField(_("appointments at a time"), default=1)
    papers = models.CharField(_("what to bring"), max_length=200, blank=True)
    is_open = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering: ClassVar = ["letter", "code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "code"], name="one_business_per_code"),
            models.UniqueConstraint(fields=["site", "letter"], name="one_business_per_letter"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return self.name_en if (get_language() or "").startswith("en") else self.name_zh

    @property
    def lane_enum(self) -> Lane:
        """The lane with its label and colour."""
        return Lane(self.lane)


class Counter(models.Model):
    """A counter (窗口) and the kinds of business it takes. `is_open`: somebody sits there and calls numbers."""

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    code = models.SlugField(_("code"), max_length=12)
    name = models.CharField(_("name"), max_length=40)
    kinds = models.ManyToManyField(Business, related_name="counters", blank=True, verbose_name=_("takes"))
    is_open = models.BooleanField(_("open"), default=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "code"], name="one_counter_per_code")]

    def __str__(self) -> str:
        return self.name
