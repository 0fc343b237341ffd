"""One voice: statements are written by one, approved by another, said by the spokesperson (CMPL-003, CMPL-021)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.complaints.actions.moving import note
from guanjia.complaints.actions.refusals import ComplaintRefused
from guanjia.complaints.models import CareStep, Crisis, MediaQuestion, Statement
from guanjia.complaints.rules.crisis import STATEMENT_MOVES, StatementState, may_be_said, may_release, may_speak
from guanjia.foundation.journal.public import record
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site
from guanjia.kernel.states import MoveRefused, check_move
from guanjia.places.public import Unit

STATEMENT = "complaints.statement"
T = StatementState


@transaction.atomic
def draft_statement(
    *, site: Site, topic: str, text: str, crisis: Crisis | None = None, actor: Any, at: datetime
) -> Statement:
    """Write words for the outside; without a crisis it is an answer prepared ahead of facts becoming news (CMPL-021)."""
    if not topic.strip() or not text.strip():
        raise ComplaintRefused(_("Topic and text are needed."), ["text"])
    refuse_marked({"topic": topic, "text": text}, site=site)
    row = Statement.objects.create(
        site=site, crisis=crisis, topic=topic.strip(), text=text.strip(), written_by=actor, written_at=at
    )
    record(site=site, at=at, actor=actor, action="draft", subject=(STATEMENT, row.pk), to_state=row.state)
    return row


@transaction.atomic
def approve_statement(*, statement: Statement, actor: Any, at: datetime) -> Statement:
    """Release the words; whoever wrote them cannot (four eyes). In a crisis it ends the clock of the first statement."""
    if not may_release(statement.written_by_id, actor.pk if actor is not None else None):
        raise ComplaintRefused(_("Somebody else approves what you wrote."), ["approver"])
    _move(statement, T.APPROVED, actor, at, approved_by=actor, approved_at=at)
    if statement.crisis is not None:
        note(statement.crisis.complaint, "approve_statement", actor, at)
    return statement


def retire_statement(*, statement: Statement, actor: Any, at: datetime) -> Statement:
    """These words are said no more."""
    return _move(statement, T.RETIRED, actor, at)


@transaction.atomic
def _move(statement: Statement, to: StatementState, actor: Any, at: datetime, **fields: Any) -> Statement:
    old = statement.stage
    check_move(STATEMENT_MOVES, old, to)
    rows = Statement.objects.filter(pk=statement.pk, state=old, rev=statement.rev)
    if not rows.update(state=to, rev=statement.rev + 1, **fields):
        raise MoveRefused(old, to)
    statement.refresh_from_db()
    verb = "approve" if to is T.APPROVED else "retire"
    record(
        site=statement.site,
        at=at,
        actor=actor,
        action=verb,
        subject=(STATEMENT, statement.pk),
        from_state=old,
        to_state=to,
    )
    return statement


@transaction.atomic
def take_media_question(
    *, site: Site, medium: str, question: str, crisis: Crisis | None = None, actor: Any, at: datetime
) -> MediaQuestion:
    """Somebody from the media asks: it is written down, and nobody but the spokesperson answers."""
    if not medium.strip() or not question.strip():
        raise ComplaintRefused(_("Write down who asks and what."), ["question"])
    refuse_marked({"question": question}, site=site)
    row = MediaQuestion.objects.create(
        site=site, crisis=crisis, medium=medium.strip(), question=question.strip(), asked_at=at, taken_by=actor
    )
    if crisis is not None:
        note(crisis.complaint, "media_ask", actor, at)
    return row


@transaction.atomic
def answer_media(*, question: MediaQuestion, statement: Statement | None, actor: Any, at: datetime) -> MediaQuestion:
    """Answer with an approved text. Raises ComplaintRefused before there is one, and for anybody but the spokesperson."""
    if statement is None or not may_be_said(statement.stage) or statement.crisis_id != question.crisis_id:
        raise ComplaintRefused(
            _("There is no approved statement yet: say that one will follow, and nothing else."), ["statement"]
        )
    if question.crisis is not None and not may_speak(actor.pk if actor else None, question.crisis.spokesperson_id):
        raise ComplaintRefused(
            _("Only %(name)s speaks for us.") % {"name": question.crisis.spokesperson}, ["spokesperson"]
        )
    rows = MediaQuestion.objects.filter(pk=question.pk, answered_at=None)
    if not rows.update(statement=statement, answered_at=at, answered_by=actor):
        raise ComplaintRefused(_("This has been answered already."), ["answered"])
    question.refresh_from_db()
    if question.crisis is not None:
        note(question.crisis.complaint, "media_answer", actor, at)
    return question


@transaction.atomic
def care_for(*, crisis: Crisis, unit: Unit, deed: str, actor: Any, at: datetime) -> CareStep:
    """What was done for an affected household."""
    if not deed.strip() or unit.site_id != crisis.site_id:
        raise ComplaintRefused(_("Say for which household, and what was done."), ["deed"])
    refuse_marked({"deed": deed}, site=crisis.site)
    step = CareStep.objects.create(crisis=crisis, unit=unit, deed=deed.strip(), at=at, by=actor)
    note(crisis.complaint, "care", actor, at)
    return step
