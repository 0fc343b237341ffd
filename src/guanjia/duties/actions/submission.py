"""What comes in as evidence and what the sender is told of it."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from guanjia.duties.models import Evidence
from guanjia.duties.models.states import EvidenceStatus, Source
from guanjia.duties.rules.answers import Answer
from guanjia.duties.rules.states import DutyState
from guanjia.kernel.words import gettext_noop as N_
from guanjia.standards.public import Item, Standard

REASONS = {
    "bad_id": N_("The evidence id is not a UUID."),
    "id_taken": N_("This evidence id belongs to another person or duty."),
    "bad_items": N_("A reading is not a number."),
    "unknown_duty": N_("There is no such duty at this site."),
    "bad_moment": N_("A moment is not a date and time with its zone."),
    "bad_row": N_("A field has a value that it cannot have."),
    "written_later": N_("The written time lies in the future."),
    "same_hand": N_("A paper sheet is entered by a second person."),
    "no_reason": N_("Say why one person does both."),
    "system_duty": N_("The system does this by itself."),
}


class EvidenceRefused(Exception):
    """What came in is not evidence at all. `code` is a key of REASONS, str() its English msgid."""

    def __init__(self, code: str) -> None:
        super().__init__(REASONS[code])
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What a person hands in for a duty.

    device_at   by the device's clock; None = the receipt. For a paper sheet the written time
    drift       server time minus device clock at the last contact; None = never measured
    seen_rev    the duty's `rev` that the device saw; None = it was looked at just now
    items       {"key", "value", "note"} per answered line, as the checklist's `kind` asks
    photos      (item key or "", StoredFile id)
    took        from the first tick to the last
    entered_by  the second person who typed a paper sheet in
    """

    items: Sequence[Mapping[str, Any]] = ()
    device_at: datetime | None = None
    drift: timedelta | None = None
    seen_rev: int | None = None
    source: Source = Source.PHONE
    photos: Sequence[tuple[str, int]] = ()
    signature: str = ""
    scan: str = ""
    note: str = ""
    took: timedelta | None = None
    single_handed_reason: str = ""
    entered_by: Any = None
    sheet_number: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The answer to a piece of evidence; the same for the same id, however often it is sent."""

    evidence_id: uuid.UUID
    status: EvidenceStatus
    duty_id: int
    state: DutyState | None
    judged_at: datetime
    flags: tuple[str, ...]


def receipt_of(evidence: Evidence, state: str | None) -> Receipt:
    """The answer that belongs to a stored piece of evidence; `state` is the duty's."""
    return Receipt(
        evidence.pk,
        EvidenceStatus(evidence.status),
        evidence.duty_id,
        DutyState(state) if state else None,
        evidence.at,
        tuple(evidence.flags),
    )


def answers_of(standard: Standard, proof: Proof) -> list[Answer]:
    """The answered lines as the rules read them. Lines that the checklist does not have are left out. Raises EvidenceRefused."""
    given = {str(item.get("key", "")): item for item in proof.items}
    photos = {key: str(pk) for key, pk in proof.photos}
    return [_answer(item, given.get(item.code, {}), photos, proof) for item in standard.items]


def _answer(item: Item, given: Mapping[str, Any], photos: Mapping[str, str], proof: Proof) -> Answer:
    value, note = given.get("value"), str(given.get("note") or "")
    if item.proof == "number":
        number = _number(value)
        return Answer(item.code, None if number is None else True, number, note)
    if item.proof == "photo":
        shot = photos.get(item.code, "")
        return Answer(item.code, False if value is False else (True if shot else None), None, note, shot)
    if item.proof == "signature":
        return Answer(item.code, bool(proof.signature) or None, None, note, "signature" if proof.signature else "")
    if item.proof == "scan":
        scan = str(value or proof.scan or "")
        return Answer(item.code, bool(scan) or None, None, note, scan)
    if item.proof == "text":
        return Answer(item.code, bool(str(value or "").strip()) or None, None, str(value or note))
    return Answer(item.code, value if isinstance(value, bool) else None, None, note)


def _number(value: Any) -> Decimal | None:
    if value is None or value == "":
        return None
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        raise EvidenceRefused("bad_items") from None
    if not number.is_finite() or isinstance(value, bool):
        raise EvidenceRefused("bad_items")
    return number
