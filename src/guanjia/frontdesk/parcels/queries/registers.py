"""The registers as rows of text."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from guanjia.custody.public import Item
from guanjia.foundation.sites.public import Site, local
from guanjia.frontdesk.parcels.models import Parcel

Sheet = tuple[list[str], list[list[str]]]


def parcel_rows(site: Site, parcels: QuerySet[Parcel]) -> Sheet:
    """The parcel register: recipient, number, time, state, who collected and signed (TMPL-022)."""
    heads = [
        _("Tag"), _("Recipient"), _("Tracking number"), _("Received"), _("Packaging"), _("State"), _("Collected by"),
        _("Hand-over done"),
    ]  # fmt: skip
    rows = parcels.select_related("item__unit", "item__owner")
    return heads, [
        [
            row.item.number,
            whose(row.item),
            row.tracking_number,
            _time(site, row.item.taken_at),
            _(row.get_packaging_display()),
            _(row.item.get_state_display()),
            taken_by(row.item),
            _time(site, row.item.ended_at),
        ]
        for row in rows
    ]


def item_rows(site: Site, items: Iterable[Item]) -> Sheet:
    """A register of things: both signatures, in and out (TMPL-023, TMPL-013)."""
    heads = [
        _("Tag"), _("Thing"), _("Whose or to whom"), _("In or out"), _("Signed"), _("State"), _("Condition at the end"),
        _("Ended"), _("Signed"),
    ]  # fmt: skip
    return heads, [
        [
            item.number,
            f"{item.name} × {item.count}",
            whose(item),
            _time(site, item.taken_at),
            written(item.signature_in),
            _(item.get_state_display()),
            item.condition_in,
            _time(site, item.ended_at),
            written(item.signature),
        ]
        for item in items
    ]


def whose(item: Item) -> str:
    """Unit and name of the owner, or who has it."""
    unit = item.unit.code if item.unit is not None else ""
    name = item.owner.name if item.owner is not None else item.holder
    return f"{unit} {name}".strip() or "–"


def taken_by(item: Item) -> str:
    """Who took it and by what it was checked."""
    return " ".join(part for part in (item.ended_to, written(item.signature)) if part)


def written(signature: str) -> str:
    """A signature as text: a name that was typed; for a drawn one only that it is there."""
    return _("signed") if signature.startswith("data:") else signature


def _time(site: Site, moment: datetime | None) -> str:
    return f"{local(site, moment):%m-%d %H:%M}" if moment is not None else ""
