"""What the crew can do next with a block."""

from dataclasses import dataclass

from guanjia.conference.models import Block
from guanjia.conference.rules.states import BlockState
from guanjia.kernel.words import gettext_noop as N_


@dataclass(frozen=True)
class Step:
    """A button: `verb` goes into the address, `label` is English and translated when shown; one is `main`."""

    verb: str
    label: str
    main: bool = False


READY = Step("ready", N_("Room is ready"), main=True)
START = Step("start", N_("Start the meeting"), main=True)
SEAT = Step("seat", N_("Leaders are seated"), main=True)
END = Step("end", N_("End the meeting"))
RESUME = Step("resume", N_("Go on"), main=True)
RESTORE = Step("restore", N_("Room is restored"), main=True)

STEPS: dict[BlockState, tuple[Step, ...]] = {
    BlockState.PLANNED: (READY,),
    BlockState.READY: (START,),
    BlockState.RUNNING: (END,),
    BlockState.INTERRUPTED: (RESUME, END),
    BlockState.ENDED: (RESTORE,),
    BlockState.RESTORED: (),
    BlockState.CANCELLED: (),
}


def next_steps(block: Block) -> list[Step]:
    """The buttons of a block in the order of the day. Seating the leaders is offered until somebody said it."""
    steps = list(STEPS[block.stage])
    if block.stage is BlockState.PLANNED:
        steps.append(Step(START.verb, START.label))
    if block.stage is BlockState.RUNNING and block.leaders_seated_at is None:
        steps.insert(0, SEAT)
    return steps
