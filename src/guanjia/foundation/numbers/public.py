"""The door of numbers: BX-20261121-0007, counted per site, prefix and day."""

from datetime import date

from django.db import connection, transaction

from guanjia.foundation.sites.public import Site

TAKE = """INSERT INTO numbers_counter (site_id, series, "on", last) VALUES (%s, %s, %s, 1)
 ON CONFLICT (site_id, series, "on") DO UPDATE SET last = numbers_counter.last + 1 RETURNING last"""


class NotInTransaction(RuntimeError):
    """A gap-free number was asked for outside a transaction, where a crash would leave a gap."""


def next_number(*, site: Site, prefix: str, on: date) -> str:
    """The next number of the day, as HY-20261121-0001;

    `on` is the site's local date. A rolled-back taker may leave a gap.

    Beyond 9999 the last part grows. Numbers of two sites are independent.
    """
    return _format(prefix, on, _take(site, prefix, on))


def next_gapless(*, site: Site, prefix: str, on: date) -> str:
    """The next number of a series without gaps (receipts, bills, bids, numbered papers).

    Take it as the last statement before commit: the series is locked until then. A rollback gives the number back.
    Raises NotInTransaction outside atomic().
    """
    if not transaction.get_connection().in_atomic_block:
        raise NotInTransaction(prefix)
    return _format(prefix, on, _take(site, f"{prefix}!", on))


def _take(site: Site, series: str, on: date) -> int:
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [site.pk, series, connection.ops.adapt_datefield_value(on)])
        return int(cursor.fetchone()[0])


def _format(prefix: str, on: date, count: int) -> str:
    return f"{prefix}-{on:%Y%m%d}-{count:04d}"
