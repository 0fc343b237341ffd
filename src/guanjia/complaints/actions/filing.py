"""The end on the opinion sheet: cause, prevention, making good, the improvement that follows (CMPL-012, CMPL-019)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.complaints.actions.moving import COMPLAINT, amend, move_complaint, note, write_fields
from guanjia.complaints.actions.refusals import ComplaintRefused
from guanjia.complaints.models import Complaint
from guanjia.complaints.queries.guidance import remedy_steps
from guanjia.complaints.rules.money import CompensationState, may_approve
from guanjia.complaints.rules.states import ComplaintState
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import setting
from guanjia.people.public import roles_of
from guanjia.servicedesk.public import OrderKind, Report, WorkOrder, open_order

C = CompensationState


def tick_remedy(*, complaint: Complaint, steps: Sequence[str], actor: Any, at: datetime) -> Complaint:
    """Which of the four steps after a mistake of ours are done (CMPL-019)."""
    known = [line.code for line in remedy_steps()]
    return amend(
        complaint=complaint,
        verb="remedy",
        actor=actor,
        at=at,
        our_mistake=True,
        remedy=[each for each in known if each in steps],
    )


@transaction.atomic
def file_complaint(
    *, complaint: Complaint, cause: str = "", prevention: str = "", improve: bool = False, actor: Any, at: datetime
) -> Complaint:
    """Clear 5: filed on the opinion sheet. Directly after the answer only for anonymous ones, whom nobody can ask.

    `improve` opens an improvement task with the prevention as its title.
    """
    if complaint.stage is ComplaintState.ANSWERED and not complaint.anonymous:
        raise ComplaintRefused(_("Ask first whether they are satisfied."), ["satisfied"])
    if complaint.compensation == C.PROPOSED:
        raise ComplaintRefused(_("Decide on the compensation first."), ["compensation"])
    move_complaint(
        complaint=complaint, to=ComplaintState.FILED, actor=actor, at=at, closed_at=at,
        cause=cause.strip() or complaint.cause, prevention=prevention.strip() or complaint.prevention,
    )  # fmt: skip
    if improve and complaint.prevention:
        improvement_of(complaint, actor, at)
    return complaint


def improvement_of(complaint: Complaint, actor: Any, at: datetime) -> WorkOrder:
    """The improvement task of the complaint, opened once."""
    report = Report(
        title=complaint.prevention[:200],
        kind=OrderKind.IMPROVEMENT,
        description=complaint.number,
        subject=(COMPLAINT, complaint.pk),
        source_key=f"complaint:{complaint.pk}:improvement",
    )
    return open_order(site=complaint.site, report=report, actor=actor, at=at)


@transaction.atomic
def propose_compensation(*, complaint: Complaint, yuan: int, why: str, actor: Any, at: datetime) -> Complaint:
    """Propose money or goods of that worth; within the proposer's own limit it is approved with the same click."""
    if yuan <= 0 or not why.strip():
        raise ComplaintRefused(_("Say how much and why."), ["compensation"])
    if complaint.compensation in (C.APPROVED, C.PAID):
        raise ComplaintRefused(_("A compensation is decided already."), ["compensation"])
    refuse_marked({"why": why}, site=complaint.site)
    fields = {
        "compensation": C.PROPOSED.value,
        "compensation_yuan": yuan,
        "compensation_why": why.strip(),
        "compensation_by": None,
    }
    write_fields(complaint, fields)
    note(complaint, "propose_compensation", actor, at, fields={"compensation_yuan": yuan})
    if can_approve(complaint, actor):
        return decide_compensation(complaint=complaint, yes=True, actor=actor, at=at)
    return complaint


@transaction.atomic
def decide_compensation(*, complaint: Complaint, yes: bool, actor: Any, at: datetime, reason: str = "") -> Complaint:
    """Approve within one's limit, or refuse with the reason. Raises ComplaintRefused beyond the limit."""
    if complaint.compensation != C.PROPOSED:
        raise ComplaintRefused(_("There is nothing to decide."), ["compensation"])
    if yes and not can_approve(complaint, actor):
        raise ComplaintRefused(_("This is beyond your limit."), ["limit"])
    if not yes and not reason.strip():
        raise ComplaintRefused(_("Say why."), ["reason"])
    refuse_marked({"reason": reason}, site=complaint.site)
    write_fields(complaint, {"compensation": (C.APPROVED if yes else C.REFUSED).value, "compensation_by": actor})
    note(complaint, "approve_compensation" if yes else "refuse_compensation", actor, at, reason=reason)
    return complaint


@transaction.atomic
def hand_over_compensation(*, complaint: Complaint, actor: Any, at: datetime) -> Complaint:
    """It was handed over; only what was approved is."""
    if complaint.compensation != C.APPROVED:
        raise ComplaintRefused(_("Only an approved compensation is handed over."), ["compensation"])
    write_fields(complaint, {"compensation": C.PAID.value})
    note(complaint, "pay_compensation", actor, at)
    return complaint


def can_approve(complaint: Complaint, actor: Any) -> bool:
    """Whether the amount lies within the actor's limit at this site (settings)."""
    site = complaint.site
    desk, manager = setting(site, "complaints.desk_yuan"), setting(site, "complaints.manager_yuan")
    return may_approve(complaint.compensation_yuan, roles_of(actor, site), desk_yuan=desk, manager_yuan=manager)
