"""The zip of a sealed record, and the check that its own page shows."""

import base64
from dataclasses import asdict
from typing import Any

from guanjia.assembly.models import SealedRecord
from guanjia.assembly.rules.package import Opened, Report, check, pack
from guanjia.assembly.rules.record import HEAD
from guanjia.foundation.journal.public import proof_of, root_of_row, sealed_row


def package_of(record: SealedRecord) -> bytes:
    """The zip for an outsider. Names of people who were erased since are not in it."""
    head, parts = _files(record)
    return pack(head, parts, record.stamp, journal_of(record))


def journal_of(record: SealedRecord) -> dict[str, Any] | None:
    """The journal's row of the record and its way to the root; None until the minute's seal."""
    proof, row = proof_of(record.entry_id), sealed_row(record.entry_id)
    return {"entry": row, "proof": asdict(proof)} if proof and row else None


def report_on(record: SealedRecord, authorities: list[Any]) -> Report:
    """What is wrong with the record as it lies in the database now; the journal says if the whole of it was written anew."""
    head, parts = _files(record)
    stamp = base64.b64decode(record.stamp) if record.stamp else b""
    return check(Opened(head, parts, stamp, journal_of(record) or {}), root_of_row, authorities)


def _files(record: SealedRecord) -> tuple[str, dict[str, str]]:
    parts = dict(record.parts.exclude(text="").values_list("name", "text"))
    return parts.pop(HEAD, ""), parts
