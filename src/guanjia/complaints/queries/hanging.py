"""What complaints hang when a shift ends."""

from datetime import datetime

from django.urls import reverse

from guanjia.complaints.models import Complaint
from guanjia.complaints.rules.states import OPEN
from guanjia.foundation.sites.public import Site
from guanjia.ui.hanging import HangingItem

COUNTER = frozenset({"frontdesk", "hotline", "duty.manager"})
MOST = 20


def open_complaints(site: Site, post_code: str, at: datetime) -> list[HangingItem]:
    """Every complaint that is not filed, the earliest promised reply first."""
    if post_code not in COUNTER:
        return []
    rows = Complaint.objects.filter(site=site, state__in=OPEN).order_by("next_reply_at", "received_at")[:MOST]
    return [
        HangingItem(
            f"complaints.complaint:{row.pk}",
            f"{row.number} {row.problem[:80]}",
            reverse("complaints:complaint", args=[site.code, row.number]),
            row.next_reply_at,
        )
        for row in rows
    ]
