"""What people do with a complaint, step by step (W20)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.complaints.actions.moving import COMPLAINT, amend, move_complaint
from guanjia.complaints.actions.refusals import ComplaintRefused, refuse_for
from guanjia.complaints.actions.telling import leaders_of, tell, tell_post
from guanjia.complaints.models import Complaint
from guanjia.complaints.rules.departments import DEPARTMENTS
from guanjia.complaints.rules.discipline import is_promise
from guanjia.complaints.rules.states import ComplaintState, superior_decides
from guanjia.duties.public import discharge
from guanjia.knowledge.public import MOOD, mood, note_judged

S = ComplaintState


def ask_details(*, complaint: Complaint, details: str, evidence_note: str = "", actor: Any, at: datetime) -> Complaint:
    """Clear 2: the details were asked for, and evidence (CMPL-006, CMPL-023). "No evidence" is an answer too."""
    if not details.strip():
        raise ComplaintRefused(_("Write down what you asked and heard."), ["details"])
    return amend(
        complaint=complaint, verb="ask", actor=actor, at=at, details=details.strip(), asked_at=complaint.asked_at or at,
        evidence_note=evidence_note.strip() or complaint.evidence_note,
    )  # fmt: skip


def classify(*, complaint: Complaint, actor: Any, at: datetime, **tags: Any) -> Complaint:
    """Kind, validity, truth, effect, mind-set and wants (CMPL-007, 016, 028, 029); `tags` are fields of the complaint."""
    return move_complaint(complaint=complaint, to=S.CLASSIFIED, actor=actor, at=at, **tags)


def handle(*, complaint: Complaint, actor: Any, at: datetime) -> Complaint:
    """It is handled on the spot."""
    return move_complaint(complaint=complaint, to=S.HANDLING, actor=actor, at=at, owner=actor)


@transaction.atomic
def appoint(
    *, complaint: Complaint, next_reply_at: datetime | None, process: str = "", actor: Any, at: datetime
) -> Complaint:
    """It cannot be solved now: they are told so, with the time of the next reply, which is mandatory (CMPL-007, CMPL-024).

    A promise that was open before ends with this reply: late when its time had passed.
    """
    if not is_promise(next_reply_at, at):
        refuse_for(["next_reply_at"])
    if complaint.next_reply_at is not None:
        discharge(COMPLAINT, complaint.pk, standard_code="complaints.promise", at=at, actor=actor)
    return move_complaint(
        complaint=complaint,
        to=S.APPOINTED,
        actor=actor,
        at=at,
        next_reply_at=next_reply_at,
        process=_longer(complaint.process, process),
    )


@transaction.atomic
def pass_on(*, complaint: Complaint, department: str, actor: Any, at: datetime) -> Complaint:
    """A department's help is needed (CMPL-008). Whoever took the complaint stays its owner until the department accepts;
    a superior who decides after two refusals binds the department.
    """
    if department not in DEPARTMENTS:
        raise ComplaintRefused(_("Choose a department."), ["department"])
    binding = superior_decides(complaint.bounces)
    move_complaint(
        complaint=complaint, to=S.PASSED, actor=actor, at=at, department=department, accepted_at=at if binding else None
    )
    tell_post(complaint, [DEPARTMENTS[department].post], "complaints.passed", at, skip=actor)
    return complaint


def accept_department(*, complaint: Complaint, actor: Any, at: datetime) -> Complaint:
    """The department takes it: from now on it is theirs."""
    if complaint.stage is not S.PASSED or complaint.accepted_at is not None:
        raise ComplaintRefused(_("There is nothing to accept."), ["state"])
    return amend(complaint=complaint, verb="accept", actor=actor, at=at, accepted_at=at, owner=actor)


@transaction.atomic
def disown(*, complaint: Complaint, reason: str, actor: Any, at: datetime) -> Complaint:
    """The department says that it is not theirs. It goes back to its owner; the second time to the superior, who decides."""
    if complaint.accepted_at is not None:
        raise ComplaintRefused(_("It is theirs: it was accepted, or the superior decided so."), ["accepted"])
    bounces = complaint.bounces + 1
    to = S.RAISED if superior_decides(bounces) else S.CLASSIFIED
    move_complaint(complaint=complaint, to=to, actor=actor, at=at, reason=reason, bounces=bounces, department="")
    whom = leaders_of(complaint, at) if to is S.RAISED else [complaint.owner] if complaint.owner else []
    tell(complaint, whom, "complaints.disowned", at)
    return complaint


def answer(
    *, complaint: Complaint, process: str, result: str, how: str, actor: Any, at: datetime, **fields: Any
) -> Complaint:
    """Clear 4: process and result are told to the complainant (CMPL-025); `how` says by which way."""
    return move_complaint(
        complaint=complaint, to=S.ANSWERED, actor=actor, at=at, process=_longer(complaint.process, process),
        result=result.strip(), told_at=at, told_how=how, **fields,
    )  # fmt: skip


@transaction.atomic
def hear_back(
    *, complaint: Complaint, satisfied: bool, score: int | None = None, comment: str = "", actor: Any, at: datetime
) -> Complaint:
    """They were asked whether they are content (CMPL-031). Not content goes up (CMPL-009); the comment is theirs, and what they
    judged with it teaches how remarks sound.
    """
    if score is not None and not 1 <= score <= 5:
        raise ComplaintRefused(_("A score is 1 to 5."), ["score"])
    words = comment.strip() or complaint.comment
    if comment.strip():
        note_judged(
            site=complaint.site, purpose=MOOD, source=(COMPLAINT, complaint.pk), text=comment,
            suggested=[mood(comment).label], label="positive" if satisfied else "negative", actor=actor, at=at,
        )  # fmt: skip
    if satisfied:
        return move_complaint(
            complaint=complaint, to=S.SATISFIED, actor=actor, at=at, satisfied=True, score=score, comment=words
        )
    move_complaint(
        complaint=complaint, to=S.RAISED, actor=actor, at=at, reason=comment or _("Not satisfied with the result"),
        satisfied=False, score=score, comment=words,
    )  # fmt: skip
    tell(complaint, leaders_of(complaint, at), "complaints.raised", at)
    return complaint


@transaction.atomic
def refer(*, complaint: Complaint, summary: str, actor: Any, at: datetime) -> Complaint:
    """They refuse the new appointment: a short summary goes up (CMPL-010)."""
    if not summary.strip():
        raise ComplaintRefused(_("Sum the matter up for whoever takes it now."), ["summary"])
    move_complaint(
        complaint=complaint,
        to=S.REFERRED,
        actor=actor,
        at=at,
        reason=_("New appointment refused"),
        summary=summary.strip(),
    )
    tell(complaint, leaders_of(complaint, at), "complaints.referred", at)
    return complaint


def withdraw(*, complaint: Complaint, reason: str, actor: Any, at: datetime) -> Complaint:
    """They take it back."""
    return move_complaint(complaint=complaint, to=S.WITHDRAWN, actor=actor, at=at, reason=reason, closed_at=at)


def dismiss(*, complaint: Complaint, reason: str, actor: Any, at: datetime) -> Complaint:
    """It is not founded: that was explained to them, with the reason, and is written down."""
    if complaint.is_valid is not False:
        raise ComplaintRefused(_("Only a complaint judged not founded is closed this way."), ["validity"])
    return move_complaint(
        complaint=complaint, to=S.INVALID, actor=actor, at=at, reason=reason, told_at=at, closed_at=at
    )


def reopen(*, complaint: Complaint, reason: str, actor: Any, at: datetime) -> Complaint:
    """Something is not over after all; a new cycle of the clocks begins."""
    return move_complaint(
        complaint=complaint, to=S.CLASSIFIED, actor=actor, at=at, reason=reason, closed_at=None, told_at=None, next_reply_at=None,
        satisfied=None, accepted_at=None, department="", bounces=0,
    )  # fmt: skip


def _longer(old: str, new: str) -> str:
    return "\n".join(part for part in (old.strip(), new.strip()) if part)
