"""What wayfinding does when a facility of the visitors' map is blocked or free again."""

from guanjia.foundation.events.public import receives
from guanjia.foundation.journal.public import Entry
from guanjia.frontdesk.visitors.events import FacilityBlocked, FacilityFreed
from guanjia.frontdesk.visitors.public import Facility, FacilityState
from guanjia.wayfinding.actions.facilities import follow_blocked, follow_freed


@receives(FacilityBlocked)
def close_its_way(event: FacilityBlocked, entry: Entry) -> None:
    """Ways lead round a blocked ramp, lift or toilet; one that is free again by now is left alone."""
    facility = Facility.objects.select_related("site").filter(pk=event.facility_id).first()
    if facility is not None and facility.stage is FacilityState.BLOCKED:
        follow_blocked(facility=facility, reason=entry.reason, at=entry.at)


@receives(FacilityFreed)
def open_its_way(event: FacilityFreed, entry: Entry) -> None:
    """Ways use it again."""
    facility = Facility.objects.select_related("site").filter(pk=event.facility_id).first()
    if facility is not None and facility.stage is FacilityState.OPEN:
        follow_freed(facility=facility, at=entry.at)
