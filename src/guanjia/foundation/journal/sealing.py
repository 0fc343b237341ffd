"""Seals what the journal holds: per site a chain of Merkle trees, made apart from the writers."""

from datetime import datetime, timedelta

from django.db import IntegrityError, connection, transaction

from guanjia.foundation.journal.models import Entry, SealBatch, SealLeaf
from guanjia.foundation.journal.rules.canonical import FIELDS, entry_hash, header_hash
from guanjia.foundation.journal.rules.merkle import root_of
from guanjia.foundation.sites.public import Site

SLICE = 5000
LOOK_BACK = timedelta(hours=1)
UNSEALED = (
    "SELECT e.id FROM journal_entry e LEFT JOIN journal_sealleaf l ON l.entry_id = e.id "
    "WHERE e.site_id = %s AND e.id > %s AND l.entry_id IS NULL"
)
# A row may only be sealed once no transaction older than its own is still running.
SETTLED = " AND age(e.xmin) > age(pg_snapshot_xmin(pg_current_snapshot())::xid)"


def seal_all(*, now: datetime) -> int:
    """Seal every site's unsealed entries;

    the count sealed. Safe to run on two hosts at once: one of them wins a batch.
    """
    return sum(seal(site, now=now) for site in Site.objects.order_by("id"))


def seal(site: Site, *, now: datetime) -> int:
    """Seal the site's unsealed entries in batches of at most 5,000; the count sealed."""
    count = 0
    while done := _seal_slice(site, now):
        count += done
        if done < SLICE:
            break
    return count


def _seal_slice(site: Site, now: datetime) -> int:
    try:
        with transaction.atomic():
            return _write_batch(site, now)
    except IntegrityError:
        return 0  # another clock sealed this batch in the same moment


def _write_batch(site: Site, now: datetime) -> int:
    last = SealBatch.objects.filter(site=site).order_by("-number").first()
    rows = list(Entry.objects.filter(pk__in=_unsealed(site, last, now)).order_by("id").values(*FIELDS))
    if not rows:
        return 0
    number, previous = (last.number + 1, last.root) if last else (1, "")
    hashes = [entry_hash(row) for row in rows]
    batch = SealBatch.objects.create(
        site=site,
        number=number,
        sealed_at=now,
        entry_count=len(rows),
        last_entry_id=rows[-1]["id"],
        previous_root=previous,
        root=root_of([header_hash(site.pk, number, now, previous), *hashes]).hex(),
    )
    SealLeaf.objects.bulk_create(
        [
            SealLeaf(entry_id=row["id"], batch=batch, position=position, leaf_hash=found.hex())
            for position, (row, found) in enumerate(zip(rows, hashes, strict=True), start=1)
        ],
        batch_size=500,
    )
    return len(rows)


def _unsealed(site: Site, last: SealBatch | None, now: datetime) -> list[int]:
    """Ids of entries without a leaf, oldest first. Looks back an hour, and over everything once a day."""
    floor = 0
    if last is not None and last.sealed_at.date() == now.date():
        old = SealBatch.objects.filter(site=site, sealed_at__lt=now - LOOK_BACK).order_by("-number").first()
        floor = old.last_entry_id if old else 0
    settled = SETTLED if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"{UNSEALED}{settled} ORDER BY e.id LIMIT {SLICE}", [site.pk, floor])
        return [row[0] for row in cursor.fetchall()]
