"""First come, first served."""

import threading
from collections import defaultdict, deque

PATIENCE_S = 30.0
"""As long as SQLite itself waits for a writer; afterwards it is asked, and says that it is locked."""


class Turns:
    """A lock that goes to whoever has waited longest. It may be given back by another thread than the one that took it."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._taken = False
        self._waiting: deque[threading.Event] = deque()

    def take(self, patience_s: float = PATIENCE_S) -> bool:
        """Wait for the turn; False when it did not come in time."""
        with self._guard:
            if not self._taken:
                self._taken = True
                return True
            mine = threading.Event()
            self._waiting.append(mine)
        if mine.wait(patience_s):
            return True
        with self._guard:
            if mine.is_set():  # it came in this very moment
                return True
            self._waiting.remove(mine)
            return False

    def give(self) -> None:
        """Hand the turn to the next one; only for whoever has it."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False


_turns: defaultdict[str, Turns] = defaultdict(Turns)
_turns_guard = threading.Lock()


def turns_of(database: str) -> Turns:
    """The turns of a database file in this process."""
    with _turns_guard:
        return _turns[database]
