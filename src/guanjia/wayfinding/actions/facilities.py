"""Ways that are a facility of the visitors' map: closed while it is blocked, opened when it can be used again."""

from datetime import datetime
from typing import Any

from django.db import transaction

from guanjia.foundation.journal.public import record
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.frontdesk.visitors.public import Facility, FacilityState
from guanjia.wayfinding.actions.closing import close_way, open_way
from guanjia.wayfinding.actions.drawing import LINK
from guanjia.wayfinding.models import Closing, WayLink
from guanjia.wayfinding.rules.refusals import WayRefused

REASON = 120


@transaction.atomic
def tie_facility(*, link: WayLink, facility: Facility | None, actor: Any, at: datetime) -> None:
    """The link is this facility of the map, or none; blocked already, it is closed at once. A second call changes nothing."""
    if link.facility_id == (facility.pk if facility else None):
        return
    WayLink.objects.filter(pk=link.pk).update(facility=facility)
    record(
        site=link.site, at=at, actor=actor, action="facility", subject=(LINK, link.pk),
        changes={"facility": facility.pk if facility else None},
    )  # fmt: skip
    if facility is not None and facility.stage is FacilityState.BLOCKED:
        follow_blocked(facility=facility, reason="", at=at)


@transaction.atomic
def follow_blocked(*, facility: Facility, reason: str, at: datetime) -> list[Closing]:
    """Close the lift or the links that are this facility, until it is free. What somebody closed already stays theirs."""
    said = f"{facility.name}：{reason.strip()}"[:REASON] if reason.strip() else facility.name
    made = []
    links = WayLink.objects.filter(site=facility.site_id, facility=facility).select_related("site")
    for via, link in {(link.via, None if link.via else link) for link in links}:
        try:
            made.append(_close(facility, via, link, said, at))
        except WayRefused:
            continue
    return made


def _close(facility: Facility, via: str, link: WayLink | None, said: str, at: datetime) -> Closing:
    """Words that may not be shown in public (a secrecy mark in the report) are left out."""
    what: dict[str, Any] = {
        "site": facility.site,
        "via": via,
        "link": link,
        "facility": facility,
        "actor": None,
        "at": at,
    }
    try:
        return close_way(reason=said, **what)
    except SecretRefused:
        return close_way(reason=facility.name, **what)


@transaction.atomic
def follow_freed(*, facility: Facility, at: datetime) -> int:
    """Open what was closed for this facility; how many. What somebody closed by hand stays closed."""
    rows = Closing.objects.filter(facility=facility, lifted_at=None).select_related("site")
    for closing in rows:
        open_way(closing=closing, actor=None, at=at)
    return len(rows)
