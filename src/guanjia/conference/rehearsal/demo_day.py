"""What the demo plants for a meeting in preparation: sheets read, guests, the day, its accidents, its end."""

from dataclasses import dataclass
from datetime import timedelta

from guanjia.conference.actions.blocks import interrupt_block
from guanjia.conference.actions.closing import archive_event, close_event
from guanjia.conference.actions.guests import Draft, add_guests
from guanjia.conference.actions.sheets import acknowledge
from guanjia.conference.models import Block, Event, SheetIssue
from guanjia.conference.rehearsal.dayof import close_out, plant_faults
from guanjia.conference.rehearsal.demo_data import DELEGATIONS, DemoMeeting
from guanjia.conference.rehearsal.hosts import leader_of, plant_meetings
from guanjia.conference.rehearsal.visitors import invented_name, plant_arrivals
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.rules.sheet import POSTS
from guanjia.conference.rules.states import EventState, Secrecy
from guanjia.custody.public import ItemKind, Thing, take_item
from guanjia.duties.public import Duty, DutyState, Errand, GateClosed
from guanjia.foundation.rehearsal.public import Stage
from guanjia.posts.public import on_post

S = EventState
M = timedelta(minutes=1)


@dataclass(frozen=True)
class Day:
    """Called with an event in preparation; plants all that will happen to it."""

    meeting: DemoMeeting

    def __call__(self, stage: Stage, event: Event) -> None:
        """Plant it."""
        for minutes, issue in enumerate(_issues(event)):
            stage.at(stage.now + (10 + 7 * minutes) * M, Read(issue))
        if self.meeting.secrecy is not Secrecy.CONTROLLED:
            add_guests(event=event, drafts=drafts(self.meeting.heads, event.pk), actor=event.coordinator, at=stage.now)
            plant_arrivals(stage, event)
        plant_meetings(stage, event)
        block = Block.objects.filter(event=event).order_by("starts_at").first()
        if block is None:
            return
        if self.meeting.reaches is S.INTERRUPTED:
            stage.at(block.starts_at + 50 * M, Interrupt(block.pk))
        elif self.meeting.reaches is S.RESTORING:
            stage.at(block.starts_at + 20 * M, Lend(block.pk))
        elif self.meeting.reaches is S.ARCHIVED:
            plant_faults(stage, event)
        close_out(stage, event)
        if self.meeting.reaches in {S.CLOSED, S.ARCHIVED}:
            stage.at(block.ends_at + timedelta(hours=20), Finish(event.pk, archive=self.meeting.reaches is S.ARCHIVED))


@dataclass(frozen=True)
class Read:
    """A department reads its version of the function sheet."""

    issue_id: int

    def __call__(self, stage: Stage) -> None:
        """Whoever stands on the department's post acknowledges; a version that was replaced is left."""
        issue = SheetIssue.objects.get(pk=self.issue_id)
        people = on_post(stage.site, POSTS[issue.unit], stage.now)
        if people and issue.superseded_at is None:
            acknowledge(issue_id=issue.pk, actor=people[0], at=stage.now)


@dataclass(frozen=True)
class Interrupt:
    """The power goes in the middle of a meeting."""

    block_id: int

    def __call__(self, stage: Stage) -> None:
        """If it runs."""
        if Block.objects.get(pk=self.block_id).state == "running":
            interrupt_block(block_id=self.block_id, reason="会场停电，等待恢复", actor=leader_of(stage), at=stage.now)


@dataclass(frozen=True)
class Lend:
    """A thing is lent that is not back when the meeting has ended."""

    block_id: int

    def __call__(self, stage: Stage) -> None:
        """A page turner to the speaker."""
        keeper = on_post(stage.site, "technician", stage.now)[0]
        thing = Thing(name="无线翻页笔", holder="周科长", subject=("conference.block", self.block_id))
        take_item(
            site=stage.site, kind=ItemKind.EQUIPMENT_RETURN, thing=thing, keeper=keeper, actor=keeper, at=stage.now
        )


@dataclass(frozen=True)
class Finish:
    """The next day what is still owed about the event is written, and it is closed, perhaps archived."""

    event_id: int
    archive: bool
    tries: int = 0

    def __call__(self, stage: Stage) -> None:
        """Try again each hour, at most ten times."""
        owed = Duty.objects.filter(
            site=stage.site, subject_kind="conference.event", subject_id=self.event_id, state=DutyState.OPEN
        )
        for duty_id in owed.filter(performer="", opens_at__lte=stage.now).order_by("pk").values_list("pk", flat=True):
            Errand(duty_id)(stage)
        event = Event.objects.select_related("site").get(pk=self.event_id)
        leader = leader_of(stage)
        try:
            if event.stage is S.SURVEYED:
                event = close_event(event=event, actor=leader, at=stage.now)
            if event.stage is S.CLOSED and self.archive:
                event = archive_event(event=event, actor=leader, at=stage.now)
        except (Refused, GateClosed):
            pass
        if event.stage is not (S.ARCHIVED if self.archive else S.CLOSED) and self.tries < 10:
            stage.at(stage.now + timedelta(hours=1), Finish(self.event_id, self.archive, self.tries + 1))


def drafts(count: int, salt: int) -> list[Draft]:
    """A guest list of `count` people of several organisations; another `salt` gives other people."""
    return [
        Draft(name=invented_name(number + salt), delegation=DELEGATIONS[number * len(DELEGATIONS) // count])
        for number in range(count)
    ]


def _issues(event: Event) -> list[int]:
    rows = SheetIssue.objects.filter(version__sheet__event=event, acknowledged_at=None, superseded_at=None)
    return list(rows.order_by("pk").values_list("pk", flat=True))
