"""Puts a duty into one person's hands (换人), and calls the leader."""

from datetime import datetime
from typing import Any

from django.db import transaction

from guanjia.duties.actions.ending import DUTY, show_change
from guanjia.duties.actions.fitness import unfit
from guanjia.duties.actions.locking import lock_duty
from guanjia.duties.events import LeaderCalled
from guanjia.duties.models import Duty
from guanjia.duties.queries.standing import WORKERS
from guanjia.duties.rules.states import LIVE
from guanjia.foundation.journal.public import record
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.kernel.words import gettext_noop as N_
from guanjia.people.public import has_role


class AssignmentRefused(Exception):
    """`code` is a key of REASONS, str() its English msgid; of "unfit" the sentence of whoever is against it."""

    REASONS = {
        "finished": N_("This duty is finished already."),
        "stranger": N_("This person does not work at this site."),
        "unfit": N_("This person may not do this duty."),
    }

    def __init__(self, code: str, words: str = "") -> None:
        super().__init__(words or self.REASONS[code])
        self.code = code


def assign(*, actor: Any, duty_id: int, user: Any | None, reason: str = "", at: datetime) -> None:
    """Give the duty to one person, or with None back to whoever is on its post. The same person again changes nothing.

    Raises AssignmentRefused, Duty.DoesNotExist.
    """
    with transaction.atomic():
        duty = lock_duty(duty_id)
        if duty is None:
            raise Duty.DoesNotExist
        if duty.state not in LIVE:
            raise AssignmentRefused("finished")
        if user is not None and not has_role(user, duty.site, *WORKERS, at=at):
            raise AssignmentRefused("stranger")
        if user is not None and (why := unfit(duty, user, max(at, duty.due_at))):
            raise AssignmentRefused("unfit", why)
        new = user.pk if user is not None else None
        if duty.assignee_id == new:
            return
        changes = {"assignee": [duty.assignee_id, new]}
        duty.assignee = user
        duty.rev += 1
        duty.save(update_fields=["assignee", "rev"])
        record(
            site=duty.site,
            at=at,
            actor=actor,
            action="duties.assign",
            subject=(DUTY, duty.pk),
            changes=changes,
            reason=reason,
        )
        show_change(duty)


def call_leader(*, actor: Any, duty_id: int, words: str = "", at: datetime) -> None:
    """Ask the leader to come (呼叫组长). Every call is told. Raises Duty.DoesNotExist."""
    with transaction.atomic():
        duty = Duty.objects.select_related("site").get(pk=duty_id)
        refuse_marked({"words": words}, site=duty.site)
        event = LeaderCalled(duty.pk, actor.pk)
        record(
            site=duty.site,
            at=at,
            actor=actor,
            action="duties.call_leader",
            subject=(DUTY, duty.pk),
            reason=words,
            event=event,
        )
