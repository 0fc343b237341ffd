"""What goes wrong in a rehearsal: a moved sitting, an attendant who does not come, a dead clock."""

from datetime import timedelta

from guanjia.conference.actions.sessions import move_session
from guanjia.conference.models import Block, Event, Session
from guanjia.conference.rehearsal.hosts import leader_of, plant_meeting
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.rules.states import BlockState, SessionState
from guanjia.duties.public import workforce
from guanjia.foundation.rehearsal.public import Stage
from guanjia.people.public import User
from guanjia.places.public import SlotTaken

DEAD_FOR = timedelta(hours=1)


def plant_accidents(stage: Stage, event: Event, attendants: list[User]) -> None:
    """One of each kind, on the event's first day, at moments that the seed chooses."""
    first = Block.objects.filter(event=event, placed=True).order_by("starts_at", "pk").first()
    if first is None:
        return
    day = first.starts_at
    absent = attendants[stage.rng.randrange(len(attendants))]
    workforce(stage).absent[absent.pk] = (day - timedelta(hours=6), day + timedelta(hours=6))
    stage.at(day + timedelta(minutes=stage.rng.randrange(60, 180)), lambda s: stop_clock(s))
    stage.at(day - timedelta(minutes=stage.rng.randrange(150, 240)), lambda s: move_one(s, event.pk))


def stop_clock(stage: Stage) -> None:
    """The clock process is dead for an hour; what it missed is made up when it wakes."""
    stage.clock_dead_until = stage.now + DEAD_FOR
    stage.counts["clock_deaths"] += 1


def move_one(stage: Stage, event_id: int) -> None:
    """A sitting of the event moves by a quarter of an hour; where its room is not free then, it stays."""
    sittings = list(
        Session.objects.filter(
            event=event_id,
            state=SessionState.SCHEDULED,
            starts_at__gt=stage.now + timedelta(hours=2),
            block__placed=True,
            block__state__in=[BlockState.PLANNED, BlockState.READY],
        ).order_by("starts_at", "pk")[:50]
    )
    known = set(Block.objects.filter(event=event_id).values_list("pk", flat=True))
    while sittings:
        sitting = sittings.pop(stage.rng.randrange(len(sittings)))
        quarter = timedelta(minutes=15)
        try:
            move_session(
                session_id=sitting.pk,
                room_id=sitting.room_id,
                starts_at=sitting.starts_at + quarter,
                ends_at=sitting.ends_at + quarter,
                reason="主办方临时调整时间",
                actor=leader_of(stage),
                at=stage.now,
            )
        except (SlotTaken, Refused):
            continue
        stage.counts["moved"] += 1
        break
    for block in Block.objects.filter(event=event_id, placed=True).exclude(pk__in=known).order_by("pk"):
        plant_meeting(stage, block)
