"""Appointments: when somebody may come, and what place in the row the appointment gives."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class AppointmentState(State):
    """Where an appointment stands."""

    BOOKED = "booked", N_("Booked"), "blue"
    ARRIVED = "arrived", N_("Arrived"), "teal"
    MISSED = "missed", N_("Did not come"), "secondary"
    CANCELLED = "cancelled", N_("Called off"), "secondary"


A = AppointmentState
APPOINTMENT_MOVES: dict[AppointmentState, frozenset[AppointmentState]] = {
    A.BOOKED: frozenset({A.ARRIVED, A.MISSED, A.CANCELLED}),
    A.ARRIVED: frozenset(),
    A.MISSED: frozenset(),
    A.CANCELLED: frozenset(),
}
GRACE = timedelta(minutes=15)
"""Whoever comes later than this after the time agreed queues like everybody else."""


def slot_times(hours: Sequence[tuple[time, time]], minutes: int) -> list[time]:
    """The beginnings of the appointments of a day: every `minutes` within the hours, none that would end later."""
    found = []
    for begins, ends in hours:
        at = begins.hour * 60 + begins.minute
        while at + minutes <= ends.hour * 60 + ends.minute:
            found.append(time(at // 60, at % 60))
            at += minutes
    return found


def free_slots(times: Sequence[datetime], taken: Mapping[datetime, int], capacity: int, at: datetime) -> list[datetime]:
    """Those of the times that still have room and have not begun."""
    return [each for each in times if each > at and taken.get(each, 0) < capacity]


def place_of(agreed: datetime, arrived: datetime) -> datetime:
    """The place in the row of somebody with an appointment: the time agreed, or the arrival of who comes too late."""
    return arrived if arrived - agreed > GRACE else agreed
