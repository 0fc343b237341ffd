"""Keeps the fire zones in step with the blocks that lie in them."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from guanjia.conference.models import ZoneHalfDay
from guanjia.conference.queries.zones import ZoneKey, alive_blocks, with_zone, zone_key
from guanjia.conference.subjects import ZONE
from guanjia.foundation.sites.public import Site, to_utc
from guanjia.foundation.subjects.public import changed


def refresh_zones(*, site: Site, keys: Iterable[ZoneKey], at: datetime) -> None:
    """Make or correct the zones of `keys`: first start and last end of the blocks alive in it, None without any."""
    wanted = set(keys)
    if not wanted:
        return
    days = sorted({key.on for key in wanted})
    spans = _spans(site, days, wanted)
    stored = {
        ZoneKey(zone.zone, zone.on, zone.half): zone
        for zone in ZoneHalfDay.objects.filter(site=site, on__range=(days[0], days[-1]))
    }
    made = ZoneHalfDay.objects.bulk_create(
        ZoneHalfDay(
            site=site, zone=key.zone, on=key.on, half=key.half, first_start_at=spans[key][0], last_end_at=spans[key][1]
        )
        for key in sorted(spans.keys() - stored.keys())
    )
    corrected = []
    for key in sorted(wanted & stored.keys()):
        zone = stored[key]
        first, last = spans.get(key, (None, None))
        if (zone.first_start_at, zone.last_end_at) != (first, last):
            zone.first_start_at, zone.last_end_at, zone.rev = first, last, zone.rev + 1
            corrected.append(zone)
    ZoneHalfDay.objects.bulk_update(corrected, ["first_start_at", "last_end_at", "rev"])
    changed(ZONE, [zone.pk for zone in (*made, *corrected)], site=site, at=at)


def _spans(site: Site, days: list[date], wanted: set[ZoneKey]) -> dict[ZoneKey, tuple[datetime, datetime]]:
    """First start and last end of the blocks alive in each wanted zone."""
    begin = to_utc(site, datetime.combine(days[0], time()))
    end = to_utc(site, datetime.combine(days[-1] + timedelta(1), time()))
    spans: dict[ZoneKey, tuple[datetime, datetime]] = {}
    alive = alive_blocks(site).filter(starts_at__gte=begin, starts_at__lt=end)
    for block in with_zone(alive.only("starts_at", "ends_at")):
        key = zone_key(block, site)
        if key in wanted:
            first, last = spans.get(key, (block.starts_at, block.ends_at))
            spans[key] = (min(first, block.starts_at), max(last, block.ends_at))
    return spans
