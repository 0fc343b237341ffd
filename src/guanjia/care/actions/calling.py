"""A household is called back: reached or not, rated, given a task, closed (W21)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.care.actions.refusals import CareRefused
from guanjia.care.actions.sampling import finish_when_done
from guanjia.care.models import CallBack, OwnerFile
from guanjia.care.rules.calls import (
    CALL_MOVES,
    CALL_VERBS,
    CallSource,
    CallState,
    Ending,
    may_give_up,
    mood_of_score,
    needs_task,
)
from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site
from guanjia.foundation.subjects.public import changed
from guanjia.kernel.states import MoveRefused, check_move
from guanjia.knowledge.public import MOOD, mood, note_judged
from guanjia.servicedesk.public import OrderKind, Report, open_order

CALL = "care.call_back"
S = CallState


@transaction.atomic
def plan_call(
    *, site: Site, source: CallSource, key: str, topic: str = "", unit_id: int | None = None, person_id: int | None = None,
    subject: tuple[str, int] = ("", 0), actor: Any, at: datetime,
) -> CallBack | None:  # fmt: skip
    """Have a household called back after a service or a complaint. The same key again returns the known call; None for
    whoever wants no calls.
    """
    if person_id and OwnerFile.objects.filter(site=site, person_id=person_id, no_calls=True).exists():
        return None
    call, made = CallBack.objects.get_or_create(
        site=site, source_key=key[:120],
        defaults={
            "source": source, "topic": topic[:200], "unit_id": unit_id, "person_id": person_id, "made_at": at,
            "subject_kind": subject[0], "subject_id": subject[1],
        },
    )  # fmt: skip
    if made:
        _note(call, "plan", "", actor, at)
    return call


def call(*, call: CallBack, actor: Any, at: datetime) -> CallBack:
    """Somebody rings them: one more try, and it is this person's call."""
    return _move(call, S.CALLED, actor, at, tries=call.tries + 1, last_try_at=at, caller=actor)


def reach(*, call: CallBack, actor: Any, at: datetime) -> CallBack:
    """They answered."""
    return _move(call, S.ANSWERED, actor, at)


def miss(*, call: CallBack, actor: Any, at: datetime) -> CallBack:
    """They did not answer; they are called again."""
    return _move(call, S.NO_ANSWER, actor, at)


def give_up(*, call: CallBack, actor: Any, at: datetime) -> CallBack:
    """After three tries nobody rings any more."""
    if not may_give_up(call.tries):
        raise CareRefused(_("Call at least three times."))
    return _move(call, S.CLOSED, actor, at, ending=Ending.GAVE_UP, closed_at=at)


@transaction.atomic
def rate(
    *, call: CallBack, score: int, recommend: int | None = None, comment: str = "", actor: Any, at: datetime
) -> CallBack:
    """Write down score, recommendation and words. A low score opens a task; a good one closes the call."""
    if not 1 <= score <= 5 or (recommend is not None and not 0 <= recommend <= 10):
        raise CareRefused(_("A score is 1 to 5, a recommendation 0 to 10."))
    if needs_task(score) and not comment.strip():
        raise CareRefused(_("A low score needs what was wrong, in their words."))
    refuse_marked({"comment": comment}, site=call.site)
    _move(call, S.RATED, actor, at, score=score, recommend=recommend, comment=comment.strip())
    if comment.strip():
        note_judged(
            site=call.site, purpose=MOOD, source=(CALL, call.pk), text=comment, suggested=[mood(comment).label],
            label=mood_of_score(score), actor=actor, at=at,
        )  # fmt: skip
    if not needs_task(score):
        return _move(call, S.CLOSED, actor, at, ending=Ending.CONTENT, closed_at=at)
    title = _("Call-back: %(words)s") % {"words": comment.strip()}
    report = Report(
        title=title[:200], kind=OrderKind.IMPROVEMENT, subject=(CALL, call.pk), source_key=f"call:{call.pk}"
    )
    order = open_order(site=call.site, report=report, actor=actor, at=at)
    return _move(call, S.TASK, actor, at, order=order)


def mend(*, call: CallBack, actor: Any, at: datetime) -> CallBack:
    """What was wrong is put right and they were told: the loop is closed. Not before the task is completed."""
    if call.order is not None and call.order.completed_at is None:
        raise CareRefused(_("The task is not completed yet."))
    return _move(call, S.CLOSED, actor, at, ending=Ending.MENDED, closed_at=at)


@transaction.atomic
def opt_out(*, call: CallBack, actor: Any, at: datetime) -> CallBack:
    """They want no such calls: kept in their file, and no sample takes them any more."""
    if call.stage not in (S.SAMPLED, S.ANSWERED):
        raise CareRefused(_("This is possible before the rating only."))
    if call.person_id:
        OwnerFile.objects.update_or_create(
            site=call.site,
            person_id=call.person_id,
            defaults={"no_calls": True},
            create_defaults={"no_calls": True, "opened_at": at},
        )
    return _move(call, S.CLOSED, actor, at, ending=Ending.OPTED_OUT, closed_at=at)


@transaction.atomic
def _move(call: CallBack, to: CallState, actor: Any, at: datetime, **fields: Any) -> CallBack:
    old = call.stage
    check_move(CALL_MOVES, old, to)
    rows = CallBack.objects.filter(pk=call.pk, state=old, rev=call.rev)
    if not rows.update(state=to, rev=call.rev + 1, **fields):
        raise MoveRefused(old, to)
    call.state, call.rev = to, call.rev + 1
    for name, value in fields.items():
        setattr(call, name, value)
    _note(call, CALL_VERBS[to], old, actor, at)
    if to is S.CLOSED and call.sample is not None:
        finish_when_done(call.sample, actor, at)
    return call


def _note(call: CallBack, verb: str, old: str, actor: Any, at: datetime) -> None:
    changes = {"score": call.score} if verb == "rate" else None
    record(
        site=call.site, at=at, actor=actor, action=verb, subject=(CALL, call.pk), from_state=str(old), to_state=call.state,
        changes=changes,
    )  # fmt: skip
    changed(CALL, [call.pk], site=call.site, at=at)
    touch(f"site:{call.site_id}:board")
