"""What visitors show on the caller card."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from guanjia.foundation.sites.public import Site, local
from guanjia.frontdesk.visitors.queries.visits import visits_about
from guanjia.ui.card import PanelRow, Whom


def panel_rows(site: Site, whom: Whom, user: Any, at: datetime) -> Sequence[PanelRow]:
    """Expected and present visitors of the household; one query."""
    visits = visits_about(site, person_ids=whom.person_ids, unit_ids=whom.unit_ids, at=at)
    return [
        PanelRow(
            text=visit.person.name,
            url=reverse("visitors:visit", args=[site.code, visit.number]),
            mark=visit.stage,
            note=f"{local(site, visit.expected_at):%m-%d %H:%M} {visit.unit.code if visit.unit else ''}".strip(),
        )
        for visit in visits
    ]


def register_url(site: Site, whom: Whom) -> str:
    """The form for a visitor of this household."""
    query = {name: ids[0] for name, ids in (("unit", whom.unit_ids), ("person", whom.person_ids)) if ids}
    url = reverse("visitors:register", args=[site.code])
    return f"{url}?{urlencode(query)}" if query else url
