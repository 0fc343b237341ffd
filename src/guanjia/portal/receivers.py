"""What the portal does when something happened below."""

from guanjia.foundation.events.public import receives
from guanjia.foundation.journal.public import Entry
from guanjia.frontdesk.homes.events import OutageAnnounced
from guanjia.frontdesk.homes.public import Outage
from guanjia.people.public import User
from guanjia.portal.actions.outage_notices import follow_outage


@receives(OutageAnnounced)
def tell_of_outage(event: OutageAnnounced, entry: Entry) -> None:
    """An outage is a notice on every portal it concerns, to be posted in groups and on boards within the hour (FIELD 23)."""
    outage = Outage.objects.select_related("site").filter(pk=event.outage_id).first()
    if outage is not None:
        actor = User.objects.filter(pk=entry.actor_id).first()
        follow_outage(outage=outage, actor=actor, at=entry.at)
