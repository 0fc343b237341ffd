"""Takes over a statement of arrears from finance: all lines or none, the latest replaces the one before (FIELD 7, 30)."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.foundation.journal.public import record
from guanjia.foundation.sites.public import Site
from guanjia.foundation.tables.public import ImportRefused, ImportRun, Row, Taken
from guanjia.frontdesk.homes.models import Arrears, ArrearsSheet
from guanjia.frontdesk.homes.queries.arrears import latest_sheet
from guanjia.frontdesk.homes.queries.cells import address_of
from guanjia.people.public import local_day
from guanjia.places.public import Unit, unit_code

ARREARS = "homes.arrears"


def check_arrears(site: Site, rows: Sequence[Row], at: datetime) -> None:
    """Refuse a unit that is not here or named twice, a day to come, a second day in one sheet, a day before the latest."""
    today, latest = local_day(site, at), latest_sheet(site)
    codes = {row.number: code_of(row) for row in rows}
    known = set(Unit.objects.filter(site=site, code__in=set(codes.values())).values_list("code", flat=True))
    days = [row.values["as_of"] for row in rows]
    seen: dict[str, int] = {}
    for row in rows:
        code, as_of = codes[row.number], row.values["as_of"]
        if code not in known:
            row.refuse("number", _("no unit of this site"))
        elif seen.setdefault(code, row.number) != row.number:
            row.refuse("number", _("the same as row %(row)d") % {"row": seen[code]})
        if as_of > today:
            row.refuse("as_of", _("a day that has not come"))
        elif as_of != days[0]:
            row.refuse("as_of", _("another day than the first row; one statement, one day"))
        elif latest is not None and as_of < latest.as_of:
            row.refuse("as_of", _("older than the statement of %(day)s") % {"day": f"{latest.as_of:%Y-%m-%d}"})
        if row.values["since"] and row.values["since"] > as_of:
            row.refuse("since", _("after the day of the statement"))


@transaction.atomic
def take_arrears(*, site: Site, rows: Sequence[Row], actor: Any, at: datetime) -> Taken:
    """Keep the statement and drop the lines of the one before; a unit that it does not name owes nothing.

    The same statement again changes nothing. Two at once: one after the other, the site's row is locked; ImportRefused where
    a newer one was faster.
    """
    Site.objects.select_for_update().get(pk=site.pk)
    lines = {code_of(row): (_fen(row.values["amount"]), row.values["since"]) for row in rows}
    as_of: date = rows[0].values["as_of"]
    digest = hashlib.sha256(f"{as_of} {sorted(lines.items(), key=lambda line: line[0])}".encode()).hexdigest()
    before = latest_sheet(site)
    if before is not None and before.digest == digest:
        return Taken(unchanged=len(lines))
    if before is not None and as_of < before.as_of:  # a newer one came in since the preview
        raise ImportRefused(_("older than the statement of %(day)s") % {"day": f"{before.as_of:%Y-%m-%d}"})
    sheet = ArrearsSheet.objects.create(
        site=site, as_of=as_of, source=_source(site, at), digest=digest, count=len(lines),
        total_fen=sum(fen for fen, _since in lines.values()), taken_at=at, taken_by=actor,
    )  # fmt: skip
    units = dict(Unit.objects.filter(site=site, code__in=lines).values_list("code", "pk"))
    Arrears.objects.filter(sheet__site=site).delete()
    Arrears.objects.bulk_create(
        [
            Arrears(sheet=sheet, unit_id=units[code], amount_fen=fen, since=since)
            for code, (fen, since) in lines.items()
        ],
        batch_size=1000,
    )
    record(
        site=site, at=at, actor=actor, action="take", subject=(ARREARS, sheet.pk),
        changes={"as_of": as_of.isoformat(), "count": len(lines), "total_fen": sheet.total_fen},
    )  # fmt: skip
    return Taken(created=len(lines))


def code_of(row: Row) -> str:
    """The code of the unit that a line names; "" where it names none."""
    building, section, number = address_of(row.values["building"], row.values["section"], row.values["number"])
    return unit_code(building, section, number) if building and number else ""


def _source(site: Site, at: datetime) -> str:
    """The name of the file that is being taken over; its run was claimed in the same transaction."""
    runs = ImportRun.objects.filter(site=site, noun=ARREARS, applied_at=at).order_by("-pk")
    return (runs.values_list("file_name", flat=True).first() or "")[:200]


def _fen(amount: Any) -> int:
    return int((Decimal(str(amount)) * 100).to_integral_value())
