"""The state of the installation in lines: what runs, what waits, what failed. Each sub-package adds its own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from guanjia.foundation.events.public import Delivery, WebhookDelivery
from guanjia.foundation.jobs.beats import beats
from guanjia.foundation.jobs.models import Beat
from guanjia.foundation.journal.public import head
from guanjia.foundation.sites.public import Site

GOOD, LATE, BAD = "green", "yellow", "red"
GRACE = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class HealthLine:
    """One line: what, how it is (green, yellow, red), since or until when, in words, and where to look."""

    label: str
    colour: str
    words: str
    at: datetime | None = None
    link: str = ""


Probe = Callable[[Site, datetime], Iterable[HealthLine]]
_probes: list[Probe] = []


def register_probe(probe: Probe) -> Probe:
    """Have `probe(site, now)` add lines to the page of the system's health, from apps.ready()."""
    if probe not in _probes:
        _probes.append(probe)
    return probe


def health(site: Site, now: datetime) -> list[HealthLine]:
    """All lines: seal, deliveries, webhooks, tasks, then those of higher sub-packages."""
    lines = [_seal(site, now), _deliveries(site, now), _webhooks(site, now), *_tasks(now)]
    for probe in _probes:
        lines += probe(site, now)
    return lines


def beat_lines(now: datetime) -> list[HealthLine]:
    """One line a beat: when it ran last, and whether it is late or failed."""
    rows = {row.name: row for row in Beat.objects.all()}
    return [_beat(beat.name, rows.get(beat.name), now) for beat in beats()]


def _beat(name: str, row: Beat | None, now: datetime) -> HealthLine:
    if row is None or row.finished_at is None:
        return HealthLine(name, BAD, _("has never run: is the clock running?"))
    if row.failure_count:
        reason = row.last_error.strip().rpartition("\n")[2]
        words = _("failed %(count)s times: %(reason)s") % {"count": row.failure_count, "reason": reason}
        return HealthLine(name, BAD, words, row.finished_at)
    if row.next_at < now - GRACE:
        return HealthLine(name, LATE, _("is late: is the clock running?"), row.finished_at)
    return HealthLine(name, GOOD, _("ran"), row.finished_at)


def _seal(site: Site, now: datetime) -> HealthLine:
    link, found = reverse("jobs:seal", args=[site.code]), head(site)
    if found is None:
        return HealthLine(_("Seal of the journal"), LATE, _("nothing sealed yet"), None, link)
    words = _("batch %(number)s, head %(root)s") % {"number": found.number, "root": found.root[:16]}
    return HealthLine(_("Seal of the journal"), GOOD, words, found.sealed_at, link)


def _deliveries(site: Site, now: datetime) -> HealthLine:
    rows = Delivery.objects.filter(site=site, delivered_at__isnull=True)
    found = rows.aggregate(
        count=Count("id"), tried=Count("id", filter=Q(attempts__gt=0)), oldest=Min("entry__recorded_at")
    )
    late = found["oldest"] is not None and found["oldest"] < now - GRACE
    colour = BAD if found["tried"] else LATE if late else GOOD
    words = _("%(count)s undelivered, %(tried)s of them failed") % {"count": found["count"], "tried": found["tried"]}
    return HealthLine(_("Events"), colour, words, found["oldest"], reverse("jobs:undelivered", args=[site.code]))


def _webhooks(site: Site, now: datetime) -> HealthLine:
    rows = WebhookDelivery.objects.filter(site=site)
    waiting = rows.filter(state="queued", attempts__gt=0).count()
    failed = rows.filter(state="failed").count()
    words = _("%(waiting)s tried again, %(failed)s given up") % {"waiting": waiting, "failed": failed}
    colour = BAD if failed else LATE if waiting else GOOD
    return HealthLine(_("Webhooks"), colour, words, None, reverse("jobs:webhooks", args=[site.code]))


def _tasks(now: datetime) -> list[HealthLine]:
    ready = DBTaskResult.objects.ready().aggregate(count=Count("id"), oldest=Min("enqueued_at"))
    late = ready["oldest"] is not None and ready["oldest"] < now - GRACE
    words = _("%(count)s waiting: is the worker running?") if late else _("%(count)s waiting")
    failed = DBTaskResult.objects.failed().filter(finished_at__gte=now - timedelta(days=1)).count()
    return [
        HealthLine(_("Tasks"), LATE if late else GOOD, words % {"count": ready["count"]}, ready["oldest"]),
        HealthLine(_("Failed tasks"), BAD if failed else GOOD, _("%(count)s since yesterday") % {"count": failed}),
    ]
