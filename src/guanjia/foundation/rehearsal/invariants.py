"""What the foundation itself promises at the end of every rehearsal."""

from guanjia.foundation.events.public import Delivery
from guanjia.foundation.journal.public import verify
from guanjia.foundation.rehearsal.registry import Invariant
from guanjia.foundation.sites.public import Site


def _undelivered(site: Site) -> list[str]:
    rows = Delivery.objects.filter(site=site, delivered_at__isnull=True).select_related("entry")
    return [f"{row.entry.event_kind} {row.entry_id} to {row.receiver} {row.last_error}".strip() for row in rows]


def _torn(site: Site) -> list[str]:
    return [f"batch {finding.batch} entry {finding.entry_id}: {finding.kind}" for finding in verify(site)]


DELIVERED = Invariant("every event reached every receiver", _undelivered)
WHOLE = Invariant("the journal is what was sealed", _torn)
