"""The bell, what was sent to whom, how each person wants to be told, and a site's robots."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.foundation.sites.public import Site


class Notice(models.Model):
    """A line under the bell of one person. Kept as template and facts, so that each reader sees it in his language."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    template = models.CharField(max_length=200)
    context = models.JSONField(default=dict)
    link = models.CharField(max_length=300, blank=True)
    urgent = models.BooleanField(default=False)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["site", "user", "-id"], name="notice_by_reader"),
            models.Index(
                fields=["site", "user"], condition=models.Q(read_at__isnull=True), name="notice_unread_by_reader"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template} to {self.user_id}"


class Channel(models.TextChoices):
    EMAIL = "email", _("E-mail")
    PUSH = "push", _("Personal push")
    ROBOT = "robot", _("Group robot")


class Robot(models.Model):
    """A group robot of a site. Its address holds a token, so it is kept locked."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=80)
    locked_url = models.TextField()
    templates = models.JSONField(_("messages"), default=list, help_text=_("Empty means all urgent ones."))
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "name"], name="robot_name_once_a_site")]

    def __str__(self) -> str:
        return self.name


class Message(models.Model):
    """One message over one outside channel: what was sent to whom, when, and how it went.

    To a user, to a person without an account (`person_id`; the address is looked up when it is sent), to a robot, or to
    an address kept locked. A link that lets its reader in without an account is kept in `locked_link`, never in `link`.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Given up")

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    robot = models.ForeignKey(Robot, models.SET_NULL, null=True, related_name="+")
    person_id = models.BigIntegerField(null=True, db_index=True)
    locked_address = models.TextField(blank=True)
    channel = models.CharField(max_length=10, choices=Channel)
    template = models.CharField(max_length=200)
    title = models.CharField(max_length=300)
    body = models.TextField(blank=True)
    link = models.CharField(max_length=300, blank=True)
    locked_link = models.TextField(blank=True)
    urgent = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    made_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["next_try_at", "id"], condition=models.Q(state="queued"), name="message_waiting"),
            models.Index(fields=["site", "-id"], name="message_by_site"),
            models.Index(fields=["user", "-id"], name="message_by_user"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.title}"


class Attachment(models.Model):
    """A file that goes with one e-mail: an invitation's calendar entry, its QR code."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=80)
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.name


class Preference(models.Model):
    """How one person wants to be told outside the house. The bell rings always."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="message_preference"
    )
    email = models.BooleanField(_("E-mail"), default=True)
    locked_push_url = models.TextField(blank=True)
    muted = models.JSONField(_("Only under the bell"), default=list)
    quiet_from = models.TimeField(_("quiet from"), null=True, blank=True)
    quiet_to = models.TimeField(_("quiet until"), null=True, blank=True)

    def __str__(self) -> str:
        return f"preference of {self.user_id}"
