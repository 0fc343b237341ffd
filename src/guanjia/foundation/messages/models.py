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
    SMS = "sms", _("Text message")
    WECOM = "wecom", _("WeCom")
    DINGTALK = "dingtalk", _("DingTalk")
    VOICE = "voice", _("Voice call")


class Gateway(models.Model):
    """A service of others that carries a site's messages: 短信, 企业微信, 钉钉, 语音. Its settings hold secrets, so they are kept locked.

    `rests_until`: it did not answer, so nothing is tried before; `failing_since` None: it works.
    """

    class Kind(models.TextChoices):
        SMS = "sms", _("Text message")
        WECOM = "wecom", _("WeCom")
        DINGTALK = "dingtalk", _("DingTalk")
        VOICE = "voice", _("Voice call")

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    locked_settings = models.TextField()
    active = models.BooleanField(_("active"), default=True)
    failures = models.PositiveIntegerField(default=0)
    failing_since = models.DateTimeField(null=True)
    rests_until = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "kind"], name="gateway_kind_once_a_site")]

    def __str__(self) -> str:
        return self.get_kind_display()


class Handle(models.Model):
    """By which name an outside service knows an account (企业微信 userid, 钉钉 userid). Found by digest, kept locked.

    Bound by the person with a code from the desk; never guessed from a phone or a name.
    """

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="message_handles")
    provider = models.CharField(max_length=10, choices=Gateway.Kind)
    digest = models.CharField(max_length=64)
    locked_name = models.TextField()
    bound_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "provider", "digest"], name="handle_of_one_account"),
            models.UniqueConstraint(fields=["site", "provider", "user"], name="one_handle_per_account"),
        ]

    def __str__(self) -> str:
        return f"{self.provider} of {self.user_id}"


class BindCode(models.Model):
    """A code that the desk gives to somebody of the staff to bind an outside account once. Hashed; `tries` are counted."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    code_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    until = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"code of {self.user_id}"


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
    `facts` fill the slots of a registered text-message template. `folded_into` carried what this one said.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Given up")
        FOLDED = "folded", _("Sent together")

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
    facts = models.JSONField(default=dict)
    folded_into = models.ForeignKey("self", models.SET_NULL, null=True, related_name="folded")

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
    wecom = models.BooleanField(_("WeCom"), default=True)
    dingtalk = models.BooleanField(_("DingTalk"), default=True)
    sms = models.BooleanField(_("Text messages when it is urgent"), default=True)
    locked_push_url = models.TextField(blank=True)
    muted = models.JSONField(_("Only under the bell"), default=list)
    quiet_from = models.TimeField(_("quiet from"), null=True, blank=True)
    quiet_to = models.TimeField(_("quiet until"), null=True, blank=True)

    def __str__(self) -> str:
        return f"preference of {self.user_id}"
