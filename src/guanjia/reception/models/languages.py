"""Languages: what an event needs, who interprets, which words mean what; and venues elsewhere."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.reception.models.reception import said
from guanjia.reception.rules.languages import Language, Mode, Skill


class Interpreter(models.Model):
    """Somebody who interprets: a person on file; `languages` are codes, `certificate` what was seen."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    person = models.ForeignKey("persons.Person", models.CASCADE, related_name="+")
    languages = models.JSONField(default=list)
    certificate = models.CharField(_("certificate seen"), max_length=120, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "person"], name="reception_interpreter_once")]

    def __str__(self) -> str:
        return f"interpreter {self.pk}"


class LanguageNeed(models.Model):
    """A language that an event is interpreted into, how, and when. `listeners` decide the receivers."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    event = models.ForeignKey("conference.Event", models.CASCADE, related_name="+")
    language = models.CharField(_("language"), max_length=8, choices=said(Language))
    mode = models.CharField(_("way"), max_length=16, choices=said(Mode))
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    listeners = models.PositiveIntegerField(_("listeners"), default=0)
    dropped_at = models.DateTimeField(null=True, blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="reception_need_order"),
            models.UniqueConstraint(
                fields=["event", "language", "starts_at"],
                condition=models.Q(dropped_at=None),
                name="reception_need_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} {self.language}"

    @property
    def tongue(self) -> Language:
        """The language with its label."""
        return Language(self.language)

    @property
    def way(self) -> Mode:
        """The mode with its label."""
        return Mode(self.mode)


class Term(models.Model):
    """A word of an event and what it is called in another language."""

    event = models.ForeignKey("conference.Event", models.CASCADE, related_name="+")
    language = models.CharField(max_length=8, choices=said(Language))
    source = models.CharField(_("in Chinese"), max_length=120)
    target = models.CharField(_("in the other language"), max_length=160)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "language", "source"], name="reception_term_once")
        ]

    def __str__(self) -> str:
        return f"{self.source} = {self.target}"


class StaffLanguage(models.Model):
    """A language that one of us speaks (LANG-001)."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    language = models.CharField(max_length=8, choices=said(Language))
    skill = models.CharField(_("level"), max_length=16, choices=said(Skill))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "user", "language"], name="reception_speaks_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.language}"

    @property
    def ability(self) -> Skill:
        """The level with its label."""
        return Skill(self.skill)


class VideoMeeting(models.Model):
    """A meeting in a room that venues elsewhere join (FIELD 20): main line, spare line, telephone bridge."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    block = models.OneToOneField("conference.Block", models.CASCADE, related_name="+")
    main_line = models.CharField(_("main line"), max_length=120)
    spare_line = models.CharField(_("spare line"), max_length=120)
    bridge = models.CharField(_("telephone bridge"), max_length=60)
    rev = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"video of {self.block_id}"


class SubVenue(models.Model):
    """A venue elsewhere, called one by one before the start."""

    video = models.ForeignKey(VideoMeeting, models.CASCADE, related_name="venues")
    name = models.CharField(_("venue"), max_length=80)
    answered_at = models.DateTimeField(null=True, blank=True)
    muted = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["video", "name"], name="reception_venue_once")]

    def __str__(self) -> str:
        return self.name
