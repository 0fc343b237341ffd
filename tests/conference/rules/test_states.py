"""What the blocks of an event make of it."""

import pytest

from guanjia.conference.rules.states import BlockState, EventState, event_state

B = BlockState


@pytest.mark.parametrize(
    ("blocks", "state"),
    [
        ([], None),
        ([B.RUNNING], EventState.RUNNING),
        ([B.INTERRUPTED], EventState.INTERRUPTED),
        ([B.INTERRUPTED, B.RUNNING], EventState.RUNNING),
        ([B.INTERRUPTED, B.PLANNED, B.ENDED], EventState.INTERRUPTED),
        ([B.ENDED, B.PLANNED], EventState.RUNNING),
        ([B.ENDED, BlockState.RESTORED, B.CANCELLED], EventState.ENDED),
        ([B.ENDED, B.INTERRUPTED], EventState.INTERRUPTED),
    ],
)
def test_an_event_follows_its_blocks(blocks: list[BlockState], state: EventState | None) -> None:
    assert event_state(blocks) is state
