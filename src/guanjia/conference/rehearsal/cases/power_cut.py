"""The lights go out in the middle of a conference (EQFT-010): standby power, a word to everybody, light, supply restored in ten minutes."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from guanjia.conference.actions.blocks import resume_block
from guanjia.conference.actions.faults_spare import put_spare
from guanjia.conference.actions.guests import Draft
from guanjia.conference.models import Event, FaultRecord
from guanjia.conference.rehearsal.cases.mending import mended, stop_and_report, taken_on, tried, written
from guanjia.conference.rehearsal.cases.staging import (
    Hall,
    Meeting,
    block_of,
    do_duties,
    duty_kept,
    minutes_between,
    play_meeting,
    someone,
    within,
)
from guanjia.conference.rehearsal.visitors import invented_name
from guanjia.conference.rules.faults import FaultState, Playbook
from guanjia.foundation.journal.public import Entry
from guanjia.foundation.rehearsal.public import Case, Check, Played, Stage, Told, tell
from guanjia.foundation.sites.public import Site
from guanjia.kernel.words import gettext_noop as N_
from guanjia.places.public import Style

TEN = 10
"""Minutes until the supply is restored in the case that the source tells."""
HALLS = (Hall(code="A", name="一号会议厅", area_m2=600, styles={"theatre": 500}, equipment={"microphone": 4}),)
MEETING = Meeting(
    title="区域协同发展大会",
    room="A",
    style=Style.THEATRE,
    begin=time(9),
    end=time(11, 30),
    guests=tuple(Draft(invented_name(n), delegation=f"代表团{n % 12 + 1}") for n in range(120)),
)
CUT_AFTER = timedelta(minutes=40)


def play(site: Site, seed: int, at: datetime, told: Told) -> Played:
    """Play it beside `site`."""
    return play_meeting(site, seed, at, told, halls=HALLS, meeting=MEETING, plant=_plant, judge=_judge)


def _plant(stage: Stage, event: Event) -> None:
    block = block_of(event)
    stage.at(block.starts_at + CUT_AFTER, Cut(block.pk))


@dataclass(frozen=True)
class Cut:
    """The power goes; the fault takes its way at the pace of the case."""

    block_id: int

    def __call__(self, stage: Stage) -> None:
        """Interrupt, report, and plant who does what when."""
        tell(stage, N_("The power goes in the running meeting."))
        stop_and_report(
            stage,
            self.block_id,
            reason="突发断电",
            playbook=Playbook.POWER_CUT,
            words="会场突发断电",
            steps=(
                (1, taken_on),
                (3, _standby),
                (6, mended("更换跳闸的总开关，恢复市电")),
                (8, _restored),
                (9, tried),
                (60, written("总开关过载跳闸", "会前按负荷表核对用电，双路电源每季切换试验")),
            ),
        )
        tell(stage, N_("The attendant reports it: the core group and the technician are told at once."))


def _standby(stage: Stage, fault: FaultRecord) -> None:
    tell(stage, N_("The standby generator runs, emergency light is on, the guests have been told."))
    words = "柴油发电机已启动，应急照明已开启，已向与会者说明情况"
    put_spare(fault=fault, words=words, actor=someone(stage, "conference.attendant"), at=stage.now)


def _restored(stage: Stage, fault: FaultRecord) -> None:
    do_duties(stage, "conference.fault", fault.pk, code="conference.playbook.power_cut")
    resume_block(block_id=fault.block_id, actor=someone(stage, "conference.leader"), at=stage.now)
    tell(stage, N_("Supply is restored, the checklist is signed, the meeting goes on."))


def _judge(stage: Stage, event: Event) -> list[Check]:
    fault = FaultRecord.objects.get(site=stage.site)
    moves = Entry.objects.filter(site=stage.site, subject_kind="conference.block", subject_id=fault.block_id)
    resumed = moves.filter(action="resume").values_list("at", flat=True).first()
    return [
        within(N_("The meeting goes on within ten minutes"), minutes_between(fault.happened_at, resumed), TEN),
        duty_kept(N_("The playbook was signed in time"), stage, "conference.playbook.power_cut"),
        within(
            N_("A way to go on was found within five minutes"),
            minutes_between(fault.reported_at, fault.mitigated_at),
            5,
        ),
        Check(
            N_("The fault is closed with cause and prevention"),
            str(fault.stage.label),
            fault.stage is FaultState.CLOSED,
        ),
    ]


POWER_CUT = Case(
    "power-cut",
    N_("A power cut in the middle of a conference"),
    N_(
        "The power goes forty minutes into a meeting. Standby power, a word to everybody, light, supply back in ten minutes."
    ),
    ("EQFT-010",),
    play,
)
