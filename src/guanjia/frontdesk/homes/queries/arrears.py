"""What is unpaid at a household by the latest statement of finance; only for roles that may see it (FIELD 30)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext

from guanjia.foundation.sites.public import Setting, Site
from guanjia.frontdesk.homes.models import Arrears, ArrearsSheet
from guanjia.frontdesk.homes.rules.arrears import concerns_owner, is_old, yuan
from guanjia.kernel.words import gettext_noop as N_
from guanjia.people.public import OWNERS, Occupancy, local_day
from guanjia.ui.card import PanelRow, Whom
from guanjia.ui.parts import Mark

AT_DESK = Setting("homes.arrears_at_desk", "bool", False, N_("The desk and butlers see on the card what is unpaid"))


def latest_sheet(site: Site) -> ArrearsSheet | None:
    """The statement that holds; None before any came."""
    return ArrearsSheet.objects.filter(site=site).order_by("-as_of", "-pk").first()


def arrears_lines(site: Site) -> QuerySet[Arrears]:
    """The lines of the statement that holds, the largest first."""
    return (
        Arrears.objects.filter(sheet__site=site)
        .select_related("unit", "unit__building", "unit__site", "sheet")
        .order_by("-amount_fen", "unit__code")
    )


def arrears_rows(site: Site, whom: Whom, user: Any, at: datetime) -> Sequence[PanelRow]:
    """What the caller's homes owe, with the day it was said; nothing that is an earlier owner's. One query."""
    if not whom.unit_ids:
        return []
    today = local_day(site, at)
    owners = Occupancy.objects.current(today).filter(unit=OuterRef("unit"), relation__in=OWNERS).order_by("since")
    rows = arrears_lines(site).filter(unit__in=whom.unit_ids).annotate(owner_since=Subquery(owners.values("since")[:1]))
    return [
        PanelRow(
            gettext("%(unit)s: ¥%(sum)s unpaid") % {"unit": row.unit.code, "sum": yuan(row.amount_fen)},
            mark=Mark(gettext("old statement"), "orange") if is_old(row.sheet.as_of, today) else None,
            note=_note(row),
        )
        for row in rows
        if concerns_owner(row.sheet.as_of, row.owner_since)
    ]


def _note(row: Arrears) -> str:
    said = gettext("as of %(day)s") % {"day": f"{row.sheet.as_of:%Y-%m-%d}"}
    return f"{said} · {gettext('since %(day)s') % {'day': f'{row.since:%Y-%m-%d}'}}" if row.since else said
