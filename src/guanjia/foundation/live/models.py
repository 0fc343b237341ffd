"""What changed lately, by topic."""

from django.db import models


class LiveTopic(models.Model):
    """A topic of live pages, how often it changed and when last. Carries no content: the page fetches that through
    permission. `moved_at` is None for what moved before the column was there.
    """

    topic = models.CharField(max_length=120, primary_key=True)
    version = models.PositiveBigIntegerField(default=1)
    moved_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.topic} {self.version}"
