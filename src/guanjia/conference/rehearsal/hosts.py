"""Those who run a meeting through its day: ready, started, leaders seated, ended, restored."""

from dataclasses import dataclass
from datetime import timedelta

from guanjia.conference.actions import blocks
from guanjia.conference.models import Block, Event
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.rules.states import BlockState
from guanjia.duties.public import GateClosed
from guanjia.foundation.rehearsal.public import Stage
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import User
from guanjia.posts.public import on_post

B = BlockState
AGAIN = timedelta(minutes=3)
PATIENCE = timedelta(hours=3)


def plant_meetings(stage: Stage, event: Event) -> None:
    """Plant the moves of every block of the event that holds a room."""
    for block in Block.objects.filter(event=event, placed=True).exclude(state=B.CANCELLED).order_by("starts_at", "pk"):
        plant_meeting(stage, block)


def plant_meeting(stage: Stage, block: Block) -> None:
    """Plant the moves of one block; each looks again at the block when its time has come."""
    overrun = timedelta(minutes=stage.rng.choice((-5, 0, 0, 0, 5, 10)))
    stage.at(block.starts_at - timedelta(minutes=20), Move(block.pk, "ready"))
    stage.at(block.starts_at, Move(block.pk, "start"))
    stage.at(block.starts_at + timedelta(minutes=2), Move(block.pk, "seat"))
    stage.at(block.ends_at + overrun, Move(block.pk, "end"))


@dataclass(frozen=True)
class Move:
    """The leader on post makes the block's next move; behind a closed gate they try again until it opens."""

    block_id: int
    verb: str

    def __call__(self, stage: Stage) -> None:
        """Make the move if the block stands for it."""
        block = Block.objects.get(pk=self.block_id)
        if block.stage is B.CANCELLED or not block.placed:
            return
        planned = {"ready": block.starts_at - timedelta(minutes=20), "start": block.starts_at, "end": block.ends_at}
        if self.verb in planned and stage.now < planned[self.verb] - timedelta(minutes=10):
            stage.at(planned[self.verb], self)  # it was moved to a later time
            return
        leader = leader_of(stage)
        if leader is None:
            stage.at(stage.now + AGAIN, self)
            return
        try:
            self._make(stage, block, leader)
        except (GateClosed, Refused):
            stage.counts["gates_closed"] += 1
            if self.verb != "ready" and stage.now < block.ends_at + PATIENCE:
                stage.at(stage.now + AGAIN, self)
        except MoveRefused:
            stage.counts["moves_refused"] += 1

    def _make(self, stage: Stage, block: Block, leader: User) -> None:
        match self.verb:
            case "ready":
                blocks.mark_ready(block_id=block.pk, actor=leader, at=stage.now)
            case "start":
                blocks.start_block(block_id=block.pk, actor=leader, at=stage.now)
            case "seat" if block.stage is B.RUNNING:
                blocks.seat_leaders(block_id=block.pk, actor=leader, at=stage.now)
            case "end" if block.stage in {B.RUNNING, B.INTERRUPTED}:
                blocks.end_block(block_id=block.pk, actor=leader, at=stage.now)
                stage.at(stage.now + timedelta(minutes=20), Move(block.pk, "restore"))
            case "end" if stage.now < block.ends_at + PATIENCE:
                stage.at(stage.now + AGAIN, self)  # it has not begun yet
            case "restore":
                blocks.restore_block(block_id=block.pk, actor=leader, at=stage.now)


def leader_of(stage: Stage) -> User | None:
    """Whoever leads the crew at this moment, the project manager where nobody does."""
    for code in ("conference.leader", "conference.manager"):
        if people := on_post(stage.site, code, stage.now):
            return people[0]
    return None
