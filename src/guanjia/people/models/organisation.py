"""The organisations that we deal with, and whom we talk to there."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Organisation(models.Model):
    """An organisation (单位) known to the company. A site sees it once it is linked through `sites`."""

    class Kind(models.TextChoices):
        ENTERPRISE = "enterprise", _("Enterprise")
        OWNER = "owner", _("Owner")
        SOCIAL = "social", _("Social organisation")
        GOVERNMENT = "government", _("Government body")

    company = models.ForeignKey("sites.Company", models.PROTECT, related_name="+")
    sites = models.ManyToManyField("sites.Site", related_name="organisations", blank=True)
    name = models.CharField(_("name"), max_length=160)
    short_name = models.CharField(_("short name"), max_length=40, blank=True)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices, default=Kind.ENTERPRISE)
    credit_code = models.CharField(_("credit code"), max_length=18, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["company", "name"], name="one_organisation_per_name")]

    def __str__(self) -> str:
        return self.short_name or self.name


class Contact(models.Model):
    """Somebody whom we reach at an organisation. Phone and e-mail lie encrypted with the person (`person_id`)."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="contacts")
    name = models.CharField(_("name"), max_length=80)
    position = models.CharField(_("position"), max_length=80, blank=True)
    person_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    is_primary = models.BooleanField(_("first contact"), default=False)

    class Meta:
        ordering = ["-is_primary", "name"]

    def __str__(self) -> str:
        return self.name
