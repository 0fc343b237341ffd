"""Takes evidence in. Nothing authentic is refused; the same id gets the same answer."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from guanjia.duties.actions.ending import DUTY, End, end_duty, show_change
from guanjia.duties.actions.locking import lock_duty
from guanjia.duties.actions.submission import EvidenceRefused, Proof, Receipt, receipt_of
from guanjia.duties.actions.weighing import Weighed, weigh
from guanjia.duties.events import DutyItemFailed, EvidenceDoubted
from guanjia.duties.models import ArchivedDuty, Duty, DutyRow, Evidence, EvidenceFile
from guanjia.duties.models.states import EvidenceStatus, Source
from guanjia.duties.queries.catalogue import standard_of
from guanjia.foundation.files.public import StoredFile, hold
from guanjia.foundation.journal.public import FreeText, record
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.subjects.public import Snapshot, snapshots
from guanjia.standards.public import Item, Standard


def submit_evidence(
    *, actor: Any, duty_id: int, evidence_id: uuid.UUID, at: datetime, proof: Proof | None = None, **fields: Any
) -> Receipt:
    """Take a person's evidence for a duty; `at` is the receipt on the site's clock, `fields` are those of Proof if none is given.

    open, paused or missed -> done by the moment that counts; done -> kept as further evidence; moved or withdrawn -> kept and
    shown to the leader; `after`, `not_same_person_as`, missing proof or a stranger's hand -> kept for review. A second call with
    the same id answers the same and writes nothing. A line not in order emits DutyItemFailed. Raises EvidenceRefused
    (unknown_duty, id_taken, bad_items, written_later, same_hand, system_duty) and SecretRefused; then nothing is kept.
    """
    proof = proof or Proof(**fields)
    _refuse_forgery(actor, proof, at)
    with transaction.atomic():
        duty = lock_duty(duty_id)
        known = Evidence.objects.filter(pk=evidence_id).first()
        if known is not None:
            return _same_answer(known, actor, duty_id, duty)
        if duty is None:
            return _for_archived(actor, duty_id, evidence_id, proof, at)
        refuse_marked({"note": proof.note, "items": list(proof.items)}, site=duty.site)
        standard = standard_of(duty.version_id)
        if standard.performer and not standard.post:
            raise EvidenceRefused("system_duty")
        photos = _photos(duty, evidence_id, actor, proof)
        proof = _with_photos(proof, photos)
        snapshot = snapshots(duty.subject_kind, [duty.subject_id]).get(duty.subject_id)
        weighed = weigh(duty, standard, snapshot, proof, actor=actor, at=at)
        evidence = _keep(duty, actor, evidence_id, proof, weighed, at)
        _act(duty, standard, snapshot, evidence, weighed, proof, actor, at)
        return receipt_of(evidence, duty.state)


def _refuse_forgery(actor: Any, proof: Proof, at: datetime) -> None:
    """What a paper sheet may not be."""
    if proof.source is not Source.PAPER:
        return
    if proof.entered_by is None or proof.entered_by.pk == actor.pk:
        raise EvidenceRefused("same_hand")
    if proof.device_at is None or proof.device_at > at:
        raise EvidenceRefused("written_later")


def _same_answer(known: Evidence, actor: Any, duty_id: int, duty: Duty | None) -> Receipt:
    if known.actor_id != actor.pk or known.duty_id != duty_id:
        raise EvidenceRefused("id_taken")
    return receipt_of(known, duty.state if duty is not None else None)


def _for_archived(actor: Any, duty_id: int, evidence_id: uuid.UUID, proof: Proof, at: datetime) -> Receipt:
    """Evidence that comes after 13 months: kept beside the archived duty."""
    row = ArchivedDuty.objects.select_related("site").filter(pk=duty_id).first()
    if row is None:
        raise EvidenceRefused("unknown_duty")
    refuse_marked({"note": proof.note, "items": list(proof.items)}, site=row.site)
    weighed = Weighed(EvidenceStatus.SHOWN_TO_LEADER, at, (), (), (), ())
    return receipt_of(_keep(row, actor, evidence_id, proof, weighed, at), row.state)


def _photos(duty: Duty, evidence_id: uuid.UUID, actor: Any, proof: Proof) -> list[tuple[str, int]]:
    """The photos named now and those that the phone sent ahead, each a file of this site."""
    ahead = EvidenceFile.objects.filter(evidence_id=evidence_id, actor=actor, file__site=duty.site)
    wanted = {*proof.photos, *ahead.values_list("item", "file_id")}
    here = set(StoredFile.objects.filter(site=duty.site, pk__in=[pk for _, pk in wanted]).values_list("pk", flat=True))
    return sorted((item, pk) for item, pk in wanted if pk in here)


def _with_photos(proof: Proof, photos: Sequence[tuple[str, int]]) -> Proof:
    return Proof(**{name: getattr(proof, name) for name in Proof.__dataclass_fields__} | {"photos": photos})


def _keep(row: DutyRow, actor: Any, pk: uuid.UUID, proof: Proof, weighed: Weighed, at: datetime) -> Evidence:
    failed = {item.code for item in weighed.failed}
    items = [
        {
            "key": each.get("key"),
            "value": each.get("value"),
            "note": each.get("note", ""),
            "ok": each.get("key") not in failed,
        }
        for each in proof.items
    ]
    evidence = Evidence(
        id=pk, site_id=row.site_id, duty_id=row.pk, actor=actor, entered_by=proof.entered_by, source=proof.source,
        status=weighed.status, at=weighed.moment, device_at=proof.device_at, received_at=at,
        offset_ms=round(proof.drift.total_seconds() * 1000) if proof.drift is not None else None,
        duty_rev=proof.seen_rev, items=items, flags=list(weighed.flags), signature=proof.signature, scan=proof.scan[:120],
        note=proof.note, single_handed_reason=proof.single_handed_reason[:200], sheet_number=proof.sheet_number[:40],
    )  # fmt: skip
    evidence.save(force_insert=True)
    EvidenceFile.objects.bulk_create(
        [EvidenceFile(evidence=evidence, item=item, file_id=file, actor=actor) for item, file in proof.photos],
        ignore_conflicts=True,
    )
    for _, file in proof.photos:
        hold(StoredFile(pk=file), (DUTY, row.pk))
    return evidence


def _act(
    duty: Duty,
    standard: Standard,
    snapshot: Snapshot | None,
    evidence: Evidence,
    weighed: Weighed,
    proof: Proof,
    actor: Any,
    at: datetime,
) -> None:
    """What follows from the weighing."""
    for item in weighed.failed:
        _report_failure(duty, evidence, item, proof, actor, at)
    if weighed.status is EvidenceStatus.ACCEPTED:
        end_duty(duty, end_of(standard, weighed, proof, actor), actor=actor, at=at)
        return
    if weighed.status is EvidenceStatus.FURTHER:
        _clear_failures(duty, standard, weighed)
    event = None if weighed.status is EvidenceStatus.FURTHER else EvidenceDoubted(str(evidence.pk), duty.pk)
    record(
        site=duty.site, at=at, actor=actor, action="duties.keep_evidence", subject=(DUTY, duty.pk),
        changes={"evidence": str(evidence.pk), "status": weighed.status, "flags": list(weighed.flags)}, event=event,
    )  # fmt: skip
    show_change(duty)


def end_of(standard: Standard, weighed: Weighed, proof: Proof, actor: Any) -> End:
    """How accepted evidence ends its duty."""
    alone = bool(proof.single_handed_reason)
    return End(
        moment=weighed.moment,
        person=actor,
        failed_count=len(weighed.failed),
        single_handed_reason=proof.single_handed_reason[:200],
        counter_sign_due=signature_due(standard, alone),
    )


def signature_due(standard: Standard, alone: bool) -> bool:
    """Where single-handed work is allowed the counter-signature belongs to it; elsewhere a standard that names one asks always."""
    return alone if standard.single_handed else bool(standard.counter_sign)


def _clear_failures(duty: Duty, standard: Standard, weighed: Weighed) -> None:
    """A complete re-check says how many lines are still not in order; a gate that they held shut may open."""
    if duty.failed_count and not weighed.against and any(answer.ok is not None for answer in weighed.answers):
        duty.failed_count = len(weighed.failed)
        duty.rev += 1
        duty.save(update_fields=["failed_count", "rev"])


def _report_failure(duty: Duty, evidence: Evidence, item: Item, proof: Proof, actor: Any, at: datetime) -> None:
    """Say that a line is not in order; the module that the standard names opens its order."""
    given: dict[str, Any] = next((dict(each) for each in proof.items if each.get("key") == item.code), {})
    value, note = str(given.get("value")), str(given.get("note") or "")
    failed = DutyItemFailed(
        duty_id=duty.pk, evidence_id=str(evidence.pk), standard_code=duty.standard_code, subject_kind=duty.subject_kind,
        subject_id=duty.subject_id, place_id=duty.place_id, item=item.code, item_en=item.text.en, item_zh=item.text.zh,
        value=value, file_ids=tuple(pk for key, pk in proof.photos if key in ("", item.code)), on_failure=item.on_failure,
    )  # fmt: skip
    record(
        site=duty.site, at=at, actor=actor, action="duties.fail_item", subject=(DUTY, duty.pk),
        changes={"item": item.code, "value": value, "note": FreeText(note) if note else ""}, event=failed,
    )  # fmt: skip
