"""A message that the desk passes on (留言转接): left, read, done."""

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class NoteState(State):
    """Where a message stands."""

    LEFT = "left", N_("Not read yet"), "azure"
    READ = "read", N_("Read"), "blue"
    DONE = "done", N_("Done"), "teal"
    WITHDRAWN = "withdrawn", N_("Withdrawn"), "secondary"


S = NoteState
NOTE_MOVES: dict[NoteState, frozenset[NoteState]] = {
    S.LEFT: frozenset({S.READ, S.DONE, S.WITHDRAWN}),
    S.READ: frozenset({S.DONE, S.WITHDRAWN}),
    S.DONE: frozenset(),
    S.WITHDRAWN: frozenset(),
}
NOTE_VERBS = {S.READ: "read", S.DONE: "finish", S.WITHDRAWN: "withdraw"}
OPEN_NOTE = frozenset({S.LEFT, S.READ})
