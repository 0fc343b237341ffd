"""Lines of the duty log, and a warning of bad weather."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guanjia.foundation.journal.public import record
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site
from guanjia.foundation.subjects.public import changed
from guanjia.frontdesk.watch.models import Checkpoint, LogEntry
from guanjia.frontdesk.watch.rules.log import LogKind
from guanjia.posts.public import Post

LOG = "watch.log"
POINT = "watch.checkpoint"
OLDEST = timedelta(days=366)
"""How late a line is written at most; an older moment is a slip of the pen."""


class LogRefused(Exception):
    """A line cannot be written; `field` names what, str() says the rule in the reader's language."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def write_log(
    *,
    site: Site,
    post: Post,
    kind: LogKind,
    happened_at: datetime,
    text: str,
    form_key: UUID,
    actor: Any,
    at: datetime,
    place: str = "",
    handling: str = "",
    corrects: LogEntry | None = None,
) -> LogEntry:
    """Write one line. The same form sent again returns the same line; a line is never changed, only corrected.

    Raises LogRefused for no text, a moment to come or a correction of nothing; SecretRefused for marked text.
    """
    if not text.strip():
        raise LogRefused("text", _("Say what happened."))
    if happened_at > at:
        raise LogRefused("at", _("This has not happened yet."))
    if happened_at < at - OLDEST:
        raise LogRefused("at", _("This is longer ago than a year: look at the date."))
    if (kind is LogKind.CORRECTION) != (corrects is not None):
        raise LogRefused("corrects", _("A correction names the line that it corrects."))
    refuse_marked({"text": text, "handling": handling, "place": place}, site=site)
    try:
        with transaction.atomic():
            entry = LogEntry.objects.create(
                site=site,
                post=post,
                kind=kind,
                at=happened_at,
                written_at=at,
                author=actor,
                place=place.strip()[:120],
                text=text.strip(),
                handling=handling.strip(),
                corrects=corrects,
                form_key=form_key,
            )
            record(site=site, at=at, actor=actor, action="log.write", subject=(LOG, entry.pk), changes={"kind": kind})
    except IntegrityError:
        known = LogEntry.objects.filter(form_key=form_key, site=site, author=actor).first()
        if known is None:
            raise
        return known
    return entry


@transaction.atomic
def warn_of_weather(*, site: Site, words: str, actor: Any, at: datetime) -> int:
    """Bad weather: every open point of the site is owed an extra visit (FPAT-006); returns how many."""
    if not words.strip():
        raise LogRefused("words", _("Say which weather."))
    points = list(Checkpoint.objects.select_for_update().filter(site=site, is_open=True))
    Checkpoint.objects.filter(pk__in=[point.pk for point in points]).update(weather_at=at)
    for point in points:
        record(site=site, at=at, actor=actor, action="weather", subject=(POINT, point.pk), reason=words)
    changed(POINT, [point.pk for point in points], site=site, at=at)
    return len(points)


@transaction.atomic
def set_point(*, site: Site, point: Checkpoint, actor: Any, at: datetime) -> Checkpoint:
    """Save a new or changed point of the patrol; its visits are planned anew."""
    point.site = site
    point.rev += 1
    point.save()
    record(site=site, at=at, actor=actor, action="set", subject=(POINT, point.pk), changes={"kind": point.kind})
    changed(POINT, [point.pk], site=site, at=at)
    return point
