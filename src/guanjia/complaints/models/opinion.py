"""What is said of us: feeds, and items judged by the named officer."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.complaints.rules.opinion import FeedKind, ItemState, Mood
from guanjia.kernel.states import choices

USER = settings.AUTH_USER_MODEL


class OpinionFeed(models.Model):
    """Where items come from. A webhook is opened by its `token`; an RSS feed is fetched by the clock's beat."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=8, choices=choices(FeedKind))
    url = models.URLField(_("address"), max_length=500, blank=True)
    token = models.CharField(max_length=64, blank=True, db_index=True)
    is_open = models.BooleanField(_("in use"), default=True)
    fetched_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "name"], name="feed_name_once")]

    def __str__(self) -> str:
        return self.name


class OpinionItem(models.Model):
    """One thing that was said. `key` makes a second fetch of it harmless."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    feed = models.ForeignKey(OpinionFeed, models.PROTECT, related_name="items")
    key = models.CharField(max_length=64)
    title = models.CharField(_("title"), max_length=300)
    text = models.TextField(_("text"), blank=True)
    url = models.CharField(_("address"), max_length=500, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(_("seen"))
    state = models.CharField(max_length=10, choices=choices(ItemState), default=ItemState.NEW)
    mood = models.CharField(_("mood"), max_length=8, blank=True, choices=choices(Mood))
    suggested_mood = models.CharField(max_length=8, blank=True)
    judged_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    judged_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, null=True, blank=True, related_name="+")
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "key"], name="opinion_item_once")]
        indexes: ClassVar = [models.Index(fields=["site", "state", "seen_at"], name="opinion_list")]

    def __str__(self) -> str:
        return self.title

    @property
    def stage(self) -> ItemState:
        """The state with its label."""
        return ItemState(self.state)

    @property
    def mood_enum(self) -> Mood | None:
        """The mood as judged, else as suggested; None unknown."""
        value = self.mood or self.suggested_mood
        return Mood(value) if value else None

    @property
    def safe_url(self) -> str:
        """The address where it is one of the web, else ""."""
        return self.url if self.url.startswith(("https://", "http://")) else ""
