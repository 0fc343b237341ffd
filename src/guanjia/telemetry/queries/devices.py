"""Which devices, what they said, what waits for them."""

from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet

from guanjia.foundation.sites.public import Site
from guanjia.telemetry.models import Command, Device, DeviceEvent
from guanjia.telemetry.rules.devices import LISTED

SAID_AGAIN_AFTER = timedelta(seconds=30)
"""A list that was not acknowledged is sent again after this."""


def devices_of(site: Site) -> QuerySet[Device]:
    """The devices of a site that are in use."""
    return Device.objects.filter(site=site, retired_at=None).order_by("code")


def devices_behind(at: datetime) -> QuerySet[Device]:
    """Devices whose list is not the newest and was not sent a moment ago."""
    resend = Q(sent_version__lt=F("wanted_version")) | Q(sent_at=None) | Q(sent_at__lte=at - SAID_AGAIN_AFTER)
    behind = Device.objects.filter(resend, retired_at=None, kind__in=LISTED, applied_version__lt=F("wanted_version"))
    return behind.filter(site__rehearsal_of=None).select_related("site").order_by("pk")


def open_commands(at: datetime, site: Site | None = None) -> QuerySet[Command]:
    """Commands that still make sense and were not acknowledged; those sent a moment ago left out. Of one site, or of all that are real."""
    rows = Command.objects.filter(acked_at=None, gone_at__gt=at)
    rows = rows.filter(device__site__rehearsal_of=None) if site is None else rows.filter(device__site=site)
    again = Q(sent_at=None) | Q(sent_at__lte=at - timedelta(seconds=5))
    return rows.filter(again).select_related("device__site").order_by("asked_at", "pk")


def events_of(device: Device) -> QuerySet[DeviceEvent]:
    """What the device said, newest first."""
    return DeviceEvent.objects.filter(device=device).order_by("-number")


def wrong_lists(site: Site, digests: dict[int, str]) -> list[str]:
    """Devices whose list is not what they should keep: `digests` are the wanted ones by device."""
    rows = Device.objects.filter(pk__in=digests, site=site, applied_version__gte=F("wanted_version"))
    return [f"door {row.code} keeps another list" for row in rows if row.applied_digest != digests[row.pk]]
