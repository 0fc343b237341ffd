"""Duties that the system itself owes: send the survey, remind the debtor, erase."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from guanjia.duties.actions.ending import End, end_duty
from guanjia.duties.actions.locking import lock_duty
from guanjia.duties.models import Duty
from guanjia.duties.queries.catalogue import standards_by_id
from guanjia.duties.queries.clocking import clocked, wake_at
from guanjia.duties.rules.states import LIVE, DutyState
from guanjia.foundation.sites.public import Site

log = logging.getLogger(__name__)
SLICE = 200
AGAIN = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Task:
    """What a performer is told: which duty, for which subject, at which moment of the site's clock."""

    site: Site
    duty_id: int
    standard_code: str
    subject_kind: str
    subject_id: int
    at: datetime


Performer = Callable[[Task], object]
_performers: dict[str, Performer] = {}


def register_performer(name: str, fn: Performer) -> None:
    """Declare the system action of this name, from apps.ready(). Another function under a taken name raises ValueError.

    The clock calls it in a transaction that also ends the duty, when the window opens; it must bear being called again after a
    failure, and must not reach out to files or network (enqueue that). Raising leaves the duty open, to be tried each 5 minutes.
    """
    if _performers.setdefault(name, fn) is not fn:
        raise ValueError(f"performer {name!r} is registered twice")


def performers() -> frozenset[str]:
    """The names that standards may give as their performer."""
    return frozenset(_performers)


def perform_due(site: Site, at: datetime) -> int:
    """Perform what the system owes at `at`, each in its own transaction; the count done. A failing one holds up nobody else."""
    due = Duty.objects.filter(site=site, next_at__lte=at, perform_at__lte=at).order_by("next_at", "id")
    return sum(_perform(site, pk, at) for pk in due.values_list("pk", flat=True)[:SLICE])


def _perform(site: Site, pk: int, at: datetime) -> bool:
    try:
        with transaction.atomic():
            duty = _claim(pk, at)
            if duty is None:
                return False
            task = Task(site, pk, duty.standard_code, duty.subject_kind, duty.subject_id, at)
            _performers[duty.performer](task)
            return end_after(task)
    except Exception:
        log.exception("duty %s could not be performed", pk)
        _put_off(pk, at)
        return False


def end_after(task: Task) -> bool:
    """End the duty unless what was just performed has ended it already (a move that discharges it)."""
    duty = lock_duty(task.duty_id)
    if duty is None or duty.state not in LIVE:
        return duty is not None
    end_duty(duty, End(moment=task.at, action="duties.perform"), actor=None, at=task.at)
    return True


def _claim(pk: int, at: datetime) -> Duty | None:
    """The duty, locked; None when somebody else is at it or was."""
    duty = lock_duty(pk, wait=False)
    if duty is None or duty.state != DutyState.OPEN or duty.perform_at is None or duty.perform_at > at:
        return None
    return duty


def _put_off(pk: int, at: datetime) -> None:
    with transaction.atomic():
        duty = _claim(pk, at)
        if duty is None:
            return
        duty.perform_at = at + AGAIN
        standard = standards_by_id({duty.version_id})[duty.version_id]
        row = clocked(
            standard, state=DutyState.OPEN, opens_at=duty.opens_at, due_at=duty.due_at, closes_at=duty.closes_at,
            alarmed_to=duty.alarmed_to,
        )  # fmt: skip
        duty.next_at = wake_at(row, duty.perform_at)
        duty.rev += 1
        duty.save(update_fields=["perform_at", "next_at", "rev"])
