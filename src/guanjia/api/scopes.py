"""What a token may be used for."""

from guanjia.kernel.words import Word
from guanjia.kernel.words import gettext_noop as N_


class Scope(Word):
    """A scope's stored code and its English label. What the token's user may not do, no scope allows."""

    PLACES_READ = "places:read", N_("Read rooms and which are free")
    CONFERENCE_READ = "conference:read", N_("Read conferences")
    CONFERENCE_WRITE = "conference:write", N_("Call, move, cancel and run meetings")
    CHECKIN = "checkin", N_("Let guests in")
    DUTIES_READ = "duties:read", N_("Read duties")
    DUTIES_EVIDENCE = "duties:evidence", N_("Hand in evidence for one's own duties")
    ORDERS_READ = "orders:read", N_("Read work orders")
    ORDERS_WRITE = "orders:write", N_("Open and move work orders")
    REQUESTS_READ = "requests:read", N_("Read service requests")
    REQUESTS_WRITE = "requests:write", N_("Take down and move service requests")
    JOURNAL_READ = "journal:read", N_("Read the history")


WRITES = frozenset(
    {Scope.CONFERENCE_WRITE, Scope.CHECKIN, Scope.DUTIES_EVIDENCE, Scope.ORDERS_WRITE, Scope.REQUESTS_WRITE}
)
