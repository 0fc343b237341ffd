"""A water pipe bursts over an international conference (EQFT-016): hall cleared and temporary venue opened within ten minutes."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from guanjia.conference.actions.blocks import end_block, start_block
from guanjia.conference.actions.faults_spare import put_spare
from guanjia.conference.actions.guests import Draft
from guanjia.conference.actions.sessions import add_session
from guanjia.conference.models import Block, Event, FaultRecord
from guanjia.conference.rehearsal.cases.mending import mended, stop_and_report, taken_on, tried, written
from guanjia.conference.rehearsal.cases.staging import (
    Hall,
    M,
    Meeting,
    block_of,
    do_duties,
    duty_kept,
    minutes_between,
    play_meeting,
    someone,
    within,
)
from guanjia.conference.rehearsal.hosts import Move, plant_meeting
from guanjia.conference.rehearsal.visitors import invented_name
from guanjia.conference.rules.faults import FaultState, Playbook
from guanjia.duties.public import plan_now
from guanjia.foundation.rehearsal.public import Case, Check, Played, Stage, Told, tell
from guanjia.foundation.sites.public import Site
from guanjia.kernel.words import gettext_noop as N_
from guanjia.places.public import Room, Style, free_rooms

TEN = 10
"""Minutes until the hall is cleared and the temporary venue open, in the case that the source tells."""
STYLES = {"theatre": 300, "classroom": 160}
HALLS = (
    Hall(code="A", name="国际会议厅", area_m2=400, styles=STYLES, equipment={"microphone": 4}),
    Hall(code="B", name="多功能厅", area_m2=400, styles=STYLES, equipment={"microphone": 4}),
    Hall(code="C", name="小会议室", area_m2=60, styles={"boardroom": 16}),
)
MEETING = Meeting(
    title="国际城市治理研讨会",
    room="A",
    style=Style.THEATRE,
    begin=time(9),
    end=time(12),
    guests=tuple(
        Draft(invented_name(n), delegation=f"代表团{n % 8 + 1}", language="en" if n % 3 else "zh") for n in range(140)
    ),
)
BURST_AFTER = timedelta(minutes=70)


def play(site: Site, seed: int, at: datetime, told: Told) -> Played:
    """Play it beside `site`."""
    return play_meeting(site, seed, at, told, halls=HALLS, meeting=MEETING, plant=_plant, judge=_judge)


def _plant(stage: Stage, event: Event) -> None:
    block = block_of(event)
    stage.at(block.starts_at + BURST_AFTER, Burst(block.pk))


@dataclass(frozen=True)
class Burst:
    """Water comes through the ceiling."""

    block_id: int

    def __call__(self, stage: Stage) -> None:
        """Interrupt, report, clear the hall, find a room, open it."""
        tell(stage, N_("A pipe bursts above the hall; the meeting stops."))
        stop_and_report(
            stage,
            self.block_id,
            reason="水管爆裂，会场进水",
            playbook=Playbook.PIPE_BURST,
            words="吊顶水管爆裂",
            steps=(
                (1, _shut),
                (2, _another_room),
                (4, _cleared),
                (8, _opened),
                (50, mended("更换爆裂的管段并试压，清理积水")),
                (55, tried),
                (90, written("管件老化", "吊顶内管段列入年度更换，每月巡查并记录压力")),
            ),
        )


def _shut(stage: Stage, fault: FaultRecord) -> None:
    taken_on(stage, fault)
    tell(stage, N_("The technician shuts the valve and takes the power off the wet part."))


def _another_room(stage: Stage, fault: FaultRecord) -> None:
    """The first free room that seats them takes the rest of the meeting."""
    block, event = fault.block, fault.block.event
    heads = event.guests.filter(admitted_at__isnull=False).count()
    free = free_rooms(site=stage.site, starts_at=stage.now + 6 * M, ends_at=block.ends_at, headcount=heads)
    add_session(
        event=event,
        title=f"{event.title}（续）",
        room_id=free[0].room_id,
        starts_at=stage.now + 6 * M,
        ends_at=block.ends_at,
        actor=someone(stage, "conference.coordinator"),
        at=stage.now,
    )
    made = Block.objects.filter(event=event).exclude(pk=block.pk).get()
    stage.memory["case.second"] = made.pk
    tell(stage, N_("The co-ordinator takes a free hall for the rest of the meeting; guests and screens are told."))


def _cleared(stage: Stage, fault: FaultRecord) -> None:
    leader = someone(stage, "conference.leader")
    put_spare(fault=fault, words="会场人员已疏散，会议移至多功能厅继续", actor=leader, at=stage.now)
    end_block(block_id=fault.block_id, actor=leader, at=stage.now)
    stage.memory["case.cleared"] = stage.now
    stage.at(stage.now + 150 * M, Move(fault.block_id, "restore"))
    tell(stage, N_("The hall is cleared; attendants lead everybody across."))


def _opened(stage: Stage, fault: FaultRecord) -> None:
    """What must be signed before a start is signed in the new hall, then the meeting goes on there."""
    block = Block.objects.get(pk=stage.memory["case.second"])
    plan_now("conference.block", [block.pk], at=stage.now)
    for _turn in range(3):  # one level of checks opens the next
        do_duties(stage, "conference.block", block.pk)
    do_duties(stage, "conference.fault", fault.pk, code="conference.playbook.pipe_burst")
    start_block(block_id=block.pk, actor=someone(stage, "conference.leader"), at=stage.now)
    plant_meeting(stage, block)
    tell(stage, N_("The meeting goes on in the temporary venue."))


def _judge(stage: Stage, event: Event) -> list[Check]:
    fault = FaultRecord.objects.select_related("block").get(site=stage.site)
    second = Block.objects.filter(event=event).exclude(pk=fault.block_id).select_related("room").first()
    assert second is not None
    burst = fault.happened_at
    rooms = {fault.block.room_id, second.room_id}
    return [
        within(N_("The hall is cleared within ten minutes"), minutes_between(burst, fault.block.ended_at), TEN),
        within(N_("The temporary venue is open within ten minutes"), minutes_between(burst, second.started_at), TEN),
        duty_kept(N_("The playbook was signed in time"), stage, "conference.playbook.pipe_burst"),
        Check(
            N_("The rest was held in another hall"),
            second.room.name,
            len(rooms) == Room.objects.filter(pk__in=rooms).count() == 2,
        ),
        Check(
            N_("The fault is closed with cause and prevention"),
            str(fault.stage.label),
            fault.stage is FaultState.CLOSED,
        ),
    ]


BURST_PIPE = Case(
    "burst-pipe",
    N_("A burst pipe over an international conference"),
    N_(
        "Water comes through the ceiling. The hall is cleared and the meeting goes on in another one within ten minutes."
    ),
    ("EQFT-016",),
    play,
)
