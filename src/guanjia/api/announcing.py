"""The events that leave the house by webhook: ids and codes only, no names and no words of people."""

from guanjia.conference.events import BlockEnded, BlockStarted, EventMoved, EventRearranged
from guanjia.duties.events import DutiesMissed, DutyDone
from guanjia.foundation.events.public import announce
from guanjia.kernel.words import gettext_noop as N_
from guanjia.places.events import RoomClosed, RoomReopened
from guanjia.posts.events import RosterChanged
from guanjia.servicedesk.events import OrderMoved, OrderOpened
from guanjia.surveys.events import SurveyAnswered, SurveySent

OFFERED = (
    (EventMoved, N_("An event changed its state")),
    (EventRearranged, N_("Rooms or times of an event changed")),
    (BlockStarted, N_("A meeting began")),
    (BlockEnded, N_("A meeting ended")),
    (DutyDone, N_("A duty was done")),
    (DutiesMissed, N_("Duties were missed")),
    (OrderOpened, N_("A work order was opened")),
    (OrderMoved, N_("A work order moved on")),
    (SurveySent, N_("A survey went out")),
    (SurveyAnswered, N_("A survey was answered")),
    (RoomClosed, N_("A room was closed")),
    (RoomReopened, N_("A room was opened again")),
    (RosterChanged, N_("The roster changed")),
)


def announce_all() -> None:
    """Offer them to webhooks."""
    for event_class, label in OFFERED:
        announce(event_class, label)
