"""PersonLink: why a site may see a person."""

from django.db import models

from guanjia.foundation.persons.models.person import Person
from guanjia.foundation.sites.public import Site


class PersonLink(models.Model):
    """A site's reason to see a person: guest, visitor, occupier, contact, staff. Nobody is seen without one."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="links")
    kind = models.CharField(max_length=30)
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "person", "kind"], name="persons_one_link_per_kind")]
