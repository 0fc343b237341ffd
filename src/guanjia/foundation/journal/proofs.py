"""Heads and proofs: what is mailed, printed on dossiers and handed to an auditor."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from guanjia.foundation.journal.models import Entry, SealBatch, SealLeaf
from guanjia.foundation.journal.rules.canonical import FIELDS, entry_hash, header_hash, spelled
from guanjia.foundation.journal.rules.merkle import audit_path, root_from_path
from guanjia.foundation.sites.public import Site, to_utc


@dataclass(frozen=True, slots=True)
class Head:
    """The newest root of a site's chain: it stands for every entry sealed up to `sealed_at`."""

    number: int
    root: str
    sealed_at: datetime
    entry_count: int


@dataclass(frozen=True, slots=True)
class Proof:
    """That an entry is in a batch: leaf `index` of a tree of `size`, with the path to `root` as hex digits."""

    entry_id: int
    batch: int
    index: int
    size: int
    leaf_hash: str
    path: tuple[str, ...]
    root: str


def head(site: Site) -> Head | None:
    """The site's newest head; None before the first seal."""
    return _head(SealBatch.objects.filter(site=site).order_by("-number").first())


def daily_head(site: Site, on: date) -> Head | None:
    """The last head sealed on or before the site's local day `on`, as printed on dossiers; None if there is none."""
    end = to_utc(site, datetime.combine(on + timedelta(days=1), time.min))
    return _head(SealBatch.objects.filter(site=site, sealed_at__lt=end).order_by("-number").first())


def proof_of(entry_id: int) -> Proof | None:
    """The inclusion proof of an entry; None while it is not sealed."""
    leaf = SealLeaf.objects.filter(pk=entry_id).select_related("batch").first()
    if leaf is None:
        return None
    batch = leaf.batch
    header = header_hash(batch.site_id, batch.number, batch.sealed_at, batch.previous_root)
    stored = SealLeaf.objects.filter(batch=batch).order_by("position").values_list("leaf_hash", flat=True)
    leaves = [header, *map(bytes.fromhex, stored)]
    path = tuple(step.hex() for step in audit_path(leaves, leaf.position))
    return Proof(entry_id, batch.number, leaf.position, len(leaves), leaf.leaf_hash, path, batch.root)


def check_proof(proof: Proof) -> bool:
    """Whether the entry as it stands now leads by the proof's path to the proof's root."""
    row = Entry.objects.filter(pk=proof.entry_id).values(*FIELDS).first()
    if row is None:
        return False
    path = [bytes.fromhex(step) for step in proof.path]
    found = root_from_path(entry_hash(row), proof.index, proof.size, path)
    return found is not None and found.hex() == proof.root


def sealed_row(entry_id: int) -> dict[str, Any] | None:
    """An entry spelled as the seal hashes it, for who checks outside of the house; None for an unknown one."""
    row = Entry.objects.filter(pk=entry_id).values(*FIELDS).first()
    return {name: spelled(row[name]) for name in FIELDS} if row else None


def root_of_row(row: Mapping[str, Any], proof: Mapping[str, Any]) -> str:
    """The root that a spelled row leads to by its proof; "" where the path does not fit. Reads no database."""
    path = [bytes.fromhex(step) for step in proof["path"]]
    found = root_from_path(entry_hash(row), proof["index"], proof["size"], path)
    return found.hex() if found else ""


def _head(batch: SealBatch | None) -> Head | None:
    return Head(batch.number, batch.root, batch.sealed_at, batch.entry_count) if batch else None
