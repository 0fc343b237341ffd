"""Who is told about an event on the house's side."""

from collections.abc import Iterable
from datetime import datetime

from guanjia.conference.models import Event
from guanjia.people.public import Roles, User, users_with_role


def coordinators_of(event: Event, at: datetime) -> Iterable[User]:
    """The co-ordinator named on the event (TEAM-001); all co-ordinators of its site where none is."""
    return [event.coordinator] if event.coordinator else users_with_role(event.site, Roles.COORDINATOR, at=at)
