"""Zones are drawn: which doors open together, to whom."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guanjia.foundation.journal.public import record
from guanjia.foundation.sites.public import Site
from guanjia.frontdesk.cards.actions.moving import CardRefused
from guanjia.frontdesk.cards.models import Zone
from guanjia.telemetry.public import Device, lists_changed


def draw_zone(
    *, site: Site, code: str, name: str, building_id: int | None = None, family: bool = True, tenant: bool = True,
    door_ids: Sequence[int] = (), zone: Zone | None = None, actor: Any, at: datetime,
) -> Zone:  # fmt: skip
    """Make a zone, or draw `zone` anew; every door of it, old or new, takes a new list. Raises CardRefused for a taken code."""
    doors = list(Device.objects.filter(site=site, pk__in=door_ids))
    fields = {"code": code, "name": name.strip(), "building_id": building_id, "family": family, "tenant": tenant}
    before = set(zone.doors.values_list("pk", flat=True)) if zone is not None else set()
    try:
        with transaction.atomic():
            if zone is None:
                zone = Zone.objects.create(site=site, **fields)
            else:
                Zone.objects.filter(pk=zone.pk).update(**fields)
                zone.refresh_from_db()
            zone.doors.set(doors)
            lists_changed(site=site, device_ids=before | {door.pk for door in doors})
            record(
                site=site, at=at, actor=actor, action="draw", subject=("cards.zone", zone.pk), changes={"code": code}
            )
    except IntegrityError as taken:
        raise CardRefused("code", _("Another zone has this code.")) from taken
    return zone
