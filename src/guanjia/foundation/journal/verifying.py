"""Checks the journal against its seal and names what does not fit."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from guanjia.foundation.journal.freetext import text_hash
from guanjia.foundation.journal.models import Entry, JournalText, SealBatch, SealLeaf
from guanjia.foundation.journal.rules.canonical import FIELDS, entry_hash, header_hash
from guanjia.foundation.journal.rules.merkle import root_of
from guanjia.foundation.journal.sealing import UNSEALED
from guanjia.foundation.sites.public import Site
from guanjia.kernel.words import gettext_noop as N_

LEEWAY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not fit the seal.

    `kind` is altered, missing, inserted or seal; `entry_id` None means the seal itself.
    """

    kind: str
    batch: int
    entry_id: int | None
    words: str


def verify(site: Site) -> Iterator[Finding]:
    """Every finding of the site's journal, batch by batch;

    nothing when all is whole. Memory stays bounded by one batch.

    It cannot see rows that were forged together with every later seal: compare `head` with one that was mailed or
    printed.
    """
    previous: SealBatch | None = None
    for batch in SealBatch.objects.filter(site=site).order_by("number").iterator():
        yield from _chain(batch, previous)
        yield from _batch(batch, previous)
        previous = batch
    if previous is not None:
        yield from _unsealed(site, previous)


def knows_head(site: Site, root: str) -> bool:
    """Whether a head that was mailed or printed earlier is still part of the site's chain."""
    return SealBatch.objects.filter(site=site, root=root.strip().lower()).exists()


def _chain(batch: SealBatch, previous: SealBatch | None) -> Iterator[Finding]:
    number, root = (previous.number + 1, previous.root) if previous else (1, "")
    if batch.number != number:
        yield Finding("missing", batch.number, None, N_("A batch of the seal before this one is missing."))
    if batch.previous_root != root:
        yield Finding("seal", batch.number, None, N_("This batch does not continue the one before it."))


def _batch(batch: SealBatch, previous: SealBatch | None) -> Iterator[Finding]:
    leaves = list(SealLeaf.objects.filter(batch=batch).order_by("position"))
    rows = {row["id"]: row for row in Entry.objects.filter(pk__in=[leaf.entry_id for leaf in leaves]).values(*FIELDS)}
    found = list(_leaves(batch, leaves))
    for leaf in leaves:
        found += _leaf(batch, leaf, rows.get(leaf.entry_id), previous)
    found += _texts(batch, rows)
    header = header_hash(batch.site_id, batch.number, batch.sealed_at, batch.previous_root)
    root = root_of([header, *(bytes.fromhex(leaf.leaf_hash) for leaf in leaves)]).hex()
    if root != batch.root and not any(finding.kind in {"missing", "inserted"} for finding in found):
        found.append(
            Finding("seal", batch.number, None, N_("An entry and its leaf were changed together, or the batch itself."))
        )
    yield from found


def _leaves(batch: SealBatch, leaves: list[SealLeaf]) -> Iterator[Finding]:
    taken = {leaf.position for leaf in leaves}
    for position in range(1, batch.entry_count + 1):
        if position not in taken:
            yield Finding("missing", batch.number, None, N_("An entry and its leaf are missing from this batch."))
    for leaf in leaves:
        if not 1 <= leaf.position <= batch.entry_count:
            yield Finding("inserted", batch.number, leaf.entry_id, N_("This entry was put into a sealed batch."))


def _leaf(batch: SealBatch, leaf: SealLeaf, row: dict | None, previous: SealBatch | None) -> Iterator[Finding]:
    if row is None:
        yield Finding("missing", batch.number, leaf.entry_id, N_("This entry was sealed and is gone."))
        return
    if entry_hash(row).hex() != leaf.leaf_hash:
        yield Finding("altered", batch.number, leaf.entry_id, N_("This entry is not what was sealed."))
    if previous is not None and row["recorded_at"] < previous.sealed_at - LEEWAY:
        yield Finding("inserted", batch.number, leaf.entry_id, N_("This entry claims a time that was sealed before."))


def _texts(batch: SealBatch, rows: dict[int, dict]) -> Iterator[Finding]:
    """Texts that no longer fit the hash in their entry. An erased text is no finding."""
    for text in JournalText.objects.filter(pk__in=rows):
        row = rows[text.pk]
        hashes = {key: text_hash(text.salt, words) for key, words in text.fields.items()}
        sealed = {key: (row["changes"].get(key) or {}).get("text_hash") for key in text.fields}
        if text_hash(text.salt, text.reason) != row["reason_hash"] or hashes != sealed:
            yield Finding("altered", batch.number, text.pk, N_("The text beside this entry is not what was written."))


def _unsealed(site: Site, last: SealBatch) -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute(UNSEALED, [site.pk, 0])
        ids = [row[0] for row in cursor.fetchall()]
    deadline: datetime = last.sealed_at - LEEWAY
    for pk in Entry.objects.filter(pk__in=ids, recorded_at__lt=deadline).order_by("id").values_list("pk", flat=True):
        yield Finding("inserted", last.number, pk, N_("This entry claims a time that was sealed before."))
