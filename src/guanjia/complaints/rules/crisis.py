"""One voice: a crisis, its statements, who may say them (CMPL-003, CMPL-021)."""

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class CrisisState(State):
    """Running until the lesson is written down."""

    RUNNING = "running", N_("Crisis plan running"), "red"
    ENDED = "ended", N_("Crisis ended"), "secondary"


class StatementState(State):
    """A statement is written by one and approved by another."""

    DRAFT = "draft", N_("Statement drafted"), "yellow"
    APPROVED = "approved", N_("Statement approved"), "teal"
    RETIRED = "retired", N_("Statement withdrawn"), "secondary"


T = StatementState
STATEMENT_MOVES: dict[StatementState, frozenset[StatementState]] = {
    T.DRAFT: frozenset({T.APPROVED, T.RETIRED}),
    T.APPROVED: frozenset({T.RETIRED}),
    T.RETIRED: frozenset(),
}


def may_be_said(state: StatementState) -> bool:
    """Whether the words may leave the house."""
    return state is StatementState.APPROVED


def may_speak(user_id: int | None, spokesperson_id: int) -> bool:
    """Only the one spokesperson answers the media in a crisis."""
    return user_id is not None and user_id == spokesperson_id


def may_release(writer_id: int | None, approver_id: int | None) -> bool:
    """Four eyes: whoever wrote it does not approve it."""
    return approver_id is not None and approver_id != writer_id
