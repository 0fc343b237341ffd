"""LegalHold: a rule that forbids erasing."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.foundation.persons.models.person import Person
from guanjia.foundation.sites.public import Site


class LegalHold(models.Model):
    """A rule that keeps what it names of a person until it is lifted or ends.

    `keeps` lists what: "name", private fields ("phone"), eraser codes, or "*" for everything.
    """

    site = models.ForeignKey(Site, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="holds")
    rule = models.CharField(_("rule"), max_length=200)
    keeps = models.JSONField(default=list)
    placed_at = models.DateTimeField()
    placed_by_id = models.BigIntegerField(null=True)
    ends_at = models.DateTimeField(null=True)
    lifted_at = models.DateTimeField(null=True)
