"""Changes settings and the working calendar of a site."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from guanjia.foundation.journal.public import FreeText, record
from guanjia.foundation.sites.public import CalendarOverride, Site, write_setting

KIND = "sites.site"


@transaction.atomic
def change_setting(*, site: Site, key: str, value: Any, actor: Any, at: datetime) -> bool:
    """Store a checked value; False, and no journal row, when it is the same. Raises BadSetting."""
    old, new = write_setting(site, key, value)
    if old == new:
        return False
    record(site=site, at=at, actor=actor, action="site.setting", subject=(KIND, site.pk), changes={key: [old, new]})
    return True


@transaction.atomic
def override_day(*, site: Site, on: date, kind: str, note: str, actor: Any, at: datetime) -> CalendarOverride:
    """Make a date a working day or a day off, whatever the published calendar says;

    a second word replaces the first.
    """
    row, _made = CalendarOverride.objects.update_or_create(site=site, on=on, defaults={"kind": kind, "note": note})
    changes = {"on": on, "kind": kind, "note": FreeText(note)}
    record(site=site, at=at, actor=actor, action="site.calendar", subject=(KIND, site.pk), changes=changes)
    return row


@transaction.atomic
def forget_override(*, site: Site, on: date, actor: Any, at: datetime) -> bool:
    """Let the published calendar count again on a date; False when it did already."""
    gone, _rows = CalendarOverride.objects.filter(site=site, on=on).delete()
    if gone:
        changes = {"on": on, "kind": ""}
        record(site=site, at=at, actor=actor, action="site.calendar", subject=(KIND, site.pk), changes=changes)
    return bool(gone)
