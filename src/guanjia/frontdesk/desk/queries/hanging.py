"""What of the desk hangs when a shift ends: calls to be returned, cases of the first row, messages not yet passed on."""

from datetime import datetime

from django.urls import reverse

from guanjia.foundation.sites.public import Site
from guanjia.frontdesk.desk.models import Note
from guanjia.frontdesk.desk.queries.lists import open_cases, to_call_back
from guanjia.frontdesk.desk.rules.notes import OPEN_NOTE
from guanjia.ui.hanging import HangingItem

COUNTER = frozenset({"frontdesk", "hotline", "duty.manager"})
MOST = 20


def open_matters(site: Site, post_code: str, at: datetime) -> list[HangingItem]:
    """For the counter: cases first, then calls, then messages."""
    if post_code not in COUNTER:
        return []
    cases = [
        HangingItem(f"desk.case:{row.pk}", str(row), reverse("desk:case", args=[site.code, row.number]))
        for row in open_cases(site)
    ]
    calls = [
        HangingItem(
            f"desk.call:{row.pk}", str(row), reverse("desk:call", args=[site.code, row.number]), row.promised_at
        )
        for row in to_call_back(site)
    ]
    notes = [
        HangingItem(
            f"desk.note:{row.pk}", f"{row.number} {row.text[:80]}", reverse("desk:note", args=[site.code, row.number])
        )
        for row in Note.objects.filter(site=site, state__in=OPEN_NOTE).order_by("left_at")[:MOST]
    ]
    return [*cases, *calls, *notes][: 2 * MOST]
