"""A phone that may send evidence."""

import hashlib

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.foundation.sites.public import Site


class Device(models.Model):
    """A person's phone at one site. Its token sends evidence and photos as that person and can do nothing else."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=80, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name or self.pk}"

    @staticmethod
    def hash_of(token: str) -> str:
        """How a token is kept: SHA-256, for it is long and random."""
        return hashlib.sha256(token.encode()).hexdigest()
