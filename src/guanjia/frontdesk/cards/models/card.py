"""An access card."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guanjia.frontdesk.cards.rules.cards import CardClass, CardState, Evidence
from guanjia.kernel.states import choices


class Card(models.Model):
    """A card from its application on. The number of the chip is a private value of its person; here lies its digest, by
    which doors know it, and its last four signs. Of the paper only kind and tail are noted.

    `made_by` made it, another one (`handed_by`) gave it out against `signature`. `zones` are the chosen ones of a
    visitor's card. `door_versions` is, by device, the version of the grant list that knows of the last change.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    number = models.CharField(_("number"), max_length=32)
    state = models.CharField(_("state"), max_length=24, choices=choices(CardState))
    card_class = models.CharField(_("class"), max_length=10, choices=choices(CardClass))
    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    unit = models.ForeignKey("places.Unit", models.PROTECT, related_name="+")
    relation = models.CharField(_("relation"), max_length=12)
    evidence = models.CharField(_("paper looked at"), max_length=12, choices=choices(Evidence))
    evidence_tail = models.CharField(_("last four signs of its number"), max_length=4, blank=True)
    valid_from = models.DateTimeField(_("holds from"))
    valid_until = models.DateTimeField(_("holds until"), null=True, blank=True)
    zones = models.ManyToManyField("cards.Zone", blank=True, related_name="+")
    digest = models.CharField(max_length=64, blank=True)
    tail = models.CharField(_("chip"), max_length=4, blank=True)
    applied_at = models.DateTimeField(_("applied"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    handed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    signature = models.TextField(_("signature"), blank=True)
    explained = models.BooleanField(_("use explained"), default=False)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    door_versions = models.JSONField(default=dict)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "number"], name="one_card_per_number"),
            models.UniqueConstraint(
                fields=["site", "digest"],
                condition=~Q(digest="") & Q(state__in=["issued", "active", "suspended", "expired"]),
                name="one_live_card_per_chip",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["site", "state", "valid_until"], name="card_list"),
            models.Index(fields=["person", "state"], name="card_of_person"),
            models.Index(fields=["unit", "state"], name="card_of_unit"),
            models.Index(fields=["site", "digest"], name="card_by_chip"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def stage(self) -> CardState:
        """The state with its label and colour."""
        return CardState(self.state)

    @property
    def sort(self) -> CardClass:
        """The class with its label and colour."""
        return CardClass(self.card_class)
