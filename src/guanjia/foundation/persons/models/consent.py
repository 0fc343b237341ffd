"""Consent: what a person agreed to, in which words."""

from django.db import models

from guanjia.foundation.persons.models.person import Person
from guanjia.foundation.sites.public import Site


class Consent(models.Model):
    """A consent given for a purpose, with the text that was shown and its version; withdrawn, never changed."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=60)
    version = models.CharField(max_length=40)
    text = models.TextField()
    given_at = models.DateTimeField()
    given_how = models.CharField(max_length=40, default="screen")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person", "purpose"], name="persons_consent_by_purpose")]
