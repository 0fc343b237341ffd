"""The door of the journal."""

from guanjia.foundation.journal.erasing import erase_texts
from guanjia.foundation.journal.freetext import FreeText
from guanjia.foundation.journal.models import Entry, SealBatch
from guanjia.foundation.journal.payload import event_kind, load
from guanjia.foundation.journal.proofs import (
    Head,
    Proof,
    check_proof,
    daily_head,
    head,
    proof_of,
    root_of_row,
    sealed_row,
)
from guanjia.foundation.journal.reading import entries, moves_of, timeline, timelines
from guanjia.foundation.journal.sealing import seal, seal_all
from guanjia.foundation.journal.verifying import Finding, knows_head, verify
from guanjia.foundation.journal.writing import on_events, record, record_many

__all__ = [
    "Entry",
    "Finding",
    "FreeText",
    "Head",
    "Proof",
    "SealBatch",
    "check_proof",
    "daily_head",
    "entries",
    "erase_texts",
    "event_kind",
    "head",
    "knows_head",
    "load",
    "moves_of",
    "on_events",
    "proof_of",
    "record",
    "record_many",
    "root_of_row",
    "seal",
    "seal_all",
    "sealed_row",
    "timeline",
    "timelines",
    "verify",
]
