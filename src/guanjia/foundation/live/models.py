"""What changed lately, by topic."""

from django.db import models


class LiveTopic(models.Model):
    """A topic of live pages and how often it changed. Carries no content: the page fetches that through permission."""

    topic = models.CharField(max_length=120, primary_key=True)
    version = models.PositiveBigIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.topic} {self.version}"
