"""What the caller card shows of the counter: parcels, stored things, loans of a household."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from guanjia.custody.public import ItemKind, items_of_household
from guanjia.foundation.sites.public import Site
from guanjia.frontdesk.parcels.queries.parcels import waiting_for
from guanjia.ui.card import PanelRow, Whom

MOST = 12


def parcel_rows(site: Site, whom: Whom, user: Any, at: datetime) -> Sequence[PanelRow]:
    """Waiting parcels, the longest waiting first; one query."""
    rows = waiting_for(site, list(whom.unit_ids), list(whom.person_ids))[:MOST]
    return [
        PanelRow(
            _("Shelf %(shelf)s · …%(tail)s") % {"shelf": row.item.shelf or row.box, "tail": row.tracking_number[-4:]},
            reverse("parcels:parcel", args=[site.code, row.item.number]),
            row.item.stage,
            _("%(days)d days") % {"days": (at - row.item.taken_at).days},
        )
        for row in rows
    ]


def thing_rows(site: Site, whom: Whom, user: Any, at: datetime) -> Sequence[PanelRow]:
    """Stored, found and lent things; one query."""
    rows = items_of_household(site, list(whom.unit_ids), list(whom.person_ids)).exclude(kind=ItemKind.PARCEL)[:MOST]
    return [
        PanelRow(row.name, reverse("custody:item", args=[site.code, row.number]), row.stage, _(row.get_kind_display()))
        for row in rows
    ]
