"""Weighs a piece of evidence: which moment counts, what speaks against it, what is flagged."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from guanjia.duties.actions.fitness import unfit
from guanjia.duties.actions.submission import Proof, answers_of
from guanjia.duties.models import Duty
from guanjia.duties.models.states import EvidenceStatus, Source
from guanjia.duties.queries.predecessors import predecessor
from guanjia.duties.queries.standing import standing_flag
from guanjia.duties.rules.answers import Answer, failures
from guanjia.duties.rules.judge import counted_moment, photos_forbidden, reviews, too_fast
from guanjia.duties.rules.states import DONE, DutyState
from guanjia.foundation.subjects.public import Snapshot
from guanjia.standards.public import Item, Standard

ENTERED_WITHIN = timedelta(hours=1)
A_TICK_TAKES = timedelta(milliseconds=800)
MANY_ITEMS = 10


@dataclass(frozen=True, slots=True)
class Weighed:
    """`status` decides; `against` says why a leader must look; `failed` are the lines not in order."""

    status: EvidenceStatus
    moment: datetime
    flags: tuple[str, ...]
    against: tuple[str, ...]
    answers: tuple[Answer, ...]
    failed: tuple[Item, ...]


def moment_of(proof: Proof, at: datetime) -> tuple[datetime, bool]:
    """(moment that counts, whether it is the device's). A written time counts as it stands; nothing said means the receipt."""
    if proof.device_at is None:
        return at, True
    if proof.source is Source.PAPER:
        return proof.device_at, True
    corrected = proof.device_at + (proof.drift or timedelta(0))
    return counted_moment(corrected, at, proof.drift)


def weigh(
    duty: Duty, standard: Standard, snapshot: Snapshot | None, proof: Proof, *, actor: Any, at: datetime
) -> Weighed:
    """Weigh `proof` for a locked duty; `at` is the receipt on the site's clock. Raises EvidenceRefused for what is no evidence."""
    moment, trusted = moment_of(proof, at)
    answers = tuple(answers_of(standard, proof))
    standing = standing_flag(actor, duty, moment)
    against = _against(duty, standard, snapshot, proof, answers, moment, actor)
    if standing == "not_on_post":
        against = (*against, standing)
    if unfit(duty, actor, moment):
        against = (*against, "not_cleared")
    flags = _flags(duty, standard, proof, answers, trusted, at)
    flags += [standing] if standing in ("stood_in", "post_unmanned") else []
    failed = tuple(failures(standard.items, answers))
    return Weighed(_status(duty, proof, against), moment, (*flags, *against), against, answers, failed)


def _status(duty: Duty, proof: Proof, against: tuple[str, ...]) -> EvidenceStatus:
    if duty.state in DONE:
        return EvidenceStatus.FURTHER
    moved = proof.seen_rev is not None and proof.seen_rev < duty.moved_rev
    if duty.state == DutyState.WITHDRAWN or moved:
        return EvidenceStatus.SHOWN_TO_LEADER
    return EvidenceStatus.REVIEW if against else EvidenceStatus.ACCEPTED


def _against(
    duty: Duty,
    standard: Standard,
    snapshot: Snapshot | None,
    proof: Proof,
    answers: tuple[Answer, ...],
    moment: datetime,
    actor: Any,
) -> tuple[str, ...]:
    """Why a leader must decide, in words of the rules plus those about proof that the duty asks for as a whole.

    An ambient act (a refill) is never too early: the tap says that it happened (FIELD 17).
    """
    facts = dict(snapshot.facts) if snapshot else {}
    found: list[str] = list(
        reviews(
            standard,
            opens_at=duty.opens_at,
            moment=moment,
            person_id=actor.pk,
            after=predecessor(duty, standard.after),
            other=predecessor(duty, standard.not_same_person_as),
            single_handed_reason=proof.single_handed_reason,
            photos=len(proof.photos),
            facts=facts,
            answers=answers,
        )
    )
    lacks_photo = "photo" in standard.proof and not proof.photos and not photos_forbidden(standard, facts)
    lacks_sign = "signature" in standard.proof and not proof.signature and proof.source is not Source.PAPER
    if lacks_photo or lacks_sign:
        found.append("incomplete")
    if not _right_place(standard, facts, proof):
        found.append("wrong_place")
    if standard.ambient and "too_early" in found:
        found.remove("too_early")
    return tuple(dict.fromkeys(found))


def _right_place(standard: Standard, facts: dict[str, Any], proof: Proof) -> bool:
    """Whether the place's label was scanned where the standard asks for it. A paper sheet cannot scan."""
    wanted = str(facts.get(standard.scan_fact) or "") if standard.scan_fact else ""
    return not wanted or proof.source is Source.PAPER or proof.scan == wanted


def _flags(
    duty: Duty, standard: Standard, proof: Proof, answers: tuple[Answer, ...], trusted: bool, at: datetime
) -> list[str]:
    flags = [] if trusted else ["time_untrusted"]
    given = sum(answer.ok is not None for answer in answers)
    if too_fast(standard, proof.took) or is_hasty(given, proof.took):
        flags.append("too_fast")
    if proof.single_handed_reason:
        flags.append("single_handed")
    if duty.short_notice:
        flags.append("short_notice")
    if proof.source is Source.PAPER:
        flags.append("from_paper")
        if proof.device_at is not None and at - proof.device_at > ENTERED_WITHIN:
            flags.append("entered_late")
    return flags


def is_hasty(given: int, took: timedelta | None) -> bool:
    """Whether a long checklist was ticked faster than one can look: 25 lines in 20 seconds (FIELD 17). Unknown is not."""
    return given >= MANY_ITEMS and took is not None and took <= given * A_TICK_TAKES
