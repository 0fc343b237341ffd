"""What homes show on the caller card, and what the counter can do for a household."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guanjia.foundation.sites.public import Site, local
from guanjia.frontdesk.homes.models import Passage, Renovation
from guanjia.frontdesk.homes.permissions import keeps_homes, sees_arrears
from guanjia.frontdesk.homes.queries.arrears import arrears_rows
from guanjia.frontdesk.homes.queries.outages import outages_at
from guanjia.frontdesk.homes.rules.passage import PassageState
from guanjia.frontdesk.homes.rules.renovation import RenovationState
from guanjia.ui.card import DeskAct, Panel, PanelRow, Whom

OVER = (RenovationState.CLOSED, RenovationState.CANCELLED)


def outage_rows(site: Site, whom: Whom, user: Any, at: datetime) -> Sequence[PanelRow]:
    """What is off now or will be at the homes of the caller: one answer for forty calls."""
    return [
        PanelRow(
            f"{gettext(row.kind_enum.label)}: {row.words}",
            reverse("homes:outage", args=[site.code, row.number]),
            row.stage,
            f"{local(site, row.starts_at):%m-%d %H:%M} – {local(site, row.expected_end):%m-%d %H:%M}",
        )
        for row in (outages_at(site, whom.unit_ids, at) if whom.unit_ids else [])
    ]


def passage_rows(site: Site, whom: Whom, user: Any, at: datetime) -> Sequence[PanelRow]:
    """Moving in, transfer or moving out under way."""
    rows = Passage.objects.filter(site=site, unit__in=whom.unit_ids, state=PassageState.OPEN)
    return [
        PanelRow(
            f"{gettext(row.kind_enum.label)} {row.planned_on:%m-%d}",
            reverse("homes:passage", args=[site.code, row.number]),
            row.stage,
            row.number,
        )
        for row in rows
    ]


def renovation_rows(site: Site, whom: Whom, user: Any, at: datetime) -> Sequence[PanelRow]:
    """The renovation of the caller's homes, until it is closed."""
    rows = Renovation.objects.filter(site=site, unit__in=whom.unit_ids).exclude(state__in=OVER)
    return [
        PanelRow(
            f"{row.planned_from:%m-%d} – {row.planned_until:%m-%d} {row.works[:30]}",
            reverse("homes:renovation", args=[site.code, row.number]),
            row.stage,
            row.number,
        )
        for row in rows
    ]


def prefilled(name: str, site: Site, whom: Whom) -> str:
    """The address of a form that knows whom already."""
    query = {"unit": whom.unit_ids[0]} if whom.unit_ids else {}
    if whom.person_ids:
        query["person"] = whom.person_ids[0]
    return f"{reverse(name, args=[site.code])}?{urlencode(query)}"


PANELS = (
    Panel("homes.arrears", _("Unpaid"), arrears_rows, 40, permission=sees_arrears),
    Panel("homes.outages", _("Outages"), outage_rows, 5),
    Panel("homes.passages", _("Moving and transfers"), passage_rows, 60),
    Panel("homes.renovations", _("Renovations"), renovation_rows, 61),
)
ACTS = (
    DeskAct(
        "homes.renovation", _("Renovation"), lambda site, whom: prefilled("homes:renovation_tell", site, whom),
        "hammer", order=70, permission=keeps_homes,
    ),
    DeskAct(
        "homes.passage", _("Moving, transfer"), lambda site, whom: prefilled("homes:passage_open", site, whom), "truck",
        order=71, permission=keeps_homes,
    ),
)  # fmt: skip
