"""A long computation that a page asks for and a worker does: where it stands is a row, and nobody does it twice."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.kernel.states import State, choices
from guanjia.kernel.words import gettext_noop as N_

GIVEN_UP = timedelta(minutes=10)
"""A run without an end for so long lost its worker: the next one takes it up."""


class RunState(State):
    """How far a run is."""

    WAITING = "waiting", N_("Waiting to be computed"), "azure"
    RUNNING = "running", N_("Computing"), "blue"
    DONE = "done", N_("Computed"), "green"
    FAILED = "failed", N_("No plan found"), "red"
    STOPPED = "stopped", N_("Stopped"), "secondary"


R = RunState
RUN_MOVES: dict[RunState, frozenset[RunState]] = {
    R.WAITING: frozenset({R.RUNNING, R.STOPPED}),
    R.RUNNING: frozenset({R.DONE, R.FAILED, R.STOPPED, R.RUNNING}),  # a killed worker leaves it to the next
    R.DONE: frozenset(),
    R.FAILED: frozenset(),
    R.STOPPED: frozenset(),
}
assert RUN_MOVES.keys() == set(RunState), "every state needs its row"
LIVE = frozenset({RunState.WAITING, RunState.RUNNING})


class Run(models.Model):
    """Columns of a run; `percent` is of the time it may take, `cost` and `bound` are in the words of its module."""

    state = models.CharField(_("state"), max_length=8, choices=choices(RunState), default=RunState.WAITING.value)
    seconds = models.PositiveSmallIntegerField(default=60)
    percent = models.PositiveSmallIntegerField(default=0)
    cost = models.JSONField(null=True, blank=True)
    bound = models.FloatField(null=True, blank=True)
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    message = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True

    @property
    def stage(self) -> RunState:
        """The state with its label and colour."""
        return RunState(self.state)

    @property
    def live(self) -> bool:
        """Whether it waits or runs."""
        return self.stage in LIVE


Some = TypeVar("Some", bound=Run)


def begin(run: Run, *, at: datetime) -> bool:
    """Take a run that waits, or one whose worker was lost; False when another worker has it."""
    rows = type(run)._default_manager.filter(pk=run.pk)
    fresh, lost = models.Q(state=R.WAITING), models.Q(state=R.RUNNING, started_at__lt=at - GIVEN_UP)
    return bool(rows.filter(fresh | lost).update(state=R.RUNNING, started_at=at, percent=1))


def tell(run: Run, share: float, **fields: Any) -> bool:
    """Write how far it is (0 to 1); whether to go on: False once somebody stopped it."""
    percent = max(1, min(99, round(100 * share)))
    rows = type(run)._default_manager.filter(pk=run.pk, state=R.RUNNING)
    return bool(rows.update(percent=percent, **fields))


def end(run: Run, state: RunState, *, at: datetime, **fields: Any) -> bool:
    """End a run that is still running; False when it was stopped or taken away meanwhile."""
    rows = type(run)._default_manager.filter(pk=run.pk, state=R.RUNNING)
    return bool(rows.update(state=state, ended_at=at, percent=100, **fields))


def stop(run: Run, *, at: datetime) -> bool:
    """Stop one that waits or runs; a second call changes nothing and says False."""
    return bool(type(run)._default_manager.filter(pk=run.pk, state__in=LIVE).update(state=R.STOPPED, ended_at=at))


def to_wake(runs: Iterable[Some], *, at: datetime) -> list[Some]:
    """Of live runs those that wait, and those whose worker was lost."""
    return [
        run for run in runs if run.stage is R.WAITING or (run.started_at is not None and run.started_at < at - GIVEN_UP)
    ]
