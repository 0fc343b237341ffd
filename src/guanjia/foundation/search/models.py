"""SearchEntry: what the one box can find."""

from django.db import models

from guanjia.foundation.sites.public import Site


class SearchEntry(models.Model):
    """One findable thing of a site. `grams` holds its words as tokens; each engine keeps its own index of them."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    title = models.CharField(max_length=200)
    url = models.CharField(max_length=300)
    grams = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject_id", "site"], name="search_one_entry_per_subject")
        ]
        indexes = [models.Index(fields=["site", "kind"], name="search_by_site")]

    def __str__(self) -> str:
        return self.title
