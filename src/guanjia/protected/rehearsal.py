"""Protected meetings of a rehearsal and of the demo."""

from guanjia.foundation.rehearsal.public import EVENT, Invariant, Stage, Troupe


def cast(stage: Stage) -> None:
    """Nobody yet."""


INVARIANTS: tuple[Invariant, ...] = ()
TROUPE = Troupe("protected", cast, play=EVENT)
