"""A parcel locker behind an adapter."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Locker(models.Model):
    """A cabinet with boxes of its own (智能包裹柜). `adapter` names the code that speaks to it, `locked_secret` signs the talk.

    `offline_since` is set when it did not answer; parcels go to the shelf until it does.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    code = models.SlugField(_("code"), max_length=20)
    name = models.CharField(_("name"), max_length=80)
    adapter = models.CharField(max_length=20, default="http")
    address = models.URLField(_("address"), max_length=200)
    locked_secret = models.TextField()
    hold_hours = models.PositiveSmallIntegerField(_("a box is held for, hours"), default=24)
    offline_since = models.DateTimeField(null=True, blank=True)
    active = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "code"], name="one_locker_per_code")]

    def __str__(self) -> str:
        return self.name
