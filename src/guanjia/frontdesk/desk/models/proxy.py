"""What the counter did for a resident who came without a phone (代办)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ProxyService(models.Model):
    """Something done at the counter for a resident; its number begins with DB.

    Of the identity paper only its kind and the last four signs are noted (FIELD 24); they go with the person.
    """

    class Paper(models.TextChoices):
        IDENTITY_CARD = "identity_card", _("Identity card")
        PASSPORT = "passport", _("Passport")
        PERMIT = "permit", _("Residence permit")
        KNOWN = "known", _("Known in person")

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    number = models.CharField(_("number"), max_length=32)
    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    unit = models.ForeignKey("places.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    what = models.CharField(_("what was done"), max_length=200)
    our_number = models.CharField(_("number of ours"), max_length=40, blank=True)
    paper = models.CharField(_("paper looked at"), max_length=16, choices=Paper)
    paper_tail = models.CharField(_("last four signs"), max_length=4, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    printed_count = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "number"], name="proxy_service_number")]
        indexes: ClassVar = [models.Index(fields=["person"], name="proxy_service_of_person")]

    def __str__(self) -> str:
        return f"{self.number} {self.what}"
