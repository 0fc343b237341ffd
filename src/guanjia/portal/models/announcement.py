"""公告: notices to households, where they were posted, and who was told."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.kernel.states import choices
from guanjia.portal.rules.announcements import AnnouncementKind, AnnouncementState, PlaceKind


class Announcement(models.Model):
    """A notice (DOCS-008, TMPL-003): title, date, text, contact. `building_ids` empty: the whole site.

    `starts_at`, `ends_at`: when the water is off; `until`: the day from which it is old.
    """

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    number = models.CharField(_("number"), max_length=24)
    kind = models.CharField(
        _("kind"), max_length=12, choices=choices(AnnouncementKind), default=AnnouncementKind.NOTICE
    )
    state = models.CharField(max_length=12, choices=choices(AnnouncementState), default=AnnouncementState.DRAFT)
    title = models.CharField(_("title"), max_length=80)
    body = models.TextField(_("text"))
    contact = models.CharField(_("contact"), max_length=80)
    building_ids = models.JSONField(default=list)
    starts_at = models.DateTimeField(_("from"), null=True, blank=True)
    ends_at = models.DateTimeField(_("to"), null=True, blank=True)
    until = models.DateField(_("in force until"), null=True, blank=True)
    source = models.CharField(max_length=80, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "number"], name="announcement_number"),
            models.UniqueConstraint(
                fields=["site", "source"], condition=~models.Q(source=""), name="one_notice_a_source"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["site", "state", "-published_at"], name="announcement_shown")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def stage(self) -> AnnouncementState:
        """The state with its label and colour."""
        return AnnouncementState(self.state)

    @property
    def sort(self) -> AnnouncementKind:
        """The kind with its label and colour."""
        return AnnouncementKind(self.kind)


class PostingPlace(models.Model):
    """Where notices are posted by hand: a residents' WeChat group, a board, a lift. `building_id` None: the whole site."""

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=60)
    kind = models.CharField(_("kind"), max_length=12, choices=choices(PlaceKind), default=PlaceKind.WECHAT)
    building_id = models.BigIntegerField(null=True, blank=True)
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        ordering: ClassVar = ["kind", "name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "name"], name="posting_place_name")]

    def __str__(self) -> str:
        return self.name


class Posting(models.Model):
    """Who posted which notice where: the tick behind a place."""

    announcement = models.ForeignKey(Announcement, models.CASCADE, related_name="postings")
    place = models.ForeignKey(PostingPlace, models.PROTECT, related_name="+")
    posted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    posted_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["announcement", "place"], name="posted_once_a_place")]

    def __str__(self) -> str:
        return f"{self.announcement_id} at {self.place_id}"


class Told(models.Model):
    """An account to which a published notice went, and when its owner opened it."""

    announcement = models.ForeignKey(Announcement, models.CASCADE, related_name="told")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["announcement", "user"], name="told_once")]

    def __str__(self) -> str:
        return f"{self.announcement_id} to {self.user_id}"
