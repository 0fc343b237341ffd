"""The parcel shelves and the keys, for the outage pack and the change of shift."""

from datetime import datetime

from django.utils.translation import gettext as _

from guanjia.custody.public import Loanable, LoanKind, keys_out
from guanjia.foundation.sites.public import Site, local
from guanjia.frontdesk.parcels.queries.parcels import parcel_list
from guanjia.papers.public import Table

MOST = 400


def shelves(site: Site, at: datetime) -> Table:
    """What lies on which shelf for which home; codes and names stay out of it."""
    rows = parcel_list(site)[:MOST]
    heads = (_("Shelf"), _("Unit"), _("Tracking number"), _("Since"), _("Collected by"))
    return Table(
        heads,
        [
            [row.item.shelf or row.box or "–", row.item.unit.code if row.item.unit else "–", f"…{row.tracking_number[-6:]}",
             f"{local(site, row.item.taken_at):%m-%d %H:%M}", ""]
            for row in rows
        ],
    )  # fmt: skip


def keys(site: Site, at: datetime) -> Table:
    """Keys that are out and when they are due."""
    heads = (_("Door key"), _("Handed out"), _("Due back"))
    return Table(
        heads,
        [
            [
                row.name,
                f"{local(site, row.taken_at):%m-%d %H:%M}",
                f"{local(site, row.due_at):%m-%d %H:%M}" if row.due_at else "–",
            ]
            for row in keys_out(site)[:MOST]
        ],
    )


def keys_on_board(site: Site, post_code: str, at: datetime) -> int | None:
    """How many keys must hang on the board when the desk is handed over; None where no key is on the books."""
    if post_code != "frontdesk":
        return None
    rows = Loanable.objects.filter(site=site, kind=LoanKind.KEY, retired_at=None, lost_at=None)
    return rows.filter(out_item=None).count() if rows.exists() else None
