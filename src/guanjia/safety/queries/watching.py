"""What of the list is in force, and who looked at it."""

from datetime import datetime

from django.db.models import QuerySet

from guanjia.foundation.journal.public import Entry
from guanjia.foundation.sites.public import Site, local
from guanjia.safety.models import Assessment, WatchEntry
from guanjia.safety.rules.watching import KEPT, Filed, Topic, is_on


def topic_is_on(site: Site, topic: Topic, at: datetime) -> bool:
    """Whether an impact assessment allows the topic at that moment; one query."""
    rows = Assessment.objects.filter(site=site, topic=topic).values_list("filed_on", "withdrawn_on")
    return is_on(topic, [Filed(topic, *row) for row in rows], local(site, at).date())


def kept_entries(site: Site) -> QuerySet[WatchEntry]:
    """Entries that wait or are in force; what ended is erased and not listed."""
    rows = WatchEntry.objects.filter(site=site, state__in=KEPT)
    return rows.select_related("person", "entered_by", "approved_by").order_by("-state", "expires_on")


def looks(site: Site, most: int = 50) -> list[Entry]:
    """The last looks at the list: who asked, when, where, and which entries came up."""
    rows = Entry.objects.filter(site=site, subject_kind="safety.watch_list", subject_id=site.pk, action="look_up")
    return list(rows.order_by("-id")[:most])
