"""Patches of the shipped promises, and the immutable versions that duties refer to."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.foundation.sites.public import Company, Site


class StandardVersion(models.Model):
    """An effective standard as it once was: immutable, named by the hash of its content, never deleted."""

    content_hash = models.CharField(max_length=64, unique=True)
    code = models.CharField(max_length=120, db_index=True)
    body = models.JSONField()
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.code} {self.content_hash[:8]}"


class StandardPatch(models.Model):
    """What a company (all its sites) or one site changes in a promise: the new value of whole fields.

    One row for each code and scope, changed in place; its history is in the journal under the kind "standards.patch".
    `fields` hold values as YAML would; "off" holds the reason why the promise is switched off here.
    """

    company = models.ForeignKey(Company, models.CASCADE, null=True, blank=True, related_name="+")
    site = models.ForeignKey(Site, models.CASCADE, null=True, blank=True, related_name="+")
    code = models.CharField(_("code"), max_length=120)
    fields = models.JSONField(default=dict)
    rev = models.PositiveIntegerField(default=1)
    reason = models.CharField(_("reason"), max_length=500)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["company", "code"], condition=models.Q(site=None), name="standard_patch_once_a_company"
            ),
            models.UniqueConstraint(
                fields=["site", "code"], condition=models.Q(company=None), name="standard_patch_once_a_site"
            ),
            models.CheckConstraint(
                condition=models.Q(site=None, company__isnull=False) | models.Q(site__isnull=False, company=None),
                name="standard_patch_has_one_scope",
            ),
        ]

    def __str__(self) -> str:
        return self.code
