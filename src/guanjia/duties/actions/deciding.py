"""What a leader decides: doubtful evidence, counter-signatures."""

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction

from guanjia.duties.actions.ending import DUTY, End, end_duty, show_change
from guanjia.duties.actions.evidence import signature_due
from guanjia.duties.actions.locking import lock_duty
from guanjia.duties.models import Duty, Evidence
from guanjia.duties.models.states import EvidenceStatus
from guanjia.duties.queries.catalogue import standard_of
from guanjia.duties.queries.standing import is_leader
from guanjia.duties.rules.states import LIVE, DutyState
from guanjia.foundation.journal.public import record
from guanjia.kernel.words import gettext_noop as N_
from guanjia.posts.public import on_post

OPEN_QUESTIONS = (EvidenceStatus.REVIEW, EvidenceStatus.SHOWN_TO_LEADER)


class DecisionRefused(Exception):
    """The decision cannot be made; `code` is a key of REASONS, str() its English msgid."""

    REASONS = {
        "not_a_leader": N_("Only a leader of this site decides here."),
        "own_evidence": N_("Nobody decides on their own evidence."),
        "decided": N_("This has been decided already."),
        "no_reason": N_("Give a reason."),
        "same_hand": N_("A second person counter-signs."),
        "nothing_to_sign": N_("There is nothing to counter-sign."),
        "not_on_post": N_("Only the post that the standard names counter-signs."),
    }

    def __init__(self, code: str) -> None:
        super().__init__(self.REASONS[code])
        self.code = code


def decide_evidence(
    *, actor: Any, evidence_id: uuid.UUID, accept: bool, reason: str = "", at: datetime
) -> EvidenceStatus:
    """A leader accepts doubtful evidence or turns it down (then with a reason). Accepting ends the duty, if it is still owed or
    missed, by the moment of the evidence; otherwise it stays as further evidence. Raises DecisionRefused, Evidence.DoesNotExist.
    """
    with transaction.atomic():
        seen = Evidence.objects.values_list("duty_id", flat=True).get(pk=evidence_id)
        duty = lock_duty(seen)
        evidence = Evidence.objects.select_related("actor", "site").get(pk=evidence_id)
        _check_decision(evidence, actor, accept, reason, at)
        evidence.status = EvidenceStatus.REJECTED
        if accept:
            evidence.status = _accept(duty, evidence, actor, at)
        evidence.reviewed_by, evidence.reviewed_at, evidence.review_reason = actor, at, reason[:200]
        evidence.save(update_fields=["status", "reviewed_by", "reviewed_at", "review_reason"])
        record(
            site=evidence.site, at=at, actor=actor, action="duties.decide_evidence", subject=(DUTY, seen), reason=reason,
            changes={"evidence": str(evidence.pk), "status": evidence.status},
        )  # fmt: skip
        if duty is not None:
            show_change(duty)
        return EvidenceStatus(evidence.status)


def _check_decision(evidence: Evidence, actor: Any, accept: bool, reason: str, at: datetime) -> None:
    if not is_leader(actor, evidence.site, at):
        raise DecisionRefused("not_a_leader")
    if actor.pk in (evidence.actor_id, evidence.entered_by_id):
        raise DecisionRefused("own_evidence")
    if evidence.status not in OPEN_QUESTIONS or evidence.reviewed_at is not None:
        raise DecisionRefused("decided")
    if not accept and not reason.strip():
        raise DecisionRefused("no_reason")


def _accept(duty: Duty | None, evidence: Evidence, actor: Any, at: datetime) -> EvidenceStatus:
    if duty is None or (duty.state not in LIVE and duty.state != DutyState.MISSED):
        return EvidenceStatus.FURTHER
    failed = sum(1 for item in evidence.items if item.get("ok") is False)
    standard = standard_of(duty.version_id)
    end = End(
        moment=evidence.at, person=evidence.actor, failed_count=failed, action="duties.accept_evidence",
        single_handed_reason=evidence.single_handed_reason, counter_sign_due=signature_due(standard, bool(evidence.single_handed_reason)),
    )  # fmt: skip
    end_duty(duty, end, actor=actor, at=at)
    return EvidenceStatus.ACCEPTED


def counter_sign(*, actor: Any, duty_id: int, at: datetime) -> None:
    """A second person, on the post that the standard names or else a leader, signs for a duty that was done. A second call by
    the same person does nothing. Raises DecisionRefused, Duty.DoesNotExist."""
    with transaction.atomic():
        duty = lock_duty(duty_id)
        if duty is None:
            raise Duty.DoesNotExist
        if duty.counter_signed_by_id == actor.pk:
            return
        _check_signer(duty, actor, at)
        duty.counter_signed_by, duty.counter_signed_at, duty.counter_sign_due = actor, at, False
        duty.rev += 1
        duty.save(update_fields=["counter_signed_by", "counter_signed_at", "counter_sign_due", "rev"])
        record(site=duty.site, at=at, actor=actor, action="duties.counter_sign", subject=(DUTY, duty.pk))
        show_change(duty)


def _check_signer(duty: Duty, actor: Any, at: datetime) -> None:
    if not duty.counter_sign_due:
        raise DecisionRefused("nothing_to_sign")
    if duty.performed_by_id == actor.pk:
        raise DecisionRefused("same_hand")
    post = standard_of(duty.version_id).counter_sign
    on_it = bool(post) and any(user.pk == actor.pk for user in on_post(duty.site, post, at))
    if not on_it and not is_leader(actor, duty.site, at):
        raise DecisionRefused("not_on_post" if post else "not_a_leader")
