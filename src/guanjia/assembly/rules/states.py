"""The states of an assembly and of what lies in it, and their legal moves."""

from guanjia.kernel.states import State
from guanjia.kernel.words import Word
from guanjia.kernel.words import gettext_noop as N_


class AssemblyState(State):
    """How far the meeting is."""

    PREPARING = "preparing", N_("Being prepared"), "azure"
    OPEN = "open", N_("In session"), "green"
    CLOSED = "closed", N_("Adjourned"), "secondary"


A = AssemblyState
ASSEMBLY_MOVES: dict[AssemblyState, frozenset[AssemblyState]] = {
    A.PREPARING: frozenset({A.OPEN}),
    A.OPEN: frozenset({A.CLOSED}),
    A.CLOSED: frozenset(),
}
assert ASSEMBLY_MOVES.keys() == set(AssemblyState), "every state needs its row"


class MotionState(State):
    """How far a motion is. What is closed never opens again: a second vote is a second motion."""

    DRAFT = "draft", N_("To be voted on"), "azure"
    OPEN = "open", N_("Vote is open"), "green"
    CLOSED = "closed", N_("Vote is closed"), "secondary"
    DROPPED = "dropped", N_("Taken off"), "secondary"


M = MotionState
MOTION_MOVES: dict[MotionState, frozenset[MotionState]] = {
    M.DRAFT: frozenset({M.OPEN, M.DROPPED}),
    M.OPEN: frozenset({M.CLOSED}),
    M.CLOSED: frozenset(),
    M.DROPPED: frozenset({M.DRAFT}),
}
assert MOTION_MOVES.keys() == set(MotionState), "every state needs its row"


class Way(Word):
    """How a vote is taken."""

    OPEN = "open", N_("Vote by name")
    SECRET = "secret", N_("Secret vote")
    HANDS = "hands", N_("Show of hands")


class Where(State):
    """Where somebody is, as far as the house knows."""

    ABSENT = "absent", N_("Not here"), "secondary"
    ROOM = "room", N_("In the hall"), "green"
    REMOTE = "remote", N_("From afar"), "blue"
    DROPPED = "dropped", N_("Line dropped"), "red"
    AWAY = "away", N_("Went out"), "orange"


class SpeechState(State):
    """A place on the speaking list."""

    WAITING = "waiting", N_("Wants to speak"), "azure"
    SPEAKING = "speaking", N_("Speaks"), "green"
    DONE = "done", N_("Has spoken"), "secondary"
    WITHDRAWN = "withdrawn", N_("Gave up"), "secondary"


S = SpeechState
SPEECH_MOVES: dict[SpeechState, frozenset[SpeechState]] = {
    S.WAITING: frozenset({S.SPEAKING, S.WITHDRAWN}),
    S.SPEAKING: frozenset({S.DONE, S.WAITING}),
    S.DONE: frozenset(),
    S.WITHDRAWN: frozenset({S.WAITING}),
}
assert SPEECH_MOVES.keys() == set(SpeechState), "every state needs its row"


class QuestionState(State):
    """A question from the floor: nobody sees it before the clerk has let it through."""

    ASKED = "asked", N_("Waits for the clerk"), "azure"
    SHOWN = "shown", N_("To the panel"), "blue"
    ANSWERED = "answered", N_("Has been answered"), "green"
    REFUSED = "refused", N_("Not let through"), "secondary"


Q = QuestionState
QUESTION_MOVES: dict[QuestionState, frozenset[QuestionState]] = {
    Q.ASKED: frozenset({Q.SHOWN, Q.REFUSED}),
    Q.SHOWN: frozenset({Q.ANSWERED, Q.REFUSED}),
    Q.ANSWERED: frozenset(),
    Q.REFUSED: frozenset({Q.SHOWN}),
}
assert QUESTION_MOVES.keys() == set(QuestionState), "every state needs its row"


class PaperState(State):
    """An electronic paper of the meeting."""

    DRAFT = "draft", N_("Not given out"), "azure"
    OUT = "out", N_("Given out to readers"), "green"
    CLEARED = "cleared", N_("Cleared away"), "secondary"


P = PaperState
PAPER_MOVES: dict[PaperState, frozenset[PaperState]] = {
    P.DRAFT: frozenset({P.OUT, P.CLEARED}),
    P.OUT: frozenset({P.DRAFT, P.CLEARED}),
    P.CLEARED: frozenset(),
}
assert PAPER_MOVES.keys() == set(PaperState), "every state needs its row"


class MinutesState(State):
    """The minutes of a meeting."""

    DRAFT = "draft", N_("Draft"), "azure"
    CONFIRMED = "confirmed", N_("Confirmed by the chair"), "green"


class StampState(State):
    """How far the time stamp of a sealed record is."""

    NONE = "none", N_("No authority is set up"), "secondary"
    WAITING = "waiting", N_("Waits for the time stamp"), "azure"
    STAMPED = "stamped", N_("Time-stamped"), "green"
    FAILED = "failed", N_("The authority did not answer"), "red"


class Video(Word):
    """How people from afar are seen and heard."""

    NONE = "none", N_("No video")
    PEER = "peer", N_("Video room of the house, six at most")
    SERVER = "server", N_("A room on our own video server")
    LINK = "link", N_("A video service of your own")
