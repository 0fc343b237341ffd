"""What the caller card shows of requests, and what the counter does for a caller."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from guanjia.servicedesk.queries.requests import requests_of
from guanjia.ui.card import PanelRow, Whom

MOST = 6


def open_requests(site: Any, whom: Whom, user: Any, at: Any) -> Sequence[PanelRow]:
    """What is open for these people and homes, newest first; one query."""
    rows = requests_of(site, person_ids=whom.person_ids, unit_ids=whom.unit_ids, only_open=True)
    return [
        PanelRow(
            text=f"{row.number} {row.title}",
            url=reverse("servicedesk:request", args=[site.code, row.number]),
            mark=row.stage,
            note=row.where,
        )
        for row in rows[:MOST]
    ]


def log_url(site: Any, whom: Whom) -> str:
    """The form, already knowing whom."""
    known = {"unit": whom.unit_ids[:1], "person": whom.person_ids[:1]}
    words = urlencode({name: ids[0] for name, ids in known.items() if ids})
    return reverse("servicedesk:log", args=[site.code]) + (f"?{words}" if words else "")
