"""The logbook and the points of a patrol."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.frontdesk.watch.rules.log import LogKind, PointKind
from guanjia.kernel.states import choices


class LogEntry(models.Model):
    """One line of the duty log (值班日志). Never changed: a mistake is put right by a line that `corrects` it.

    `at` is when it happened, as written; `written_at` when it was entered.
    """

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=12, choices=choices(LogKind), default=LogKind.EVENT)
    at = models.DateTimeField(_("when"))
    written_at = models.DateTimeField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    place = models.CharField(_("place"), max_length=120, blank=True)
    text = models.TextField(_("what happened"))
    handling = models.TextField(_("what was done"), blank=True)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections")
    form_key = models.UUIDField(unique=True)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["site", "at"], name="watch_log_list")]

    def __str__(self) -> str:
        return self.text[:60]


class Checkpoint(models.Model):
    """A place where a patrol stops (巡更点). `code` is what the label there carries; the standards count the visits."""

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    code = models.CharField(_("label"), max_length=40)
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=8, choices=choices(PointKind), default=PointKind.DESK)
    place = models.ForeignKey("places.Space", models.PROTECT, null=True, blank=True, related_name="+")
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    weather_at = models.DateTimeField(null=True)
    is_open = models.BooleanField(_("in use"), default=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["order", "code"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "code"], name="one_checkpoint_per_code")]

    def __str__(self) -> str:
        return self.name
