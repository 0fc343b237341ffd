"""Another layout within two hours (CONF-034): engineering lays out anew, cleaning is rescheduled, the client agrees."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from guanjia.conference.actions.guests import Draft
from guanjia.conference.actions.sheet_changes import change_sheet
from guanjia.conference.actions.sheets import acknowledge, agree_to_change
from guanjia.conference.models import Event, FunctionSheet, SheetIssue, SheetVersion
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
from guanjia.conference.rehearsal.visitors import invented_name
from guanjia.conference.rules.sheet import POSTS, Department
from guanjia.duties.public import Duty, DutyState
from guanjia.foundation.rehearsal.public import Case, Check, Played, Stage, Told, tell
from guanjia.foundation.sites.public import Site
from guanjia.kernel.words import gettext_noop as N_
from guanjia.places.public import Style

TWO_HOURS = 120
"""Minutes until the hall stands as the client wants it, instead of the half day that was planned."""
BEFORE = timedelta(hours=3)
HALLS = (
    Hall(
        code="A", name="多功能厅", area_m2=600, styles={"classroom": 240, "banquet": 260}, equipment={"microphone": 4}
    ),
)
MEETING = Meeting(
    title="年度合作伙伴大会",
    room="A",
    style=Style.CLASSROOM,
    begin=time(15),
    end=time(17),
    guests=tuple(Draft(invented_name(n), delegation=f"伙伴企业{n % 15 + 1}") for n in range(150)),
)
ROOM_READY = "conference.prepare.room"


def play(site: Site, seed: int, at: datetime, told: Told) -> Played:
    """Play it beside `site`."""
    return play_meeting(site, seed, at, told, halls=HALLS, meeting=MEETING, plant=_plant, judge=_judge)


def _plant(stage: Stage, event: Event) -> None:
    stage.at(block_of(event).starts_at - BEFORE, Wish(event.pk))


@dataclass(frozen=True)
class Wish:
    """Three hours before the start the client wants round tables."""

    event_id: int

    def __call__(self, stage: Stage) -> None:
        """Change the sheet; every department reads its version, the hall is laid out anew, the client agrees."""
        event = Event.objects.select_related("site").get(pk=self.event_id)
        sheet = FunctionSheet.objects.get(event=event)
        tell(stage, N_("The client wants round tables instead of rows; the chairs stand since the morning."))
        version = change_sheet(
            event=event, rev=sheet.rev, values={"style": Style.BANQUET.value}, reason="客户要求改为圆桌",
            actor=someone(stage, "conference.coordinator"), at=stage.now,
        )  # fmt: skip
        assert version is not None
        for number, issue in enumerate(version.issues.order_by("pk")):
            stage.at(stage.now + (3 + 2 * number) * M, Read(issue.pk))
        stage.at(stage.now + 25 * M, Agreed(version.pk))
        stage.at(stage.now + 100 * M, Ready(block_of(event).pk))


@dataclass(frozen=True)
class Read:
    """A department takes note."""

    issue_id: int

    def __call__(self, stage: Stage) -> None:
        """Whoever stands on its post."""
        issue = SheetIssue.objects.get(pk=self.issue_id)
        if issue.superseded_at is None and issue.acknowledged_at is None:
            acknowledge(issue_id=issue.pk, actor=someone(stage, POSTS[Department(issue.department)]), at=stage.now)


@dataclass(frozen=True)
class Agreed:
    """The client is shown what will be and agrees."""

    version_id: int

    def __call__(self, stage: Stage) -> None:
        """Her agreement is put on the version."""
        actor = someone(stage, "conference.coordinator")
        agree_to_change(version_id=self.version_id, agreed=True, name="钱经理", actor=actor, at=stage.now)
        tell(stage, N_("Engineering and cleaning have read the change; the client has seen the new plan and agrees."))


@dataclass(frozen=True)
class Ready:
    """The hall stands."""

    block_id: int

    def __call__(self, stage: Stage) -> None:
        """What was checked before is checked again, with photographs where they are asked for."""
        do_duties(stage, "conference.block", self.block_id, code=ROOM_READY)
        tell(stage, N_("The tables stand, the room is checked again."))


def _judge(stage: Stage, event: Event) -> list[Check]:
    version = SheetVersion.objects.filter(sheet__event=event).exclude(number=1).order_by("number").first()
    assert version is not None
    block = block_of(event)
    changed = block.changed_at
    rooms = Duty.objects.filter(site=stage.site, standard_code=ROOM_READY, subject_id=block.pk)
    again = (
        rooms.filter(state__in=[DutyState.ON_TIME, DutyState.LATE], performed_at__gte=changed)
        .order_by("performed_at")
        .first()
    )
    unread = version.issues.filter(acknowledged_at=None, superseded_at=None).count()
    return [
        within(
            N_("The hall stands anew within two hours"),
            minutes_between(changed, again.performed_at if again else None),
            TWO_HOURS,
        ),
        duty_kept(N_("The client agreed within the hour"), stage, "conference.change.agree"),
        Check(N_("Every department concerned has read it"), str(unread), unread == 0),
        Check(
            N_("The meeting was held with round tables"),
            block.style,
            block.style == Style.BANQUET and block.started_at is not None,
        ),
    ]


LAYOUT_CHANGE = Case(
    "layout-change",
    N_("Another layout in two hours"),
    N_("Three hours before the start the client wants round tables. What takes half a day is done in two hours."),
    ("CONF-034",),
    play,
)
