"""The due moment of a row: what the rule gives, and what fairness makes of it. Nothing is born late."""

from dataclasses import replace
from datetime import datetime

from guanjia.duties.rules.planned import Planned, Subject
from guanjia.duties.rules.states import DutyState
from guanjia.duties.rules.target import Target
from guanjia.standards.rules.standard import Standard
from guanjia.standards.rules.when import Chain, Timer, Trigger


def birth(target: Target, standard: Standard, version: int, at: datetime, round_: int) -> Planned:
    """A new row. Due at least `short_notice` after its birth, and flagged when that is later than the rule says."""
    due_at = _fair(target, standard, at)
    return Planned(
        occurrence=target.occurrence,
        round=round_,
        version=version,
        state=DutyState.PAUSED if target.paused else DutyState.OPEN,
        natural_at=target.natural_at,
        opens_at=target.opens_at,
        due_at=due_at,
        closes_at=_closing(target, due_at),
        short_notice=due_at != target.natural_at,
        born_at=at,
        merged=target.merged,
        pauses=target.pauses,
    )


def redate(row: Planned, target: Target, standard: Standard, version: int, at: datetime) -> Planned:
    """The row under `standard` as the subject stands now; the same row when nothing changed.

    A version that the row did not have dates it like a new one. Otherwise a row that moves later never becomes due
    sooner, one that moves earlier gets short notice, and one that is late already stays late.
    """
    state = DutyState.PAUSED if target.paused else DutyState.OPEN
    if version == row.version:
        stays = (target.natural_at, target.opens_at) == (row.natural_at, row.opens_at)
        if stays or (standard.on_move == "keep" and not isinstance(standard.when, Timer)):
            same = (state, target.pauses) == (row.state, row.pauses)
            return row if same else replace(row, state=state, pauses=target.pauses)
    due_at = _moved(row, target, standard, at) if version == row.version else _fair(target, standard, at)
    return replace(
        row,
        state=state,
        pauses=target.pauses,
        version=version,
        natural_at=target.natural_at,
        opens_at=target.opens_at,
        due_at=due_at,
        closes_at=_closing(target, due_at),
        short_notice=due_at != target.natural_at,
    )


def at_place(row: Planned, subject: Subject) -> Planned:
    """The row where the subject lies now; the same row when it lies there already."""
    place = subject.facts.get("space_id")
    return row if row.place == place else replace(row, place=place)


def _moved(row: Planned, target: Target, standard: Standard, at: datetime) -> datetime:
    if isinstance(standard.when, Timer):
        return target.natural_at + (row.due_at - row.natural_at)
    if target.natural_at >= row.natural_at:
        return max(target.natural_at, row.due_at) if row.short_notice else target.natural_at
    return row.due_at if row.due_at < at else _fair(target, standard, at)


def _fair(target: Target, standard: Standard, at: datetime) -> datetime:
    """Kinds that answer to something that has just happened are on short notice only when late already."""
    if target.ended or target.paused:
        return target.natural_at
    earliest = at + standard.short_notice
    if isinstance(standard.when, Timer | Chain | Trigger):
        return earliest if target.natural_at < at else target.natural_at
    return max(target.natural_at, earliest)


def _closing(target: Target, due_at: datetime) -> datetime | None:
    """The same grace after the due moment as the rule gives."""
    return None if target.closes_at is None else target.closes_at + (due_at - target.natural_at)
